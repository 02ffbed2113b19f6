#include "undo_tables.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/store/undo.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>

namespace pcadmin::store {

namespace {

domain::RoleId role_in(const Query& row) { return stored(domain::RoleId::parse(row.text(0)), "assignment", 0); }

/// What comes and goes with a person is judged by the person.
std::vector<domain::RoleId> roles_of_those_who_stay(const Database& db, ChangeId change) {
  const auto sql =
      "SELECT DISTINCT role FROM (SELECT role, user_id FROM assignment WHERE since = ?1 UNION ALL SELECT role, user_id "
      "FROM assignment_history WHERE since = ?1 UNION ALL SELECT role, user_id FROM assignment_history WHERE until = "
      "?1) CROSS JOIN user u ON u.id = user_id WHERE NOT (" +
      wrote(db, change, "user", "u") + ") OR NOT " + added(db, change, "user", "u");
  Query query(db, sql);
  query.bind(change.number);
  std::vector<domain::RoleId> roles;
  while (query.step()) roles.push_back(role_in(query));
  return roles;
}

/// Roles of people who go or change, as they hold them now or will, and of people who come back, all of them.
std::vector<RoleOfSomebody> roles_of_people(const Database& db, ChangeId change, Time now,
                                            std::optional<domain::UserId> apart) {
  const auto sql =
      "SELECT role, user_id FROM (SELECT a.role, a.user_id FROM user u CROSS JOIN assignment a ON a.user_id = u.id "
      "WHERE " +
      wrote(db, change, "user", "u") +
      " AND (a.expires_at IS NULL OR a.expires_at > ?2) UNION ALL SELECT h.role, h.user_id FROM assignment_history h "
      "WHERE h.until = ?1 AND NOT EXISTS (SELECT 1 FROM user u WHERE u.id = h.user_id)) WHERE user_id <> ?3";
  Query query(db, sql);
  query.bind(change.number).bind(now).bind(apart ? apart->number() : 0);
  std::map<std::string, std::int64_t, std::less<>> first;  // SQLite would sort all of them to group them
  while (query.step()) {
    const auto role = query.text_view(0);
    const auto known = first.find(role);
    if (known == first.end())
      first.emplace(role, query.integer(1));
    else
      known->second = std::min(known->second, query.integer(1));
  }
  std::vector<RoleOfSomebody> roles;
  for (const auto& [role, user] : first)
    roles.push_back({stored(domain::RoleId::parse(role), "assignment", user), domain::UserId(user)});
  return roles;
}

std::vector<AttachedAccount> attached(const Database& db, ChangeId change) {
  Query query(db,
              "SELECT h.id, h.email, u.id IS NULL FROM user_history h LEFT JOIN user u ON u.id = h.id WHERE h.until = "
              "?1 AND h.os_account IS NOT NULL AND h.os_account IS NOT u.os_account LIMIT 2");
  query.bind(change.number);
  std::vector<AttachedAccount> accounts;
  while (query.step())
    accounts.push_back(
        {.user = domain::UserId(query.integer(0)), .email = query.text(1), .comes = query.integer(2) != 0});
  return accounts;
}

domain::RoleSet roles_of_bundles(const Database& db, ChangeId change) {
  Query query(db,
              "SELECT roles FROM bundle WHERE since = ?1 UNION SELECT roles FROM bundle_history WHERE since = ?1 OR "
              "until = ?1");
  query.bind(change.number);
  domain::RoleSet roles;
  while (query.step()) {
    for (const auto role : split(query.text_view(0), ';'))
      roles.insert(stored(domain::RoleId::parse(role), "bundle", 0));
  }
  return roles;
}

/// What comes and goes with a person is judged by the person.
std::vector<UndoneRequest> requests_of_those_who_stay(const Database& db, ChangeId change) {
  static const auto kSql =
      "SELECT id, user_id, role, count(*) = 1 OR max(state = 'withdrawn') FROM (SELECT id, user_id, role, state FROM "
      "request WHERE since = ?1 UNION ALL SELECT id, user_id, role, state FROM request_history WHERE since = ?1 UNION "
      "ALL SELECT id, user_id, role, state FROM request_history WHERE until = ?1) WHERE (user_id IN " +
      written("user") + ") = EXISTS (SELECT 1 FROM user_history was WHERE was.until = ?1 AND was.id = user_id) " +
      "GROUP BY id ORDER BY id";
  Query query(db, kSql);
  query.bind(change.number);
  std::vector<UndoneRequest> requests;
  while (query.step())
    requests.push_back({.id = {query.integer(0)},
                        .owner = domain::UserId(query.integer(1)),
                        .role = stored(domain::RoleId::parse(query.text(2)), "request", query.integer(0)),
                        .owner_only = query.integer(3) != 0});
  return requests;
}

/// SQL: people whose record the change-set wrote or ended: what comes and goes with them is judged by them.
const std::string& people_touched() {
  static const auto kSql = "(SELECT id FROM user_history WHERE until = ?1 UNION " + written("user").substr(1);
  return kSql;
}

std::vector<UndoneLink> links_of_others(const Database& db, ChangeId change) {
  static const auto kSql =
      "SELECT user_id, max(goes), (SELECT actor FROM change_set WHERE id = ?1) IS user_id FROM (SELECT user_id, 1 AS "
      "goes FROM profile_link WHERE since = ?1 UNION ALL SELECT user_id, 1 FROM profile_link_history WHERE since = ?1 "
      "UNION ALL SELECT user_id, 0 FROM profile_link_history WHERE until = ?1) WHERE user_id NOT IN " +
      people_touched() + " GROUP BY user_id";
  Query query(db, kSql);
  query.bind(change.number);
  std::vector<UndoneLink> links;
  while (query.step())
    links.push_back(
        {.owner = domain::UserId(query.integer(0)), .goes = query.integer(1) != 0, .by_owner = query.integer(2) != 0});
  return links;
}

bool has_skills_of_others(const Database& db, ChangeId change) {
  static const auto kSql =
      "SELECT 1 FROM (SELECT user_id FROM skill WHERE since = ?1 UNION ALL SELECT user_id FROM skill_history WHERE "
      "since = ?1 UNION ALL SELECT user_id FROM skill_history WHERE until = ?1) WHERE user_id NOT IN " +
      people_touched() + " LIMIT 1";
  Query query(db, kSql);
  return query.bind(change.number).step();
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
          .bundled = roles_of_bundles(db, change),
          .requests = requests_of_those_who_stay(db, change),
          .tokens = tokens_of(db, change),
          .links = links_of_others(db, change),
          .skills = has_skills_of_others(db, change)};
}

bool touches_associations_beyond(const Database& db, ChangeId change, domain::UserId who) {
  static const auto kSql =
      "SELECT 1 FROM (SELECT user_id, state, way FROM association WHERE since = ?1 UNION ALL SELECT user_id, state, "
      "way FROM association_history WHERE since = ?1) WHERE user_id IS NOT ?2 OR state = 'ended' OR way = 'admin' "
      "UNION ALL SELECT 1 FROM association_history h WHERE h.until = ?1 AND h.id NOT IN " +
      written("association") + " LIMIT 1";
  Query query(db, kSql);
  return query.bind(change.number).bind(who.number()).step();
}

std::optional<OutrunLink> find_outrun_link(const Database& db, ChangeId change) {
  static const auto kSql =
      "SELECT h.user_id, h.profile FROM profile_link_history h WHERE h.until = ?1 AND h.user_id NOT IN " +
      people_touched() +
      " AND EXISTS (SELECT 1 FROM (SELECT user_id, profile_key, started_at FROM profile_link UNION ALL SELECT "
      "user_id, profile_key, started_at FROM profile_link_history) o WHERE (o.user_id = h.user_id OR o.profile_key = "
      "h.profile_key) AND o.started_at > h.started_at) LIMIT 1";
  Query query(db, kSql);
  if (!query.bind(change.number).step()) return std::nullopt;
  const domain::UserId owner(query.integer(0));
  return OutrunLink{.owner = owner,
                    .profile = stored(domain::ProfileId::parse(query.text(1)), "profile_link", owner.number())};
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

std::optional<domain::RequestId> find_request_beside(const Database& db, ChangeId by) {
  Query query(
      db,
      "SELECT o.id FROM request r JOIN request o ON o.user_id = r.user_id AND o.role = r.role AND o.id <> r.id "
      "AND o.location_id IS r.location_id WHERE r.since = ?1 AND r.state = 'open' AND o.state = 'open' LIMIT 1");
  query.bind(by.number);
  return query.step() ? std::optional(domain::RequestId{query.integer(0)}) : std::nullopt;
}

std::optional<std::string> find_bundle_name_in_use(const Database& db, ChangeId by, Time now) {
  Query query(db,
              "SELECT h.name FROM bundle b JOIN bundle_history h ON h.id = b.id AND h.until = ?1 WHERE b.since = ?1 "
              "AND h.name <> b.name COLLATE NOCASE AND EXISTS (SELECT 1 FROM assignment a WHERE a.bundle = h.name "
              "COLLATE NOCASE AND (a.expires_at IS NULL OR a.expires_at > ?2)) LIMIT 1");
  query.bind(by.number).bind(now);
  return query.step() ? std::optional(query.text(0)) : std::nullopt;
}

}  // namespace pcadmin::store
