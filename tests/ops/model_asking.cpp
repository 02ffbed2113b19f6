#include "ops/house_rules.hpp"
#include "ops/model.hpp"

#include <algorithm>

/// Of the model: bundles and requests.
namespace pcadmin::test {

namespace {

bool grants_something(const std::set<std::string>& roles) {
  return std::ranges::any_of(
      roles, [](const std::string& role) { return std::ranges::find(kRights, role, &Rights::role)->grants_some_role; });
}

bool may_hold(domain::UserKind kind, const std::string& role) {
  return kind == domain::UserKind::member || std::ranges::find(kGuestRoles, role) != kGuestRoles.end();
}

}  // namespace

bool Model::may_grant_all(const Actor& who, const std::set<std::string>& roles) const {
  return std::ranges::all_of(roles, [&](const std::string& role) { return may_grant(who.roles, role); });
}

// ---- Bundles

Verdict Model::add_bundle(const Actor& who, const std::string& name, const std::set<std::string>& roles) {
  if (!grants_something(who.roles) || !may_manage(who, roles)) return "not-allowed";
  if (bundles.contains(name)) return "bundle-taken";
  for (const auto& [id, person] : people) {
    for (const auto& [key, held] : person.roles) {
      if (held.bundle == name && to_come(held)) return "bundle-in-use";
    }
  }
  bundles.emplace(name, roles);
  return {};
}

Verdict Model::edit_bundle(const Actor& who, const std::string& name, const std::set<std::string>& roles) {
  if (!grants_something(who.roles)) return "not-allowed";
  if (!bundles.contains(name)) return "unknown-bundle";
  if (!may_manage(who, bundles.at(name)) || !may_manage(who, roles)) return "not-allowed";
  bundles.at(name) = roles;
  return {};
}

Verdict Model::delete_bundle(const Actor& who, const std::string& name) {
  if (auto verdict = edit_bundle(who, name, {}); !verdict.empty()) return verdict;
  bundles.erase(name);
  return {};
}

Verdict Model::add_with_bundle(const Actor& who, const domain::UserRecord& record, const std::string& name) {
  const auto bundle = bundles.find(name);
  const auto verdict = add(who, record, bundle == bundles.end() ? std::set<std::string>{} : bundle->second);
  // Who may not add people at all is told so first; then, that there is no such bundle.
  if (bundle == bundles.end()) return verdict == "not-allowed" ? verdict : "unknown-bundle";
  if (!verdict.empty()) return verdict;
  for (auto& [role, held] : people.at(next_id - 1).roles) held.bundle = name;
  return {};
}

Verdict Model::assign_bundle(const Actor& who, const domain::Email& whom, const std::string& name,
                             std::optional<Time> ends) {
  if (!bundles.contains(name)) return "unknown-bundle";
  const auto& roles = bundles.at(name);
  if (!may_grant_all(who, roles)) return "not-allowed";
  const auto id = find(whom);
  if (!id) return "unknown-user";
  auto& person = people.at(*id);
  const auto fits = [&](const std::string& role) { return may_hold(person.record.kind, role); };
  if (!std::ranges::all_of(roles, fits)) return "guest-role";
  for (const auto& role : roles) {
    // What they will hold later is left alone, too.
    if (person.roles.contains(role) && to_come(person.roles.at(role))) continue;
    give(who, person, role, ends);
    person.roles.at(role).bundle = name;
  }
  return {};
}

Verdict Model::unassign_bundle(const Actor& who, const domain::Email& whom, const std::string& name) {
  if (!grants_something(who.roles)) return "not-allowed";
  const auto id = find(whom);
  if (!id) return "unknown-user";
  std::set<std::string> came;
  std::set<std::string> came_roles;
  for (const auto& [key, held] : people.at(*id).roles) {
    if (!to_come(held) || held.bundle != name) continue;
    came.insert(key);
    came_roles.insert(role_of_key(key));
  }
  if (came.empty() && !bundles.contains(name)) return "unknown-bundle";
  if (!may_grant_all(who, came.empty() ? bundles.at(name) : came_roles)) return "not-allowed";
  for (const auto& role : came) people.at(*id).roles.erase(role);
  return {};
}

// ---- Requests

Verdict Model::ask(const Actor& who, const std::string& role, std::optional<std::chrono::days> life) {
  if (!may_hold(people.at(who.id).record.kind, role)) return "guest-role";
  if (roles_everywhere_of(people.at(who.id)).contains(role)) return "already-held";
  const auto same = [&](const auto& one) {
    return one.second.who == who.id && one.second.role == role && one.second.state == domain::RequestState::open;
  };
  if (std::ranges::any_of(requests, same)) return "request-open";
  requests.emplace(next_request++, Request{.who = who.id, .role = role, .life = life});
  return {};
}

Verdict Model::may_decide(const Actor& who, std::int64_t id) const {
  const auto found = requests.find(id);
  if (found == requests.end()) return "unknown-request";
  const auto& request = found->second;
  if (!may_grant(who.roles, request.role)) return request.who == who.id ? "not-allowed" : "unknown-request";
  return request.state == domain::RequestState::open ? "" : "request-decided";
}

Verdict Model::approve(const Actor& who, std::int64_t id, std::optional<std::chrono::days> life) {
  if (auto verdict = may_decide(who, id); !verdict.empty()) return verdict;
  auto& request = requests.at(id);
  auto& person = people.at(request.who);
  if (person.record.state == domain::UserState::disabled) return "account-disabled";
  if (!may_hold(person.record.kind, request.role)) return "guest-role";
  const auto granted = life ? life : request.life;
  const auto ends = granted ? std::optional(now + *granted) : std::nullopt;
  const bool held = roles_everywhere_of(person).contains(request.role);
  const bool later = !held && person.roles.contains(request.role) && to_come(person.roles.at(request.role));
  if (later) return "role-to-come";
  if (!held || (life && person.roles.at(request.role).ends != ends)) give(who, person, request.role, ends);
  request.state = domain::RequestState::approved;
  return {};
}

Verdict Model::deny(const Actor& who, std::int64_t id) {
  if (auto verdict = may_decide(who, id); !verdict.empty()) return verdict;
  requests.at(id).state = domain::RequestState::denied;
  return {};
}

Verdict Model::withdraw(const Actor& who, std::int64_t id) {
  const auto found = requests.find(id);
  const bool own = found != requests.end() && found->second.who == who.id;
  if (!own) {
    const bool seen = found != requests.end() && may_grant(who.roles, found->second.role);
    return seen ? "not-allowed" : "unknown-request";
  }
  if (found->second.state != domain::RequestState::open) return "request-decided";
  found->second.state = domain::RequestState::withdrawn;
  return {};
}

}  // namespace pcadmin::test
