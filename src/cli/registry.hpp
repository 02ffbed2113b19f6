#pragma once

#include "command.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace pcadmin::cli {

/// Every noun with its verbs, in the order help shows them.
std::span<const Noun* const> nouns();
/// Commands that are a word of their own (`whoami`).
std::span<const Command* const> lone_commands();
/// Every command there is, nouns first.
std::vector<const Command*> all_commands();

const Noun* find_noun(std::string_view name);
const Group* find_group(const Noun& noun, std::string_view name);
const Command* find_command(const Noun& noun, std::string_view verb);
const Command* find_lone_command(std::string_view name);

/// The commands of a noun, or of one group of it.
std::vector<const Command*> commands_of(const Noun& noun, const Group* group);

/// A word that can come next, and what it is for.
struct NextWord {
  std::string_view word;
  std::string_view says;
};
/// After a noun, or after a noun and its group: each word once, in the order help shows them.
std::vector<NextWord> next_words(const Noun& noun, const Group* group);

/// Nullptr when no command has such a flag. A flag means the same, and takes a value or not, wherever it stands.
const ArgSpec* find_flag(std::string_view name);
/// The command's own, if it has it: what a value may be is a matter of the command.
const ArgSpec* find_flag(const Command& command, std::string_view name);

}  // namespace pcadmin::cli
