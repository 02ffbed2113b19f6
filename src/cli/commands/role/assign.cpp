#include "../../common_args.hpp"
#include "change_report.hpp"
#include "role.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<domain::Expiry> kExpires{{.name = "--expires",
                                        .help = "when it ends: 30d from now, a day (its end, UTC), a moment, or never",
                                        .value = "WHEN",
                                        .fallback = "never; a role that is held keeps its end"}};
constexpr std::array<const ArgSpec*, 3> kArgs = {&flags::kUser.spec, &flags::kRole.spec, &kExpires.spec};

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin role assign ann@contoso.example account-admin --reason \"cover for Ada\"",
     "with the reason, for the history"},
    {"pcadmin role assign ann@contoso.example global-admin --expires 30d", "for thirty days and not a second longer"},
    {"pcadmin role assign usr_2 \"Helpdesk agent\" --dry-run", "by id and name; only look whether it would be allowed"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto change = ops::assign_role(unit, context.args.get(flags::kUser), context.args.get(flags::kRole),
                                       context.args.find(kExpires));
  const auto email = change.user.record.email.text();
  const auto role = std::string(change.role.text());
  auto report = role_report(change);
  const auto until = change.expires_at ? " until " + to_rfc3339(*change.expires_at) : std::string();
  report.said =
      email + (change.changed ? " now holds " : " holds ") + role + until + (change.changed ? "" : " already");
  if (change.changed && change.tokens > 0)
    report.warnings.push_back(fmt::format("{} has {} token{}, which may act with this role too: pcadmin token list {}",
                                          email, change.tokens, change.tokens == 1 ? "" : "s", email));
  if (change.changed && change.user.record.os_account)
    report.warnings.push_back("whoever runs pcadmin as the OS account " + change.user.record.os_account->text() +
                              " acts with this role too");
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
        "while nobody who can sign in holds it.\n\n"
        "A role with an end grants nothing from that second on; nothing has to run for it. Assigning a held role with "
        "another --expires moves its end. An end that would leave no global admin one day is refused.\n\n"
        "--reason and --ticket stay with the assignment in the history.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::grant_roles,
    .run = run,
    .columns = kRoleChangeColumns,
};

}  // namespace pcadmin::cli
