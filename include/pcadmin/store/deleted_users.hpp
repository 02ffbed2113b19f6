#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/domain/directory.hpp"
#include "pcadmin/domain/email.hpp"
#include "pcadmin/domain/skill.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"
#include "pcadmin/store/users.hpp"

#include <functional>
#include <optional>
#include <vector>

/// Deleting people, and bringing them back. A deleted person's record and roles are in the history; table
/// `deleted_user` keeps the password they had until they are restored, forgotten or purged.
namespace pcadmin::store {

struct DeletedUser {
  StoredUser user;  ///< as it was
  Time deleted_at;
  ChangeId deleted_in;
};

/// Whether `change` has itself written or ended their row, an assignment, an association, their certification profile,
/// a skill of theirs or their tie to the directory. The history has them as they were before a change-set, not as they
/// were in the middle of one.
bool is_touched_by(const Database& db, domain::UserId id, ChangeId change);

/// Takes the person out of the store with their roles, associations, tokens and sessions, their certification profile,
/// skills and tie to the directory.
void delete_user(Database& db, domain::UserId id, Time now, ChangeId change);

std::optional<DeletedUser> find_deleted_user(const Database& db, domain::UserId id);
/// The one deleted last, where several had the address.
std::optional<DeletedUser> find_deleted_user(const Database& db, const domain::Email& email);
/// The last deleted first, until `each` says false.
void list_deleted_users(const Database& db, const std::function<bool(const DeletedUser&)>& each);

/// The roles they lost by being deleted, in the order of `before`. A location may be gone by now: `find_location`
/// tells.
std::vector<Assignment> list_assignments_before(const Database& db, const DeletedUser& deleted);

/// Whether the OS account that was attached to somebody comes back with them.
enum class KeepOsAccount { no, yes };

/// Puts the record back as it was, with the password and the association; the address must be free, and the OS account
/// if it is kept.
void restore_user(Database& db, const DeletedUser& deleted, KeepOsAccount keep, ChangeId change);
/// Puts one of `list_assignments_before` back, as it was.
void restore_assignment(Database& db, const DeletedUser& deleted, AssignmentId assignment, ChangeId change);
/// The certification profile that was taken off them by being deleted.
std::optional<domain::ProfileId> find_profile_before(const Database& db, const DeletedUser& deleted);
/// Links it again, as the same association; nobody else may have it by now.
void restore_profile_link(Database& db, const DeletedUser& deleted, ChangeId change);
/// The entry of the directory they were tied to.
std::optional<domain::Anchor> find_anchor_before(const Database& db, const DeletedUser& deleted);
/// Ties them to their entry of the directory again, unless somebody else is by now.
void restore_directory_link(Database& db, const DeletedUser& deleted, ChangeId change);
/// Puts back what they had passed.
void restore_skills(Database& db, const DeletedUser& deleted, ChangeId change);
/// Forgets the passwords of those deleted before `deleted`: a verifier that nobody can come back to is of no use.
void forget_deleted_passwords(Database& db, Time deleted);
/// They can no longer be restored.
void forget_deleted_user(Database& db, domain::UserId id);

}  // namespace pcadmin::store
