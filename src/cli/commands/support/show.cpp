#include "columns.hpp"
#include "support.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin support show", "whom to turn to, first things first"},
    {"pcadmin support show --fields name,place,source", "and where the vendor publishes what is shipped"},
}};

Report run(const ops::Unit& unit, Context&) {
  std::vector<Row> rows;
  for (const auto& line : ops::list_support(unit)) rows.push_back(support_values(line));
  Report report{.body = ListBody{"support", kSupportColumns, all_of(std::move(rows))}};
  if (!ops::sees_own_admins(unit))
    report.warnings.emplace_back(
        "nobody is signed in: who administers the organisation itself is left out, and is told after pcadmin sign-in");
  return report;
}

}  // namespace

constinit const Command kSupportShow{
    .noun = "support",
    .verb = "show",
    .summary = "Show whom to turn to",
    .details =
        "In this order: the organisation's own global and account admins who can sign in, told to who is signed in; "
        "what was set with pcadmin support set, the vendor's support, that of the partner programme. The last two are "
        "shipped with pcadmin, with the source they come from, until others are set in their place.",
    .examples = kExamples,
    .args = {},
    .act = domain::Act::nothing,
    .run = run,
    .columns = kSupportColumns,
    .lists = true,
};

}  // namespace pcadmin::cli
