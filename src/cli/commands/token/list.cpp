#include "columns.hpp"
#include "token.hpp"

#include "pcadmin/ops/tokens.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<domain::UserRef> kOwner{{.name = "USER",
                                       .help = "whose: e-mail address or id (usr_17)",
                                       .fallback = "your own",
                                       .completes = Completes::user}};
constexpr Switch kAll{{.name = "--all", .help = "everybody's"}};
constexpr std::array<const ArgSpec*, 2> kArgs = {&kOwner.spec, &kAll.spec};

constexpr std::array<Column, 7> columns(bool others) {
  return {{{.key = "id", .title = "TOKEN", .is_id = true},
           {.key = "name", .title = "NAME"},
           {.key = "owner", .title = "OWNER", .in_table = others},
           {.key = "roles", .title = "ROLES", .nothing = kAllRoles},
           {.key = "created_at", .title = "CREATED AT", .in_table = false},
           {.key = "expires_at", .title = "EXPIRES AT"},
           {.key = "expired", .title = "EXPIRED"}}};
}
constexpr auto kColumns = columns(false);
constexpr auto kColumnsOfOthers = columns(true);

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin token list", "your own tokens, and when they end"},
    {"pcadmin token list ann@contoso.example", "somebody's, for who administers users"},
    {"pcadmin token list --all -o csv", "everybody's, for a review"},
}};

Report run(const ops::Unit& unit, Context& context) {
  const ops::TokenQuery query{.owner = context.args.find(kOwner), .all = context.args.on(kAll)};
  return {.body = ListBody{"tokens", query.owner || query.all ? kColumnsOfOthers : kColumns,
                           [&unit, query](const std::function<bool(const Row&)>& each) {
                             ops::list_tokens(unit, query, [&](const ops::ListedToken& listed) {
                               const auto& token = listed.token;
                               return each(make_row(token.id.text(), token.name, token.owner_email, token_roles(token),
                                                    to_rfc3339(token.created_at), to_rfc3339(token.expires_at),
                                                    listed.expired));
                             });
                           }}};
}

}  // namespace

constinit const Command kTokenList{
    .noun = "token",
    .verb = "list",
    .summary = "List tokens: yours, somebody's, everybody's",
    .details =
        "Expired ones are there until they are revoked or replaced. The tokens themselves are nowhere to be seen: only "
        "their hashes are kept.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::manage_tokens,
    .run = run,
    .columns = kColumns,
};

}  // namespace pcadmin::cli
