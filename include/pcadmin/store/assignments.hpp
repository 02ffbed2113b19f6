#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/domain/filter.hpp"
#include "pcadmin/domain/role.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/locations.hpp"
#include "pcadmin/store/users.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// Table `assignment`: who holds which role.
namespace pcadmin::store {

struct AssignmentId {
  std::int64_t number = 0;
  friend auto operator<=>(AssignmentId, AssignmentId) = default;
};

/// What is said of an assignment beside who and which role.
struct Terms {
  std::optional<LocationId> location{};  ///< nullopt: for the whole organisation
  std::optional<Time> starts_at{};       ///< before that second it grants nothing
  std::optional<Time> expires_at{};      ///< from that second on it grants nothing
  std::optional<std::string> bundle{};   ///< the bundle it came by
};

struct AssignedLocation {
  LocationId id;
  domain::PartnerId partner_id;
  std::string name;
};

/// A role somebody was given, and how they came by it.
struct Assignment {
  AssignmentId id;
  domain::RoleId role;
  Time assigned_at;
  std::optional<std::string> assigned_by;  ///< e-mail address
  std::optional<std::string> reason;
  std::optional<std::string> ticket;
  ChangeId change;  ///< that gave it
  std::optional<Time> starts_at{};
  std::optional<Time> expires_at{};
  std::optional<std::string> bundle{};
  std::optional<AssignedLocation> location{};  ///< nullopt: for the whole organisation

  /// Whether it grants anything at `moment`.
  bool holds_at(Time moment) const {
    return (!starts_at || *starts_at <= moment) && (!expires_at || moment < *expires_at);
  }
  bool expired_at(Time moment) const { return expires_at && *expires_at <= moment; }
  Terms terms() const { return {location ? std::optional(location->id) : std::nullopt, starts_at, expires_at, bundle}; }
};
/// In catalogue order, then for the whole organisation before locations by Partner ID.
bool before(const Assignment& one, const Assignment& other);

/// The roles somebody holds at `now`, for the whole organisation or a location: neither what has expired by then nor
/// what has not begun.
domain::RoleSet roles_of(const Database& db, domain::UserId user, Time now);
/// Those of them that are held for the whole organisation.
domain::RoleSet roles_everywhere_of(const Database& db, domain::UserId user, Time now);
/// All of those of `roles_of`, and the ones that begin later.
domain::RoleSet roles_to_come_of(const Database& db, domain::UserId user, Time now);
/// In the order of `before`, expired ones too.
std::vector<Assignment> list_assignments(const Database& db, domain::UserId user);
std::optional<Assignment> find_assignment(const Database& db, domain::UserId user, domain::RoleId role,
                                          const std::optional<LocationId>& location = {});

/// Person, role and location must be free together.
void insert_assignment(Database& db, domain::UserId user, domain::RoleId role, ChangeId change,
                       const Terms& terms = {});
/// Other terms for an assignment that is there: it counts as given by `change`, and by no rule.
void update_assignment(Database& db, AssignmentId id, ChangeId change, const Terms& terms);
void delete_assignment(Database& db, AssignmentId id);
void delete_assignments_of(Database& db, domain::UserId user);

/// Somebody who holds a role.
struct Member {
  StoredUser user;
  bool can_sign_in;  ///< active, with a password they chose themselves, and not locked
  Assignment assignment;
};

/// Whether a filter can be the `where` of `list_members`; see `filters_users`.
bool filters_members(const domain::Filter& filter);
/// Who holds `role` at `now` and passes `where` (nullptr: everybody does), in the order in which people were added, a
/// row for each of their assignments, until `each` says false.
void list_members(const Database& db, domain::RoleId role, Time now, const std::function<bool(const Member&)>& each,
                  const domain::Filter* where = nullptr);
/// Whoever holds it, and those whose assignment has expired or not begun.
void list_members_ever(const Database& db, domain::RoleId role, const std::function<bool(const Member&)>& each);

/// Assignments of all roles that end after `now` and not after `last`, soonest first, until `each` says false.
void list_expiring(const Database& db, Time now, Time last, const std::function<bool(const Member&)>& each);

/// How many hold each role at `now`, by catalogue order; a role nobody holds counts 0.
std::vector<std::int64_t> count_members(const Database& db, Time now);

/// Somebody who can sign in and use a role: active, with a password they chose themselves, and not locked.
struct AbleMember {
  domain::UserId user;
  std::string email;
  std::optional<Time> expires_at;  ///< when the role ends
  friend bool operator==(const AbleMember&, const AbleMember&) = default;
};
/// Those of `role` at `now`, at most `most`: first those whose role never ends, then by its end, the latest first.
std::vector<AbleMember> list_able_members(const Database& db, domain::RoleId role, Time now, std::int64_t most);

/// Whether `user` is among them at `now` and at any moment to come.
bool is_lasting_able_member(const Database& db, domain::RoleId role, domain::UserId user, Time now);

/// People who held `role` in an active account before `change` and do not now; e-mail addresses.
std::vector<std::string> list_losers(const Database& db, domain::RoleId role, ChangeId change);

/// An assignment that a change-set gave, or changed, to be less than a rule asks for.
struct BareGrant {
  domain::UserId user;
  std::string email;
  bool fresh;  ///< the change-set wrote their record too: perhaps they were not there before
  domain::RoleId role;
  std::optional<domain::PartnerId> location;
  bool back;  ///< not given, but put back as it had been given
  bool came;  ///< their record too
};
/// What `change` gave of `roles`, or put back, without an end. What had none right before is left out. At most `most`.
std::vector<BareGrant> list_endless_grants(const Database& db, ChangeId change,
                                           const std::vector<domain::RoleId>& roles, std::int64_t most);
/// What `change`, which has no reason, gave of `roles` or changed the place or the times of; none of that where it has
/// one. And what it put back that nobody held or was to hold right before, and that had been given without a reason.
std::vector<BareGrant> list_unreasoned_grants(const Database& db, ChangeId change,
                                              const std::vector<domain::RoleId>& roles, std::int64_t most);
/// How many assignments of `roles`, in force or to come at `now`, have no end; and how many no reason.
std::int64_t count_endless(const Database& db, const std::vector<domain::RoleId>& roles);
std::int64_t count_unreasoned(const Database& db, const std::vector<domain::RoleId>& roles, Time now);

/// How many people lost something in `change`: a role, or the use of their account.
std::int64_t count_losers(const Database& db, ChangeId change);
/// How many active people there were before `change`.
std::int64_t count_active_users_before(const Database& db, ChangeId change);

}  // namespace pcadmin::store
