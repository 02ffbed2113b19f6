#include "../../common_args.hpp"
#include "change_report.hpp"
#include "role.hpp"
#include "scope_args.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 3> kArgs = {&flags::kUser.spec, &flags::kRole.spec, &flags::kOnlyLocations.spec};

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin role unassign ann@contoso.example account-admin --reason \"Ada is back\"",
     "with the reason, for the history"},
    {"pcadmin role unassign ann@contoso.example referrals-user --location 4391508",
     "only what she holds for one location"},
    {"pcadmin role unassign ann@contoso.example global -o json",
     "for a program: changed is false when it was so already"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto& args = context.args;
  const auto named = args.all(flags::kOnlyLocations);
  const auto change = ops::unassign_role(unit, args.get(flags::kUser), args.get(flags::kRole), named);
  const auto email = change.user.record.email.text();
  const auto role = std::string(change.role.text());
  auto report = role_report(change, unit.now());
  report.said = change.changed ? email + " no longer holds " + role + where(change.assignments)
                               : email + " does not hold " + role + (named.empty() ? "" : " there");
  if (!named.empty() && change.everywhere)
    report.warnings.push_back(
        fmt::format("{} holds {} for the whole organisation, and so for every location: pcadmin role unassign {} {}",
                    email, role, email, role));
  return report;
}

}  // namespace

constinit const Command kRoleUnassign{
    .noun = "role",
    .verb = "unassign",
    .summary = "Take a role from a person",
    .details =
        "Takes all of a role, in force or to come: for the whole organisation and for every location. With --location "
        "only what is held for that one. Taking what is not held changes nothing and succeeds. The last global admin "
        "who can sign in keeps the role, whoever asks.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::grant_roles,
    .run = run,
    .columns = kRoleChangeColumns,
};

}  // namespace pcadmin::cli
