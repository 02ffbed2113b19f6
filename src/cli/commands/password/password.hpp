#pragma once

#include "../../command.hpp"

namespace pcadmin::cli {
extern const Command kPasswordChange;
extern const Command kPasswordReset;
extern const Noun kPasswordNoun;
}  // namespace pcadmin::cli
