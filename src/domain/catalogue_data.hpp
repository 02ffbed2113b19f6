#pragma once

#include "pcadmin/domain/role.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

/// The facts behind `Catalogue`, for role.cpp alone.
namespace pcadmin::domain::catalogue_data {

inline constexpr std::size_t kRoleCount = 23;
inline constexpr std::size_t kPermissionCount = 84;

/// Where the roles that administer users stand in `kRoles`.
inline constexpr std::uint8_t kGlobalAdmin = 0;
inline constexpr std::uint8_t kUserManagementAdmin = 1;
inline constexpr std::uint8_t kAccountAdmin = 7;

extern const std::array<Role, kRoleCount> kRoles;
extern const Role kDefaultUser;
/// Sorted by id.
extern const std::array<Permission, kPermissionCount> kPermissions;

}  // namespace pcadmin::domain::catalogue_data
