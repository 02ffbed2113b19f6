#include "columns.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/domain/authority.hpp"

#include <algorithm>

namespace pcadmin::cli {

namespace {

Value title_of(const store::StoredSkill& stored) {
  return value_of(stored.skill.title ? stored.skill.title : stored.known_title);
}

std::string state_of(const store::StoredSkill& stored, domain::Day today) {
  return std::string(kSkillStates[domain::expired_on(stored.skill, today) ? 1 : 0]);
}

}  // namespace

Row skill_values(const store::StoredSkill& stored, domain::Day today) {
  const auto& skill = stored.skill;
  return make_row(stored.id.text(), stored.email, stored.name, value_of(skill.profile), stored.linked,
                  std::string(to_string(skill.kind)), skill.code.text(), title_of(stored), skill.achieved.text(),
                  value_of(skill.expires), state_of(stored, today), value_of(stored.retired));
}

Fields skill_fields(const store::StoredSkill& stored, domain::Day today) {
  const auto& skill = stored.skill;
  return {{"kind", std::string(to_string(skill.kind))},
          {"code", skill.code.text()},
          {"title", title_of(stored)},
          {"achieved", skill.achieved.text()},
          {"expires", value_of(skill.expires)},
          {"state", state_of(stored, today)},
          {"retired", value_of(stored.retired)},
          {"profile", value_of(skill.profile)}};
}

Fields told_skill_fields(const store::StoredSkill& stored, domain::Day today) {
  auto fields = skill_fields(stored, today);
  const bool to_come = stored.retired && *stored.retired > today;
  if (to_come) std::ranges::find(fields, "retired", &Field::name)->name = "retires";
  return fields;
}

std::vector<std::string> warn_of_own(const ops::Unit& unit) {
  if (ops::sees_all_skills(unit)) return {};
  std::vector<std::string> roles;
  for (const auto role : domain::rule_of(domain::Act::see_skills).roles) roles.emplace_back(role);
  return {"only your own is shown: that of others takes one of the roles " + join_words(roles)};
}

Report link_report(const ops::ProfileChange& change, bool is_linked) {
  const auto& record = change.user.record;
  Report report{.changed = change.changed, .undoable = true};
  report.body =
      RecordBody{"link", kLinkColumns,
                 make_row(record.email.text(), record.name.text(), is_linked ? value_of(change.profile) : Value(),
                          is_linked ? time_or_nothing(change.started_at) : Value(), to_rfc3339(change.next_link)),
                 true};
  return report;
}

}  // namespace pcadmin::cli
