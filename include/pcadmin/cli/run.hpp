#pragma once

#include "pcadmin/cli/world.hpp"

#include <string>
#include <vector>

namespace pcadmin::cli {

/// Runs one command, from the words after the program's name to the exit code. Never throws: this is where every
/// failure ends up.
int run(const std::vector<std::string>& words, World& world);

}  // namespace pcadmin::cli
