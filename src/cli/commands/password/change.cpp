#include "../../common_args.hpp"
#include "../../dialog.hpp"
#include "password.hpp"

#include "pcadmin/ops/identity.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

using namespace flags;

constexpr std::array<const ArgSpec*, 2> kArgs = {&kPasswordStdin.spec, &kNewPasswordStdin.spec};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin password change", "on a terminal: asks for the current password, and twice for the new one"},
    {"pcadmin password change --password-stdin --new-password-stdin",
     "in a script: the current password and the new one, a line each"},
}};

constexpr std::string_view kInstead = "give both by standard input, a line each: --password-stdin --new-password-stdin";

bool ask(Dialog& dialog, const Failure* failure) {
  const auto& args = dialog.context.args;
  if (failure != nullptr) {
    if (args.on(kNewPasswordStdin) || failure->kind != FailureKind::invalid) return false;
    dialog.show_failure(*failure);
  } else if (args.on(kPasswordStdin)) {
    dialog.answers.password = dialog.read_secret_line();
  } else {
    dialog.answers.password = dialog.ask_secret("Current password: ", kInstead);
  }
  dialog.answers.new_password = args.on(kNewPasswordStdin)
                                    ? dialog.read_secret_line()
                                    : dialog.ask_new_secret("New password (at least 15 characters): ", kInstead);
  return true;
}

void count_attempt(ops::Unit& unit, Context& context, const Answers&) {
  context.attempt = ops::count_own_attempt(unit);
}

Report run(ops::Unit& unit, Context& context, const Answers& answers) {
  ops::change_password(unit, *answers.password, *answers.new_password, *context.attempt);
  return {.changed = true, .said = "the password is changed; other sessions of yours have ended"};
}

}  // namespace

constinit const Command kPasswordChange{
    .noun = "password",
    .verb = "change",
    .summary = "Change your own password",
    .details =
        "A password has 15 to 256 characters, or more where the policy of your organisation says so; any that can be "
        "printed. There is no rule about kinds of characters; "
        "what is easily guessed is refused, with the reason. Your other "
        "sessions end. A wrong current password counts as a failed sign-in does: see pcadmin help sign-in. Passwords "
        "are never taken from the command line or the environment.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::identify,
    .run = run,
    .in_batch = InBatch::no,
    .ask = ask,
    .before = count_attempt,
};

}  // namespace pcadmin::cli
