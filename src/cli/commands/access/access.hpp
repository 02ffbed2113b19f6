#pragma once

#include "../../command.hpp"

namespace pcadmin::cli {
extern const Command kAccessCheck;
extern const Command kAccessList;
extern const Command kAccessCan;
extern const Command kAccessWhoCan;
extern const Command kAccessExplain;
extern const Noun kAccessNoun;
}  // namespace pcadmin::cli
