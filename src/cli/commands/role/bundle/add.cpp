#include "../../../common_args.hpp"
#include "bundle.hpp"
#include "columns.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/ops/bundles.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<domain::BundleName> kName{
    {.name = "NAME",
     .help = "1 to 64 letters, digits, dots, underscores and hyphens; no role's name",
     .required = true}};
constexpr Arg<domain::RoleId> kRoles{{.name = "--role",
                                      .help = "a role it gives; may be repeated, or several with commas",
                                      .value = "ROLE",
                                      .completes = Completes::role,
                                      .required = true,
                                      .many = true}};
constexpr Arg<domain::BundleSummary> kSummary{{.name = "--summary", .help = "what it is for", .value = "TEXT"}};
constexpr std::array<const ArgSpec*, 3> kArgs = {&kName.spec, &kRoles.spec, &kSummary.spec};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin role bundle add newcomer-sales --role sales-agent,referrals-user --summary \"everybody new in sales\"",
     "what everybody new in sales is given"},
    {"pcadmin role bundle add helpdesk --role helpdesk-agent --dry-run", "only look whether it would be allowed"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto roles = context.args.all(kRoles);
  const auto bundle = ops::add_bundle(
      unit,
      {.name = context.args.get(kName), .summary = context.args.find(kSummary), .roles = {roles.begin(), roles.end()}});
  std::vector<std::string> ids;
  for (const auto role : bundle.record.roles) ids.emplace_back(role.text());
  Report report{
      .body = RecordBody{"bundle", kBundleColumns, bundle_values(bundle), true}, .changed = true, .undoable = true};
  report.said = "made the bundle " + bundle.record.name.text() + " of " + join_words(ids) +
                "; it gives nobody anything by itself";
  return report;
}

}  // namespace

constinit const Command kRoleBundleAdd{
    .noun = "role",
    .verb = "bundle add",
    .summary = "Make a bundle: roles that are given together",
    .details =
        "A bundle gives nobody anything by itself. It is given with --bundle NAME where a command takes roles (pcadmin "
        "user add, role assign, token create), whole or not at all; whoever gives it needs the right to assign every "
        "role in it.\n\n"
        "What it gave are assignments like any other. They remember the bundle's name, and stay as they are when the "
        "bundle is changed or deleted.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::manage_bundles,
    .run = run,
    .columns = kBundleColumns,
};

}  // namespace pcadmin::cli
