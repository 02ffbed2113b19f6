#include "../../common_args.hpp"
#include "columns.hpp"
#include "guard.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin guard list", "every guard, whether it is set, and how things stand"},
    {"pcadmin guard list -o json", "the same for a program"},
}};

Report run(const ops::Unit& unit, Context&) {
  return {.body = ListBody{"guards", kGuardColumns,
                           [states = ops::list_guards(unit)](const std::function<bool(const Row&)>& each) {
                             for (const auto& state : states) {
                               if (!each(guard_values(state))) return;
                             }
                           }},
          .warnings = ops::admin_warnings(unit)};
}

}  // namespace

constinit const Command kGuardList{
    .noun = "guard",
    .verb = "list",
    .summary = "List what no command may bring about",
    .details =
        "Guards are judged by what a change does to the store, whatever command it is: a role taken, an account "
        "disabled, deleted or offboarded, a file imported. A change they refuse exits with 6 and names the guard, the "
        "numbers, and a command that would make it possible.\n\n"
        "Two guards cannot be unset: the last global admin who can sign in keeps the role and the account "
        "(last-global-admin), also against a role that would expire later; and nobody takes the last administrative "
        "role from themselves without --yes (own-admin-role).\n\n"
        "The vendor's guidance is two to four global admins. pcadmin warns below 2 and at 5 or more, and when there "
        "will be fewer than 2 because a role ends.",
    .examples = kExamples,
    .args = {},
    .act = domain::Act::set_rules,
    .run = run,
    .columns = kGuardColumns,
    .lists = true,
};

}  // namespace pcadmin::cli
