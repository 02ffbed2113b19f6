#include "pcadmin/ops/access.hpp"

#include "rehearsal.hpp"

#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/store/holdings.hpp"
#include "pcadmin/store/locations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace pcadmin::ops {

namespace {

using domain::Place;

domain::Holding holding_of(const store::Assignment& assignment) {
  return {.role = assignment.role,
          .location = assignment.location ? Place(assignment.location->partner_id) : Place(),
          .starts_at = assignment.starts_at,
          .expires_at = assignment.expires_at};
}

void require_place(const Unit& unit, const Place& place) {
  if (!place || store::find_location(unit.db(), *place)) return;
  throw Error(
      {.code = "unknown-location",
       .kind = FailureKind::not_found,
       .message = fmt::format("there is no location \"{}\"", place->text()),
       .hint = "all of them: pcadmin location list; without --location the question is for the whole organisation"});
}

/// The answer, from what somebody was given.
AccessAnswer judge(const Unit& unit, store::StoredUser user, const AccessQuestion& question,
                   const std::vector<store::Assignment>& assignments) {
  const auto state = user.record.state;
  AccessAnswer answer{.user = std::move(user),
                      .permission = question.permission,
                      .place = question.place,
                      .granting = {},
                      .near_misses = {}};
  const auto add = [&](AccessPath path) {
    auto& list = path.obstacles.empty() ? answer.granting : answer.near_misses;
    list.push_back(std::move(path));
  };
  if (domain::allowed_to_everybody(question.permission)) {
    const bool active = state == domain::UserState::active;
    add({.assignment = {},
         .obstacles = active ? std::vector<domain::Obstacle>{} : std::vector{domain::Obstacle::account_disabled}});
  }
  for (const auto& assignment : assignments) {
    if (!domain::allows(assignment.role.role(), question.permission)) continue;
    add({.assignment = assignment,
         .obstacles = domain::obstacles(holding_of(assignment), state, question.place, unit.now())});
  }
  return answer;
}

std::vector<AllowingRole> allowing_roles(const Unit& unit, domain::PermissionId permission) {
  std::vector<AllowingRole> roles;
  for (const auto role : domain::roles_that_allow(permission)) {
    auto granters = domain::granters_of(role, domain::Vacant::no);
    // Who gives the first of its kind depends on whether there is one; for other roles nobody need look.
    if (granters == std::vector{role}) granters = domain::granters_of(role, vacant(unit, role));
    roles.push_back({role, std::move(granters)});
  }
  return roles;
}

/// When the first of what has not begun would grant it again, where nothing but the time is in the way and `taken`
/// leaves it be.
std::optional<Time> back_at(const AccessAnswer& answer, const std::vector<domain::Remedy>& taken) {
  std::optional<Time> first;
  for (const auto& path : answer.near_misses) {
    if (path.obstacles != std::vector{domain::Obstacle::not_begun}) continue;
    const auto holding = holding_of(*path.assignment);
    const bool gone = std::ranges::any_of(taken, [&](const domain::Remedy& remedy) {
      return remedy.role == holding.role && (!remedy.location || remedy.location == holding.location);
    });
    if (!gone && (!first || *holding.starts_at < *first)) first = holding.starts_at;
  }
  return first;
}

}  // namespace

AccessVerdict can_access(const Unit& unit, const AccessQuestion& question) {
  require_to_see(unit, question.user);
  require_place(unit, question.place);
  auto user = get_user(unit, question.user);
  const auto state = user.record.state;
  const bool by_everybody = domain::allowed_to_everybody(question.permission) && state == domain::UserState::active;
  auto through = store::list_holdings_of(unit.db(), user.id);
  std::erase_if(through, [&](const domain::Holding& held) {
    return !domain::allows(held.role.role(), question.permission) ||
           !domain::obstacles(held, state, question.place, unit.now()).empty();
  });
  return {.user = std::move(user),
          .permission = question.permission,
          .place = question.place,
          .by_everybody = by_everybody,
          .through = std::move(through)};
}

