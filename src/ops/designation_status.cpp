#include "pcadmin/ops/designations.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/store/designations.hpp"
#include "pcadmin/store/users.hpp"

#include <algorithm>

namespace pcadmin::ops {

namespace {

using domain::Achiever;
using domain::Day;

DesignationStatus status_of(const Unit& unit, KnownDesignation known, const std::vector<Achiever>& people) {
  const auto& designation = known.designation;
  const auto later_on = Day::of(domain::three_months_after(unit.now()));
  auto now = standing_of(designation, people, Day::of(unit.now()));
  auto later = standing_of(designation, people, later_on);
  auto ways = ways_to(designation, now);
  return {.known = std::move(known),
          .now = std::move(now),
          .later = std::move(later),
          .later_on = later_on,
          .ways = std::move(ways)};
}

void add_person(const Unit& unit, std::map<domain::UserId, Contributor>& people, domain::UserId id) {
  if (people.contains(id)) return;
  const auto user = store::find_user(unit.db(), id).value();
  people.emplace(id, Contributor{user.record.name.text(), user.record.email.text()});
}

}  // namespace

bool may_see_designation_status(const Unit& unit) { return may_everywhere(unit, domain::Act::see_skills); }

std::vector<DesignationStatus> list_designation_status(const Unit& unit, ShippedDesignations shipped) {
  require_everywhere(unit, domain::Act::see_skills);
  const auto people = store::list_achievers(unit.db());
  std::vector<DesignationStatus> all;
  for (auto& known : list_designations(unit, shipped)) all.push_back(status_of(unit, std::move(known), people));
  return all;
}

DesignationStatus show_designation_status(const Unit& unit, ShippedDesignations shipped,
                                          const domain::RequirementName& name) {
  require_everywhere(unit, domain::Act::see_skills);
  return status_of(unit, show_designation(unit, shipped, name), store::list_achievers(unit.db()));
}

std::map<domain::UserId, Contributor> people_of(const Unit& unit, const DesignationStatus& status) {
  std::map<domain::UserId, Contributor> people;
  for (const auto& metric : status.now.metrics) {
    for (const auto& one : metric.who) add_person(unit, people, one.user);
    for (const auto& one : metric.not_counted) add_person(unit, people, one.user);
  }
  return people;
}

DesignationWatch::DesignationWatch(const Unit& unit, ShippedDesignations shipped) {
  if (unit.find_who() == nullptr) return;
  const auto people = store::list_achievers(unit.db());
  if (people.empty()) return;
  for (auto& known : list_designations(unit, shipped)) {
    auto before = standing_of(known.designation, people, Day::of(unit.now()));
    watched_.push_back({std::move(known.designation), std::move(before)});
  }
}

std::vector<FallenDesignation> DesignationWatch::fallen(const Unit& unit) const {
  std::vector<FallenDesignation> fallen;
  if (watched_.empty()) return fallen;
  const auto people = store::list_achievers(unit.db());
  for (const auto& [designation, before] : watched_) {
    const auto after = standing_of(designation, people, Day::of(unit.now()));
    if (after.standing <= before.standing) continue;
    fallen.push_back({.name = designation.name,
                      .title = designation.title,
                      .before = before.standing,
                      .after = after.standing,
                      .points_before = before.points,
                      .points_after = after.points,
                      .needs = designation.needs});
  }
  return fallen;
}

}  // namespace pcadmin::ops
