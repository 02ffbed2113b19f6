#include "../../common_args.hpp"
#include "change_report.hpp"
#include "role.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 2> kArgs = {&flags::kUser.spec, &flags::kRole.spec};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin role assign ann@contoso.example account-admin --reason \"cover for Ada\"",
     "with the reason, for the history"},
    {"pcadmin role assign usr_2 \"Helpdesk agent\" --dry-run", "by id and name; only look whether it would be allowed"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto change = ops::assign_role(unit, context.args.get(flags::kUser), context.args.get(flags::kRole));
  const auto email = change.user.record.email.text();
  const auto role = std::string(change.role.text());
  auto report = role_report(change);
  report.said = change.changed ? email + " now holds " + role : email + " holds " + role + " already";
  report.undo = "pcadmin role unassign " + email + " " + role;
  return report;
}

}  // namespace

constinit const Command kRoleAssign{
    .noun = "role",
    .verb = "assign",
    .summary = "Give a person a role",
    .details =
        "Assigning what is held already changes nothing and succeeds. Who may give a role is said by the role: pcadmin "
        "role show ROLE. A role that only its own holders may assign (marketplace-owner) is given by a global admin "
        "while nobody who can sign in holds it. --reason and --ticket stay with the assignment in the history.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::grant_roles,
    .run = run,
    .columns = kRoleChangeColumns,
};

}  // namespace pcadmin::cli
