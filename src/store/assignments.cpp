#include "pcadmin/store/assignments.hpp"

#include "engine.hpp"
#include "rows.hpp"

#include <algorithm>

namespace pcadmin::store {

namespace {

/// How the assignment `a` came about, from the change-set that wrote it, in the order `read_assignment` takes them.
constexpr std::string_view kOriginColumns = "a.role, c.at, giver.email, c.reason, c.ticket, c.id";
constexpr std::string_view kOriginJoins =
    "JOIN change_set c ON c.id = a.since LEFT JOIN user giver ON giver.id = c.actor";

Assignment read_assignment(const Query& row, int first) {
  const auto change = row.integer(first + 5);
  return {.role = stored(domain::RoleId::parse(row.text(first)), "assignment", change),
          .assigned_at = row.time(first + 1),
          .assigned_by = row.optional_text(first + 2),
          .reason = row.optional_text(first + 3),
          .ticket = row.optional_text(first + 4),
          .change = {change}};
}

}  // namespace

domain::RoleSet roles_of(const Database& db, domain::UserId user) {
  Query query(db, "SELECT role FROM assignment WHERE user_id = ?1");
  query.bind(user.number());
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

void insert_assignment(Database& db, domain::UserId user, domain::RoleId role, ChangeId change) {
  Query(db, "INSERT INTO assignment (user_id, role, since) VALUES (?1, ?2, ?3)")
      .bind(user.number())
      .bind(role.text())
      .bind(change.number)
      .run();
}

bool delete_assignment(Database& db, domain::UserId user, domain::RoleId role) {
  return Query(db, "DELETE FROM assignment WHERE user_id = ?1 AND role = ?2")
             .bind(user.number())
             .bind(role.text())
             .run() > 0;
}

void list_members(const Database& db, domain::RoleId role, const std::function<bool(const Member&)>& each) {
  // CROSS JOIN fixes the order of the loops, and ordering by the index's own column lets the first row come at once.
  static const auto kSql = "SELECT " + std::string(kUserColumns) +
                           ", u.state = 'active' AND coalesce(k.kind = 'chosen', false), " +
                           std::string(kOriginColumns) +
                           " FROM assignment a INDEXED BY assignment_by_role CROSS JOIN user u ON u.id = a.user_id "
                           "LEFT JOIN credential k ON k.user_id = u.id " +
                           std::string(kOriginJoins) + " WHERE a.role = ?1 ORDER BY a.user_id";
  Query query(db, kSql);
  query.bind(role.text());
  while (query.step()) {
    const Member member{.user = read_user(query),
                        .can_sign_in = query.integer(kUserColumnCount) != 0,
                        .assignment = read_assignment(query, kUserColumnCount + 1)};
    if (!each(member)) return;
  }
}

std::vector<std::int64_t> count_members(const Database& db) {
  const auto roles = domain::Catalogue::role_ids();
  std::vector<std::int64_t> counts(roles.size(), 0);
  Query query(db, "SELECT role, count(*) FROM assignment GROUP BY role");
  while (query.step()) {
    const auto role = stored(domain::RoleId::parse(query.text(0)), "assignment", 0);
    counts.at(static_cast<std::size_t>(std::ranges::find(roles, role) - roles.begin())) = query.integer(1);
  }
  return counts;
}

bool has_able_member(const Database& db, domain::RoleId role) {
  Query query(db,
              "SELECT 1 FROM assignment a JOIN user u ON u.id = a.user_id JOIN credential k ON k.user_id = a.user_id "
              "WHERE a.role = ?1 AND u.state = 'active' AND k.kind = 'chosen' LIMIT 1");
  query.bind(role.text());
  return query.step();
}

std::vector<std::string> list_losers(const Database& db, domain::RoleId role, ChangeId change) {
  Query query(
      db,
      "SELECT u.email FROM assignment_history a JOIN user u ON u.id = a.user_id WHERE a.until = ?1 AND a.role = ?2 "
      "UNION SELECT u.email FROM user_history h JOIN user u ON u.id = h.id JOIN assignment a ON a.user_id = u.id "
      "WHERE h.until = ?1 AND h.state = 'active' AND u.state <> 'active' AND a.role = ?2 ORDER BY 1");
  query.bind(change.number).bind(role.text());
  std::vector<std::string> emails;
  while (query.step()) emails.push_back(query.text(0));
  return emails;
}

}  // namespace pcadmin::store
