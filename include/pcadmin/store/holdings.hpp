#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/domain/access.hpp"
#include "pcadmin/domain/role.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

/// Table `assignment`, as rules over everybody's roles look at it; and since when one is held.
namespace pcadmin::store {

/// An assignment that has not expired; it may begin later.
struct Holding {
  domain::UserId user;
  domain::RoleId role;
  std::optional<Time> starts_at{};
  std::optional<Time> expires_at{};
  bool holds_at(Time moment) const {
    return (!starts_at || *starts_at <= moment) && (!expires_at || moment < *expires_at);
  }
};

/// Everything `user` was given and nobody took, for whatever time and place, in the order of the catalogue, what is for
/// the whole organisation first.
std::vector<domain::Holding> list_holdings_of(const Database& db, domain::UserId user);

/// Those of `role` that have not expired at `now`, of active accounts, in the order in which people were added, until
/// `each` says false.
void list_holdings(const Database& db, domain::RoleId role, Time now, const std::function<bool(const Holding&)>& each);

/// The ids of active people who hold `role` at `now` by an assignment for which no reason was given.
std::vector<domain::UserId> list_unreasoned(const Database& db, domain::RoleId role, Time now);

/// Those of `roles` that have not expired at `now`, of everybody active whose roles or record `change` wrote; by
/// person.
void list_touched_holdings(const Database& db, ChangeId change, const std::vector<domain::RoleId>& roles, Time now,
                           const std::function<void(const Holding&)>& each);

/// What `user` held before `change`, as far as it has not expired at `now`, whether or not the account was active.
std::vector<Holding> list_holdings_before(const Database& db, domain::UserId user, ChangeId change, Time now);

bool was_active_before(const Database& db, domain::UserId user, ChangeId change);

/// How many people with an active account hold one of `roles` at `now` for single locations, and none of them for the
/// whole organisation.
std::int64_t count_scoped_holders(const Database& db, const std::vector<domain::RoleId>& roles, Time now);

/// Since when an assignment that is in force has been so without a break, whatever changed about it meanwhile:
/// its end was moved, or it was given once more. What was taken and came back holds since it came back.
Time held_since(const Database& db, AssignmentId id);

/// The roles in force that somebody holds for single locations only.
domain::RoleSet roles_at_locations_of(const Database& db, domain::UserId user, Time now);

}  // namespace pcadmin::store
