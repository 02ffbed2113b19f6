#include "../../common_args.hpp"
#include "change_report.hpp"
#include "role.hpp"
#include "scope_args.hpp"

#include <algorithm>
#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<domain::Expiry> kUntil{{.name = "--expires",
                                      .help = "when it ends: 30d from now, a day (its end, UTC), a moment, or never",
                                      .value = "WHEN",
                                      .required = true}};
constexpr std::array<const ArgSpec*, 4> kArgs = {&flags::kUser.spec, &flags::kRole.spec, &flags::kOnlyLocations.spec,
                                                 &kUntil.spec};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin role extend ann@contoso.example account-admin --expires 30d --reason \"Ada is still away\"",
     "until thirty days from now"},
    {"pcadmin role extend ann@contoso.example referrals-user --location 4391508 --expires 90d",
     "only what she holds for one location"},
}};

bool never_ends(const ops::RoleChange& change) {
  return std::ranges::none_of(change.assignments, [](const auto& one) { return one.now.expires_at.has_value(); });
}

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto& args = context.args;
  const auto change = ops::extend_role(unit, args.get(flags::kUser), args.get(flags::kRole),
                                       args.all(flags::kOnlyLocations), args.get(kUntil));
  auto report = role_report(change, unit.now());
  report.said = change.user.record.email.text() + (change.changed ? " now holds " : " holds ") +
                std::string(change.role.text()) + where_and_when(change.assignments, unit.now()) +
                (change.changed       ? ""
                 : never_ends(change) ? " already, and it never ends"
                                      : " already");
  return report;
}

}  // namespace

constinit const Command kRoleExtend{
    .noun = "role",
    .verb = "extend",
    .summary = "Let a person hold a role for longer",
    .details =
        "Moves the end of what is in force or has not begun; what never ends stays. It never shortens: an end sooner "
        "than the one there is gets refused. What has expired is given anew with pcadmin role assign. Whoever extends "
        "an assignment has given it from then on, with their --reason and --ticket; without, for the reason it had.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::grant_roles,
    .run = run,
    .columns = kRoleChangeColumns,
};

}  // namespace pcadmin::cli
