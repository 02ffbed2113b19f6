#pragma once

#include "pcadmin/cli/world.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pcadmin::cli {

/// The hidden word by which shells ask. What follows are the words of the line after `pcadmin`, the last being the one
/// to complete, perhaps empty. Answers are lines `word<TAB>explanation`; a line `:files` says that the shell should
/// offer files.
inline constexpr std::string_view kCompleteWord = "__complete";

/// Prints what could stand in place of the last word. Never fails: where nothing can be offered it prints nothing.
/// People's addresses are offered only to an operator who is signed in and may see them.
int complete(const std::vector<std::string>& words, World& world);

/// The script of completions/ for bash, zsh or fish.
std::string_view completion_script(std::string_view shell);

}  // namespace pcadmin::cli
