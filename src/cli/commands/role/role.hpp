#pragma once

#include "../../command.hpp"

namespace pcadmin::cli {
extern const Command kRoleList;
extern const Command kRoleShow;
extern const Command kRoleMembers;
extern const Command kRoleHistory;
extern const Command kRoleMatrix;
extern const Command kRoleAssign;
extern const Command kRoleExtend;
extern const Command kRoleUnassign;
extern const Command kRoleExpiring;
extern const Noun kRoleNoun;
}  // namespace pcadmin::cli
