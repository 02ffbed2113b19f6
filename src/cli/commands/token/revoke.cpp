#include "columns.hpp"
#include "token.hpp"

#include "pcadmin/ops/tokens.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<domain::TokenRef> kToken{
    {.name = "TOKEN", .help = "the name of one of yours, or any token's id (tok_3)", .required = true}};
constexpr std::array<const ArgSpec*, 1> kArgs = {&kToken.spec};

constexpr std::array<Column, 4> kColumns = {{{.key = "id", .title = "TOKEN", .is_id = true},
                                             {.key = "name", .title = "NAME"},
                                             {.key = "owner", .title = "OWNER"},
                                             {.key = "roles", .title = "ROLES", .nothing = kAllRoles}}};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin token revoke nightly-import", "end one of your own"},
    {"pcadmin token revoke tok_3 --reason \"left in a build log\"", "end anybody's, and say why"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto token = ops::revoke_token(unit, context.args.get(kToken));
  Report report{.changed = true};
  report.said =
      "revoked the token \"" + token.name + "\" of " + token.owner_email + ": it is worth nothing from now on";
  report.body =
      RecordBody{"token", kColumns, make_row(token.id.text(), token.name, token.owner_email, token_roles(token)), true};
  return report;
}

}  // namespace

constinit const Command kTokenRevoke{
    .noun = "token",
    .verb = "revoke",
    .summary = "End a token at once",
    .details =
        "Your own by name or id; somebody else's by its id (pcadmin token list --all), which takes the right to assign "
        "every role they hold, as resetting their password does. A token can end itself. It cannot be brought back: "
        "make another.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::manage_tokens,
    .run = run,
    .columns = kColumns,
};

}  // namespace pcadmin::cli
