#include "pcadmin/store/skills.hpp"

#include "engine.hpp"

#include <array>

namespace pcadmin::store {

namespace {

/// A column that was parsed before it was stored, as far as there is a value.
template <class T>
std::optional<T> read_optional(const Query& row, int column, std::string_view table, std::int64_t id) {
  return row.is_null(column) ? std::nullopt : std::optional(stored(T::parse(row.text(column)), table, id));
}

/// What `read_skill` takes of `skill s`.
constexpr std::string_view kSkillColumns = "s.id, s.kind, s.code, s.title, s.profile, s.achieved_on, s.expires_on";
constexpr int kSkillColumnCount = 7;

domain::Skill read_skill(const Query& row) {
  const auto id = row.integer(0);
  return {.kind = stored(domain::parse_skill_kind(row.text(1)), "skill", id),
          .code = stored(domain::SkillCode::parse(row.text(2)), "skill", id),
          .title = read_optional<domain::SkillTitle>(row, 3, "skill", id),
          .profile = read_optional<domain::ProfileId>(row, 4, "skill", id),
          .achieved = stored(domain::Day::parse(row.text(5)), "skill", id),
          .expires = read_optional<domain::Day>(row, 6, "skill", id)};
}

const std::string kSelectSkill =
    "SELECT " + std::string(kSkillColumns) +
    ", u.id, u.name, u.email, l.id IS NOT NULL, k.title, k.retired_on FROM user u CROSS JOIN skill s ON s.user_id = "
    "u.id LEFT JOIN profile_link l ON l.user_id = u.id LEFT JOIN known_skill k ON k.code_key = s.code_key AND k.kind = "
    "s.kind ";

StoredSkill read_stored(const Query& row) {
  constexpr int kOwner = kSkillColumnCount;
  const SkillId id{row.integer(0)};
  return {.id = id,
          .user = domain::UserId(row.integer(kOwner)),
          .name = row.text(kOwner + 1),
          .email = row.text(kOwner + 2),
          .linked = row.integer(kOwner + 3) != 0,
          .skill = read_skill(row),
          .known_title = read_optional<domain::SkillTitle>(row, kOwner + 4, "known_skill", id.number),
          .retired = read_optional<domain::Day>(row, kOwner + 5, "known_skill", id.number)};
}

std::optional<std::string> text_of(const std::optional<domain::SkillTitle>& title) {
  return title ? std::optional(title->text()) : std::nullopt;
}
std::optional<std::string> text_of(const std::optional<domain::Day>& day) {
  return day ? std::optional(day->text()) : std::nullopt;
}

}  // namespace

void list_skills(const Database& db, const std::function<bool(const StoredSkill&)>& each) {
  static const auto kSql = kSelectSkill + "ORDER BY u.email_key, s.kind, s.code_key, s.id";
  Query query(db, kSql);
  while (query.step() && each(read_stored(query))) {
  }
}

std::vector<StoredSkill> list_skills_of(const Database& db, domain::UserId user) {
  static const auto kSql = kSelectSkill + "WHERE u.id = ?1 ORDER BY s.kind, s.code_key, s.id";
  Query query(db, kSql);
  query.bind(user.number());
  std::vector<StoredSkill> skills;
  while (query.step()) skills.push_back(read_stored(query));
  return skills;
}

std::optional<FoundSkill> find_skill(const Database& db, domain::UserId user, const domain::Skill& skill) {
  static const auto kSql = "SELECT " + std::string(kSkillColumns) +
                           " FROM skill s WHERE s.user_id = ?1 AND s.kind = ?2 AND s.code_key = ?3 AND "
                           "coalesce(s.profile_key, '') = ?4";
  Query query(db, kSql);
  query.bind(user.number()).bind(to_string(skill.kind)).bind(key_of(skill.code));
  query.bind(skill.profile ? skill.profile->key() : std::string());
  if (!query.step()) return std::nullopt;
  return FoundSkill{.id = {query.integer(0)}, .skill = read_skill(query)};
}

SkillId insert_skill(Database& db, domain::UserId user, const domain::Skill& skill, ChangeId change, Random& random) {
  std::array<std::byte, 16> salt{};
  random.fill(salt);
  Query query(db,
              "INSERT INTO skill (user_id, kind, code, code_key, title, profile, profile_key, achieved_on, expires_on, "
              "salt, since) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");
  query.bind(user.number()).bind(to_string(skill.kind)).bind(skill.code.text()).bind(key_of(skill.code));
  query.bind(text_of(skill.title));
  query.bind(skill.profile ? std::optional(skill.profile->text()) : std::nullopt);
  query.bind(skill.profile ? std::optional(skill.profile->key()) : std::nullopt);
  query.bind(skill.achieved.text()).bind(text_of(skill.expires)).bind_blob(salt).bind(change.number).run();
  return {db.engine().connection.getLastInsertRowid()};
}

void update_skill(Database& db, SkillId id, const domain::Skill& skill, ChangeId change) {
  Query(db, "UPDATE skill SET code = ?2, title = ?3, achieved_on = ?4, expires_on = ?5, since = ?6 WHERE id = ?1")
      .bind(id.number)
      .bind(skill.code.text())
      .bind(text_of(skill.title))
      .bind(skill.achieved.text())
      .bind(text_of(skill.expires))
      .bind(change.number)
      .run();
}

std::optional<domain::KnownSkill> find_known_skill(const Database& db, domain::SkillKind kind,
                                                   const domain::SkillCode& code) {
  Query query(db, "SELECT id, code, title, retired_on FROM known_skill WHERE code_key = ?1 AND kind = ?2");
  query.bind(key_of(code)).bind(to_string(kind));
  if (!query.step()) return std::nullopt;
  const auto id = query.integer(0);
  return domain::KnownSkill{.kind = kind,
                            .code = stored(domain::SkillCode::parse(query.text(1)), "known_skill", id),
                            .title = read_optional<domain::SkillTitle>(query, 2, "known_skill", id),
                            .retired = read_optional<domain::Day>(query, 3, "known_skill", id)};
}

void put_known_skill(Database& db, const domain::KnownSkill& skill, ChangeId change) {
  Query(db,
        "INSERT INTO known_skill (kind, code, code_key, title, retired_on, since) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
        "ON CONFLICT (code_key, kind) DO UPDATE SET code = excluded.code, title = excluded.title, retired_on = "
        "excluded.retired_on, since = excluded.since")
      .bind(to_string(skill.kind))
      .bind(skill.code.text())
      .bind(key_of(skill.code))
      .bind(text_of(skill.title))
      .bind(text_of(skill.retired))
      .bind(change.number)
      .run();
}

void list_known_skills(const Database& db, const std::function<bool(const ListedKnownSkill&)>& each) {
  Query query(db,
              "SELECT k.id, k.kind, k.code, k.title, k.retired_on, (SELECT count(DISTINCT s.user_id) FROM skill s "
              "WHERE s.code_key = k.code_key AND s.kind = k.kind) FROM known_skill k ORDER BY k.kind, k.code_key");
  while (query.step()) {
    const auto id = query.integer(0);
    const ListedKnownSkill listed{.skill = {.kind = stored(domain::parse_skill_kind(query.text(1)), "known_skill", id),
                                            .code = stored(domain::SkillCode::parse(query.text(2)), "known_skill", id),
                                            .title = read_optional<domain::SkillTitle>(query, 3, "known_skill", id),
                                            .retired = read_optional<domain::Day>(query, 4, "known_skill", id)},
                                  .people = query.integer(5)};
    if (!each(listed)) return;
  }
}

}  // namespace pcadmin::store
