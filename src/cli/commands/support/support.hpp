#pragma once

#include "../../command.hpp"

namespace pcadmin::cli {
extern const Command kSupportShow;
extern const Command kSupportSet;
extern const Command kSupportUnset;
extern const Noun kSupportNoun;
}  // namespace pcadmin::cli
