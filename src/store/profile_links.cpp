#include "pcadmin/store/profile_links.hpp"

#include "engine.hpp"

#include "pcadmin/base/text.hpp"

#include <array>
#include <functional>
#include <map>
#include <utility>

namespace pcadmin::store {

namespace {

ProfileLink read_link(const Query& row, int first, domain::UserId user) {
  return {.user = user,
          .profile = stored(domain::ProfileId::parse(row.text(first)), "profile_link", user.number()),
          .started_at = row.time(first + 1)};
}

std::vector<std::string> list_in(const Query& row, int column) {
  std::vector<std::string> list;
  if (row.is_null(column)) return list;
  for (const auto word : split(row.text_view(column), ';')) list.emplace_back(word);
  return list;
}

/// SQL: every profile known of person `u`, by key and as it is written.
const std::string kProfilesOf =
    "SELECT profile_key, profile FROM profile_link WHERE user_id = u.id UNION ALL SELECT profile_key, profile FROM "
    "skill "
    "WHERE user_id = u.id AND profile_key IS NOT NULL";
/// SQL: the profiles known of anybody, with whose they are.
const std::string kProfiles =
    "SELECT profile_key, user_id FROM profile_link UNION SELECT profile_key, user_id FROM skill "
    "WHERE profile_key IS NOT NULL";

std::string good_of_kind(std::string_view kind) {
  return "(SELECT count(*) FROM (SELECT DISTINCT s.code_key FROM skill s WHERE s.user_id = u.id AND s.kind = '" +
         std::string(kind) + "' AND (s.expires_on IS NULL OR s.expires_on >= ?1)))";
}

// Neither an id of a profile nor an address holds a semicolon.
const std::string kSelectLearner =
    "SELECT u.id, u.name, u.email, u.state, l.profile, l.started_at, " + good_of_kind("exam") + ", " +
    good_of_kind("assessment") + ", " + good_of_kind("certification") +
    ", (SELECT group_concat(p, ';') FROM (SELECT min(profile) AS p FROM (" + kProfilesOf +
    ") GROUP BY profile_key ORDER BY profile_key)), (SELECT group_concat(e, ';') FROM (SELECT o.email AS e FROM user o "
    "WHERE o.id <> u.id AND o.id IN (SELECT user_id FROM profile_link WHERE profile_key IN (SELECT profile_key FROM (" +
    kProfilesOf + ")) UNION SELECT user_id FROM skill WHERE profile_key IN (SELECT profile_key FROM (" + kProfilesOf +
    "))) ORDER BY o.email_key)) FROM user u LEFT JOIN profile_link l ON l.user_id = u.id ";

Learner read_learner(const Query& row) {
  const domain::UserId user(row.integer(0));
  return {.user = user,
          .name = row.text(1),
          .email = row.text(2),
          .state = stored(domain::parse_user_state(row.text(3)), "user", user.number()),
          .link = row.is_null(4) ? std::nullopt : std::optional(read_link(row, 4, user)),
          .exams = row.integer(6),
          .assessments = row.integer(7),
          .certifications = row.integer(8),
          .profiles = list_in(row, 9),
          .others = list_in(row, 10)};
}

/// The people under whom a profile stands, by its key.
using Sharers = std::map<std::string, std::vector<std::string>, std::less<>>;

/// Of all profiles that stand under several.
Sharers find_sharers(const Database& db) {
  static const auto kSql = "WITH known AS (" + kProfiles +
                           ") SELECT k.profile_key, u.email FROM known k JOIN user u ON u.id = k.user_id WHERE "
                           "k.profile_key IN (SELECT profile_key FROM known GROUP BY profile_key HAVING count(*) > 1) "
                           "ORDER BY u.email_key";
  Sharers sharers;
  Query query(db, kSql);
  while (query.step()) sharers[query.text(0)].push_back(query.text(1));
  return sharers;
}

/// What of a person stands twice. Profiles are told in their key's letter case or another.
std::vector<DoubledProfile> doubled_of(const Learner& learner, const Sharers& sharers) {
  std::vector<DoubledProfile> doubled;
  for (const auto& profile : learner.profiles) {
    const auto key = to_ascii_lower(profile);
    const auto found = sharers.find(key);
    if (learner.profiles.size() == 1 && found == sharers.end()) continue;
    auto others = found == sharers.end() ? std::vector<std::string>() : found->second;
    std::erase(others, learner.email);
    doubled.push_back({.profile = profile,
                       .linked = learner.link && learner.link->profile.key() == key,
                       .others = std::move(others)});
  }
  return doubled;
}

std::vector<std::string> first_of(const Database& db, const std::string& sql) {
  std::vector<std::string> first;
  Query query(db, sql);
  query.bind(static_cast<std::int64_t>(Twice::kMostNamed));
  while (query.step()) first.push_back(query.text(0));
  return first;
}

}  // namespace

std::optional<ProfileLink> find_profile_link(const Database& db, domain::UserId user) {
  Query query(db, "SELECT profile, started_at FROM profile_link WHERE user_id = ?1");
  query.bind(user.number());
  return query.step() ? std::optional(read_link(query, 0, user)) : std::nullopt;
}

std::optional<ProfileLink> find_profile_link(const Database& db, const domain::ProfileId& profile) {
  Query query(db, "SELECT profile, started_at, user_id FROM profile_link WHERE profile_key = ?1");
  query.bind(profile.key());
  return query.step() ? std::optional(read_link(query, 0, domain::UserId(query.integer(2)))) : std::nullopt;
}

bool is_profile_of_another(const Database& db, domain::UserId user, const domain::ProfileId& profile) {
  Query query(db, "SELECT max(user_id = ?1) FROM skill WHERE profile_key = ?2");
  query.bind(user.number()).bind(profile.key()).step();
  return query.optional_integer(0) == 0;
}

std::vector<Time> list_link_starts(const Database& db, domain::UserId user,
                                   const std::optional<domain::ProfileId>& profile) {
  Query query(db,
              "SELECT id, started_at FROM profile_link WHERE user_id = ?1 UNION "
              "SELECT id, started_at FROM profile_link_history WHERE user_id = ?1 UNION "
              "SELECT id, started_at FROM profile_link WHERE profile_key = ?2 UNION "
              "SELECT id, started_at FROM profile_link_history WHERE profile_key = ?2");
  query.bind(user.number()).bind(profile ? std::optional(profile->key()) : std::nullopt);
  std::vector<Time> starts;
  while (query.step()) starts.push_back(query.time(1));
  return starts;
}

std::optional<EndedLink> find_own_unlink(const Database& db, domain::UserId user) {
  Query query(
      db,
      "SELECT h.profile, h.until, c.actor FROM profile_link_history h JOIN change_set c ON c.id = h.until WHERE "
      "h.user_id = ?1 ORDER BY h.until DESC LIMIT 1");
  query.bind(user.number());
  if (!query.step() || query.is_null(2) || query.integer(2) != user.number()) return std::nullopt;
  return EndedLink{.profile = query.text(0), .ended_in = {query.integer(1)}};
}

void insert_profile_link(Database& db, const ProfileLink& link, ChangeId change, Random& random) {
  std::array<std::byte, 16> salt{};
  random.fill(salt);
  Query(db,
        "INSERT INTO profile_link (user_id, profile, profile_key, started_at, salt, since) VALUES (?1, ?2, ?3, ?4, "
        "?5, ?6)")
      .bind(link.user.number())
      .bind(link.profile.text())
      .bind(link.profile.key())
      .bind(link.started_at)
      .bind_blob(salt)
      .bind(change.number)
      .run();
}

bool delete_profile_link(Database& db, domain::UserId user) {
  return Query(db, "DELETE FROM profile_link WHERE user_id = ?1").bind(user.number()).run() > 0;
}

void list_learners(const Database& db, domain::Day today, const std::function<bool(const Learner&)>& each) {
  static const auto kSql = kSelectLearner + "ORDER BY u.email_key";
  Query query(db, kSql);
  query.bind(today.text());
  const auto sharers = find_sharers(db);
  while (query.step()) {
    auto learner = read_learner(query);
    learner.doubled = doubled_of(learner, sharers);
    if (!each(learner)) return;
  }
}

std::optional<Learner> find_learner(const Database& db, domain::UserId user, domain::Day today) {
  static const auto kSql = kSelectLearner + "WHERE u.id = ?2";
  Query query(db, kSql);
  query.bind(today.text()).bind(user.number());
  if (!query.step()) return std::nullopt;
  auto learner = read_learner(query);
  learner.doubled = doubled_of(learner, find_sharers(db));
  return learner;
}

Twice count_twice(const Database& db) {
  static const auto kSql = "WITH known AS (" + kProfiles +
                           ") SELECT (SELECT count(*) FROM (SELECT 1 FROM known GROUP BY profile_key HAVING count(*) > "
                           "1)), (SELECT count(*) FROM (SELECT 1 FROM known GROUP BY user_id HAVING count(*) > 1))";
  Query query(db, kSql);
  query.step();
  static const auto kNamedProfiles =
      "SELECT min(profile) FROM (SELECT profile_key, profile, user_id FROM profile_link UNION SELECT profile_key, "
      "profile, user_id FROM skill WHERE profile_key IS NOT NULL) GROUP BY profile_key HAVING count(DISTINCT user_id) "
      "> "
      "1 ORDER BY profile_key LIMIT ?1";
  static const auto kNamedPeople = "SELECT u.email FROM user u WHERE u.id IN (SELECT user_id FROM (" + kProfiles +
                                   ") GROUP BY user_id HAVING count(*) > 1) ORDER BY u.email_key LIMIT ?1";
  return {.profiles = query.integer(0),
          .people = query.integer(1),
          .named_profiles = first_of(db, kNamedProfiles),
          .named_people = first_of(db, kNamedPeople)};
}

}  // namespace pcadmin::store
