#include "pcadmin/store/holdings.hpp"

#include "engine.hpp"
#include "rows.hpp"

#include <algorithm>
#include <cstdint>

namespace pcadmin::store {

namespace {

/// Of the columns `user_id, role, starts_at, expires_at`.
Holding read_holding(const Query& row) {
  const auto user = row.integer(0);
  return {.user = domain::UserId(user),
          .role = stored(domain::RoleId::parse(row.text_view(1)), "assignment", user),
          .starts_at = row.optional_time(2),
          .expires_at = row.optional_time(3)};
}

bool stands_before(const domain::Holding& one, const domain::Holding& other) {
  const auto place = [](const domain::Holding& held) { return held.location ? held.location->text() : std::string(); };
  return one.role != other.role ? one.role < other.role : place(one) < place(other);
}

/// One row of an assignment: its terms, from one change-set to the next.
struct Stretch {
  std::int64_t since;
  std::optional<std::int64_t> until;
  Time written;
  std::optional<Time> starts_at;
  std::optional<Time> expires_at;
  std::optional<std::int64_t> location;

  Time begin() const { return starts_at ? std::max(*starts_at, written) : written; }
  /// Whether it was in force to its end, and `next` took over at once.
  bool leads_to(const Stretch& next) const {
    return until == next.since && location == next.location && next.begin() == next.written &&
           begin() <= next.written && (!expires_at || *expires_at >= next.written);
  }
};

}  // namespace

std::vector<domain::Holding> list_holdings_of(const Database& db, domain::UserId user) {
  Query query(db, "SELECT user_id, role, starts_at, expires_at, location_id FROM assignment WHERE user_id = ?1");
  query.bind(user.number());
  std::vector<domain::Holding> held;
  while (query.step()) {
    const auto row = read_holding(query);
    held.push_back({.role = row.role, .location = {}, .starts_at = row.starts_at, .expires_at = row.expires_at});
    // Few are for a location: a join would be paid for by all.
    if (const auto location = query.optional_integer(4))
      held.back().location = get_assigned_location(db, {*location}).partner_id;
  }
  std::ranges::sort(held, stands_before);
  return held;
}

Time held_since(const Database& db, AssignmentId id) {
  Query query(db,
              "SELECT s.since, s.until, c.at, s.starts_at, s.expires_at, s.location_id FROM "
              "(SELECT since, NULL AS until, starts_at, expires_at, location_id FROM assignment WHERE id = ?1 "
              "UNION ALL SELECT since, until, starts_at, expires_at, location_id FROM assignment_history "
              "WHERE id = ?1) s JOIN change_set c ON c.id = s.since ORDER BY s.since DESC");
  query.bind(id.number);
  const auto number = [&](int column) {
    return query.is_null(column) ? std::nullopt : std::optional(query.integer(column));
  };
  const auto next = [&]() -> std::optional<Stretch> {
    if (!query.step()) return std::nullopt;
    return Stretch{.since = query.integer(0),
                   .until = number(1),
                   .written = query.time(2),
                   .starts_at = query.optional_time(3),
                   .expires_at = query.optional_time(4),
                   .location = number(5)};
  };
  auto held = next().value();
  for (auto before = next(); before && before->leads_to(held); before = next()) held = *before;
  return held.begin();
}

void list_holdings(const Database& db, domain::RoleId role, Time now, const std::function<bool(const Holding&)>& each) {
  // CROSS JOIN fixes the order of the loops: the index by role and person gives them in order.
  Query query(db,
              "SELECT a.user_id, a.role, a.starts_at, a.expires_at FROM assignment a CROSS JOIN user u "
              "ON u.id = a.user_id WHERE a.role = ?1 AND (a.expires_at IS NULL OR a.expires_at > ?2) "
              "AND u.state = 'active' ORDER BY a.user_id");
  query.bind(role.text()).bind(now);
  while (query.step()) {
    if (!each(read_holding(query))) return;
  }
}

std::vector<domain::UserId> list_unreasoned(const Database& db, domain::RoleId role, Time now) {
  Query query(db,
              "SELECT DISTINCT a.user_id FROM assignment a CROSS JOIN user u ON u.id = a.user_id "
              "CROSS JOIN change_set c ON c.id = coalesce(a.granted_in, a.since) WHERE a.role = ?1 "
              "AND (a.expires_at IS NULL OR a.expires_at > ?2) AND (a.starts_at IS NULL OR a.starts_at <= ?2) "
              "AND u.state = 'active' AND coalesce(c.reason, '') = '' ORDER BY a.user_id");
  query.bind(role.text()).bind(now);
  std::vector<domain::UserId> people;
  while (query.step()) people.emplace_back(query.integer(0));
  return people;
}

void list_touched_holdings(const Database& db, ChangeId change, const std::vector<domain::RoleId>& roles, Time now,
                           const std::function<void(const Holding&)>& each) {
  std::string words = ";";
  for (const auto role : roles) words += std::string(role.text()) + ";";
  Query query(db,
              "SELECT a.user_id, a.role, a.starts_at, a.expires_at FROM "
              "(SELECT user_id FROM assignment WHERE since = ?1 UNION SELECT id FROM user WHERE since = ?1) t "
              "CROSS JOIN assignment a ON a.user_id = t.user_id CROSS JOIN user u ON u.id = a.user_id "
              "WHERE instr(?2, ';' || a.role || ';') > 0 AND (a.expires_at IS NULL OR a.expires_at > ?3) "
              "AND u.state = 'active' ORDER BY t.user_id");
  query.bind(change.number).bind(words).bind(now);
  while (query.step()) each(read_holding(query));
}

bool was_active_before(const Database& db, domain::UserId user, ChangeId change) {
  Query query(db,
              "SELECT 1 FROM user WHERE id = ?1 AND since < ?2 AND state = 'active' UNION ALL "
              "SELECT 1 FROM user_history WHERE id = ?1 AND until = ?2 AND state = 'active'");
  return query.bind(user.number()).bind(change.number).step();
}

std::vector<Holding> list_holdings_before(const Database& db, domain::UserId user, ChangeId change, Time now) {
  std::vector<Holding> held;
  Query query(db,
              "SELECT user_id, role, starts_at, expires_at FROM assignment WHERE user_id = ?1 AND since < ?2 "
              "AND (expires_at IS NULL OR expires_at > ?3) UNION ALL "
              "SELECT user_id, role, starts_at, expires_at FROM assignment_history WHERE user_id = ?1 AND until = ?2 "
              "AND (expires_at IS NULL OR expires_at > ?3)");
  query.bind(user.number()).bind(change.number).bind(now);
  while (query.step()) held.push_back(read_holding(query));
  return held;
}

std::int64_t count_scoped_holders(const Database& db, const std::vector<domain::RoleId>& roles, Time now) {
  std::string words = ";";
  for (const auto role : roles) words += std::string(role.text()) + ";";
  static const auto counts = [](const std::string& a) {
    return "instr(?1, ';' || " + a + ".role || ';') > 0 AND (" + a + ".expires_at IS NULL OR " + a +
           ".expires_at > ?2) AND (" + a + ".starts_at IS NULL OR " + a + ".starts_at <= ?2)";
  };
  static const auto kSql =
      "SELECT count(DISTINCT a.user_id) FROM assignment a CROSS JOIN user u ON u.id = a.user_id "
      "WHERE a.location_id IS NOT NULL AND u.state = 'active' AND " +
      counts("a") +
      " AND NOT EXISTS (SELECT 1 FROM assignment w WHERE w.user_id = a.user_id AND w.location_id IS NULL AND " +
      counts("w") + ")";
  Query query(db, kSql);
  query.bind(words).bind(now);
  return query.step() ? query.integer(0) : 0;
}

domain::RoleSet roles_at_locations_of(const Database& db, domain::UserId user, Time now) {
  Query query(db,
              "SELECT role FROM assignment WHERE user_id = ?1 AND (expires_at IS NULL OR expires_at > ?2) "
              "AND (starts_at IS NULL OR starts_at <= ?2) GROUP BY role HAVING sum(location_id IS NULL) = 0");
  query.bind(user.number()).bind(now);
  domain::RoleSet roles;
  while (query.step()) roles.insert(stored(domain::RoleId::parse(query.text(0)), "assignment", user.number()));
  return roles;
}

}  // namespace pcadmin::store
