#include "../../../common_args.hpp"
#include "../bundle_args.hpp"
#include "bundle.hpp"
#include "columns.hpp"

#include "pcadmin/ops/bundles.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 1> kArgs = {&flags::kBundleName.spec};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin role bundle delete newcomer-sales --reason \"sales has moved out\"", "with the reason, for the history"},
    {"pcadmin role bundle delete newcomer-sales --dry-run", "only look how much came by it"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto change = ops::delete_bundle(unit, context.args.get(flags::kBundleName));
  Report report{.body = RecordBody{"bundle", kBundleColumns, bundle_values(change.bundle), true},
                .changed = true,
                .undoable = true};
  report.said =
      "deleted the bundle " + change.bundle.record.name.text() + "; " + untouched_sentence(change.assignments);
  return report;
}

}  // namespace

constinit const Command kRoleBundleDelete{
    .noun = "role",
    .verb = "bundle delete",
    .summary = "Delete a bundle; what it gave stays",
    .details =
        "No assignment changes. What came by the bundle can still be taken from a person with pcadmin role unassign "
        "USER --bundle NAME.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::manage_bundles,
    .run = run,
    .columns = kBundleColumns,
};

}  // namespace pcadmin::cli
