#pragma once

#include "pcadmin/domain/skill.hpp"
#include "pcadmin/domain/user_ref.hpp"
#include "pcadmin/ops/import_people.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/profile_links.hpp"
#include "pcadmin/store/skills.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

/// What people have passed, as the sources of the programme tell it, and the catalogue of what can be passed.
namespace pcadmin::ops {

/// Whether the operator may see what others have passed: by a role for the whole organisation.
bool sees_all_skills(const Unit& unit);

/// By person, kind and code, until `each` says false: all, or what is the operator's own where they may not see
/// others'.
void list_skills(const Unit& unit, const std::function<bool(const store::StoredSkill&)>& each);

struct LearnerDetails {
  store::Learner learner;
  Time next_link;  ///< from when on another association may begin
  std::vector<store::StoredSkill> skills;
};
/// Of the operator (nullopt), or of somebody else, which takes the right to see skills. Throws `not-allowed`,
/// `unknown-user`.
LearnerDetails show_learner(const Unit& unit, const std::optional<domain::UserRef>& user);

/// The next row of a file, or everything wrong with it; nullopt at the end.
template <class Row>
using NextOf = std::function<std::optional<tl::expected<Row, std::vector<domain::RowFault>>>()>;

struct SkillImport {
  std::uint64_t rows = 0;
  std::uint64_t added = 0;
  std::uint64_t updated = 0;
  std::uint64_t unchanged = 0;
  std::vector<domain::RowFault> faults{};  ///< in the order of the file, at most `kMostFaults`
  std::uint64_t fault_count = 0;           ///< all of them
  std::uint64_t rows_with_faults = 0;
};

/// Puts down what the rows of a file say people have passed. Whose a row is, its address says, else who has linked its
/// profile. One of the same kind and code under the same profile is changed where the file says otherwise; nothing is
/// taken away. Reads the file to its end and reports everything wrong with it; with any fault the caller must not
/// commit. Beside the faults of the file: `unknown-user`, `unknown-profile`, `achieved-to-come`, `skill-twice`. Throws
/// `not-allowed`.
SkillImport import_skills(Unit& unit, const NextOf<domain::SkillRow>& next);
/// How much stands twice by now.
store::Twice count_twice(const Unit& unit);

/// The same for the catalogue; `skill-twice` alone. A title or a day that a row leaves out stays.
SkillImport import_known_skills(Unit& unit, const NextOf<domain::KnownSkillRow>& next);
/// By kind and code, until `each` says false. For whoever is signed in.
void list_known_skills(const Unit& unit, const std::function<bool(const store::ListedKnownSkill&)>& each);

}  // namespace pcadmin::ops
