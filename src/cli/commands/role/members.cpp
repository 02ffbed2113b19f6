#include "../../common_args.hpp"
#include "columns.hpp"
#include "role.hpp"

#include "pcadmin/ops/roles.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 1> kArgs = {&flags::kRole.spec};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin role members helpdesk-agent", "who holds a role"},
    {"pcadmin role members global -o ids", "their ids, one a line"},
}};

Report run(const ops::Unit& unit, Context& context) {
  return {.body = ListBody{"members", kMemberColumns,
                           [&unit, role = context.args.get(flags::kRole)](const std::function<bool(const Row&)>& each) {
                             ops::list_members(
                                 unit, role, [&](const store::Member& member) { return each(member_values(member)); });
                           }}};
}

}  // namespace

constinit const Command kRoleMembers{
    .noun = "role",
    .verb = "members",
    .summary = "List who holds a role",
    .details =
        "In the order in which people were added. The holders of the three roles that administer users are for "
        "everybody to see: they are whom to ask.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::see_members,
    .run = run,
    .columns = kMemberColumns,
};

}  // namespace pcadmin::cli
