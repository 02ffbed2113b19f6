#include "pcadmin/store/assignments.hpp"

#include "engine.hpp"
#include "rows.hpp"

#include "pcadmin/store/failed_sign_ins.hpp"

#include <algorithm>

namespace pcadmin::store {

namespace {

/// How the assignment `a` came about, from the change-set that wrote it, in the order `read_assignment` takes them.
constexpr std::string_view kOriginColumns = "a.role, c.at, giver.email, c.reason, c.ticket, c.id, a.expires_at";
constexpr std::string_view kOriginJoins =
    "JOIN change_set c ON c.id = coalesce(a.granted_in, a.since) LEFT JOIN user giver ON giver.id = c.actor";

}  // namespace

Assignment read_assignment(const Query& row, int first) {
  const auto change = row.integer(first + 5);
  return {.role = stored(domain::RoleId::parse(row.text(first)), "assignment", change),
          .assigned_at = row.time(first + 1),
          .assigned_by = row.optional_text(first + 2),
          .reason = row.optional_text(first + 3),
          .ticket = row.optional_text(first + 4),
          .change = {change},
          .expires_at = row.optional_time(first + 6)};
}

domain::RoleSet roles_of(const Database& db, domain::UserId user, Time now) {
  Query query(db, "SELECT role FROM assignment WHERE user_id = ?1 AND (expires_at IS NULL OR expires_at > ?2)");
  query.bind(user.number()).bind(now);
  domain::RoleSet roles;
  while (query.step()) roles.insert(stored(domain::RoleId::parse(query.text(0)), "assignment", user.number()));
  return roles;
}

std::vector<Assignment> list_assignments(const Database& db, domain::UserId user) {
  static const auto kSql = "SELECT " + std::string(kOriginColumns) + " FROM assignment a " + std::string(kOriginJoins) +
                           " WHERE a.user_id = ?1";
  Query query(db, kSql);
  query.bind(user.number());
  std::vector<Assignment> assignments;
  while (query.step()) assignments.push_back(read_assignment(query, 0));
  std::ranges::sort(assignments, {}, &Assignment::role);
  return assignments;
}

std::optional<Assignment> find_assignment(const Database& db, domain::UserId user, domain::RoleId role) {
  static const auto kSql = "SELECT " + std::string(kOriginColumns) + " FROM assignment a " + std::string(kOriginJoins) +
                           " WHERE a.user_id = ?1 AND a.role = ?2";
  Query query(db, kSql);
  query.bind(user.number()).bind(role.text());
  return query.step() ? std::optional(read_assignment(query, 0)) : std::nullopt;
}

void insert_assignment(Database& db, domain::UserId user, domain::RoleId role, ChangeId change,
                       std::optional<Time> expires_at) {
  Query(db, "INSERT INTO assignment (user_id, role, since, expires_at) VALUES (?1, ?2, ?3, ?4)")
      .bind(user.number())
      .bind(role.text())
      .bind(change.number)
      .bind(expires_at)
      .run();
}

void update_assignment(Database& db, domain::UserId user, domain::RoleId role, ChangeId change,
                       std::optional<Time> expires_at) {
  Query(db, "UPDATE assignment SET expires_at = ?4, granted_in = NULL, since = ?3 WHERE user_id = ?1 AND role = ?2")
      .bind(user.number())
      .bind(role.text())
      .bind(change.number)
      .bind(expires_at)
      .run();
}

bool delete_assignment(Database& db, domain::UserId user, domain::RoleId role) {
  return Query(db, "DELETE FROM assignment WHERE user_id = ?1 AND role = ?2")
             .bind(user.number())
             .bind(role.text())
             .run() > 0;
}

void delete_assignments_of(Database& db, domain::UserId user) {
  Query(db, "DELETE FROM assignment WHERE user_id = ?1").bind(user.number()).run();
}

void list_members(const Database& db, domain::RoleId role, Time now, const std::function<bool(const Member&)>& each) {
  // CROSS JOIN fixes the order of the loops, and ordering by the index's own column lets the first row come at once.
  static const auto kSql =
      "SELECT " + std::string(kUserColumns) +
      ", u.state = 'active' AND coalesce(k.kind = 'chosen', false) AND coalesce(f.total, 0) < " +
      std::to_string(kLockingFailures) + ", " + std::string(kOriginColumns) +
      " FROM assignment a INDEXED BY assignment_by_role CROSS JOIN user u ON u.id = a.user_id "
      "LEFT JOIN credential k ON k.user_id = u.id LEFT JOIN failed_sign_in f ON f.user_id = u.id " +
      std::string(kOriginJoins) +
      " WHERE a.role = ?1 AND (a.expires_at IS NULL OR a.expires_at > ?2) ORDER BY a.user_id";
  Query query(db, kSql);
  query.bind(role.text()).bind(now);
  while (query.step()) {
    const Member member{.user = read_user(query),
                        .can_sign_in = query.integer(kUserColumnCount) != 0,
                        .assignment = read_assignment(query, kUserColumnCount + 1)};
    if (!each(member)) return;
  }
}

std::vector<std::int64_t> count_members(const Database& db, Time now) {
  const auto roles = domain::Catalogue::role_ids();
  std::vector<std::int64_t> counts(roles.size(), 0);
  Query query(db,
              "SELECT role, count(*) FROM assignment "
              "WHERE id NOT IN (SELECT id FROM assignment WHERE expires_at <= ?1) GROUP BY role");
  query.bind(now);
  while (query.step()) {
    const auto role = stored(domain::RoleId::parse(query.text(0)), "assignment", 0);
    counts.at(static_cast<std::size_t>(std::ranges::find(roles, role) - roles.begin())) = query.integer(1);
  }
  return counts;
}

namespace {

/// People who can sign in and use role ?1.
const std::string kAble =
    "FROM assignment a JOIN user u ON u.id = a.user_id JOIN credential k ON k.user_id = u.id "
    "LEFT JOIN failed_sign_in f ON f.user_id = u.id WHERE a.role = ?1 AND u.state = 'active' AND k.kind = 'chosen' "
    "AND coalesce(f.total, 0) < " +
    std::to_string(kLockingFailures) + " ";

void add_able(std::vector<AbleMember>& able, Query& query) {
  while (query.step()) able.push_back({domain::UserId(query.integer(0)), query.text(1), query.optional_time(2)});
}

}  // namespace

std::vector<AbleMember> list_able_members(const Database& db, domain::RoleId role, Time now, std::int64_t most) {
  static const auto kLasting = "SELECT u.id, u.email, NULL " + kAble + "AND a.expires_at IS NULL LIMIT ?2";
  static const auto kEnding =
      "SELECT u.id, u.email, a.expires_at " + kAble + "AND a.expires_at > ?3 ORDER BY a.expires_at DESC LIMIT ?2";
  std::vector<AbleMember> able;
  {
    Query query(db, kLasting);
    query.bind(role.text()).bind(most);
    add_able(able, query);
  }
  const auto left = most - static_cast<std::int64_t>(able.size());
  if (left == 0) return able;
  Query query(db, kEnding);
  query.bind(role.text()).bind(left).bind(now);
  add_able(able, query);
  return able;
}

bool is_lasting_able_member(const Database& db, domain::RoleId role, domain::UserId user) {
  static const auto kSql = "SELECT 1 " + kAble + "AND a.expires_at IS NULL AND a.user_id = ?2";
  Query query(db, kSql);
  return query.bind(role.text()).bind(user.number()).step();
}

std::vector<std::string> list_losers(const Database& db, domain::RoleId role, ChangeId change) {
  // Whoever was deleted has only the row that `change` ended.
  Query query(
      db,
      "SELECT coalesce(u.email, h.email) FROM assignment_history a LEFT JOIN user u ON u.id = a.user_id "
      "LEFT JOIN user_history h ON h.id = a.user_id AND h.until = ?1 WHERE a.until = ?1 AND a.role = ?2 "
      "AND (a.expires_at IS NULL OR a.expires_at > (SELECT at FROM change_set WHERE id = ?1)) "
      "UNION SELECT u.email FROM user_history h JOIN user u ON u.id = h.id JOIN assignment a ON a.user_id = u.id "
      "WHERE h.until = ?1 AND h.state = 'active' AND u.state <> 'active' AND a.role = ?2 ORDER BY 1");
  query.bind(change.number).bind(role.text());
  std::vector<std::string> emails;
  while (query.step()) emails.push_back(query.text(0));
  return emails;
}

std::int64_t count_active_users_before(const Database& db, ChangeId change) {
  Query query(db,
              "SELECT (SELECT count(*) FROM user WHERE state = 'active' AND since < ?1) + "
              "(SELECT count(*) FROM user_history WHERE until = ?1 AND state = 'active')");
  query.bind(change.number);
  query.step();
  return query.integer(0);
}

std::int64_t count_losers(const Database& db, ChangeId change) {
  Query query(db,
              "SELECT count(*) FROM (SELECT h.user_id FROM assignment_history h JOIN change_set c ON c.id = h.until "
              "WHERE h.until = ?1 AND (h.expires_at IS NULL OR h.expires_at > c.at) AND NOT EXISTS "
              "(SELECT 1 FROM assignment a WHERE a.user_id = h.user_id AND a.role = h.role) "
              "UNION SELECT h.id FROM user_history h LEFT JOIN user u ON u.id = h.id "
              "WHERE h.until = ?1 AND h.state = 'active' AND u.state IS NOT 'active')");
  query.bind(change.number);
  query.step();
  return query.integer(0);
}

}  // namespace pcadmin::store
