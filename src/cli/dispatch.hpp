#pragma once

#include "args.hpp"
#include "command.hpp"
#include "output.hpp"

#include "pcadmin/cli/world.hpp"

#include <string>
#include <vector>

namespace pcadmin::cli {

/// Opens what the command needs, runs it inside its transaction, commits, and only then prints. `typed` is what the
/// history keeps of the words. The exit code is that of the report's verdict, else 0. Throws `Error`; nothing has
/// changed then.
int dispatch(const Command& command, Args& args, const std::string& typed, const Output& output, World& world);

/// Where the store is: --store, $PCADMIN_STORE, else below $XDG_DATA_HOME.
std::filesystem::path store_file(const Args& args, const World& world);

}  // namespace pcadmin::cli
