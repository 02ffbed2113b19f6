#pragma once

#include "command.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace pcadmin::cli {

/// What a command's `ask` works with: the words so far, the answers, and whom to ask.
struct Dialog {
  const Command& command;
  Context& context;
  Answers& answers;
  bool may_ask;  ///< there is a terminal with somebody at it, and no --no-input

  void say(std::string_view text);
  /// Asks until `T` parses. Throws `Error` `cancelled`, kind interrupted, at the end of input.
  template <class T>
  T ask(std::string_view prompt);
  std::string ask_line(std::string_view prompt);
  /// Throws `Error` `would-ask` when nobody may be asked; `instead` says what to give on the command line.
  Secret ask_secret(std::string_view prompt, std::string_view instead);
  /// Twice the same; asks again when they differ.
  Secret ask_new_secret(std::string_view prompt, std::string_view instead);
  /// The next line of standard input, without its end. Throws `Error` `missing-password`, kind usage, at the end of
  /// input.
  Secret read_secret_line();
  void require_somebody(std::string_view what, std::string_view instead) const;
  void show_failure(const Failure& failure);
};

/// Before anybody is asked for a password: that the words of the command are all there. Throws `missing-argument`.
void check_words_first(const Dialog& dialog);
/// Before the store is opened: that an edit has something to change, one of `fields`. Throws `missing-argument`;
/// `nothing-to-edit`, kind usage.
void check_edits(const Dialog& dialog, std::span<const ArgSpec* const> fields);

template <class T>
T Dialog::ask(std::string_view prompt) {
  for (;;) {
    auto value = ArgValue<T>::parse(ask_line(prompt));
    if (value) return std::move(*value);
    show_failure(value.error());
  }
}

}  // namespace pcadmin::cli
