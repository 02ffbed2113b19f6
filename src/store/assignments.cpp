#include "pcadmin/store/assignments.hpp"

#include "engine.hpp"
#include "filter_sql.hpp"
#include "rows.hpp"

#include "pcadmin/store/failed_sign_ins.hpp"

#include <algorithm>
#include <array>

namespace pcadmin::store {

namespace {

/// The assignments that are not in force at ?1: few, and each found by an index of its own, so that all others are
/// read from the narrow index alone.
constexpr std::string_view kIdle =
    "(SELECT id FROM assignment WHERE expires_at <= ?1 UNION ALL SELECT id FROM assignment WHERE starts_at > ?1)";

/// Of a member: active, with a password they chose themselves, and not locked.
const std::string kCanSignIn =
    "(u.state = 'active' AND coalesce(k.kind = 'chosen', false) AND coalesce(f.total, 0) < " +
    std::to_string(kLockingFailures) + ")";

/// The columns of a list of members, for filters.
std::span<const SqlField> member_fields() {
  static const std::array<SqlField, 16> kFields = {
      {{.name = "id", .sql = "u.id", .prefix = "usr_"},
       {.name = "name", .sql = "u.name"},
       {.name = "email", .sql = "u.email", .key = "u.email_key"},
       {.name = "role", .sql = "a.role"},
       {.name = "state", .sql = "u.state"},
       {.name = "can_sign_in", .sql = kCanSignIn},
       {.name = "assigned_at", .sql = "c.at"},
       {.name = "assigned_by", .sql = "giver.email", .key = "giver.email_key"},
       {.name = "reason", .sql = "nullif(c.reason, '')"},
       {.name = "ticket", .sql = "nullif(c.ticket, '')"},
       {.name = "expires_at", .sql = "a.expires_at"},
       {.name = "starts_at", .sql = "a.starts_at"},
       {.name = "assignment_state", .sql = "'in-force'"},  // the only one that list has
       {.name = "location", .sql = "l.partner_id"},
       {.name = "location_name", .sql = "l.name"},
       {.name = "bundle", .sql = "a.bundle"}}};
  return kFields;
}

std::optional<AssignedLocation> read_location(const Query& row, int first) {
  if (row.is_null(first)) return std::nullopt;
  const auto id = row.integer(first);
  return AssignedLocation{.id = {id},
                          .partner_id = stored(domain::PartnerId::parse(row.text(first + 1)), "location", id),
                          .name = row.text(first + 2)};
}

Query& bind_scope(Query& query, const std::optional<LocationId>& location) {
  return location ? query.bind(location->number) : query.bind_null();
}

}  // namespace

Assignment read_assignment(const Query& row, int first) {
  const auto id = row.integer(first);
  return {.id = {id},
          .role = stored(domain::RoleId::parse(row.text(first + 1)), "assignment", id),
          .assigned_at = row.time(first + 2),
          .assigned_by = row.optional_text(first + 3),
          .reason = row.optional_text(first + 4),
          .ticket = row.optional_text(first + 5),
          .change = {row.integer(first + 6)},
          .starts_at = row.optional_time(first + 7),
          .expires_at = row.optional_time(first + 8),
          .bundle = row.optional_text(first + 9),
          .location = read_location(row, first + 10)};
}

bool before(const Assignment& one, const Assignment& other) {
  const auto place = [](const Assignment& a) { return a.location ? a.location->partner_id.text() : std::string(); };
  return one.role != other.role ? one.role < other.role : place(one) < place(other);
}

domain::RoleSet roles_of(const Database& db, domain::UserId user, Time now) {
  Query query(db,
              "SELECT role FROM assignment WHERE user_id = ?1 AND (expires_at IS NULL OR expires_at > ?2) "
              "AND (starts_at IS NULL OR starts_at <= ?2)");
  query.bind(user.number()).bind(now);
  domain::RoleSet roles;
  while (query.step()) roles.insert(stored(domain::RoleId::parse(query.text(0)), "assignment", user.number()));
  return roles;
}

domain::RoleSet roles_everywhere_of(const Database& db, domain::UserId user, Time now) {
  Query query(db,
              "SELECT role FROM assignment WHERE user_id = ?1 AND location_id IS NULL "
              "AND (expires_at IS NULL OR expires_at > ?2) AND (starts_at IS NULL OR starts_at <= ?2)");
  query.bind(user.number()).bind(now);
  domain::RoleSet roles;
  while (query.step()) roles.insert(stored(domain::RoleId::parse(query.text(0)), "assignment", user.number()));
  return roles;
}

domain::RoleSet roles_to_come_of(const Database& db, domain::UserId user, Time now) {
  Query query(db, "SELECT role FROM assignment WHERE user_id = ?1 AND (expires_at IS NULL OR expires_at > ?2)");
  query.bind(user.number()).bind(now);
  domain::RoleSet roles;
  while (query.step()) roles.insert(stored(domain::RoleId::parse(query.text(0)), "assignment", user.number()));
  return roles;
}

std::vector<Assignment> list_assignments(const Database& db, domain::UserId user) {
  static const auto kSql = "SELECT " + std::string(kOwnAssignmentColumns) + " FROM assignment a " +
                           std::string(kOwnAssignmentJoins) + " WHERE a.user_id = ?1";
  Query query(db, kSql);
  query.bind(user.number());
  std::vector<Assignment> assignments;
  while (query.step()) {
    assignments.push_back(read_assignment(query));
    if (const auto location = query.optional_integer(kOwnAssignmentLocation))
      assignments.back().location = get_assigned_location(db, {*location});
  }
  std::ranges::sort(assignments, before);
  return assignments;
}

std::optional<Assignment> find_assignment(const Database& db, domain::UserId user, domain::RoleId role,
                                          const std::optional<LocationId>& location) {
  static const auto kSql = "SELECT " + std::string(kAssignmentColumns) + " FROM assignment a " +
                           std::string(kAssignmentJoins) +
                           " WHERE a.user_id = ?1 AND a.role = ?2 AND coalesce(a.location_id, 0) = coalesce(?3, 0)";
  Query query(db, kSql);
  query.bind(user.number()).bind(role.text());
  bind_scope(query, location);
  return query.step() ? std::optional(read_assignment(query)) : std::nullopt;
}

void insert_assignment(Database& db, domain::UserId user, domain::RoleId role, ChangeId change, const Terms& terms) {
  Query query(db,
              "INSERT INTO assignment (user_id, role, since, location_id, starts_at, expires_at, bundle) "
              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
  query.bind(user.number()).bind(role.text()).bind(change.number);
  bind_scope(query, terms.location).bind(terms.starts_at).bind(terms.expires_at).bind(terms.bundle).run();
}

void update_assignment(Database& db, AssignmentId id, ChangeId change, const Terms& terms) {
  Query query(db,
              "UPDATE assignment SET since = ?2, location_id = ?3, starts_at = ?4, expires_at = ?5, bundle = ?6, "
              "granted_in = NULL, by_rule = NULL WHERE id = ?1");
  query.bind(id.number).bind(change.number);
  bind_scope(query, terms.location).bind(terms.starts_at).bind(terms.expires_at).bind(terms.bundle).run();
}

void delete_assignment(Database& db, AssignmentId id) {
  Query(db, "DELETE FROM assignment WHERE id = ?1").bind(id.number).run();
}

void delete_assignments_of(Database& db, domain::UserId user) {
  Query(db, "DELETE FROM assignment WHERE user_id = ?1").bind(user.number()).run();
}

bool filters_members(const domain::Filter& filter) { return filter_sql(filter, member_fields()).has_value(); }

namespace {

/// Members by way of the given loops: CROSS JOIN fixes their order, so that the index of assignments decides in which
/// order rows come, and the first comes at once. No INDEXED BY: a shadow (see as_of.hpp) has no index of that name.
std::string select_members(const std::string& from) {
  return "SELECT " + std::string(kUserColumns) + ", " + kCanSignIn + ", " + std::string(kAssignmentColumns) + " FROM " +
         from +
         " CROSS JOIN user u ON u.id = a.user_id LEFT JOIN credential k ON k.user_id = u.id "
         "LEFT JOIN failed_sign_in f ON f.user_id = u.id " +
         std::string(kAssignmentJoins);
}

void read_members(Query& query, const std::function<bool(const Member&)>& each) {
  while (query.step()) {
    const Member member{.user = read_user(query),
                        .can_sign_in = query.integer(kUserColumnCount) != 0,
                        .assignment = read_assignment(query, kUserColumnCount + 1)};
    if (!each(member)) return;
  }
}

}  // namespace

void list_members(const Database& db, domain::RoleId role, Time now, const std::function<bool(const Member&)>& each,
                  const domain::Filter* where) {
  static const auto kSql = select_members("assignment a") +
                           " WHERE a.role = ?1 AND (a.expires_at IS NULL OR a.expires_at > ?2) "
                           "AND (a.starts_at IS NULL OR a.starts_at <= ?2)";
  const auto filter = and_filter(where, member_fields());
  Query query(db, kSql + filter.text + " ORDER BY a.user_id, a.id");
  query.bind(role.text()).bind(now);
  bind_values(query, filter);
  read_members(query, each);
}

void list_members_ever(const Database& db, domain::RoleId role, const std::function<bool(const Member&)>& each) {
  static const auto kSql = select_members("assignment a") + " WHERE a.role = ?1 ORDER BY a.user_id, a.id";
  Query query(db, kSql);
  query.bind(role.text());
  read_members(query, each);
}

void list_expiring(const Database& db, Time now, Time last, const std::function<bool(const Member&)>& each) {
  static const auto kSql =
      select_members("assignment a") + " WHERE a.expires_at > ?1 AND a.expires_at <= ?2 ORDER BY a.expires_at, a.id";
  Query query(db, kSql);
  query.bind(now).bind(last);
  read_members(query, each);
}

std::vector<std::int64_t> count_members(const Database& db, Time now) {
  const auto roles = domain::Catalogue::role_ids();
  std::vector<std::int64_t> counts(roles.size(), 0);
  const auto add = [&](const std::string& sql, std::int64_t times) {
    Query query(db, sql);
    query.bind(now);
    while (query.step()) {
      const auto role = stored(domain::RoleId::parse(query.text(0)), "assignment", 0);
      counts.at(static_cast<std::size_t>(std::ranges::find(roles, role) - roles.begin())) += times * query.integer(1);
    }
  };
  static const auto kAll =
      "SELECT role, count(*) FROM assignment WHERE id NOT IN " + std::string(kIdle) + " GROUP BY role";
  // Somebody may hold a role for several locations, and counts once: the others are found one by one, for a DISTINCT
  // would hold everybody in memory. (Every location_id is above 0; a shadow has an index for that, not for NOT NULL.)
  static const auto kAgain = "SELECT a.role, 1 FROM assignment a WHERE a.location_id > 0 AND a.id NOT IN " +
                             std::string(kIdle) +
                             " AND EXISTS (SELECT 1 FROM assignment b WHERE b.user_id = a.user_id AND b.role = a.role "
                             "AND (b.location_id IS NULL OR b.id < a.id) AND b.id NOT IN " +
                             std::string(kIdle) + ")";
  add(kAll, 1);
  add(kAgain, -1);
  return counts;
}

namespace {

/// People who can sign in and use role ?1 at ?2.
const std::string kAble =
    "FROM assignment a JOIN user u ON u.id = a.user_id JOIN credential k ON k.user_id = u.id "
    "LEFT JOIN failed_sign_in f ON f.user_id = u.id WHERE a.role = ?1 "
    "AND (a.starts_at IS NULL OR a.starts_at <= ?2) AND u.state = 'active' AND k.kind = 'chosen' AND coalesce(f.total, "
    "0) < " +
    std::to_string(kLockingFailures) + " ";

void add_able(std::vector<AbleMember>& able, Query& query) {
  while (query.step()) able.push_back({domain::UserId(query.integer(0)), query.text(1), query.optional_time(2)});
}

}  // namespace

std::vector<AbleMember> list_able_members(const Database& db, domain::RoleId role, Time now, std::int64_t most) {
  static const auto kLasting = "SELECT u.id, u.email, NULL " + kAble + "AND a.expires_at IS NULL LIMIT ?3";
  static const auto kEnding =
      "SELECT u.id, u.email, a.expires_at " + kAble + "AND a.expires_at > ?2 ORDER BY a.expires_at DESC LIMIT ?3";
  std::vector<AbleMember> able;
  {
    Query query(db, kLasting);
    query.bind(role.text()).bind(now).bind(most);
    add_able(able, query);
  }
  const auto left = most - static_cast<std::int64_t>(able.size());
  if (left == 0) return able;
  Query query(db, kEnding);
  query.bind(role.text()).bind(now).bind(left);
  add_able(able, query);
  return able;
}

bool is_lasting_able_member(const Database& db, domain::RoleId role, domain::UserId user, Time now) {
  static const auto kSql = "SELECT 1 " + kAble + "AND a.expires_at IS NULL AND a.user_id = ?3";
  Query query(db, kSql);
  return query.bind(role.text()).bind(now).bind(user.number()).step();
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

namespace {

/// Role ids as one text to look for `;id;` in, so that the query is the same however many there are.
std::string role_list(const std::vector<domain::RoleId>& roles) {
  std::string list = ";";
  for (const auto role : roles) list += std::string(role.text()) + ";";
  return list;
}

/// What ?1 wrote of the roles in ?2, beside what there was of it before. What it only put back remembers who gave it,
/// in granted_in. (The + keeps the index of `until` out: it would be walked through anew for every row.)
const std::string kGrants =
    "SELECT u.id, u.email, u.since = ?1, a.role, l.partner_id, a.granted_in IS NOT NULL, u.since = ?1 AND NOT EXISTS "
    "(SELECT 1 FROM user_history w WHERE +w.until = ?1 AND w.id = u.id) FROM assignment a "
    "JOIN user u ON u.id = a.user_id LEFT JOIN location l ON l.id = a.location_id "
    "LEFT JOIN assignment_history h ON +h.until = ?1 AND h.id = a.id "
    "WHERE a.since = ?1 AND instr(?2, ';' || a.role || ';') ";

std::vector<BareGrant> list_grants(const Database& db, const std::string& sql, ChangeId change,
                                   const std::vector<domain::RoleId>& roles, std::int64_t most) {
  Query query(db, sql);
  query.bind(change.number).bind(role_list(roles)).bind(most);
  std::vector<BareGrant> grants;
  while (query.step()) {
    const auto place = query.optional_text(4);
    grants.push_back(
        {.user = domain::UserId(query.integer(0)),
         .email = query.text(1),
         .fresh = query.integer(2) != 0,
         .role = stored(domain::RoleId::parse(query.text(3)), "assignment", query.integer(0)),
         .location = place ? std::optional(stored(domain::PartnerId::parse(*place), "location", 0)) : std::nullopt,
         .back = query.integer(5) != 0,
         .came = query.integer(6) != 0});
  }
  return grants;
}

}  // namespace

std::vector<BareGrant> list_endless_grants(const Database& db, ChangeId change,
                                           const std::vector<domain::RoleId>& roles, std::int64_t most) {
  static const auto kSql = kGrants +
                           "AND a.expires_at IS NULL AND NOT (h.id IS NOT NULL AND h.expires_at IS NULL "
                           "AND h.location_id IS a.location_id) LIMIT ?3";
  return list_grants(db, kSql, change, roles, most);
}

std::vector<BareGrant> list_unreasoned_grants(const Database& db, ChangeId change,
                                              const std::vector<domain::RoleId>& roles, std::int64_t most) {
  static const auto kSql =
      kGrants +
      "AND (SELECT coalesce(c.reason, '') FROM change_set c WHERE c.id = coalesce(a.granted_in, ?1)) = '' "
      "AND iif(a.granted_in IS NULL, NOT (h.id IS NOT NULL AND h.expires_at IS a.expires_at "
      "AND h.starts_at IS a.starts_at AND h.location_id IS a.location_id), "
      "(SELECT (h.id IS NULL OR h.expires_at <= c.at) AND (a.expires_at IS NULL OR a.expires_at > c.at) "
      "FROM change_set c WHERE c.id = ?1)) LIMIT ?3";
  return list_grants(db, kSql, change, roles, most);
}

std::int64_t count_endless(const Database& db, const std::vector<domain::RoleId>& roles) {
  std::int64_t count = 0;
  for (const auto role : roles) {
    Query query(db, "SELECT count(*) FROM assignment WHERE role = ?1 AND expires_at IS NULL");
    query.bind(role.text()).step();
    count += query.integer(0);
  }
  return count;
}

std::int64_t count_unreasoned(const Database& db, const std::vector<domain::RoleId>& roles, Time now) {
  std::int64_t count = 0;
  for (const auto role : roles) {
    Query query(db,
                "SELECT count(*) FROM assignment a JOIN change_set c ON c.id = coalesce(a.granted_in, a.since) "
                "WHERE a.role = ?1 AND (a.expires_at IS NULL OR a.expires_at > ?2) AND coalesce(c.reason, '') = ''");
    query.bind(role.text()).bind(now).step();
    count += query.integer(0);
  }
  return count;
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
              "WHERE h.until = ?1 AND (h.expires_at IS NULL OR h.expires_at > c.at) "
              "AND (h.starts_at IS NULL OR h.starts_at <= c.at) AND NOT EXISTS "
              "(SELECT 1 FROM assignment a WHERE a.user_id = h.user_id AND a.role = h.role "
              "AND (a.location_id IS NULL OR a.location_id = h.location_id) "
              "AND (a.starts_at IS NULL OR a.starts_at <= c.at) AND (a.expires_at IS NULL OR a.expires_at > c.at)) "
              "UNION SELECT h.id FROM user_history h LEFT JOIN user u ON u.id = h.id "
              "WHERE h.until = ?1 AND h.state = 'active' AND u.state IS NOT 'active')");
  query.bind(change.number);
  query.step();
  return query.integer(0);
}

}  // namespace pcadmin::store
