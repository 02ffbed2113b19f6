#include "pcadmin/store/directory_links.hpp"

#include "engine.hpp"
#include "rows.hpp"

#include <array>
#include <cstddef>
#include <map>
#include <utility>

namespace pcadmin::store {

namespace {

constexpr std::string_view kLinkColumns = "l.anchor, l.fields, l.state, l.gone_at";
constexpr int kLinkColumnCount = 4;

domain::DirectoryLink read_link(const Query& row, int first, std::int64_t user) {
  return {.anchor = stored(domain::Anchor::parse(row.text(first)), "directory_link", user),
          .fields = stored(domain::SyncedFields::parse(row.text(first + 1)), "directory_link", user),
          .state = stored(domain::parse_state_there(row.text(first + 2)), "directory_link", user),
          .gone = !row.is_null(first + 3)};
}

void insert_link(Database& db, domain::UserId user, const domain::DirectoryLink& link, std::optional<Time> gone_at,
                 ChangeId change, Random& random) {
  std::array<std::byte, 16> salt{};
  random.fill(salt);
  Query(db,
        "INSERT INTO directory_link (user_id, anchor, fields, state, gone_at, salt, since) VALUES (?1, ?2, ?3, ?4, ?5, "
        "?6, ?7)")
      .bind(user.number())
      .bind(link.anchor.text())
      .bind(link.fields.text())
      .bind(to_string(link.state))
      .bind(gone_at)
      .bind_blob(salt)
      .bind(change.number)
      .run();
}

/// Roles for the whole organisation that are in force at `now`, by person; those only that a rule gave, or all.
std::map<std::int64_t, domain::RoleSet> roles_by_person(const Database& db, Time now, bool by_rule_only) {
  std::string sql =
      "SELECT user_id, role FROM assignment WHERE location_id IS NULL AND (expires_at IS NULL OR expires_at > ?1) "
      "AND (starts_at IS NULL OR starts_at <= ?1)";
  if (by_rule_only) sql += " AND by_rule IS NOT NULL";
  Query query(db, sql);
  query.bind(now);
  std::map<std::int64_t, domain::RoleSet> roles;
  while (query.step()) {
    const auto user = query.integer(0);
    roles[user].insert(stored(domain::RoleId::parse(query.text(1)), "assignment", user));
  }
  return roles;
}

domain::RoleSet take_roles(std::map<std::int64_t, domain::RoleSet>& roles, domain::UserId user) {
  const auto found = roles.find(user.number());
  return found == roles.end() ? domain::RoleSet() : std::move(found->second);
}

domain::RoleSet roles_by_rule_of(const Database& db, std::int64_t user) {
  Query query(db, "SELECT role FROM assignment WHERE user_id = ?1 AND by_rule IS NOT NULL");
  query.bind(user);
  domain::RoleSet roles;
  while (query.step()) roles.insert(stored(domain::RoleId::parse(query.text(0)), "assignment", user));
  return roles;
}

}  // namespace

std::optional<domain::DirectoryLink> find_directory_link(const Database& db, domain::UserId user) {
  static const auto kSql = "SELECT " + std::string(kLinkColumns) + " FROM directory_link l WHERE l.user_id = ?1";
  Query query(db, kSql);
  query.bind(user.number());
  return query.step() ? std::optional(read_link(query, 0, user.number())) : std::nullopt;
}

void put_directory_link(Database& db, domain::UserId user, const domain::DirectoryLink& link, Time now, ChangeId change,
                        Random& random) {
  const auto there = find_directory_link(db, user);
  if (there == link) return;
  const auto gone_at = link.gone ? std::optional(now) : std::nullopt;
  if (!there) return insert_link(db, user, link, gone_at, change, random);
  Query(db,
        "UPDATE directory_link SET anchor = ?2, fields = ?3, state = ?4, gone_at = iif(?5 IS NULL, NULL, "
        "coalesce(gone_at, ?5)), since = ?6 WHERE user_id = ?1")
      .bind(user.number())
      .bind(link.anchor.text())
      .bind(link.fields.text())
      .bind(to_string(link.state))
      .bind(gone_at)
      .bind(change.number)
      .run();
}

bool delete_directory_link(Database& db, domain::UserId user) {
  return Query(db, "DELETE FROM directory_link WHERE user_id = ?1").bind(user.number()).run() > 0;
}

std::vector<domain::KnownPerson> list_known_people(const Database& db, Time now) {
  auto held = roles_by_person(db, now, false);
  auto by_rule = roles_by_person(db, now, true);
  static const auto kSql = "SELECT " + std::string(kUserColumns) + ", " + std::string(kLinkColumns) +
                           " FROM user u LEFT JOIN directory_link l ON l.user_id = u.id ORDER BY u.id";
  Query query(db, kSql);
  std::vector<domain::KnownPerson> people;
  while (query.step()) {
    auto user = read_user(query);
    domain::KnownPerson person{.id = user.id, .record = std::move(user.record)};
    if (!query.is_null(kUserColumnCount)) person.link = read_link(query, kUserColumnCount, person.id.number());
    person.held = take_roles(held, person.id);
    person.by_rule = take_roles(by_rule, person.id);
    people.push_back(std::move(person));
  }
  return people;
}

void list_linked_people(const Database& db, const std::function<bool(const LinkedPerson&)>& each) {
  static const auto kSql = "SELECT u.id, u.name, u.email, u.state, " + std::string(kLinkColumns) +
                           " FROM directory_link l JOIN user u ON u.id = l.user_id ORDER BY u.email_key";
  constexpr int kFirst = 4;
  Query query(db, kSql);
  while (query.step()) {
    const auto id = query.integer(0);
    const LinkedPerson person{.user = domain::UserId(id),
                              .name = query.text(1),
                              .email = query.text(2),
                              .state = stored(domain::parse_user_state(query.text(3)), "user", id),
                              .link = read_link(query, kFirst, id),
                              .gone_at = query.optional_time(kFirst + kLinkColumnCount - 1),
                              .by_rule = roles_by_rule_of(db, id)};
    if (!each(person)) return;
  }
}

LinkCounts count_links(const Database& db) {
  Query query(db,
              "SELECT count(*), count(gone_at), coalesce(sum(state <> 'open'), 0), (SELECT count(*) FROM assignment "
              "WHERE by_rule IS NOT NULL) FROM directory_link");
  query.step();
  return {
      .linked = query.integer(0), .gone = query.integer(1), .closed = query.integer(2), .by_rule = query.integer(3)};
}

std::int64_t count_vanished(const Database& db, ChangeId change) {
  Query query(db,
              "SELECT count(*) FROM directory_link l WHERE l.since = ?1 AND l.gone_at IS NOT NULL AND EXISTS "
              "(SELECT 1 FROM directory_link_history h WHERE h.id = l.id AND +h.until = ?1 AND h.gone_at IS NULL)");
  query.bind(change.number).step();
  return query.integer(0);
}

void mark_given_by_rule(Database& db, domain::UserId user, domain::RoleId role, ChangeId change) {
  Query(db, "UPDATE assignment SET by_rule = 1, since = ?3 WHERE user_id = ?1 AND role = ?2 AND location_id IS NULL")
      .bind(user.number())
      .bind(role.text())
      .bind(change.number)
      .run();
}

std::int64_t keep_what_rules_gave(Database& db, domain::UserId user, ChangeId change) {
  // Whoever gave it, gave it then: as of a role that was restored.
  return Query(db,
               "UPDATE assignment SET by_rule = NULL, granted_in = coalesce(granted_in, since), since = ?2 "
               "WHERE user_id = ?1 AND by_rule IS NOT NULL")
      .bind(user.number())
      .bind(change.number)
      .run();
}

}  // namespace pcadmin::store
