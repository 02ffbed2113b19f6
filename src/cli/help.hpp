#pragma once

#include "command.hpp"

#include <string>

namespace pcadmin::cli {

/// Help for a command, a noun, or the whole, examples first.
std::string help_for(const Command* command, const Noun* noun);

/// "May be run by whoever holds global-admin, ...": from the table the check uses.
std::string who_may(const Command& command);

/// `pcadmin user add [FLAGS] EMAIL`.
std::string usage_of(const Command& command);

/// `-n, --dry-run`, `--role ROLE`.
std::string flag_words(const ArgSpec& spec);

}  // namespace pcadmin::cli
