#include "../../../common_args.hpp"
#include "../bundle_args.hpp"
#include "bundle.hpp"
#include "columns.hpp"

#include "pcadmin/ops/bundles.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 1> kArgs = {&flags::kBundleName.spec};

constexpr std::array<Column, 5> kColumns = {{kBundleColumns[0],
                                             kBundleColumns[1],
                                             kBundleColumns[2],
                                             {.key = "assignments", .title = "ASSIGNMENTS"},
                                             {.key = "change", .title = "CHANGE", .in_table = false}}};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin role bundle show newcomer-sales", "its roles, and how many assignments came by it"},
    {"pcadmin role bundle show newcomer-sales --field roles", "one bare value"},
}};

Report run(const ops::Unit& unit, Context& context) {
  const auto details = ops::show_bundle(unit, context.args.get(flags::kBundleName));
  auto row = bundle_values(details.bundle);
  row.emplace_back(details.assignments);
  row.emplace_back(details.bundle.since.number);
  return {.body = RecordBody{"bundle", kColumns, std::move(row)}};
}

}  // namespace

constinit const Command kRoleBundleShow{
    .noun = "role",
    .verb = "bundle show",
    .summary = "Show a bundle's roles and how much came by it",
    .details =
        "ASSIGNMENTS counts what came by a bundle of this name and has not ended, also when its roles were others "
        "then.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::see_admins,
    .run = run,
    .columns = kColumns,
};

}  // namespace pcadmin::cli
