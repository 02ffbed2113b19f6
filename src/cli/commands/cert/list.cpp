#include "cert.hpp"
#include "columns.hpp"

#include "pcadmin/ops/skills.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<Example, 4> kExamples = {{
    {"pcadmin cert list", "who has what"},
    {"pcadmin cert list --filter \"state = valid and expires < +90d\"", "what lapses within three months"},
    {"pcadmin cert list --filter \"retired < now\" --fields email,code,retired", "what is retired"},
    {"pcadmin cert list -o csv > skills.csv", "for a spreadsheet; pcadmin cert import reads it again"},
}};

Report run(const ops::Unit& unit, Context&) {
  return {.body = ListBody{"skills", kSkillColumns,
                           [&unit](const std::function<bool(const Row&)>& each) {
                             const auto today = domain::Day::of(unit.now());
                             ops::list_skills(unit, [&](const store::StoredSkill& stored) {
                               return each(skill_values(stored, today));
                             });
                           }},
          .warnings = warn_of_own(unit)};
}

}  // namespace

constinit const Command kCertList{
    .noun = "cert",
    .verb = "list",
    .summary = "List exams, assessments and certifications people have passed",
    .details =
        "By person, kind and code; only your own, where you may not see those of others. LINKED says whether the "
        "person has a profile linked: without, nothing they pass counts for the organisation. PROFILE is the one it "
        "was passed under, where the source said so. STATE is valid up to and with the day it expires, then expired; "
        "RETIREMENT, from the catalogue, the day from which nobody can pass it any more. Who has linked and who has "
        "not: pcadmin cert people.",
    .examples = kExamples,
    .args = {},
    .act = domain::Act::see_skills,
    .run = run,
    .columns = kSkillColumns,
    .lists = true,
};

}  // namespace pcadmin::cli
