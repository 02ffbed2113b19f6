#pragma once

#include <string>
#include <string_view>

namespace pcadmin::cli {

/// A word as a POSIX shell takes it back.
std::string shell_word(std::string_view word);

}  // namespace pcadmin::cli
