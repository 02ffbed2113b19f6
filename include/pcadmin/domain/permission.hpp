#pragma once

#include "pcadmin/base/result.hpp"
#include "pcadmin/domain/role.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace pcadmin::domain {

/// A permission of the catalogue. Copies are cheap; every `PermissionId` names an existing one.
class PermissionId {
 public:
  /// By id (`billing:manage-billing`), any letter case. Fails with code `unknown-permission`, kind `not_found`, the
  /// nearest ids in the hint.
  static Result<PermissionId> parse(std::string_view text);
  /// All of them, by id.
  static std::vector<PermissionId> all();

  std::string_view text() const { return permission().id; }
  const Permission& permission() const;

  friend bool operator==(PermissionId, PermissionId) = default;
  /// By id.
  friend auto operator<=>(PermissionId, PermissionId) = default;

 private:
  explicit constexpr PermissionId(std::uint8_t index) : index_(index) {}
  std::uint8_t index_;
};

/// Whether whoever holds `role` may.
bool allows(const Role& role, PermissionId permission);
/// Whether every active account may, without any role.
bool allowed_to_everybody(PermissionId permission);
/// The roles that can be assigned and whose holders may, in catalogue order.
std::vector<RoleId> roles_that_allow(PermissionId permission);

/// The word a workspace is called by in commands: the front of its permissions' ids, `help-support` of
/// `help-support:own-tickets`.
std::string_view workspace_word(const Permission& permission);

}  // namespace pcadmin::domain
