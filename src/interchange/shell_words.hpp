#pragma once

#include "pcadmin/interchange/command_lines.hpp"

#include <string_view>
#include <vector>

namespace pcadmin::interchange {

/// The words of a line as a POSIX shell reads them, without any expansion; see `CommandLines`. None: the line is empty
/// or a comment. Fails with `column`, `code`, `value`, `message` and `hint` of a fault. `line` must be UTF-8.
tl::expected<std::vector<CommandLine::Word>, CommandFault> split_shell_words(std::string_view line);

}  // namespace pcadmin::interchange
