#pragma once

#include "pcadmin/domain/expiry.hpp"
#include "pcadmin/domain/role.hpp"
#include "pcadmin/domain/user_ref.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/assignments.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

/// Roles: who holds them, giving and taking them.
namespace pcadmin::ops {

struct RoleChange {
  bool changed;  ///< false: it was so already
  store::StoredUser user;
  domain::RoleId role;
  std::vector<domain::RoleId> held;           ///< what they hold now
  std::optional<Time> expires_at{};           ///< when the role ends, where they hold it
  std::optional<store::Assignment> before{};  ///< what they held of it before
  std::int64_t tokens = 0;                    ///< of theirs that are good
};
/// Gives a role, for good or until `expiry`. A role that is held keeps its end unless `expiry` is given.
/// Throws `not-allowed`, `unknown-user`, `guest-role`, `expiry-past`; `Unit::finish` throws `last-global-admin` for an
/// end that would leave no global admin one day.
RoleChange assign_role(Unit& unit, const domain::UserRef& user, domain::RoleId role,
                       const std::optional<domain::Expiry>& expiry = {});
/// For acts that have asked for rights themselves: from now on they hold it, whatever was before.
void give_role(Unit& unit, domain::UserId user, domain::RoleId role, std::optional<Time> expires_at = {});

/// Throws `not-allowed`, `unknown-user`; and `Unit::finish` throws `last-global-admin`.
RoleChange unassign_role(Unit& unit, const domain::UserRef& user, domain::RoleId role);

/// How many hold each role, in catalogue order.
std::vector<std::int64_t> count_members(const Unit& unit);

/// Who holds `role`. The three roles that administer users are for everybody to see; the others take the right to see
/// people.
void list_members(const Unit& unit, domain::RoleId role, const std::function<bool(const store::Member&)>& each);

/// Whom to ask for a role: those who hold one of `roles` in an active account.
void list_admins(const Unit& unit, const std::vector<domain::RoleId>& roles,
                 const std::function<bool(const store::Member&)>& each);

}  // namespace pcadmin::ops
