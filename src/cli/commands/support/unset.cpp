#include "columns.hpp"
#include "support.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 1> kArgs = {&flags::kSupportName.spec};

constexpr std::array<Example, 1> kExamples = {{
    {"pcadmin support unset vendor", "the page that is shipped counts again"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto left = ops::unset_support(unit, context.args.get(flags::kSupportName));
  Report report{.changed = left.changed, .undoable = true};
  report.body = RecordBody{"support", kSupportColumns, support_values(left.line), true};
  const auto& [name, place, note, admin, shipped, source] = left.line;
  report.said = shipped ? fmt::format("{} is {}, as it is shipped{}", name, place, left.changed ? "" : " already")
                        : fmt::format("{} is no longer shown", name);
  return report;
}

}  // namespace

constinit const Command kSupportUnset{
    .noun = "support",
    .verb = "unset",
    .summary = "Take an entry away, or let a shipped one be as it was shipped",
    .details = "What is shown then is in pcadmin support show.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::manage_organization,
    .run = run,
    .columns = kSupportColumns,
};

}  // namespace pcadmin::cli
