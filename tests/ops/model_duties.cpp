#include "ops/house_rules.hpp"
#include "ops/model.hpp"

#include <algorithm>
#include <set>

/// Of the model: the guards that speak of single assignments, separate-duties and expiry-required. Where the program
/// overlaps spans of time, this looks at every moment at which something begins or ends.
namespace pcadmin::test {

namespace {

using Roles = std::map<std::string, Model::Held>;

bool holds_at(const Roles& roles, const std::string& role, Time moment) {
  return std::ranges::any_of(roles, [&](const auto& entry) {
    const auto& [key, held] = entry;
    return role_of_key(key) == role && (!held.starts || *held.starts <= moment) && (!held.ends || moment < *held.ends);
  });
}

/// Every moment from `now` on at which something begins or ends, and `now` itself.
std::set<Time> moments_of(const Roles& roles, Time now) {
  std::set<Time> moments{now};
  for (const auto& [key, held] : roles) {
    for (const auto& moment : {held.starts, held.ends}) {
      if (moment && now < *moment) moments.insert(*moment);
    }
  }
  return moments;
}

}  // namespace

Verdict Model::set_duties(const Actor& who, const Duties& wanted, const std::optional<domain::Email>& waived) {
  if (!who.roles.contains("global-admin")) return "not-allowed";
  auto next = wanted;
  if (waived) next.waived = find(*waived);
  if (waived && !next.waived) return "unknown-user";
  duties = next;
  return {};
}

Verdict Model::unset_duties(const Actor& who) {
  if (!who.roles.contains("global-admin")) return "not-allowed";
  duties.reset();
  return {};
}

/// Whether somebody would hold both roles for a time in which they would not have held them all along, and that begins
/// when no waiver of theirs is in force.
bool Model::breaks_duties(Id id, const Model& before) const {
  const auto& roles = people.at(id).roles;
  const bool counted = before.people.contains(id) && before.people.at(id).record.state == domain::UserState::active;
  const auto roles_before = counted ? before.people.at(id).roles : Roles{};
  auto moments = moments_of(roles, now);
  moments.merge(moments_of(roles_before, now));
  const auto both = [&](const Roles& held, Time moment) {
    return holds_at(held, duties->one, moment) && holds_at(held, duties->other, moment);
  };
  const bool waived = duties->waived == id;
  std::optional<Time> from;  // since when both are held
  for (const auto moment : moments) {
    if (!both(roles, moment)) from.reset();
    if (!both(roles, moment)) continue;
    if (!from) from = moment;
    if (!both(roles_before, moment) && !(waived && *from < duties->waiver_end)) return true;
  }
  return false;
}

bool Model::must_end(const std::string& role) const {
  const auto ending = settings.find("expiry-required");
  return ending != settings.end() && ending->second == role;
}

Verdict Model::duties_and_ends(const Model& before) const {
  for (const auto& [id, person] : people) {
    if (duties && person.record.state == domain::UserState::active && breaks_duties(id, before))
      return "separation-of-duties";
  }
  for (const auto& [id, person] : people) {
    for (const auto& [key, held] : person.roles) {
      if (!must_end(role_of_key(key)) || held.ends) continue;
      const auto was = before.people.find(id);
      if (was == before.people.end() || !was->second.roles.contains(key) || was->second.roles.at(key).ends)
        return "expiry-required";
    }
  }
  return {};
}

}  // namespace pcadmin::test
