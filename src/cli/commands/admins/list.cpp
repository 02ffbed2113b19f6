#include "../../common_args.hpp"
#include "../role/bundle_args.hpp"
#include "../role/columns.hpp"
#include "admins.hpp"

#include "pcadmin/ops/bundles.hpp"
#include "pcadmin/ops/guards.hpp"
#include "pcadmin/ops/roles.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<domain::RoleId> kAdminRole{{.name = "--role",
                                          .help = "only these: global, account, user-management, or any role",
                                          .value = "ROLE",
                                          .fallback = "all three",
                                          .completes = Completes::role,
                                          .many = true}};
constexpr std::array<const ArgSpec*, 2> kArgs = {&kAdminRole.spec, &flags::kBundle.spec};

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin admins list", "everybody who administers users"},
    {"pcadmin admins list --role global", "the global admins"},
    {"pcadmin admins list --role account -o json", "the account admins, for a program"},
}};

Report run(const ops::Unit& unit, Context& context) {
  auto roles = context.args.all(kAdminRole);
  if (const auto bundle = context.args.find(flags::kBundle)) {
    const auto bundled = ops::get_bundle(unit, *bundle).record.roles;
    roles.insert(roles.end(), bundled.begin(), bundled.end());
  }
  if (roles.empty()) roles = {domain::global_admin(), domain::account_admin(), domain::user_management_admin()};
  const bool filtered = context.filter && store::filters_members(*context.filter);
  return {.body = ListBody{.key = "admins",
                           .columns = kMemberColumns,
                           .produce =
                               [&unit, roles, where = filtered ? context.filter : std::nullopt](
                                   const std::function<bool(const Row&)>& each) {
                                 const auto tell = [&](const store::Member& member) {
                                   return each(member_values(member, unit.now()));
                                 };
                                 ops::list_admins(unit, roles, tell, where ? &*where : nullptr);
                               },
                           .filtered = filtered},
          .warnings = ops::admin_warnings(unit)};
}

}  // namespace

constinit const Command kAdminsList{
    .noun = "admins",
    .verb = "list",
    .summary = "List the admins: whom to ask for a role",
    .details =
        "A shortcut for pcadmin role members, with only people whose account is active. Anyone who is signed in may "
        "run it, without any role too. Somebody with two of the roles "
        "stands in the list twice.\n\n"
        "It warns when too few or too many global admins can sign in (the vendor's guidance is two to four), and when "
        "there will be too few because a role ends.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::see_admins,
    .run = run,
    .columns = kMemberColumns,
    .lists = true,
};

}  // namespace pcadmin::cli
