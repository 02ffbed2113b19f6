#include "pcadmin/domain/access.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pcadmin::domain {

namespace {

bool may_hold(UserKind kind, RoleId role) { return kind == UserKind::member || role.role().guest_assignable; }

/// Whether it would grant if the account were active.
bool grants(const Holding& holding, const Place& place, Time moment) {
  return obstacles(holding, UserState::active, place, moment).empty();
}

bool covers(const Holding& holding, const Place& place) { return !holding.location || holding.location == place; }

/// What was given already and only its time keeps from granting; what is to come rather than what is over.
std::optional<Remedy> way_by_time(PermissionId permission, const Subject& subject, const std::vector<Holding>& holdings,
                                  const Place& place, Time moment) {
  std::optional<Remedy> again;
  for (const auto& holding : holdings) {
    if (!allows(holding.role.role(), permission) || !covers(holding, place) || !may_hold(subject.kind, holding.role))
      continue;
    const bool over = holding.expires_at && *holding.expires_at <= moment;
    if (!over) return Remedy{Remedy::Act::begin, holding.role, holding.location};
    if (!again) again = Remedy{Remedy::Act::assign, holding.role, holding.location};
  }
  return again;
}

/// The role that allows least beside what is asked for; of several the first of the catalogue.
RoleId least_of(const std::vector<RoleId>& roles) {
  return *std::ranges::min_element(roles, {}, [](RoleId role) { return role.role().permissions.size(); });
}

}  // namespace

std::string_view to_string(Obstacle obstacle) {
  switch (obstacle) {
    case Obstacle::account_disabled:
      return "account-disabled";
    case Obstacle::not_begun:
      return "not-begun";
    case Obstacle::expired:
      return "expired";
    case Obstacle::other_location:
      return "other-location";
  }
  return {};
}

std::vector<Obstacle> obstacles(const Holding& holding, UserState state, const Place& place, Time moment) {
  std::vector<Obstacle> list;
  if (state != UserState::active) list.push_back(Obstacle::account_disabled);
  if (holding.starts_at && moment < *holding.starts_at) list.push_back(Obstacle::not_begun);
  if (holding.expires_at && *holding.expires_at <= moment) list.push_back(Obstacle::expired);
  if (!covers(holding, place)) list.push_back(Obstacle::other_location);
  return list;
}

std::string to_command(const Remedy& remedy, std::string_view who) {
  using Act = Remedy::Act;
  auto command = [&] {
    switch (remedy.act) {
      case Act::unassign:
        return fmt::format("pcadmin role unassign {} {}", who, remedy.role->text());
      case Act::assign:
      case Act::begin:
        return fmt::format("pcadmin role assign {} {}", who, remedy.role->text());
      case Act::disable:
        return fmt::format("pcadmin user disable {}", who);
      case Act::enable:
        return fmt::format("pcadmin user enable {}", who);
      case Act::admit:
        return fmt::format("pcadmin user edit {} --kind member", who);
    }
    return std::string();
  }();
  if (remedy.location) command += " --location " + remedy.location->text();
  if (remedy.act == Act::begin) command += " --starts now";
  if (remedy.end) command += *remedy.end ? fmt::format(" --expires {}d", (*remedy.end)->count()) : " --expires never";
  return command + (remedy.reason ? " --reason TEXT" : "");
}

std::vector<Remedy> ways_to_take(PermissionId permission, const Subject& subject, const std::vector<Holding>& holdings,
                                 const Place& place, Time moment) {
  if (subject.state != UserState::active) return {};
  if (allowed_to_everybody(permission)) return {{Remedy::Act::disable}};
  std::vector<Remedy> remedies;
  for (const auto& holding : holdings) {
    if (!allows(holding.role.role(), permission) || !grants(holding, place, moment)) continue;
    // Held for the place and for the whole organisation, it goes at once: taking the role takes both.
    const auto same = std::ranges::find(remedies, holding.role, &Remedy::role);
    if (same == remedies.end())
      remedies.push_back({Remedy::Act::unassign, holding.role, holding.location});
    else
      same->location.reset();
  }
  return remedies;
}

std::vector<Remedy> ways_to_give(PermissionId permission, const Subject& subject, const std::vector<Holding>& holdings,
                                 const Place& place, Time moment) {
  const bool active = subject.state == UserState::active;
  const bool given = allowed_to_everybody(permission) || std::ranges::any_of(holdings, [&](const Holding& holding) {
                       return allows(holding.role.role(), permission) && grants(holding, place, moment);
                     });
  std::vector<Remedy> remedies;
  if (!active) remedies.push_back({Remedy::Act::enable});
  if (given) return remedies;
  if (const auto way = way_by_time(permission, subject, holdings, place, moment)) {
    remedies.push_back(*way);
    return remedies;
  }
  const auto all = roles_that_allow(permission);
  auto roles = all;
  std::erase_if(roles, [&](RoleId role) { return !may_hold(subject.kind, role); });
  if (roles.empty()) remedies.push_back({Remedy::Act::admit});
  const auto role = least_of(roles.empty() ? all : roles);
  remedies.push_back({Remedy::Act::assign, role, role.role().location_scoped ? place : Place()});
  return remedies;
}

}  // namespace pcadmin::domain
