#include "../../../common_args.hpp"
#include "bundle.hpp"
#include "columns.hpp"

#include "pcadmin/ops/bundles.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin role bundle list", "every bundle and its roles"},
    {"pcadmin role bundle list -o ids", "their names, one a line"},
}};

Report run(const ops::Unit& unit, Context&) {
  return {.body = ListBody{"bundles", kBundleColumns, [&unit](const std::function<bool(const Row&)>& each) {
                             ops::list_bundles(
                                 unit, [&](const store::Bundle& bundle) { return each(bundle_values(bundle)); });
                           }}};
}

}  // namespace

constinit const Command kRoleBundleList{
    .noun = "role",
    .verb = "bundle list",
    .summary = "List the bundles and their roles",
    .details = "By name.",
    .examples = kExamples,
    .args = {},
    .act = domain::Act::see_admins,
    .run = run,
    .columns = kBundleColumns,
    .lists = true,
};

}  // namespace pcadmin::cli
