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
  return {{{.key = "id", .title = "TOKEN", .is_id = true, .type = domain::FieldType::id},
           {.key = "name", .title = "NAME"},
           {.key = "owner", .title = "OWNER", .in_table = others, .type = domain::FieldType::email},
           {.key = "roles", .title = "ROLES", .nothing = kAllRoles, .type = domain::FieldType::role, .many = true},
           {.key = "created_at", .title = "CREATED AT", .in_table = false, .type = domain::FieldType::time},
           {.key = "expires_at", .title = "EXPIRES AT", .type = domain::FieldType::time},
           {.key = "expired", .title = "EXPIRED", .type = domain::FieldType::yes_no}}};
}
constexpr auto kColumns = columns(false);
constexpr auto kColumnsOfOthers = columns(true);

constexpr std::array<Example, 4> kExamples = {{
    {"pcadmin token list", "your own tokens, and when they end"},
    {"pcadmin token list ann@contoso.example", "somebody's, for who administers users"},
    {"pcadmin token list --all --filter \"expires_at < +14d and expired = no\"", "those that end soon"},
    {"pcadmin token list --all -o csv", "everybody's, for a review"},
}};

Report run(const ops::Unit& unit, Context& context) {
  ops::TokenQuery query{.owner = context.args.find(kOwner), .all = context.args.on(kAll)};
  if (context.filter && store::filters_tokens(*context.filter)) query.where = context.filter;
  return {.body = ListBody{.key = "tokens",
                           .columns = query.owner || query.all ? kColumnsOfOthers : kColumns,
                           .produce =
                               [&unit, query](const std::function<bool(const Row&)>& each) {
                                 ops::list_tokens(unit, query, [&](const ops::ListedToken& listed) {
                                   const auto& token = listed.token;
                                   return each(make_row(token.id.text(), token.name, token.owner_email,
                                                        token_roles(token), to_rfc3339(token.created_at),
                                                        to_rfc3339(token.expires_at), listed.expired));
                                 });
                               },
                           .filtered = query.where.has_value()}};
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
    .lists = true,
};

}  // namespace pcadmin::cli
