#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pcadmin::cli {

/// A word as a POSIX shell takes it back.
std::string shell_word(std::string_view word);

/// What the history keeps of the words of a command: as a shell takes them back, at most 4000 characters. No secret is
/// ever among them: passwords come by standard input or from the terminal.
std::string as_typed(const std::vector<std::string>& words);

}  // namespace pcadmin::cli
