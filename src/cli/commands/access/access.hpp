#pragma once

#include "../../command.hpp"

namespace pcadmin::cli {
extern const Command kAccessCheck;
extern const Noun kAccessNoun;
}  // namespace pcadmin::cli
