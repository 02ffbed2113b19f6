#pragma once

#include "pcadmin/domain/access.hpp"
#include "pcadmin/domain/user_ref.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/users.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

/// Who may do what in the portal, and why. All of it is judged at the unit's `now`.
namespace pcadmin::ops {

struct AccessQuestion {
  domain::UserRef user;
  domain::PermissionId permission;
  domain::Place place{};
};

/// An assignment of a role that would allow it, and what stands in its way. Without an assignment it is what everybody
/// has.
struct AccessPath {
  std::optional<store::Assignment> assignment;
  std::vector<domain::Obstacle> obstacles;
  std::optional<Time> since{};  ///< of what grants, for `explain_access`: since when without a break; not what all have
};

struct AccessAnswer {
  store::StoredUser user;
  domain::PermissionId permission;
  domain::Place place;
  std::vector<AccessPath> granting;     ///< empty: the answer is no
  std::vector<AccessPath> near_misses;  ///< both in the order of `store::before`, what everybody has first
  bool granted() const { return !granting.empty(); }
};

struct AccessVerdict {
  store::StoredUser user;
  domain::PermissionId permission;
  domain::Place place;
  bool by_everybody;                     ///< every active account may
  std::vector<domain::Holding> through;  ///< in the order of `store::list_holdings_of`
  bool granted() const { return by_everybody || !through.empty(); }
};
/// Whether somebody may. One's own, or with the right to see people. Throws `not-allowed`, `unknown-user`,
/// `unknown-location`.
AccessVerdict can_access(const Unit& unit, const AccessQuestion& question);

/// A role that allows it, and whose holders may give it.
struct AllowingRole {
  domain::RoleId role;
  std::vector<domain::RoleId> granters;
};

struct AccessExplanation {
  AccessAnswer answer;
  std::vector<AllowingRole> roles;               ///< those that can be assigned
  std::vector<domain::Remedy> to_take;           ///< empty when the answer is no
  std::vector<domain::Remedy> to_give;           ///< empty when it is yes
  std::optional<Time> back_at{};                 ///< when, after `to_take`, what has not begun would give it back
  std::optional<std::string> take_refused_by{};  ///< the guard that would refuse `to_take`, else the error code
  std::optional<std::string> give_refused_by{};  ///< the same of `to_give`
  std::optional<Failure> refusal{};              ///< that one, in words
  bool tried = true;  ///< false: the store cannot be written now, so that the guards are not asked
};
/// As `can_access`.
AccessExplanation explain_access(const Unit& unit, const AccessQuestion& question);
/// Does what is proposed, by the acts themselves and judged by the guards, and takes it back: what would refuse it to
/// the operator is known then, and where guards demand an end or a reason, the remedies have them. The past cannot be
/// tried: then nothing is said.
void try_remedies(const Unit& unit, AccessExplanation& explanation);

/// Something somebody may do, somewhere.
struct HeldPermission {
  domain::PermissionId permission;
  bool by_everybody = false;               ///< it takes no role
  std::vector<store::Assignment> through;  ///< in the order of `store::before`
};
struct HeldAccess {
  store::StoredUser user;
  std::vector<HeldPermission> permissions;  ///< by id; of a disabled account none
};
/// What somebody may do: for `place` if it is given, else anywhere. One's own, or with the right to see people. Throws
/// `not-allowed`, `unknown-user`, `unknown-location`.
HeldAccess list_access(const Unit& unit, const domain::UserRef& user, const domain::Place& place = {});

/// Somebody who may do something, and by what.
struct Grantee {
  store::StoredUser user;
  std::optional<store::Assignment> assignment;  ///< nullopt: everybody may
};
/// Everybody who may, once for each assignment that grants it, until `each` says false: role by role in catalogue
/// order, and within one as people were added. Throws `not-allowed`, `unknown-location`.
void list_grantees(const Unit& unit, domain::PermissionId permission, const domain::Place& place,
                   const std::function<bool(const Grantee&)>& each);

/// How many people may at single locations only: `list_grantees` leaves them out where it is asked for the whole
/// organisation. Throws `not-allowed`.
std::int64_t count_scoped_grantees(const Unit& unit, domain::PermissionId permission);

}  // namespace pcadmin::ops
