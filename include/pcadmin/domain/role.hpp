#pragma once

#include "pcadmin/base/result.hpp"

#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>

/// The role catalogue: which roles the partner portal knows, what each allows, and who may assign it.
/// A role is data of the field, not of a store: it is compiled in and never changes at run time.
/// Facts follow the partner portal's published role tables; `Role::basis` says how sure each is.
namespace pcadmin::domain {

enum class RoleCategory { tenant, csp, company };

/// Whether "who may assign it" was read in a published source or concluded from its neighbours.
enum class Basis { documented, partly_inferred, inferred };

/// How a role stands in the catalogue: of the founding tables, come later, of the marketplace programme only, or
/// held by everybody and never assigned.
enum class RoleStatus { core, later_addition, optional, implicit };

/// One right, e.g. `billing:manage-billing`: the id, the portal workspace it shows under, and what it allows.
struct Permission {
  std::string_view id;
  std::string_view workspace;
  std::string_view summary;
};

struct Role;

/// A role of the catalogue that can be assigned. Copies are cheap; every `RoleId` names an existing role.
class RoleId {
 public:
  /// By id, name or alias, in any letter case, with blanks, hyphens and underscores alike; also `global`, `account`
  /// and `user-management` for the three admin roles.
  /// Fails with code `unknown-role`, kind `not_found`, the nearest names in the hint; for the implicit
  /// `default-user` with code `implicit-role`, kind `invalid`.
  static Result<RoleId> parse(std::string_view text);

  std::string_view text() const;
  const Role& role() const;

  friend bool operator==(RoleId, RoleId) = default;
  /// Catalogue order: tenant, CSP, company, and within each as the portal lists them.
  friend auto operator<=>(RoleId, RoleId) = default;

 private:
  friend class Catalogue;
  explicit constexpr RoleId(std::uint8_t index) : index_(index) {}
  std::uint8_t index_;
};

using RoleSet = std::set<RoleId>;

struct Role {
  std::string_view id;
  std::string_view name;
  std::span<const std::string_view> aliases;
  RoleCategory category;
  std::string_view program;
  std::string_view summary;
  std::span<const std::string_view> permissions;    ///< ids, each in `Catalogue::permissions()`
  std::span<const std::string_view> assignable_by;  ///< role ids: holding one of them lets you assign this
  Basis basis;
  RoleStatus status;
  bool location_scoped;   ///< may be held for single locations instead of the whole organisation
  bool guest_assignable;  ///< a guest may hold it
  std::string_view note;  ///< a constraint worth knowing, or empty
};

/// The catalogue as a whole.
class Catalogue {
 public:
  /// All roles that can be assigned, in catalogue order.
  static std::span<const Role> roles();
  static std::span<const RoleId> role_ids();
  /// What every user may do without any role (the portal's "default user").
  static const Role& default_user();
  /// Every permission a role of the catalogue names, sorted by id.
  static std::span<const Permission> permissions();
  /// Nullptr when there is no such permission.
  static const Permission* find_permission(std::string_view id);
  /// The role at a catalogue position; for RoleId.
  static constexpr RoleId at(std::uint8_t index) { return RoleId(index); }
};

std::string_view to_string(RoleCategory category);
std::string_view to_string(Basis basis);
std::string_view to_string(RoleStatus status);

/// The three roles that administer users.
RoleId global_admin();
RoleId account_admin();
RoleId user_management_admin();

}  // namespace pcadmin::domain
