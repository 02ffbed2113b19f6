#include "../../args.hpp"
#include "domain.hpp"
#include "report.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<domain::DomainName> kNames{{.name = "DOMAIN",
                                          .help = "domains of the organisation",
                                          .completes = Completes::domain,
                                          .required = true,
                                          .many = true}};
constexpr Switch kIfExists{{.name = "--if-exists", .help = "leave out those that are not there, and succeed"}};
constexpr std::array<const ArgSpec*, 2> kArgs = {&kNames.spec, &kIfExists.spec};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin domain delete contoso.example.org --dry-run", "only look how many people have an address there"},
    {"pcadmin domain delete contoso.example.org --if-exists", "in a script that may run twice"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto missing = context.args.on(kIfExists) ? ops::IfMissing::pass : ops::IfMissing::refuse;
  const auto wanted = context.args.all(kNames);
  const auto gone = ops::delete_domains(unit, wanted, missing);
  auto report = domain_report(gone, "deleted",
                              fmt::format("there {} {}; nothing was changed",
                                          wanted.size() == 1 ? "is no domain" : "are no domains", named(wanted)));
  for (const auto& one : gone) {
    if (one.people > 0)
      report.warnings.push_back(
          fmt::format("{}: {}; their accounts stay as they are", one.name.text(), people_there(one.people)));
  }
  return report;
}

}  // namespace

constinit const Command kDomainDelete{
    .noun = "domain",
    .verb = "delete",
    .summary = "Delete domains: their addresses no longer count as the organisation's",
    .details =
        "All or none. People who have such an address keep it, with their accounts, roles and sessions: the answer "
        "says how many they are. The last domain stays; one of which anybody can have an address, such as gmail.com, "
        "does "
        "not count.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::manage_organization,
    .run = run,
    .columns = kDomainColumns,
};

}  // namespace pcadmin::cli
