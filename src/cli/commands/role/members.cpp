#include "../../common_args.hpp"
#include "columns.hpp"
#include "role.hpp"

#include "pcadmin/ops/roles.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Switch kAll{{.name = "--all", .help = "those too whose assignment has expired or not begun"}};
constexpr std::array<const ArgSpec*, 2> kArgs = {&flags::kRole.spec, &kAll.spec};

constexpr std::array<Example, 4> kExamples = {{
    {"pcadmin role members helpdesk-agent", "who holds a role"},
    {"pcadmin role members global --filter \"can_sign_in = no or expires_at < +14d\"",
     "who cannot be relied on for long"},
    {"pcadmin role members global -o ids", "their ids, one a line"},
    {"pcadmin role members referrals-user --all", "who will hold it and who did, too"},
}};

Report run(const ops::Unit& unit, Context& context) {
  const auto role = context.args.get(flags::kRole);
  const auto all = context.args.on(kAll);
  const bool filtered = !all && context.filter && store::filters_members(*context.filter);
  return {.body = ListBody{.key = "members",
                           .columns = columns_for_members(role, all),
                           .produce =
                               [&unit, role, all, where = filtered ? context.filter : std::nullopt](
                                   const std::function<bool(const Row&)>& each) {
                                 const auto tell = [&](const store::Member& member) {
                                   return each(member_values(member, unit.now()));
                                 };
                                 if (all) return ops::list_members(unit, role, ops::Standing::any, tell);
                                 ops::list_members(unit, role, tell, where ? &*where : nullptr);
                               },
                           .filtered = filtered}};
}

}  // namespace

constinit const Command kRoleMembers{
    .noun = "role",
    .verb = "members",
    .summary = "List who holds a role",
    .details =
        "In the order in which people were added, a row for each assignment: for the whole organisation "
        "or for a location. With --all, ASSIGNMENT says whether one is in-force, not-begun or expired.\n\n"
        "The holders of the three roles that administer users are for "
        "everybody to see: they are whom to ask.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::see_members,
    .run = run,
    .columns = kMemberColumns,
    .lists = true,
};

}  // namespace pcadmin::cli
