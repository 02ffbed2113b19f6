#include "pcadmin/ops/skills.hpp"

#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/profiles.hpp"
#include "pcadmin/ops/rights.hpp"

#include <algorithm>

namespace pcadmin::ops {

bool sees_all_skills(const Unit& unit) {
  const auto& who = unit.who();
  return std::ranges::any_of(who.roles, [&](domain::RoleId role) {
    return !who.roles_at_locations.contains(role) && domain::may({role}, domain::Act::see_skills);
  });
}

void list_skills(const Unit& unit, const std::function<bool(const store::StoredSkill&)>& each) {
  if (sees_all_skills(unit)) return store::list_skills(unit.db(), each);
  for (const auto& skill : store::list_skills_of(unit.db(), unit.who().id)) {
    if (!each(skill)) return;
  }
}

LearnerDetails show_learner(const Unit& unit, const std::optional<domain::UserRef>& ref) {
  const auto& who = unit.who();
  const auto named = ref ? find_user(unit, *ref) : store::find_user(unit.db(), who.id);
  const bool own = !ref || (named && named->id == who.id);
  if (!own) require_everywhere(unit, domain::Act::see_skills);
  // Whoever looks back may not have been there yet.
  const auto user =
      named ? *named : get_user(unit, ref ? *ref : value_or_throw(domain::UserRef::parse(who.email.text())));
  return {.learner = store::find_learner(unit.db(), user.id, domain::Day::of(unit.now())).value(),
          .next_link = next_link_of(unit, user.id),
          .skills = store::list_skills_of(unit.db(), user.id)};
}

store::Twice count_twice(const Unit& unit) { return store::count_twice(unit.db()); }

void list_known_skills(const Unit& unit, const std::function<bool(const store::ListedKnownSkill&)>& each) {
  require(unit, domain::Act::see_known_skills);
  store::list_known_skills(unit.db(), each);
}

}  // namespace pcadmin::ops
