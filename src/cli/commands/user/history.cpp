#include "pcadmin/ops/history.hpp"

#include "../../common_args.hpp"
#include "../audit/columns.hpp"
#include "user.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 1> kArgs = {&flags::kUser.spec};

constexpr auto kColumns = happening_columns(HistoryOf::user);

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin user history ann@contoso.example", "what happened to somebody, newest first"},
    {"pcadmin user history usr_17", "of somebody who was deleted, too"},
    {"pcadmin user history ann@contoso.example -o ndjson --as-of @12", "up to change-set 12, for a program"},
}};

Report run(const ops::Unit& unit, Context& context) {
  return {.body = ListBody{"events", kColumns,
                           [&unit, user = context.args.get(flags::kUser)](const std::function<bool(const Row&)>& each) {
                             ops::list_user_history(unit, user, [&](const ops::Happening& happening) {
                               return each(happening_values(happening));
                             });
                           }}};
}

}  // namespace

constinit const Command kUserHistory{
    .noun = "user",
    .verb = "history",
    .summary = "List what happened to a person, newest first",
    .details =
        "EVENT is one of user-added, user-changed, user-disabled, user-enabled, user-deleted, user-restored, "
        "user-purged; role-given, role-changed, role-taken, role-restored; token-created, token-ended; "
        "password-issued (a temporary one), password-chosen. Who did it, and why, is what the change-set says: "
        "pcadmin audit show N shows all of it.\n\n"
        "That a role expires is no event: nobody has to do anything. Of passwords nothing is kept but when there was a "
        "new one; of sign-ins, see LAST SIGN-IN in pcadmin user show --as-of. Whoever was deleted is found by their id "
        "or the address they had last.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::see_person_past,
    .run = run,
    .columns = kColumns,
    .lists = true,
};

}  // namespace pcadmin::cli
