#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/base/random.hpp"
#include "pcadmin/domain/directory_plan.hpp"
#include "pcadmin/domain/role.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

/// Table `directory_link`: who is tied to which entry of the directory; and which roles a rule gave.
namespace pcadmin::store {

std::optional<domain::DirectoryLink> find_directory_link(const Database& db, domain::UserId user);

/// Writes it where it differs; `now` is when who is gone was found to be. The anchor must be nobody else's.
void put_directory_link(Database& db, domain::UserId user, const domain::DirectoryLink& link, Time now, ChangeId change,
                        Random& random);
/// Whether there was one.
bool delete_directory_link(Database& db, domain::UserId user);

/// Everybody who is here, with what a directory can touch of them at `now`; in the order in which they were added.
std::vector<domain::KnownPerson> list_known_people(const Database& db, Time now);

/// Somebody who is tied to an entry.
struct LinkedPerson {
  domain::UserId user;
  std::string name;
  std::string email;
  domain::UserState state;
  domain::DirectoryLink link;
  std::optional<Time> gone_at;
  domain::RoleSet by_rule;
};
/// By address, until `each` says false.
void list_linked_people(const Database& db, const std::function<bool(const LinkedPerson&)>& each);

struct LinkCounts {
  std::int64_t linked = 0;
  std::int64_t gone = 0;
  std::int64_t closed = 0;   ///< disabled there
  std::int64_t by_rule = 0;  ///< assignments
};
LinkCounts count_links(const Database& db);

/// How many `change` marked as gone.
std::int64_t count_vanished(const Database& db, ChangeId change);

/// From now on a rule holds it: a role of somebody for the whole organisation, which `change` has given.
void mark_given_by_rule(Database& db, domain::UserId user, domain::RoleId role, ChangeId change);
/// From now on what rules gave somebody is theirs as if somebody had given it. How many roles.
std::int64_t keep_what_rules_gave(Database& db, domain::UserId user, ChangeId change);

}  // namespace pcadmin::store
