#include "../../common_args.hpp"
#include "../../credentials_file.hpp"
#include "../../dialog.hpp"
#include "args.hpp"
#include "credential.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

using namespace flags;

constexpr std::array<std::string_view, 2> kOpenStates = {"unclaimed", "expired"};

constexpr Arg<domain::UserRef> kWho{
    {.name = "USER", .help = "e-mail addresses or ids (usr_17)", .completes = Completes::user, .many = true}};
constexpr Arg<ops::CredentialState> kOpenState{{.name = "--state",
                                                .help = "only those still good, or only those that expired",
                                                .value = "STATE",
                                                .fallback = "both",
                                                .words = kOpenStates,
                                                .completes = Completes::word}};
constexpr std::array<const ArgSpec*, 5> kArgs = {&kWho.spec, &kOpenState.spec, &kOfChange.spec, &kCredentials.spec,
                                                 &kLetters.spec};

constexpr std::array<Column, 3> kColumns = {{{.key = "reissued", .title = "REISSUED", .is_id = true},
                                             {.key = "claimed", .title = "CLAIMED"},
                                             {.key = "disabled", .title = "DISABLED"}}};

constexpr std::array<Example, 4> kExamples = {{
    {"pcadmin credential reissue ann@contoso.example --credentials ann.csv", "one person never used theirs"},
    {"pcadmin credential reissue --change 12 --state expired --letters again.html",
     "everybody of an import whose time ran out: a page to print each"},
    {"pcadmin credential reissue --change 12 --credentials again.csv", "everybody of an import who has not come yet"},
    {"pcadmin credential reissue --state expired --dry-run", "how many there would be in the whole organisation"},
}};

[[noreturn]] void refuse_words(std::string code, std::string message) {
  throw Error({.code = std::move(code),
               .kind = FailureKind::usage,
               .message = std::move(message),
               .hint = "see pcadmin help credential reissue"});
}

/// People by name, or by what became of their passwords.
bool check_words(Dialog& dialog, const Failure* failure) {
  if (failure != nullptr) return false;
  const auto& args = dialog.context.args;
  const bool by_state = args.has(kOpenState.spec) || args.has(kOfChange.spec);
  if (args.has(kWho.spec) && by_state) refuse_words("not-both", "give USER, or --state and --change, not both");
  if (!args.has(kWho.spec) && !by_state)
    refuse_words("missing-argument", "pcadmin credential reissue needs USER, --state or --change");
  require_credentials_file(dialog.context);
  return true;
}

ops::Reissued reissue(ops::Unit& unit, Context& context, CredentialFiles& files) {
  const auto take = [&](const ops::Temporary& temporary) {
    context.world.check_interrupted();
    files.add(temporary);
  };
  if (context.args.has(kWho.spec)) return {.reissued = ops::reissue_credentials(unit, context.args.all(kWho), take)};
  return ops::reissue_credentials(unit, {.state = context.args.find(kOpenState), .change = change_of(context.args)},
                                  take);
}

std::string sentence(const ops::Reissued& counts, const std::string& where) {
  if (counts.reissued == 0) return "there is nobody to make a temporary password for";
  const auto in = where.empty() ? "" : ", in " + where;
  if (counts.reissued == 1)
    return fmt::format("1 person has a new temporary password{}; the old one is worth nothing any more", in);
  return fmt::format("{} people have new temporary passwords{}; the old ones are worth nothing any more",
                     counts.reissued, in);
}

Report run(ops::Unit& unit, Context& context, const Answers&) {
  context.world.watch_interrupts();
  CredentialFiles files(unit, context);
  const auto counts = reissue(unit, context, files);
  Report report{.changed = counts.reissued > 0};
  const auto number = [](std::uint64_t n) { return Value(static_cast<std::int64_t>(n)); };
  report.body =
      RecordBody{"reissue", kColumns, {number(counts.reissued), number(counts.claimed), number(counts.disabled)}};
  report.said = sentence(counts, report.changed ? files.hand_over(report) : "");
  return report;
}

}  // namespace

constinit const Command kCredentialReissue{
    .noun = "credential",
    .verb = "reissue",
    .summary = "Make new temporary passwords for people who have not used theirs",
    .details =
        "For the people who are named, all or none: somebody who has chosen a password of their own already is "
        "refused. Or for all whose last temporary password is unclaimed or expired: with --change of those to whom a "
        "change-set gave one, such as an import, else in the whole organisation. Disabled accounts are then left out "
        "and counted, and so is, of a change-set, who has claimed theirs.\n\n"
        "The password before is worth nothing from that moment, whether it had expired or not; tokens end, and no OS "
        "account acts as them any more. The new one is good for 72 hours unless the password policy says otherwise. "
        "Everything is one change-set, and what --credentials and --letters write is on disk before it is made. As "
        "with pcadmin password reset, it takes the right to assign every role that each of them holds; with one person "
        "out of reach, nothing is changed.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::manage_people,
    .run = run,
    .columns = kColumns,
    .ask = check_words,
};

}  // namespace pcadmin::cli
