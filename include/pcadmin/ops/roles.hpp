#pragma once

#include "pcadmin/domain/expiry.hpp"
#include "pcadmin/domain/organization.hpp"
#include "pcadmin/domain/role.hpp"
#include "pcadmin/domain/user_ref.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/assignments.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

/// Roles: who holds them, giving and taking them.
namespace pcadmin::ops {

/// What became of one assignment.
struct AssignmentChange {
  store::Assignment now;                      ///< of one that was taken: as it was
  std::optional<store::Assignment> before{};  ///< as it was, in force or to come
  bool changed;                               ///< false: it was so already
};

struct RoleChange {
  bool changed;  ///< any of it
  store::StoredUser user;
  domain::RoleId role;
  std::vector<domain::RoleId> held;             ///< what they hold now
  std::vector<AssignmentChange> assignments{};  ///< that were meant, each; in the order of `store::before`
  std::optional<Time> expires_at{};  ///< when the role ends for the whole organisation, where they hold it so
  bool everywhere = false;           ///< they hold it for the whole organisation now
  std::int64_t tokens = 0;           ///< of theirs that are good
};

/// What is wanted of an assignment beside who and which role. Of one that is held, or will be, what is not named stays.
struct Wanted {
  std::vector<domain::PartnerId> locations{};  ///< one assignment for each; empty: for the whole organisation
  std::optional<domain::Start> starts{};
  std::optional<domain::Expiry> expires{};
};
/// Gives a role. All of it or nothing. What is held by the same terms is given anew when the change-set has a reason or
/// a ticket that it has not. Who moves its times and gives no reason does so for the reason there was.
/// Throws `not-allowed`, `unknown-user`, `guest-role`; `role-not-scoped`, kind refused; `unknown-location`,
/// `location-is-organization`; `start-past`, `expiry-past`, `start-after-end`, kind invalid; `one-reason`, kind
/// conflict, where the reason there was would become that of a shared change-set. `Unit::finish` throws
/// `last-global-admin` for an end that would leave no global admin one day, and what the organisation's rules demand.
RoleChange assign_role(Unit& unit, const domain::UserRef& user, domain::RoleId role, const Wanted& wanted);
/// For the whole organisation, for good or until `expiry`.
RoleChange assign_role(Unit& unit, const domain::UserRef& user, domain::RoleId role,
                       const std::optional<domain::Expiry>& expiry = {});
/// For acts that have asked for rights themselves: from now on they hold it by these terms, whatever was before.
void give_role(Unit& unit, domain::UserId user, domain::RoleId role, const store::Terms& terms = {});

/// Takes a role, whether in force or to come: for `locations`, or with none named everything of it.
/// Throws `not-allowed`, `unknown-user`, `unknown-location`; and `Unit::finish` throws `last-global-admin`.
RoleChange unassign_role(Unit& unit, const domain::UserRef& user, domain::RoleId role,
                         const std::vector<domain::PartnerId>& locations = {});

/// Moves the end of what they hold of a role, or will: for `locations`, or with none named of everything that ends; for
/// the reason there was where the change-set has none.
/// Throws as `unassign_role`; `role-not-scoped`, `expiry-past`; and kind conflict: `role-not-held`; `expiry-not-later`
/// where it would end sooner than it does.
RoleChange extend_role(Unit& unit, const domain::UserRef& user, domain::RoleId role,
                       const std::vector<domain::PartnerId>& locations, const domain::Expiry& expiry);

/// How many hold each role, in catalogue order.
std::vector<std::int64_t> count_members(const Unit& unit);

/// Which assignments a list of members is about.
enum class Standing { in_force, any };
/// Who holds `role` and passes `where` (nullptr: everybody does), a row for each assignment. The three roles that
/// administer users are for everybody to see; the others take the right to see people.
void list_members(const Unit& unit, domain::RoleId role, const std::function<bool(const store::Member&)>& each,
                  const domain::Filter* where = nullptr);
/// With `Standing::any` those too that have expired or not begun.
void list_members(const Unit& unit, domain::RoleId role, Standing standing,
                  const std::function<bool(const store::Member&)>& each);

/// Whom to ask for a role: those who hold one of `roles` in an active account.
void list_admins(const Unit& unit, const std::vector<domain::RoleId>& roles,
                 const std::function<bool(const store::Member&)>& each, const domain::Filter* where = nullptr);

/// What ends within that time, of all roles, soonest first; in accounts that are disabled too. Takes the right to see
/// who holds a role.
void list_expiring(const Unit& unit, std::chrono::seconds within,
                   const std::function<bool(const store::Member&)>& each);

}  // namespace pcadmin::ops
