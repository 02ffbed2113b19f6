#pragma once

#include "../../args.hpp"
#include "../../report.hpp"

#include "pcadmin/domain/skill.hpp"
#include "pcadmin/domain/user_ref.hpp"
#include "pcadmin/ops/profiles.hpp"
#include "pcadmin/ops/skills.hpp"
#include "pcadmin/store/profile_links.hpp"
#include "pcadmin/store/skills.hpp"

#include <array>
#include <string>
#include <vector>

/// How profiles and skills are named and how they appear.
namespace pcadmin::cli {

namespace flags {
inline constexpr Arg<domain::UserRef> kLearner{
    {.name = "USER", .help = "e-mail address or id", .fallback = "yourself", .completes = Completes::user}};
}  // namespace flags

inline constexpr std::array<std::string_view, 2> kSkillStates = {"valid", "expired"};

/// A skill of somebody; `skill_values` gives their values in the same order.
inline constexpr std::array<Column, 12> kSkillColumns = {{
    {.key = "id", .title = "ID", .in_table = false, .is_id = true, .type = domain::FieldType::id},
    {.key = "email", .title = "WHO", .whole = true, .type = domain::FieldType::email},
    {.key = "name", .title = "NAME", .in_table = false},
    {.key = "profile", .title = "PROFILE", .in_table = false},
    {.key = "linked", .title = "LINKED", .type = domain::FieldType::yes_no},
    {.key = "kind", .title = "KIND", .type = domain::FieldType::word, .words = domain::kSkillKinds},
    {.key = "code", .title = "CODE", .whole = true},
    {.key = "title", .title = "TITLE"},
    {.key = "achieved", .title = "ACHIEVED", .type = domain::FieldType::time},
    {.key = "expires", .title = "EXPIRES", .nothing = "never", .type = domain::FieldType::time},
    {.key = "state", .title = "STATE", .type = domain::FieldType::word, .words = kSkillStates},
    {.key = "retired", .title = "RETIREMENT", .type = domain::FieldType::time},
}};
Row skill_values(const store::StoredSkill& stored, domain::Day today);
/// The same as a record in a record, without whose it is.
Fields skill_fields(const store::StoredSkill& stored, domain::Day today);
/// The same for people, who read in its name whether a retirement is yet to come.
Fields told_skill_fields(const store::StoredSkill& stored, domain::Day today);

/// That a list holds what is the operator's own and nothing else, where they may not see that of others.
std::vector<std::string> warn_of_own(const ops::Unit& unit);

/// What became of somebody's profile.
inline constexpr std::array<Column, 5> kLinkColumns = {{
    {.key = "email", .title = "WHO", .is_id = true, .whole = true, .type = domain::FieldType::email},
    {.key = "name", .title = "NAME"},
    {.key = "profile", .title = "PROFILE", .nothing = "none linked"},
    {.key = "linked_at", .title = "LINKED AT", .type = domain::FieldType::time},
    {.key = "next_link_at", .title = "NEXT LINK FROM", .type = domain::FieldType::time},
}};
/// After a change; where a profile was taken off, it is no longer told here.
Report link_report(const ops::ProfileChange& change, bool is_linked);

}  // namespace pcadmin::cli
