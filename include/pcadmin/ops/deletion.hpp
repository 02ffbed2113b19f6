#pragma once

#include "pcadmin/domain/user_ref.hpp"
#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/deleted_users.hpp"
#include "pcadmin/store/erasures.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// The end of an account: deleted for a while, restored, or erased for good. Each takes the right to administer users
/// and to grant every role the person holds or held; throws `not-allowed`.
namespace pcadmin::ops {

/// How long a deleted account can be restored (the directory's own rule, reference: domain facts).
inline constexpr std::chrono::days kRestorable{30};

/// Deletes people, with their roles, sessions and tokens; all or none. Who is deleted already, or not there where
/// `missing` passes it, is not among the answer. Throws `unknown-user`; `changed-before-deletion`, kind conflict, for
/// somebody whom another act has changed in the same change-set: they could not be restored as they were. Guards speak
/// in `Unit::finish`.
std::vector<store::StoredUser> delete_users(Unit& unit, const std::vector<domain::UserRef>& users,
                                            IfMissing missing = IfMissing::refuse);

/// The certification profile that was taken off somebody by being deleted. No rights are asked for.
std::optional<domain::ProfileId> profile_before_deletion(const Unit& unit, domain::UserId user);

/// Something a person had that does not come back, and why not.
struct Lost {
  std::string what;  ///< a role's id, with ` at ID` where it was for a location; `os-account NAME`, `profile ID`
  std::string code;
  std::string why;
};

struct Restoration {
  store::StoredUser user;
  std::vector<domain::RoleId> roles;
  std::vector<store::Assignment> to_come;  ///< those that begin later
  std::vector<Lost> lost;
};
/// Brings a deleted account back as it was: record, password, roles with their ends. Roles that have expired, or that a
/// rule now forbids, stay away and are named: what guests may not hold, what has no end or was given without a reason
/// where a guard demands it. So does an OS account that somebody else has now, or that the operator may not attach
/// (see `require_attach`), and a certification profile that somebody else has linked since. Tokens and sessions do not
/// come back. Throws `unknown-user`; `not-deleted`, `email-taken` (kind conflict); `restore-expired` (kind refused)
/// after `kRestorable`.
Restoration restore_user(Unit& unit, const domain::UserRef& user);
/// The same for several, each once, all or none.
std::vector<Restoration> restore_users(Unit& unit, const std::vector<domain::UserRef>& users);

struct Purge {
  domain::UserId id;
  store::ErasedUser erased;
};
/// Erases a deleted person's data from the past, for good. Takes a global admin. Throws `unknown-user`; `not-deleted`
/// (kind conflict).
Purge purge_user(Unit& unit, const domain::UserRef& user);

/// Somebody who can be restored, with the roles they would get back.
struct Deleted {
  store::StoredUser user;
  std::vector<domain::RoleId> roles;
  Time deleted_at;
};
/// Who can be restored at this moment, the last deleted first; the query's order does not count. Takes the right to see
/// people.
void list_deleted(const Unit& unit, const PeopleQuery& query, const std::function<bool(const Deleted&)>& each);

}  // namespace pcadmin::ops
