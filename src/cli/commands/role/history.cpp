#include "pcadmin/ops/history.hpp"

#include "../../common_args.hpp"
#include "../audit/columns.hpp"
#include "role.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<domain::UserRef> kOf{
    {.name = "--user", .help = "only of this person", .value = "USER", .completes = Completes::user}};
constexpr std::array<const ArgSpec*, 2> kArgs = {&flags::kRole.spec, &kOf.spec};

constexpr auto kColumns = happening_columns(HistoryOf::role);

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin role history global-admin", "who got a role and who lost it, when, by whom and why"},
    {"pcadmin role history global --user ann@contoso.example", "the same of one person"},
    {"pcadmin role history global -o csv > global-admins.csv", "a row an event, for an auditor"},
}};

Report run(const ops::Unit& unit, Context& context) {
  const auto role = context.args.get(flags::kRole);
  const auto user = context.args.find(kOf);
  return {.body = ListBody{"events", kColumns, [&unit, role, user](const std::function<bool(const Row&)>& each) {
                             ops::list_role_history(unit, role, user, [&](const ops::Happening& happening) {
                               return each(happening_values(happening));
                             });
                           }}};
}

}  // namespace

constinit const Command kRoleHistory{
    .noun = "role",
    .verb = "history",
    .summary = "List who got a role and who lost it, newest first",
    .details =
        "EVENT is role-given, role-changed (other terms: another end, another location), role-taken, or role-restored "
        "with a person who was deleted. That a role expires is no event: its end stands under CHANGES where it was "
        "given.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::see_history,
    .run = run,
    .columns = kColumns,
    .lists = true,
};

}  // namespace pcadmin::cli
