#include "../../common_args.hpp"
#include "bundle_args.hpp"
#include "change_report.hpp"
#include "gift_report.hpp"
#include "role.hpp"
#include "scope_args.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 4> kArgs = {&flags::kUser.spec, &flags::kRoleOrBundle.spec, &flags::kBundle.spec,
                                                 &flags::kOnlyLocations.spec};

constexpr std::array<Example, 4> kExamples = {{
    {"pcadmin role unassign ann@contoso.example account-admin --reason \"Ada is back\"",
     "with the reason, for the history"},
    {"pcadmin role unassign ann@contoso.example referrals-user --location 4391508",
     "only what she holds for one location"},
    {"pcadmin role unassign ann@contoso.example global -o json",
     "for a program: changed is false when it was so already"},
    {"pcadmin role unassign ann@contoso.example --bundle newcomer-sales", "whatever came by a bundle"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto& args = context.args;
  if (const auto bundle = args.find(flags::kBundle))
    return taken_report(ops::unassign_bundle(unit, args.get(flags::kUser), *bundle), unit.now());
  const auto named = args.all(flags::kOnlyLocations);
  const auto change = ops::unassign_role(unit, args.get(flags::kUser), args.get(flags::kRoleOrBundle), named);
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
    .summary = "Take a role from a person, or what came by a bundle",
    .details =
        "Takes all of a role, in force or to come: for the whole organisation and for every location. With --location "
        "only what is held for that one. Taking what is not held changes nothing and succeeds. The last global admin "
        "who can sign in keeps the role, whoever asks.\n\n"
        "With --bundle goes what came by a bundle of that name, also one that has been changed or deleted since; what "
        "the person holds otherwise stays.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::grant_roles,
    .run = run,
    .columns = kRoleChangeColumns,
};

}  // namespace pcadmin::cli
