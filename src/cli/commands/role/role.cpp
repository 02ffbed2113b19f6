#include "role.hpp"

#include <array>

namespace pcadmin::cli {

namespace {
constexpr std::array<const Command*, 9> kVerbs = {&kRoleList,    &kRoleShow,     &kRoleMembers,
                                                  &kRoleHistory, &kRoleExpiring, &kRoleMatrix,
                                                  &kRoleAssign,  &kRoleExtend,   &kRoleUnassign};
}

constinit const Noun kRoleNoun{"role", "See the roles and who holds them, give and take them", kVerbs};

}  // namespace pcadmin::cli
