#pragma once

#include "../../command.hpp"

/// Commands about the program itself.
namespace pcadmin::cli {
extern const Command kCompletion;
extern const Command kHelp;
extern const Command kVersionCommand;
}  // namespace pcadmin::cli
