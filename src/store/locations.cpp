#include "pcadmin/store/locations.hpp"

#include "engine.hpp"
#include "rows.hpp"

#include <algorithm>

namespace pcadmin::store {

namespace {

constexpr std::string_view kLocationColumns = "l.id, l.partner_id, l.name, l.country, l.parent, l.since";
constexpr int kLocationColumnCount = 6;

StoredLocation read_location(const Query& row) {
  const auto id = row.integer(0);
  return {.id = {id},
          .record = {.id = stored(domain::PartnerId::parse(row.text(1)), "location", id),
                     .name = stored(domain::LocationName::parse(row.text(2)), "location", id),
                     .country = stored(domain::Country::parse(row.text(3)), "location", id),
                     .parent = stored(domain::PartnerId::parse(row.text(4)), "location", id)},
          .since = {row.integer(5)}};
}

}  // namespace

std::optional<StoredLocation> find_location(const Database& db, const domain::PartnerId& partner_id) {
  static const auto kSql = "SELECT " + std::string(kLocationColumns) + " FROM location l WHERE l.partner_id = ?1";
  Query query(db, kSql);
  query.bind(partner_id.text());
  return query.step() ? std::optional(read_location(query)) : std::nullopt;
}

std::optional<StoredLocation> find_location(const Database& db, LocationId id) {
  static const auto kSql = "SELECT " + std::string(kLocationColumns) + " FROM location l WHERE l.id = ?1";
  Query query(db, kSql);
  query.bind(id.number);
  return query.step() ? std::optional(read_location(query)) : std::nullopt;
}

AssignedLocation get_assigned_location(const Database& db, LocationId id) {
  const auto location = find_location(db, id);
  if (!location) throw_bad_row("location", id.number, "an assignment is for it, and it is not there");
  return {.id = id, .partner_id = location->record.id, .name = location->record.name.text()};
}

void list_locations(const Database& db, Time now, const std::function<bool(const ListedLocation&)>& each) {
  static const auto kSql = "SELECT " + std::string(kLocationColumns) +
                           ", (SELECT count(*) FROM assignment a WHERE a.location_id = l.id "
                           "AND (a.expires_at IS NULL OR a.expires_at > ?1)) FROM location l ORDER BY l.partner_id";
  Query query(db, kSql);
  query.bind(now);
  while (query.step() && each({.location = read_location(query), .assignments = query.integer(kLocationColumnCount)})) {
  }
}

LocationUse use_of_location(const Database& db, LocationId id, Time now, std::int64_t most) {
  LocationUse use;
  Query assigned(db,
                 "SELECT role, count(*) FROM assignment WHERE location_id = ?1 "
                 "AND (expires_at IS NULL OR expires_at > ?2) GROUP BY role");
  assigned.bind(id.number).bind(now);
  while (assigned.step()) {
    use.roles.push_back(stored(domain::RoleId::parse(assigned.text(0)), "assignment", id.number));
    use.assignments += assigned.integer(1);
  }
  std::ranges::sort(use.roles);
  Query asked(db, "SELECT count(*) FROM request WHERE location_id = ?1 AND state = 'open'");
  asked.bind(id.number);
  asked.step();
  use.requests = asked.integer(0);
  Query people(db,
               "SELECT u.email FROM user u WHERE u.id IN (SELECT user_id FROM assignment WHERE location_id = ?1 "
               "AND (expires_at IS NULL OR expires_at > ?2) UNION SELECT user_id FROM request WHERE location_id = ?1 "
               "AND state = 'open') ORDER BY u.id LIMIT ?3");
  people.bind(id.number).bind(now).bind(most);
  while (people.step()) use.people.push_back(people.text(0));
  return use;
}

LocationId insert_location(Database& db, const domain::Location& record, ChangeId change) {
  Query(db, "INSERT INTO location (partner_id, name, country, parent, since) VALUES (?1, ?2, ?3, ?4, ?5)")
      .bind(record.id.text())
      .bind(record.name.text())
      .bind(record.country.text())
      .bind(record.parent.text())
      .bind(change.number)
      .run();
  return {db.engine().connection.getLastInsertRowid()};
}

void update_location(Database& db, LocationId id, const domain::Location& record, ChangeId change) {
  Query(db, "UPDATE location SET partner_id = ?2, name = ?3, country = ?4, parent = ?5, since = ?6 WHERE id = ?1")
      .bind(id.number)
      .bind(record.id.text())
      .bind(record.name.text())
      .bind(record.country.text())
      .bind(record.parent.text())
      .bind(change.number)
      .run();
}

void delete_location(Database& db, LocationId id) {
  Query(db, "DELETE FROM assignment WHERE location_id = ?1").bind(id.number).run();
  Query(db, "DELETE FROM request WHERE location_id = ?1").bind(id.number).run();
  Query(db, "DELETE FROM location WHERE id = ?1").bind(id.number).run();
}

}  // namespace pcadmin::store
