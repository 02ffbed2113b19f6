#pragma once

#include "command.hpp"

#include <string>
#include <vector>

namespace pcadmin::cli {

struct Invocation;

/// Help for a command, examples first.
std::string help_for(const Command& command);
/// Help for whatever was named: a command, a noun, a group of its verbs, or the whole.
std::string help_for(const Invocation& named);

/// The filter language, for people at a terminal.
std::string filter_help();
/// The formats of files of people, for people at a terminal.
std::string formats_help();

/// The columns of a command, with what --filter can compare where that is not text: `created_at (time)`.
std::vector<std::string> field_words(const Command& command);

/// "May be run by whoever holds global-admin, ...": from the table the check uses.
std::string who_may(const Command& command);

/// `pcadmin user add [FLAGS] EMAIL`.
std::string usage_of(const Command& command);

/// `-n, --dry-run`, `--role ROLE`.
std::string flag_words(const ArgSpec& spec);

}  // namespace pcadmin::cli
