#include "../../common_args.hpp"
#include "../role/bundle_args.hpp"
#include "columns.hpp"
#include "token.hpp"

#include "pcadmin/ops/tokens.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<domain::TokenName> kName{
    {.name = "--name", .help = "what you call it, and the history too", .value = "NAME", .required = true}};
constexpr Arg<Duration> kExpiresIn{
    {.name = "--expires-in", .help = "how long it is good, 366d at most", .value = "90d|12h|2w", .fallback = "90d"}};
constexpr Arg<domain::RoleId> kRole{{.name = "--role",
                                     .help = "only for this role of yours; may be repeated, or several with commas",
                                     .value = "ROLE",
                                     .fallback = "whatever roles you hold when it is used",
                                     .completes = Completes::role,
                                     .many = true}};
constexpr Arg<FileName> kOut{{.name = "--out",
                              .help = "write the token to this new file (mode 0600) instead of showing it",
                              .value = "FILE",
                              .completes = Completes::file}};
constexpr std::array<const ArgSpec*, 5> kArgs = {&kName.spec, &kExpiresIn.spec, &kRole.spec, &flags::kBundle.spec,
                                                 &kOut.spec};

/// The id column is what a script takes away: the token, or with --out its id.
constexpr std::array<Column, 5> columns(bool shown) {
  return {{{.key = "id", .title = "ID", .is_id = !shown},
           {.key = "name", .title = "NAME"},
           {.key = "token", .title = "TOKEN", .is_id = shown, .nothing = shown ? "-" : "in the file", .whole = true},
           {.key = "roles", .title = "ROLES", .nothing = kAllRoles},
           {.key = "expires_at", .title = "EXPIRES AT"}}};
}
constexpr auto kColumns = columns(true);
constexpr auto kColumnsWithFile = columns(false);

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin token create --name nightly-import --out nightly.token",
     "for a script: the token goes to a private file"},
    {"pcadmin token create --name reports --role report-viewer --expires-in 30d", "for one role only, and for a month"},
    {"pcadmin token create --name ci --porcelain", "the token alone on standard output, for a secret store"},
}};

StagedFile file_with(const FileName& name, const Secret& token) {
  if (name.text == "-") {
    throw Error({.code = "invalid-file-name",
                 .kind = FailureKind::usage,
                 .message = "--out: \"-\" is no file",
                 .hint = "name a new file; for standard output use --porcelain"});
  }
  StagedFile file(name.text, Replace::no);
  file.write(token.reveal());
  file.write("\n");
  file.seal();
  return file;
}

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto roles = context.args.all(kRole);
  const auto made = ops::create_token(unit, {.name = context.args.get(kName),
                                             .life = context.args.find(kExpiresIn),
                                             .roles = {roles.begin(), roles.end()},
                                             .bundle = context.args.find(flags::kBundle)});
  const auto& token = made.token;
  const auto out = context.args.find(kOut);
  Report report{.changed = true, .undoable = true};
  if (out && !context.dry_run) report.files.push_back(file_with(*out, made.secret));
  report.said = "made the token \"" + token.name + "\"" + (made.replaced ? " in place of the expired one" : "") +
                (out ? "; it is in " + out->text : "; it is not shown again");
  report.body = RecordBody{"token", out ? kColumnsWithFile : kColumns,
                           make_row(token.id.text(), token.name, out ? Value() : secret_value(made.secret),
                                    token_roles(token), to_rfc3339(token.expires_at))};
  return report;
}

}  // namespace

constinit const Command kTokenCreate{
    .noun = "token",
    .verb = "create",
    .summary = "Make a token, by which a script acts for you",
    .details =
        "Whoever has the token acts as you, with the roles you hold at that moment, or with those of them it is for: "
        "it never has more rights than you have when it is used. It makes no other tokens and changes no password, and "
        "the history names it beside you. It is worth nothing while your account is disabled, and may do nothing while "
        "your password is temporary; changing your password does not end it.\n\n"
        "The token is shown this once, or written to the file of --out; the store keeps only a hash. With --porcelain "
        "and -o ids the token stands alone on standard output, with --out its id instead.\n\n"
        "A script names the file in PCADMIN_TOKEN_FILE, which nobody else may be able to read, or opens it for "
        "--token-fd N. A token that is no longer good is refused; the command does not go on with a session "
        "instead.\n\n"
        "A name is 1 to 64 letters, digits, dots, underscores and hyphens. An expired token makes way for a new one of "
        "its name.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::identify,
    .run = run,
    .columns = kColumns,
    .once = "token",
    .once_file = &kOut.spec,
    .once_again = "end it with pcadmin token revoke NAME, and make another",
};

}  // namespace pcadmin::cli
