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
  return {.body = ListBody{"support", kSupportColumns, all_of(std::move(rows))}};
}

}  // namespace

constinit const Command kSupportShow{
    .noun = "support",
    .verb = "show",
    .summary = "Show whom to turn to",
    .details =
        "In this order: the organisation's own global and account admins who can sign in, what was set with pcadmin "
        "support set, the vendor's support, that of the partner programme. The last two are shipped with pcadmin, with "
        "the source they come from, until others are set in their place.",
    .examples = kExamples,
    .args = {},
    .act = domain::Act::see_admins,
    .run = run,
    .columns = kSupportColumns,
    .lists = true,
};

}  // namespace pcadmin::cli
