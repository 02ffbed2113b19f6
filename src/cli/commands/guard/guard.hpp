#pragma once

#include "../../command.hpp"

namespace pcadmin::cli {
extern const Command kGuardList;
extern const Command kGuardSet;
extern const Command kGuardUnset;
extern const Noun kGuardNoun;
}  // namespace pcadmin::cli
