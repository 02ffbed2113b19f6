#include "../../common_args.hpp"
#include "change_report.hpp"
#include "role.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 2> kArgs = {&flags::kUser.spec, &flags::kRole.spec};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin role unassign ann@contoso.example account-admin --reason \"Ada is back\"",
     "with the reason, for the history"},
    {"pcadmin role unassign ann@contoso.example global -o json",
     "for a program: changed is false when it was so already"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto change = ops::unassign_role(unit, context.args.get(flags::kUser), context.args.get(flags::kRole));
  const auto email = change.user.record.email.text();
  const auto role = std::string(change.role.text());
  auto report = role_report(change);
  report.said = change.changed ? email + " no longer holds " + role : email + " does not hold " + role;
  return report;
}

}  // namespace

constinit const Command kRoleUnassign{
    .noun = "role",
    .verb = "unassign",
    .summary = "Take a role from a person",
    .details =
        "Taking what is not held changes nothing and succeeds. The last global admin who can sign in keeps the role, "
        "whoever asks.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::grant_roles,
    .run = run,
    .columns = kRoleChangeColumns,
};

}  // namespace pcadmin::cli
