#include "catalogue.hpp"

#include "pcadmin/ops/skills.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

using domain::FieldType;

constexpr std::array<Column, 5> kColumns = {
    {{.key = "kind", .title = "KIND", .type = FieldType::word, .words = domain::kSkillKinds},
     {.key = "code", .title = "CODE", .is_id = true},
     {.key = "title", .title = "TITLE"},
     {.key = "retired", .title = "RETIREMENT", .type = FieldType::time},
     {.key = "people", .title = "PEOPLE", .type = FieldType::number}}};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin cert catalogue list", "what can be passed, and what is retired"},
    {"pcadmin cert catalogue list --filter \"retired >= now\"", "what will be retired"},
}};

Report run(const ops::Unit& unit, Context&) {
  return {.body = ListBody{"catalogue", kColumns, [&unit](const std::function<bool(const Row&)>& each) {
                             ops::list_known_skills(unit, [&](const store::ListedKnownSkill& listed) {
                               const auto& skill = listed.skill;
                               return each(make_row(std::string(to_string(skill.kind)), skill.code.text(),
                                                    value_of(skill.title), value_of(skill.retired), listed.people));
                             });
                           }}};
}

}  // namespace

constinit const Command kCertCatalogueList{
    .noun = "cert",
    .verb = "catalogue list",
    .summary = "List what can be passed, and what is retired",
    .details =
        "By kind and code, as pcadmin cert catalogue import put it down. RETIREMENT is the day from which nobody can "
        "pass "
        "it any more, past or to come; PEOPLE counts those who have passed it, whether it is still valid or not.",
    .examples = kExamples,
    .args = {},
    .act = domain::Act::see_known_skills,
    .run = run,
    .columns = kColumns,
    .lists = true,
};

}  // namespace pcadmin::cli