AccessExplanation explain_access(const Unit& unit, const AccessQuestion& question) {
  require_to_see(unit, question.user);
  require_place(unit, question.place);
  auto user = get_user(unit, question.user);
  const auto id = user.id;
  const domain::Subject subject{user.record.state, user.record.kind};
  const auto assignments = store::list_assignments(unit.db(), id);
  std::vector<domain::Holding> holdings;
  std::ranges::transform(assignments, std::back_inserter(holdings), holding_of);
  const auto find = [&](auto ways) { return ways(question.permission, subject, holdings, question.place, unit.now()); };
  AccessExplanation explanation{.answer = judge(unit, std::move(user), question, assignments),
                                .roles = allowing_roles(unit, question.permission),
                                .to_take = {},
                                .to_give = {}};
  if (!explanation.answer.granted()) {
    explanation.to_give = find(domain::ways_to_give);
    return explanation;
  }
  for (auto& path : explanation.answer.granting) {
    if (path.assignment) path.since = store::held_since(unit.db(), path.assignment->id);
  }
  explanation.to_take = find(domain::ways_to_take);
  explanation.back_at = back_at(explanation.answer, explanation.to_take);
  return explanation;
}

void try_remedies(const Unit& unit, AccessExplanation& explanation) {
  const bool granted = explanation.answer.granted();
  auto& remedies = granted ? explanation.to_take : explanation.to_give;
  auto tried = rehearse(unit, explanation.answer.user.id, std::move(remedies));
  remedies = std::move(tried.remedies);
  if (tried.refusal) (granted ? explanation.take_refused_by : explanation.give_refused_by) = refused_by(*tried.refusal);
  explanation.refusal = std::move(tried.refusal);
  explanation.tried = tried.tried;
}

HeldAccess list_access(const Unit& unit, const domain::UserRef& ref, const Place& place) {
  require_to_see(unit, ref);
  require_place(unit, place);
  HeldAccess held{.user = get_user(unit, ref), .permissions = {}};
  if (held.user.record.state != domain::UserState::active) return held;
  auto granting = store::list_assignments(unit.db(), held.user.id);
  std::erase_if(granting, [&](const store::Assignment& assignment) {
    const auto holding = holding_of(assignment);
    return !domain::obstacles(holding, domain::UserState::active, place ? place : holding.location, unit.now()).empty();
  });
  for (const auto permission : domain::PermissionId::all()) {
    HeldPermission row{
        .permission = permission, .by_everybody = domain::allowed_to_everybody(permission), .through = {}};
    std::ranges::copy_if(granting, std::back_inserter(row.through), [&](const store::Assignment& assignment) {
      return domain::allows(assignment.role.role(), permission);
    });
    if (row.by_everybody || !row.through.empty()) held.permissions.push_back(std::move(row));
  }
  return held;
}

void list_grantees(const Unit& unit, domain::PermissionId permission, const Place& place,
                   const std::function<bool(const Grantee&)>& each) {
  require(unit, domain::Act::list_people);
  require_place(unit, place);
  bool more = true;
  if (domain::allowed_to_everybody(permission)) {
    const store::UserFilter active{.state = domain::UserState::active, .sort = store::UserSort::id};
    store::list_users(unit.db(), active, unit.now(), [&](const store::ListedUser& listed) {
      return more = each({.user = listed.user, .assignment = {}});
    });
  }
  for (const auto role : domain::roles_that_allow(permission)) {
    if (!more) return;
    store::list_members(unit.db(), role, unit.now(), [&](const store::Member& member) {
      const auto state = member.user.record.state;
      if (!domain::obstacles(holding_of(member.assignment), state, place, unit.now()).empty()) return true;
      return more = each({.user = member.user, .assignment = member.assignment});
    });
  }
}

std::int64_t count_scoped_grantees(const Unit& unit, domain::PermissionId permission) {
  require(unit, domain::Act::list_people);
  if (domain::allowed_to_everybody(permission)) return 0;
  return store::count_scoped_holders(unit.db(), domain::roles_that_allow(permission), unit.now());
}

}  // namespace pcadmin::ops
