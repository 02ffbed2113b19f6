#include "dialog.hpp"

#include "parser.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

namespace pcadmin::cli {

namespace {

[[noreturn]] void throw_cancelled() {
  throw Error(
      {.code = "cancelled", .kind = FailureKind::interrupted, .message = "cancelled", .hint = "nothing was changed"});
}

}  // namespace

void check_words_first(const Dialog& dialog) { check_required(dialog.command, dialog.context.args); }

void check_edits(const Dialog& dialog, std::span<const ArgSpec* const> fields) {
  check_words_first(dialog);
  const auto& command = dialog.command;
  std::vector<std::string> names;
  for (const auto* const field : fields) {
    if (dialog.context.args.has(*field)) return;
    names.emplace_back(field->name);
  }
  throw Error(
      {.code = "nothing-to-edit",
       .kind = FailureKind::usage,
       .message = fmt::format("pcadmin {} {} needs a field to change", command.noun, command.verb),
       .hint = fmt::format("any of {}; see pcadmin help {} {}", join_words(names), command.noun, command.verb)});
}

void Dialog::say(std::string_view text) {
  context.world.err.write(text);
  context.world.err.write("\n");
  context.world.err.flush();
}

std::string Dialog::ask_line(std::string_view prompt) {
  auto line = context.world.terminal.ask(prompt);
  if (!line) throw_cancelled();
  return std::string(trim(*line));
}

void Dialog::require_somebody(std::string_view what, std::string_view instead) const {
  if (may_ask) return;
  throw Error({.code = "would-ask",
               .kind = FailureKind::would_ask,
               .message = fmt::format("{} would have to be asked for, and nobody can be asked", what),
               .hint = std::string(instead)});
}

Secret Dialog::ask_secret(std::string_view prompt, std::string_view instead) {
  require_somebody("a password", instead);
  auto secret = context.world.terminal.ask_secret(prompt);
  if (!secret) throw_cancelled();
  return std::move(*secret);
}

Secret Dialog::ask_new_secret(std::string_view prompt, std::string_view instead) {
  for (;;) {
    auto first = ask_secret(prompt, instead);
    if (first == ask_secret("Once more: ", instead)) return first;
    say("They differ. Try again.");
  }
}

Secret Dialog::read_secret_line() {
  Secret line;
  char byte = 0;
  bool any = false;
  while (context.world.in.read({&byte, 1}) == 1) {
    any = true;
    if (byte == '\n') break;
    line.append({&byte, 1});
  }
  if (!any) {
    throw Error({.code = "missing-password",
                 .kind = FailureKind::usage,
                 .message = "standard input ended before the password",
                 .hint = "give it as one line; with both --password-stdin and --new-password-stdin, as two"});
  }
  if (line.reveal().ends_with('\r')) return Secret(line.reveal().substr(0, line.reveal().size() - 1));
  return line;
}

void Dialog::show_failure(const Failure& failure) {
  say(escape_controls(failure.message));
  if (!failure.hint.empty()) say("  " + escape_controls(failure.hint));
}

}  // namespace pcadmin::cli
