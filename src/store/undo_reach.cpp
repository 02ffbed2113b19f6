#include "undo_tables.hpp"

#include "pcadmin/store/undo.hpp"

#include <fmt/format.h>

namespace pcadmin::store {

namespace {

domain::RoleId role_in(const Query& row) { return stored(domain::RoleId::parse(row.text(0)), "assignment", 0); }

/// What comes and goes with a person is judged by the person.
std::vector<domain::RoleId> roles_of_those_who_stay(const Database& db, ChangeId change) {
  static const auto kSql =
      "SELECT DISTINCT role FROM (SELECT role, user_id FROM assignment WHERE since = ?1 UNION ALL SELECT role, user_id "
      "FROM assignment_history WHERE since = ?1 UNION ALL SELECT role, user_id FROM assignment_history WHERE until = "
      "?1) CROSS JOIN user u ON u.id = user_id WHERE u.id NOT IN " +
      written("user") + " OR NOT " + added("user", "u");
  Query query(db, kSql);
  query.bind(change.number);
  std::vector<domain::RoleId> roles;
  while (query.step()) roles.push_back(role_in(query));
  return roles;
}

/// Roles of people who go or change, as they hold them now or will, and of people who come back, all of them.
std::vector<RoleOfSomebody> roles_of_people(const Database& db, ChangeId change, Time now,
                                            std::optional<domain::UserId> apart) {
  static const auto kSql =
      "SELECT role, min(user_id) FROM (SELECT a.role, a.user_id FROM user u CROSS JOIN assignment a ON a.user_id = "
      "u.id "
      "WHERE u.id IN " +
      written("user") +
      " AND (a.expires_at IS NULL OR a.expires_at > ?2) UNION ALL SELECT h.role, h.user_id FROM assignment_history h "
      "WHERE h.until = ?1 AND NOT EXISTS (SELECT 1 FROM user u WHERE u.id = h.user_id)) WHERE user_id <> ?3 GROUP BY "
      "role";
  Query query(db, kSql);
  query.bind(change.number).bind(now).bind(apart ? apart->number() : 0);
  std::vector<RoleOfSomebody> roles;
  while (query.step()) roles.push_back({role_in(query), domain::UserId(query.integer(1))});
  return roles;
}

std::vector<domain::UserId> attached(const Database& db, ChangeId change) {
  Query query(db,
              "SELECT u.id FROM user_history h CROSS JOIN user u ON u.id = h.id WHERE h.until = ?1 AND h.os_account IS "
              "NOT NULL AND h.os_account IS NOT u.os_account LIMIT 2");
  query.bind(change.number);
  std::vector<domain::UserId> people;
  while (query.step()) people.emplace_back(query.integer(0));
  return people;
}

std::vector<domain::TokenId> tokens_of(const Database& db, ChangeId change) {
  Query query(db, "SELECT id FROM token WHERE since = ?1");
  query.bind(change.number);
  std::vector<domain::TokenId> tokens;
  while (query.step()) tokens.push_back(domain::TokenId{query.integer(0)});
  return tokens;
}

}  // namespace

UndoReach reach_of_undo(const Database& db, ChangeId change, Time now, std::optional<domain::UserId> apart) {
  Query people(db, "SELECT 1 FROM user WHERE since = ?1 UNION ALL SELECT 1 FROM user_history WHERE until = ?1 LIMIT 1");
  people.bind(change.number);
  return {.roles = roles_of_those_who_stay(db, change),
          .people = people.step(),
          .held = roles_of_people(db, change, now, apart),
          .os_accounts = attached(db, change),
          .tokens = tokens_of(db, change)};
}

std::optional<Comer> find_late_comer(const Database& db, ChangeId change, Time since) {
  Query query(db,
              "SELECT h.email, d.deleted_at FROM user_history h LEFT JOIN deleted_user d ON d.user_id = h.id WHERE "
              "h.until = ?1 AND NOT EXISTS (SELECT 1 FROM user u WHERE u.id = h.id) AND coalesce(d.deleted_at, ?2) <= "
              "?2 LIMIT 1");
  query.bind(change.number).bind(since);
  if (!query.step()) return std::nullopt;
  return Comer{.email = query.text(0), .deleted_at = query.optional_time(1)};
}

std::vector<domain::RoleId> roles_given_to_guests(const Database& db, ChangeId by, Time now) {
  Query query(
      db,
      "SELECT DISTINCT role FROM (SELECT a.role, a.user_id, a.expires_at FROM assignment a WHERE a.since = ?1 "
      "UNION ALL SELECT a.role, a.user_id, a.expires_at FROM user u CROSS JOIN assignment a ON a.user_id = u.id "
      "WHERE u.since = ?1) CROSS JOIN user g ON g.id = user_id WHERE g.kind = 'guest' AND (expires_at IS NULL "
      "OR expires_at > ?2)");
  query.bind(by.number).bind(now);
  std::vector<domain::RoleId> roles;
  while (query.step()) roles.push_back(role_in(query));
  return roles;
}

}  // namespace pcadmin::store
