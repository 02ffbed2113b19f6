#pragma once

#include "pcadmin/base/random.hpp"
#include "pcadmin/domain/skill.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// Tables `skill`, what people have passed, and `known_skill`, what can be passed.
namespace pcadmin::store {

/// A skill's id, given by the store, never used twice: written `skl_7`.
struct SkillId {
  std::int64_t number = 0;
  std::string text() const { return "skl_" + std::to_string(number); }
  friend auto operator<=>(SkillId, SkillId) = default;
};

struct StoredSkill {
  SkillId id;
  domain::UserId user;
  std::string name;   ///< of the person
  std::string email;  ///< of the person
  bool linked;        ///< they have a profile linked
  domain::Skill skill;
  std::optional<domain::SkillTitle> known_title;  ///< as the catalogue calls it
  std::optional<domain::Day> retired;             ///< when it was retired, by the catalogue
};

/// By person, kind and code, until `each` says false.
void list_skills(const Database& db, const std::function<bool(const StoredSkill&)>& each);
/// Of one person, by kind and code.
std::vector<StoredSkill> list_skills_of(const Database& db, domain::UserId user);

/// The one of a person that `skill` is about: the same kind and code, under the same profile.
struct FoundSkill {
  SkillId id;
  domain::Skill skill;
};
std::optional<FoundSkill> find_skill(const Database& db, domain::UserId user, const domain::Skill& skill);
SkillId insert_skill(Database& db, domain::UserId user, const domain::Skill& skill, ChangeId change, Random& random);
void update_skill(Database& db, SkillId id, const domain::Skill& skill, ChangeId change);

std::optional<domain::KnownSkill> find_known_skill(const Database& db, domain::SkillKind kind,
                                                   const domain::SkillCode& code);
/// Adds it, or changes the one of the same kind and code.
void put_known_skill(Database& db, const domain::KnownSkill& skill, ChangeId change);

struct ListedKnownSkill {
  domain::KnownSkill skill;
  std::int64_t people;  ///< who have passed it, whether it is still good or not
};
/// By kind and code, until `each` says false.
void list_known_skills(const Database& db, const std::function<bool(const ListedKnownSkill&)>& each);

}  // namespace pcadmin::store
