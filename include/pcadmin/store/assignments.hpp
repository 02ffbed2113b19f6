#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/domain/role.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/users.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// Table `assignment`: who holds which role.
namespace pcadmin::store {

/// A role somebody holds, and how they came by it.
struct Assignment {
  domain::RoleId role;
  Time assigned_at;
  std::optional<std::string> assigned_by;  ///< e-mail address
  std::optional<std::string> reason;
  std::optional<std::string> ticket;
  ChangeId change;
};

domain::RoleSet roles_of(const Database& db, domain::UserId user);
std::vector<Assignment> list_assignments(const Database& db, domain::UserId user);

/// The pair must be free.
void insert_assignment(Database& db, domain::UserId user, domain::RoleId role, ChangeId change);
/// Whether there was one to delete.
bool delete_assignment(Database& db, domain::UserId user, domain::RoleId role);

/// Somebody who holds a role.
struct Member {
  StoredUser user;
  bool can_sign_in;  ///< active, with a password they chose themselves
  Assignment assignment;
};

/// In the order in which people were added, until `each` says false.
void list_members(const Database& db, domain::RoleId role, const std::function<bool(const Member&)>& each);

/// How many hold each role, by catalogue order; a role nobody holds counts 0.
std::vector<std::int64_t> count_members(const Database& db);

/// Whether an active person with a password of their own choosing holds `role`: somebody who can sign in today.
bool has_able_member(const Database& db, domain::RoleId role);

/// People who held `role` in an active account before `change` and do not now; e-mail addresses.
std::vector<std::string> list_losers(const Database& db, domain::RoleId role, ChangeId change);

}  // namespace pcadmin::store
