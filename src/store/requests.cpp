#include "pcadmin/store/requests.hpp"

#include "engine.hpp"
#include "rows.hpp"

namespace pcadmin::store {

namespace {

const std::string kSelectRequest =
    "SELECT r.id, r.user_id, u.name, u.email, r.role, r.wanted_end, r.state, l.id, l.partner_id, l.name, "
    "o.id, o.at, asker.email, o.reason, o.ticket, d.id, d.at, decider.email, d.reason, d.ticket "
    "FROM request r JOIN user u ON u.id = r.user_id JOIN change_set o ON o.id = r.opened_in "
    "LEFT JOIN user asker ON asker.id = o.actor LEFT JOIN change_set d ON d.id = r.decided_in "
    "LEFT JOIN user decider ON decider.id = d.actor LEFT JOIN location l ON l.id = r.location_id ";
constexpr int kLocation = 7;
constexpr int kOpened = 10;
constexpr int kDecided = 15;

std::optional<AssignedLocation> read_location(const Query& row) {
  if (row.is_null(kLocation)) return std::nullopt;
  const auto id = row.integer(kLocation);
  return AssignedLocation{.id = {id},
                          .partner_id = stored(domain::PartnerId::parse(row.text(kLocation + 1)), "location", id),
                          .name = row.text(kLocation + 2)};
}

std::optional<domain::WantedEnd> read_end(const Query& row, int column) {
  const auto text = row.optional_text(column);
  return text ? std::optional(stored(domain::WantedEnd::parse(*text), "request", row.integer(0))) : std::nullopt;
}

Request read_request(const Query& row) {
  const auto id = row.integer(0);
  return {.id = {id},
          .user = domain::UserId(row.integer(1)),
          .name = stored(domain::PersonName::parse(row.text(2)), "user", row.integer(1)),
          .email = stored(domain::Email::parse(row.text(3)), "user", row.integer(1)),
          .role = stored(domain::RoleId::parse(row.text(4)), "request", id),
          .location = read_location(row),
          .wanted_end = read_end(row, 5),
          .state = stored(domain::parse_request_state(row.text(6)), "request", id),
          .opened = read_act(row, kOpened),
          .decided = row.is_null(kDecided) ? std::nullopt : std::optional(read_act(row, kDecided))};
}

Query& bind_location(Query& query, const std::optional<LocationId>& location) {
  return location ? query.bind(location->number) : query.bind_null();
}

}  // namespace

RequestAct read_act(const Query& row, int first) {
  return {.change = {row.integer(first)},
          .at = row.time(first + 1),
          .by = row.optional_text(first + 2),
          .reason = row.optional_text(first + 3),
          .ticket = row.optional_text(first + 4)};
}

std::optional<Request> find_request(const Database& db, RequestId id) {
  static const auto kSql = kSelectRequest + "WHERE r.id = ?1";
  Query query(db, kSql);
  query.bind(id.number);
  return query.step() ? std::optional(read_request(query)) : std::nullopt;
}

std::optional<RequestId> find_open_request(const Database& db, domain::UserId user, domain::RoleId role,
                                           const std::optional<LocationId>& location) {
  Query query(db,
              "SELECT id FROM request WHERE user_id = ?1 AND role = ?2 AND coalesce(location_id, 0) = coalesce(?3, 0) "
              "AND state = 'open'");
  query.bind(user.number()).bind(role.text());
  bind_location(query, location);
  return query.step() ? std::optional(RequestId{query.integer(0)}) : std::nullopt;
}

std::optional<RequestId> find_approved_request(const Database& db, domain::UserId user, domain::RoleId role,
                                               const std::optional<domain::PartnerId>& location, ChangeId change) {
  Query query(db,
              "SELECT r.id FROM request r LEFT JOIN location l ON l.id = r.location_id WHERE r.user_id = ?1 "
              "AND r.role = ?2 AND l.partner_id IS ?3 AND r.state = 'approved' AND r.decided_in = ?4");
  query.bind(user.number()).bind(role.text());
  query.bind(location ? std::optional(location->text()) : std::nullopt).bind(change.number);
  return query.step() ? std::optional(RequestId{query.integer(0)}) : std::nullopt;
}

void list_requests(const Database& db, const RequestFilter& filter, const std::function<bool(const Request&)>& each) {
  static const auto kSql =
      kSelectRequest + "WHERE (?1 IS NULL OR r.state = ?1) AND (?2 IS NULL OR r.user_id = ?2) ORDER BY r.id";
  Query query(db, kSql);
  filter.state ? query.bind(to_string(*filter.state)) : query.bind_null();
  filter.user ? query.bind(filter.user->number()) : query.bind_null();
  while (query.step() && each(read_request(query))) {
  }
}

std::vector<std::pair<domain::RoleId, std::int64_t>> count_open_requests(const Database& db, domain::UserId but) {
  Query query(db, "SELECT role, count(*) FROM request WHERE state = 'open' AND user_id <> ?1 GROUP BY role");
  query.bind(but.number());
  std::vector<std::pair<domain::RoleId, std::int64_t>> counts;
  while (query.step())
    counts.emplace_back(stored(domain::RoleId::parse(query.text(0)), "request", 0), query.integer(1));
  return counts;
}

RequestId insert_request(Database& db, const NewRequest& request, ChangeId change) {
  Query query(db,
              "INSERT INTO request (user_id, role, location_id, wanted_end, state, opened_in, since) "
              "VALUES (?1, ?2, ?3, ?4, 'open', ?5, ?5)");
  query.bind(request.user.number()).bind(request.role.text());
  bind_location(query, request.location)
      .bind(request.wanted_end ? std::optional(request.wanted_end->text()) : std::nullopt)
      .bind(change.number)
      .run();
  return {db.engine().connection.getLastInsertRowid()};
}

void decide_request(Database& db, RequestId id, domain::RequestState state, ChangeId change) {
  Query(db, "UPDATE request SET state = ?2, decided_in = ?3, since = ?3 WHERE id = ?1")
      .bind(id.number)
      .bind(to_string(state))
      .bind(change.number)
      .run();
}

std::optional<LocationId> find_location_id(const Database& db, const domain::PartnerId& partner_id) {
  Query query(db, "SELECT id FROM location WHERE partner_id = ?1");
  query.bind(partner_id.text());
  return query.step() ? std::optional(LocationId{query.integer(0)}) : std::nullopt;
}

}  // namespace pcadmin::store
