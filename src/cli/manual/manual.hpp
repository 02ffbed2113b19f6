#pragma once

#include "../command.hpp"

#include <string>
#include <vector>

/// The manual, made from the commands' own metadata. What stands in man/ and docs/commands.md is exactly what these
/// functions return.
namespace pcadmin::cli {

struct ManualPage {
  std::string file;  ///< `pcadmin-user.1`
  std::string text;  ///< roff, man macros
};
/// pcadmin(1), a page a noun, pcadmin-formats(5) and pcadmin-filter(7).
std::vector<ManualPage> manual_pages();

/// The command reference in Markdown.
std::string command_reference();

/// Every command with its arguments, columns and examples.
std::string help_json();

}  // namespace pcadmin::cli
