#include "../../common_args.hpp"
#include "../user/record_args.hpp"
#include "args.hpp"
#include "credential.hpp"

#include <array>
#include <string>

namespace pcadmin::cli {

namespace {

using namespace flags;
using domain::FieldType;

constexpr Arg<ops::CredentialState> kCredentialState{
    {.name = "--state",
     .help = "only those still good, used to choose a password, or not used in time",
     .value = "STATE",
     .words = kCredentialStates,
     .completes = Completes::word}};
constexpr std::array<const ArgSpec*, 3> kArgs = {&kCredentialState.spec, &kOfChange.spec, &kLimit.spec};

constexpr std::array<Column, 10> kColumns = {
    {{.key = "id", .title = "ID", .in_table = false, .is_id = true, .type = FieldType::id},
     {.key = "name", .title = "NAME"},
     {.key = "email", .title = "E-MAIL", .whole = true, .type = FieldType::email},
     {.key = "state", .title = "STATE", .type = FieldType::word, .words = kCredentialStates},
     {.key = "issued_at", .title = "ISSUED AT", .type = FieldType::time},
     {.key = "change", .title = "CHANGE", .type = FieldType::number},
     {.key = "expires_at", .title = "EXPIRES AT", .type = FieldType::time},
     {.key = "claimed_at", .title = "CLAIMED AT", .type = FieldType::time},
     {.key = "account_state", .title = "ACCOUNT", .in_table = false, .type = FieldType::word, .words = kStates},
     {.key = "department", .title = "DEPARTMENT", .in_table = false}}};

constexpr std::array<Example, 6> kExamples = {{
    {"pcadmin credential list", "who was given a temporary password, and what became of it"},
    {"pcadmin credential list --change 12", "how far the people of an import have come"},
    {"pcadmin credential list --change 12 --state unclaimed --field email", "whom to remind"},
    {"pcadmin credential list --state expired -o csv", "who cannot come in any more, for a spreadsheet"},
    {"pcadmin credential list --filter \"state = unclaimed and expires_at < +24h\"", "whose time is nearly up"},
    {"pcadmin credential list --filter \"department = Sales and account_state = active\"", "of one department"},
}};

Row row_of(const ops::ListedCredential& listed) {
  const auto& issued = listed.issued;
  return make_row(issued.user.id.text(), issued.user.record.name.text(), issued.user.record.email.text(),
                  std::string(to_string(listed.state)), to_rfc3339(issued.issued_at), issued.issued_in.number,
                  to_rfc3339(issued.expires_at), time_or_nothing(issued.claimed_at),
                  std::string(domain::to_string(issued.user.record.state)), value_of(issued.user.record.department));
}

Report run(const ops::Unit& unit, Context& context) {
  const ops::CredentialQuery query{.state = context.args.find(kCredentialState), .change = change_of(context.args)};
  const auto limit = context.args.find(kLimit);
  return {.body = ListBody{.key = "credentials",
                           .columns = kColumns,
                           .produce =
                               [&unit, query](const std::function<bool(const Row&)>& each) {
                                 ops::list_credentials(unit, query, [&](const ops::ListedCredential& listed) {
                                   return each(row_of(listed));
                                 });
                               },
                           .limit = limit ? std::optional(limit->number) : std::nullopt}};
}

}  // namespace

constinit const Command kCredentialList{
    .noun = "credential",
    .verb = "list",
    .summary = "List temporary passwords: who was given one, and whether they used it",
    .details =
        "Of everybody the last one they were given, and by which change-set, in the order in which people were added. "
        "With --change only of those to whom that change-set gave one, such as an import: who got another since is "
        "shown with that. Who never had one, as whoever made the store, is not there. The passwords themselves are "
        "nowhere to be seen: only their hashes are kept.\n\n"
        "unclaimed: still good, not used yet. claimed: they have chosen a password of their own with it. expired: "
        "nobody used it in time; pcadmin credential reissue makes another.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::administer_users,
    .run = run,
    .columns = kColumns,
    .lists = true,
};

}  // namespace pcadmin::cli
