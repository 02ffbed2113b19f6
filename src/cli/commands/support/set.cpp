#include "../../or_none.hpp"
#include "columns.hpp"
#include "support.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<domain::SupportPlace> kPlace{
    {.name = "PLACE",
     .help = "a web page that begins with https://, an e-mail address or a telephone number; of an entry there is, it "
             "may be left out"}};
constexpr Arg<OrNone<domain::SupportNote>> kFor{
    {.name = "--for", .help = "what to turn there for, or none", .value = "TEXT", .fallback = "as it was"}};
constexpr std::array<const ArgSpec*, 3> kArgs = {&flags::kSupportName.spec, &kPlace.spec, &kFor.spec};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin support set helpdesk help@contoso.example --for \"everything first\"", "a place of your own"},
    {"pcadmin support set vendor partner-desk@contoso.example", "in place of what is shipped: a desk, or a page"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto& args = context.args;
  const auto set = ops::set_support(unit, args.get(flags::kSupportName), args.find(kPlace), find_edit(args, kFor));
  Report report{.changed = set.changed, .undoable = true};
  report.body = RecordBody{"support", kSupportColumns, support_values(set.line), true};
  report.said = fmt::format("{} is {}{}", set.line.name, set.line.place, set.changed ? "" : " already");
  return report;
}

}  // namespace

constinit const Command kSupportSet{
    .noun = "support",
    .verb = "set",
    .summary = "Say where to turn to",
    .details =
        "Adds an entry, or changes the one of this name, vendor and programme too. Admins are not set: they are those "
        "who hold the roles.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::manage_organization,
    .run = run,
    .columns = kSupportColumns,
};

}  // namespace pcadmin::cli
