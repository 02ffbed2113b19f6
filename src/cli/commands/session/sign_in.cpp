#include "../../common_args.hpp"
#include "../../dialog.hpp"
#include "../user/record_args.hpp"
#include "session.hpp"

#include "pcadmin/ops/identity.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

using namespace flags;

constexpr std::array<const ArgSpec*, 3> kArgs = {&kEmail.spec, &kPasswordStdin.spec, &kNewPasswordStdin.spec};

constexpr std::array<Column, 4> kColumns = {{{.key = "id", .title = "ID", .in_table = false, .is_id = true},
                                             {.key = "email", .title = "E-MAIL"},
                                             {.key = "must_change_password", .title = "MUST CHANGE PASSWORD"},
                                             {.key = "has_role", .title = "HAS A ROLE"}}};

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin sign-in ann@contoso.example",
     "on a terminal: asks for the password, and for a new one where it is temporary"},
    {"pcadmin sign-in ann@contoso.example --password-stdin", "in a script: the password as one line of standard input"},
    {"pcadmin sign-in ann@contoso.example --password-stdin --new-password-stdin",
     "the first time, in a script: the temporary password and the new one, a line each"},
}};

constexpr std::string_view kInstead = "give it by standard input: --password-stdin";

/// The first time: the password. When it turns out to be temporary, or the new one is not good enough: a new one.
bool ask(Dialog& dialog, const Failure* failure) {
  const auto& args = dialog.context.args;
  if (failure == nullptr) {
    check_words_first(dialog);
    dialog.answers.password =
        args.on(kPasswordStdin) ? dialog.read_secret_line() : dialog.ask_secret("Password: ", kInstead);
    if (args.on(kNewPasswordStdin)) dialog.answers.new_password = dialog.read_secret_line();
    return true;
  }
  const bool due = failure->code == "password-change-required" ||
                   (failure->kind == FailureKind::invalid && failure->code.starts_with("password-"));
  if (!due || args.on(kPasswordStdin) || args.on(kNewPasswordStdin)) return false;
  auto shown = *failure;
  if (failure->code == "password-change-required") shown.hint.clear();  // what it says to do is being done
  dialog.show_failure(shown);
  dialog.answers.new_password = dialog.ask_new_secret("New password (at least 15 characters): ", kInstead);
  return true;
}

void count_attempt(ops::Unit& unit, Context& context, const Answers&) {
  context.attempt = ops::count_attempt(unit, context.args.get(kEmail));
}

Failure must_change(const std::string& email) {
  return {.code = "password-change-required",
          .kind = FailureKind::denied,
          .message = "the password of " + email + " is temporary and has to be changed first",
          .hint = "pcadmin password change, or sign in with --password-stdin --new-password-stdin"};
}

Report run(ops::Unit& unit, Context& context, const Answers& answers) {
  auto signed_in = ops::sign_in(unit, context.args.get(kEmail), *answers.password,
                                answers.new_password ? &*answers.new_password : nullptr, *context.attempt);
  const auto email = signed_in.email.text();
  Report report{.changed = true};
  report.body = RecordBody{
      "user", kColumns, {signed_in.id.text(), email, signed_in.must_change_password, signed_in.has_role}, true};
  report.session = std::move(signed_in.token);
  if (signed_in.must_change_password) {
    report.body = {};
    report.verdict = must_change(email);
  } else {
    report.said = "signed in as " + email;
    if (!signed_in.has_role)
      report.said += ". You have no role yet and can do nothing; ask one of: pcadmin admins list";
  }
  return report;
}

}  // namespace

constinit const Command kSignIn{
    .noun = "",
    .verb = "sign-in",
    .summary = "Say who you are",
    .details =
        "A session lasts 8 hours at most, and ends after 30 minutes without a command. Its token is in a private file "
        "below $XDG_STATE_HOME/pcadmin.\n\n"
        "A temporary password has to be replaced at once: on a terminal the command asks for a new one; in a script "
        "give it with --new-password-stdin. Without, the command "
        "exits with 13 (password-change-required), and so does every other command until pcadmin password change.\n\n"
        "After the fifth failure in a row an account waits 30 seconds, then twice as long each time, up to 15 minutes: "
        "no attempt succeeds before, not even with the right password. After 100 failures in all it is locked until an "
        "administrator says pcadmin user unlock; only the last global admin who can sign in is never locked. An "
        "attempt counts before its password is checked, with --dry-run too, and is forgiven when the password was "
        "right.\n\n"
        "A wrong password, an unknown address, an account that waits and one that is locked are told apart neither by "
        "words nor by exit code nor by time.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::identify,
    .run = run,
    .columns = kColumns,
    .resumes = false,
    .in_batch = InBatch::no,
    .ask = ask,
    .before = count_attempt,
};

}  // namespace pcadmin::cli
