#include "role.hpp"

#include "bundle/bundle.hpp"

#include <array>

namespace pcadmin::cli {

namespace {
constexpr std::array<const Command*, 14> kVerbs = {
    &kRoleList,       &kRoleShow,       &kRoleMembers,    &kRoleHistory,     &kRoleExpiring,
    &kRoleMatrix,     &kRoleAssign,     &kRoleExtend,     &kRoleUnassign,    &kRoleBundleAdd,
    &kRoleBundleEdit, &kRoleBundleList, &kRoleBundleShow, &kRoleBundleDelete};
constexpr std::array<Group, 1> kGroups = {{{"bundle", "Name roles that are given together"}}};
}  // namespace

constinit const Noun kRoleNoun{"role", "See the roles and who holds them, give and take them", kVerbs, kGroups};

}  // namespace pcadmin::cli
