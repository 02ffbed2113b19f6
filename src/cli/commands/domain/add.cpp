#include "../../args.hpp"
#include "domain.hpp"
#include "report.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<domain::DomainName> kNames{
    {.name = "DOMAIN", .help = "what stands behind the @ of addresses at work", .required = true, .many = true}};
constexpr Switch kIfNotExists{
    {.name = "--if-not-exists", .help = "leave out those that are there already, and succeed"}};
constexpr std::array<const ArgSpec*, 2> kArgs = {&kNames.spec, &kIfNotExists.spec};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin domain add contoso.example.org", "addresses of it count as the organisation's"},
    {"pcadmin domain add contoso.example.org contoso.example.net --if-not-exists", "in a script that may run twice"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto there = context.args.on(kIfNotExists) ? ops::IfThere::pass : ops::IfThere::refuse;
  const auto wanted = context.args.all(kNames);
  const auto added = ops::add_domains(unit, wanted, there);
  auto report = domain_report(
      added, "added",
      fmt::format("{} {} there already; nothing was changed", named(wanted), wanted.size() == 1 ? "is" : "are"));
  for (const auto& one : added) {
    if (one.name.anybodys())
      report.warnings.push_back(
          fmt::format("anybody can have an address at {}, and will count as yours", one.name.text()));
  }
  return report;
}

}  // namespace

constinit const Command kDomainAdd{
    .noun = "domain",
    .verb = "add",
    .summary = "Add domains whose addresses count as the organisation's",
    .details =
        "All or none. A domain is written in Unicode or in its ASCII form, by IDNA 2008, and stands for itself alone: "
        "what is below it is added by itself. pcadmin init added that of the first address.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::manage_organization,
    .run = run,
    .columns = kDomainColumns,
};

}  // namespace pcadmin::cli
