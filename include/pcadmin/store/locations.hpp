#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/base/random.hpp"
#include "pcadmin/domain/location.hpp"
#include "pcadmin/domain/role.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// Table `location`: where the organisation works.
namespace pcadmin::store {

struct LocationId {
  std::int64_t number = 0;
  friend auto operator<=>(LocationId, LocationId) = default;
};

struct StoredLocation {
  LocationId id;
  domain::Location record;
  ChangeId since;
};

std::optional<StoredLocation> find_location(const Database& db, const domain::PartnerId& partner_id);
std::optional<StoredLocation> find_location(const Database& db, LocationId id);

struct ListedLocation {
  StoredLocation location;
  std::int64_t assignments;  ///< for it alone, in force or to come
};
/// By Partner ID, until `each` says false; assignments as of `now`.
void list_locations(const Database& db, Time now, const std::function<bool(const ListedLocation&)>& each);

/// What stands in the way of deleting a location.
struct LocationUse {
  std::int64_t assignments = 0;         ///< in force or to come
  std::int64_t requests = 0;            ///< open
  std::vector<std::string> people{};    ///< e-mail addresses of some whose they are
  std::vector<domain::RoleId> roles{};  ///< all that are assigned, in catalogue order
};
/// With at most `most` people.
LocationUse use_of_location(const Database& db, LocationId id, Time now, std::int64_t most);

/// The Partner ID must be free. `random` salts the digest of a record with a contact.
LocationId insert_location(Database& db, const domain::Location& record, ChangeId change, Random& random);
void update_location(Database& db, LocationId id, const domain::Location& record, ChangeId change, Random& random);
/// What belongs to `from` belongs to `to`. How many do.
std::int64_t move_locations(Database& db, const domain::PartnerId& from, const domain::PartnerId& to, ChangeId change);
/// Another location of the same name.
std::optional<domain::PartnerId> find_namesake(const Database& db, const domain::Location& record);
bool is_open_location_in(const Database& db, const domain::Country& country);
/// With what is left of it: assignments that have expired and requests that are decided. There must be no others.
void delete_location(Database& db, LocationId id);

}  // namespace pcadmin::store
