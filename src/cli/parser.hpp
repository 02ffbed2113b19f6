#pragma once

#include "args.hpp"
#include "command.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pcadmin::cli {

/// What somebody typed, understood as far as its words go.
struct Invocation {
  const Command* command = nullptr;  ///< nullptr: nothing, or only a noun
  const Noun* noun = nullptr;        ///< a noun without a verb
  const Group* group = nullptr;      ///< and the first word of its verb
  std::vector<std::string> rest;     ///< all words but noun and verb
  bool wants_help = false;
  bool wants_version = false;
};

/// Finds the command among the words; flags may stand before and after. Throws `Error`, kind usage: `unknown-command`.
Invocation find_invocation(const std::vector<std::string>& words);

/// Throws, kind usage, `missing-command` where there is none, or only the beginning of one.
void require_command(const Invocation& invocation);

/// Turns the remaining words into values. Throws `Error`: kind usage for words that do not fit the command
/// (`unknown-flag`, `unexpected-word`, `missing-value`, `flag-twice`, `unknown-word`); whatever a value's own `parse`
/// fails with, the argument named in front.
Args parse_args(const Invocation& invocation);

/// Throws, kind usage, `missing-argument` for the first required argument that is not there, or `not-both` for one that
/// is there beside the one that stands for it.
void check_required(const Command& command, const Args& args);

}  // namespace pcadmin::cli
