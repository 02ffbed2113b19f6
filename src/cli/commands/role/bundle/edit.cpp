#include "../../../common_args.hpp"
#include "../../user/edit_args.hpp"
#include "../bundle_args.hpp"
#include "bundle.hpp"
#include "columns.hpp"

#include "pcadmin/ops/bundles.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<domain::BundleName> kNewName{{.name = "--name", .help = "another name", .value = "NAME"}};
constexpr Arg<domain::RoleId> kRoles{{.name = "--role",
                                      .help = "the roles it gives from now on, all of them; may be repeated, or "
                                              "several with commas",
                                      .value = "ROLE",
                                      .completes = Completes::role,
                                      .many = true}};
constexpr Arg<OrNone<domain::BundleSummary>> kSummary{
    {.name = "--summary", .help = "what it is for, or none", .value = "TEXT"}};
constexpr std::array<const ArgSpec*, 4> kArgs = {&flags::kBundleName.spec, &kNewName.spec, &kRoles.spec,
                                                 &kSummary.spec};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin role bundle edit newcomer-sales --role sales-agent,referrals-user,report-viewer",
     "other roles, for those who get it from now on"},
    {"pcadmin role bundle edit newcomer-sales --name sales --summary none", "another name, and no summary"},
}};

ops::BundleEdit edit_of(const Args& args) {
  if (!args.has(kNewName.spec) && !args.has(kRoles.spec) && !args.has(kSummary.spec)) {
    throw Error({.code = "nothing-to-edit",
                 .kind = FailureKind::usage,
                 .message = "nothing is named that is to change",
                 .hint = "name --name, --role or --summary; see pcadmin help role bundle edit"});
  }
  ops::BundleEdit edit{.name = args.find(kNewName)};
  if (const auto roles = args.all(kRoles); !roles.empty()) edit.roles.emplace(roles.begin(), roles.end());
  if (const auto summary = args.find(kSummary)) edit.summary = summary->value;
  return edit;
}

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto change = ops::edit_bundle(unit, context.args.get(flags::kBundleName), edit_of(context.args));
  Report report{.body = RecordBody{"bundle", kBundleColumns, bundle_values(change.bundle), true},
                .changed = change.changed,
                .undoable = true};
  const auto& name = change.bundle.record.name.text();
  report.said = change.changed ? "changed the bundle " + name + "; " + untouched_sentence(change.assignments)
                               : "the bundle " + name + " is so already";
  return report;
}

}  // namespace

constinit const Command kRoleBundleEdit{
    .noun = "role",
    .verb = "bundle edit",
    .summary = "Change a bundle's name, roles or summary",
    .details =
        "No assignment changes: what the bundle gave before stays as it is. A bundle that gave something keeps its "
        "name, "
        "by which that is remembered. It takes the right to assign the roles the bundle has and those it is to have.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::manage_bundles,
    .run = run,
    .columns = kBundleColumns,
};

}  // namespace pcadmin::cli
