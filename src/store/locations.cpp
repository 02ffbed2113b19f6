#include "pcadmin/store/locations.hpp"

#include "engine.hpp"
#include "rows.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace pcadmin::store {

namespace {

constexpr std::string_view kLocationColumns =
    "l.id, l.partner_id, l.name, l.country, l.parent, l.since, l.legal_name, l.address_line1, l.address_line2, l.city, "
    "l.state_or_province, l.postal_code, l.contact_given_name, l.contact_family_name, l.contact_email, "
    "l.contact_phone, l.closed_at";
constexpr int kLocationColumnCount = 17;

StoredLocation read_location(const Query& row) {
  constexpr std::string_view kTable = "location";
  const auto id = row.integer(0);
  return {.id = {id},
          .record = {.id = stored(domain::PartnerId::parse(row.text(1)), kTable, id),
                     .name = stored(domain::LocationName::parse(row.text(2)), kTable, id),
                     .country = stored(domain::Country::parse(row.text(3)), kTable, id),
                     .parent = stored(domain::PartnerId::parse(row.text(4)), kTable, id),
                     .legal_name = optional_of<domain::LegalName>(row, 6, kTable, id),
                     .address = read_address(row, 7, kTable, id),
                     .contact = {.given_name = optional_of<domain::GivenName>(row, 12, kTable, id),
                                 .family_name = optional_of<domain::FamilyName>(row, 13, kTable, id),
                                 .email = optional_of<domain::Email>(row, 14, kTable, id),
                                 .phone = optional_of<domain::Phone>(row, 15, kTable, id)},
                     .closed_at = row.optional_time(16)},
          .since = {row.integer(5)}};
}

void bind_record(Query& query, const domain::Location& record) {
  const auto& contact = record.contact;
  query.bind(record.id.text()).bind(record.name.text()).bind(record.country.text()).bind(record.parent.text());
  query.bind(text_of(record.legal_name));
  bind_address(query, record.address);
  query.bind(text_of(contact.given_name)).bind(text_of(contact.family_name)).bind(text_of(contact.email));
  query.bind(text_of(contact.phone)).bind(record.closed_at);
}

/// Whoever has nothing personal in it needs none.
void bind_salt(Query& query, const domain::Location& record, Random& random) {
  std::array<std::byte, 16> salt{};
  if (record.contact == domain::Contact{}) {
    query.bind_null();
    return;
  }
  random.fill(salt);
  query.bind_blob(salt);
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

LocationId insert_location(Database& db, const domain::Location& record, ChangeId change, Random& random) {
  Query query(
      db,
      "INSERT INTO location (partner_id, name, country, parent, legal_name, address_line1, address_line2, city, "
      "state_or_province, postal_code, contact_given_name, contact_family_name, contact_email, contact_phone, "
      "closed_at, salt, since) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)");
  bind_record(query, record);
  bind_salt(query, record, random);
  query.bind(change.number).run();
  return {db.engine().connection.getLastInsertRowid()};
}

void update_location(Database& db, LocationId id, const domain::Location& record, ChangeId change, Random& random) {
  Query query(db,
              "UPDATE location SET partner_id = ?1, name = ?2, country = ?3, parent = ?4, legal_name = ?5, "
              "address_line1 = ?6, address_line2 = ?7, city = ?8, state_or_province = ?9, postal_code = ?10, "
              "contact_given_name = ?11, contact_family_name = ?12, contact_email = ?13, contact_phone = ?14, "
              "closed_at = ?15, salt = ?16, since = ?17 WHERE id = ?18");
  bind_record(query, record);
  bind_salt(query, record, random);
  query.bind(change.number).bind(id.number).run();
}

std::int64_t move_locations(Database& db, const domain::PartnerId& from, const domain::PartnerId& to, ChangeId change) {
  return Query(db, "UPDATE location SET parent = ?2, since = ?3 WHERE parent = ?1")
      .bind(from.text())
      .bind(to.text())
      .bind(change.number)
      .run();
}

std::optional<domain::PartnerId> find_namesake(const Database& db, const domain::Location& record) {
  Query query(db, "SELECT partner_id FROM location WHERE name = ?1 AND partner_id <> ?2 ORDER BY partner_id LIMIT 1");
  query.bind(record.name.text()).bind(record.id.text());
  return query.step() ? std::optional(stored(domain::PartnerId::parse(query.text(0)), "location", 0)) : std::nullopt;
}

bool is_open_location_in(const Database& db, const domain::Country& country) {
  Query query(db, "SELECT 1 FROM location WHERE country = ?1 AND closed_at IS NULL");
  return query.bind(country.text()).step();
}

void delete_location(Database& db, LocationId id) {
  Query(db, "DELETE FROM assignment WHERE location_id = ?1").bind(id.number).run();
  Query(db, "DELETE FROM request WHERE location_id = ?1").bind(id.number).run();
  Query(db, "DELETE FROM location WHERE id = ?1").bind(id.number).run();
}

}  // namespace pcadmin::store
