#include "pcadmin/ops/roles.hpp"

#include "reasons.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/ops/locations.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/store/tokens.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace pcadmin::ops {

namespace {

using domain::RoleId;
using store::Assignment;
using Scope = std::optional<store::LocationId>;

RoleChange tell(const Unit& unit, store::StoredUser user, RoleId role, std::vector<AssignmentChange> assignments) {
  const auto held = store::roles_of(unit.db(), user.id, unit.now());
  const auto whole = store::find_assignment(unit.db(), user.id, role);
  const auto id = user.id;
  std::ranges::sort(assignments, [](const auto& one, const auto& other) { return store::before(one.now, other.now); });
  return {.changed = std::ranges::any_of(assignments, &AssignmentChange::changed),
          .user = std::move(user),
          .role = role,
          .held = {held.begin(), held.end()},
          .assignments = std::move(assignments),
          .expires_at = whole ? whole->expires_at : std::nullopt,
          .everywhere = whole && whole->holds_at(unit.now()),
          .tokens = store::count_tokens_of(unit.db(), id, unit.now())};
}

void require_scoped(RoleId role) {
  if (role.role().location_scoped) return;
  std::vector<std::string> scoped;
  for (const auto& candidate : domain::Catalogue::roles()) {
    if (candidate.location_scoped) scoped.emplace_back(candidate.id);
  }
  throw Error(
      {.code = "role-not-scoped",
       .kind = FailureKind::refused,
       .message = fmt::format("{} cannot be held for a location: it is for the whole organisation", role.text()),
       .hint = "for a location there are " + join_words(scoped),
       .details = {{"role", std::string(role.text())}, {"scoped_roles", scoped}}});
}

/// The places that are meant, each once; the whole organisation where none is named.
std::vector<Scope> scopes_of(const Unit& unit, const std::vector<domain::PartnerId>& locations) {
  if (locations.empty()) return {std::nullopt};
  std::vector<Scope> scopes;
  for (const auto& location : locations) {
    const auto id = get_location(unit, location).id;
    if (std::ranges::find(scopes, Scope(id)) == scopes.end()) scopes.emplace_back(id);
  }
  return scopes;
}

/// What they hold of it, or will.
std::optional<Assignment> find_lasting(const Unit& unit, domain::UserId user, RoleId role, const Scope& scope) {
  auto found = store::find_assignment(unit.db(), user, role, scope);
  return found && !found->expired_at(unit.now()) ? std::move(found) : std::nullopt;
}

void require_start_before_end(const store::Terms& terms) {
  if (!terms.starts_at || !terms.expires_at || *terms.starts_at < *terms.expires_at) return;
  throw Error({.code = "start-after-end",
               .kind = FailureKind::invalid,
               .message = fmt::format("it would begin at {} and end before, at {}", to_rfc3339(*terms.starts_at),
                                      to_rfc3339(*terms.expires_at)),
               .hint = "give a later --expires, or an earlier --starts; a length such as 30d counts from now"});
}

/// The terms that are wanted of one assignment, on top of those there are.
store::Terms terms_of(const Unit& unit, const Wanted& wanted, const Scope& scope,
                      const std::optional<Assignment>& there) {
  auto terms = there ? there->terms() : store::Terms{.location = scope};
  if (wanted.starts) {
    const auto begin = wanted.starts->from(unit.now(), terms.starts_at);
    const bool begun = !terms.starts_at || *terms.starts_at <= unit.now();
    if (begin || !begun) terms.starts_at = begin;
  }
  if (wanted.expires) terms.expires_at = wanted.expires->from(unit.now());
  require_start_before_end(terms);
  return terms;
}

/// Whether they would have it sooner, or longer, than now.
bool gives_more(const store::Terms& terms, const std::optional<Assignment>& there) {
  if (!there) return true;
  const bool sooner = there->starts_at && (!terms.starts_at || *terms.starts_at < *there->starts_at);
  const bool longer = there->expires_at && (!terms.expires_at || *terms.expires_at > *there->expires_at);
  return sooner || longer;
}

bool same_times(const store::Terms& one, const store::Terms& other) {
  return one.starts_at == other.starts_at && one.expires_at == other.expires_at;
}

/// Whether the change-set gives a reason or a ticket that the assignment has not.
bool says_why_anew(const Unit& unit, const Assignment& there) {
  const auto change = store::get_change(unit.db(), unit.change());
  return (change.reason && change.reason != there.reason) || (change.ticket && change.ticket != there.ticket);
}

AssignmentChange assign_one(Unit& unit, domain::UserId user, RoleId role, const Wanted& wanted, const Scope& scope) {
  auto there = find_lasting(unit, user, role, scope);
  const auto terms = terms_of(unit, wanted, scope, there);
  if (there && same_times(terms, there->terms()) && !says_why_anew(unit, *there))
    return {.now = *there, .before = there, .changed = false};
  if (gives_more(terms, there)) require_open(unit, scope);
  give_role(unit, user, role, terms);
  return {.now = *store::find_assignment(unit.db(), user, role, scope), .before = std::move(there), .changed = true};
}

/// Who moves a beginning or an end and does not say why does so for the reason there was, if it is one and the same.
void keep_reason(Unit& unit, std::vector<AssignmentChange>& changes) {
  if (store::get_change(unit.db(), unit.change()).reason) return;
  const auto moved = [](const AssignmentChange& one) { return one.changed && one.before; };
  const auto first = std::ranges::find_if(changes, moved);
  if (first == changes.end() || !first->before->reason) return;
  const auto why = *first->before;
  const auto same = [&](const AssignmentChange& one) {
    return !moved(one) || (one.before->reason == why.reason && one.before->ticket == why.ticket);
  };
  if (!std::ranges::all_of(changes, same)) return;
  take_over_reason(unit, *why.reason, why.ticket);
  const auto change = store::get_change(unit.db(), unit.change());
  for (auto& one : changes) {
    if (!one.changed) continue;
    one.now.reason = change.reason;
    one.now.ticket = change.ticket;
  }
}

/// Everything of a role that they hold or will, or what there is of it in the places that are named.
std::vector<Assignment> lasting_of(const Unit& unit, domain::UserId user, RoleId role,
                                   const std::vector<domain::PartnerId>& locations) {
  const auto scopes = locations.empty() ? std::vector<Scope>{} : scopes_of(unit, locations);
  auto all = store::list_assignments(unit.db(), user);
  std::erase_if(all, [&](const Assignment& one) {
    const auto in = one.terms().location;
    return one.role != role || one.expired_at(unit.now()) ||
           (!locations.empty() && std::ranges::find(scopes, in) == scopes.end());
  });
  return all;
}

[[noreturn]] void refuse_not_held(const store::StoredUser& user, RoleId role,
                                  const std::vector<domain::PartnerId>& locations, const Unit& unit) {
  const auto& email = user.record.email.text();
  std::string place;
  for (const auto& location : locations) place += " --location " + location.text();
  const auto past = store::list_assignments(unit.db(), user.id);
  const auto ended = std::ranges::find_if(past, [&](const Assignment& one) { return one.role == role; });
  const bool expired = locations.empty() && ended != past.end();
  throw Error(
      {.code = "role-not-held",
       .kind = FailureKind::conflict,
       .message = fmt::format("{} does not hold {}{}{}", email, role.text(), locations.empty() ? "" : " there",
                              expired ? ": it expired at " + to_rfc3339(*ended->expires_at) : ""),
       .hint = fmt::format("give it anew: pcadmin role assign {} {}{} --expires WHEN", email, role.text(), place)});
}

/// Extending never takes anything away.
void require_not_sooner(const store::StoredUser& user, const Assignment& held, const std::optional<Time>& end) {
  if (!end || !held.expires_at || *end >= *held.expires_at) return;
  const auto& email = user.record.email.text();
  const auto place = held.location ? " --location " + held.location->partner_id.text() : std::string();
  throw Error({.code = "expiry-not-later",
               .kind = FailureKind::conflict,
               .message = fmt::format("{} ends at {}, after {}: to extend never means to shorten", held.role.text(),
                                      to_rfc3339(*held.expires_at), to_rfc3339(*end)),
               .hint = fmt::format("to end it sooner: pcadmin role assign {} {}{} --expires {}", email,
                                   held.role.text(), place, to_rfc3339(*end))});
}

}  // namespace

void give_role(Unit& unit, domain::UserId user, RoleId role, const store::Terms& terms) {
  if (const auto there = store::find_assignment(unit.db(), user, role, terms.location)) {
    store::update_assignment(unit.db(), there->id, unit.change(), terms);
  } else {
    store::insert_assignment(unit.db(), user, role, unit.change(), terms);
  }
}

RoleChange assign_role(Unit& unit, const domain::UserRef& ref, RoleId role, const Wanted& wanted) {
  require_grant(unit, role);
  auto user = get_user(unit, ref);
  require_holdable(user.record.kind, role);
  if (!wanted.locations.empty()) require_scoped(role);
  std::vector<AssignmentChange> changes;
  for (const auto& scope : scopes_of(unit, wanted.locations))
    changes.push_back(assign_one(unit, user.id, role, wanted, scope));
  keep_reason(unit, changes);
  return tell(unit, std::move(user), role, std::move(changes));
}

RoleChange assign_role(Unit& unit, const domain::UserRef& ref, RoleId role,
                       const std::optional<domain::Expiry>& expiry) {
  return assign_role(unit, ref, role, Wanted{.expires = expiry});
}

RoleChange unassign_role(Unit& unit, const domain::UserRef& ref, RoleId role,
                         const std::vector<domain::PartnerId>& locations) {
  require_grant(unit, role);
  auto user = get_user(unit, ref);
  std::vector<AssignmentChange> taken;
  // One that has expired is history: there is nothing to take.
  for (auto& held : lasting_of(unit, user.id, role, locations)) {
    store::delete_assignment(unit.db(), held.id);
    taken.push_back({.now = held, .before = held, .changed = true});
  }
  return tell(unit, std::move(user), role, std::move(taken));
}

RoleChange extend_role(Unit& unit, const domain::UserRef& ref, RoleId role,
                       const std::vector<domain::PartnerId>& locations, const domain::Expiry& expiry) {
  require_grant(unit, role);
  auto user = get_user(unit, ref);
  if (!locations.empty()) require_scoped(role);
  const auto end = expiry.from(unit.now());
  const auto held = lasting_of(unit, user.id, role, locations);
  if (held.empty()) refuse_not_held(user, role, locations, unit);
  for (const auto& one : held) require_not_sooner(user, one, end);
  std::vector<AssignmentChange> changes;
  for (const auto& one : held) {
    auto terms = one.terms();
    terms.expires_at = end;
    const bool changed = one.expires_at && one.expires_at != end;
    if (changed) require_open(unit, terms.location);
    if (changed) store::update_assignment(unit.db(), one.id, unit.change(), terms);
    const auto now = store::find_assignment(unit.db(), user.id, role, terms.location);
    changes.push_back({.now = *now, .before = one, .changed = changed});
  }
  keep_reason(unit, changes);
  return tell(unit, std::move(user), role, std::move(changes));
}

std::vector<std::int64_t> count_members(const Unit& unit) {
  require(unit, domain::Act::see_admins);
  return store::count_members(unit.db(), unit.now());
}

namespace {

void require_members(const Unit& unit, RoleId role) {
  const std::array admins = {domain::global_admin(), domain::account_admin(), domain::user_management_admin()};
  require(unit, std::ranges::find(admins, role) != admins.end() ? domain::Act::see_admins : domain::Act::see_members);
}

}  // namespace

void list_members(const Unit& unit, RoleId role, const std::function<bool(const store::Member&)>& each,
                  const domain::Filter* where) {
  require_members(unit, role);
  store::list_members(unit.db(), role, unit.now(), each, where);
}

void list_members(const Unit& unit, RoleId role, Standing standing,
                  const std::function<bool(const store::Member&)>& each) {
  if (standing == Standing::in_force) return list_members(unit, role, each);
  require_members(unit, role);
  store::list_members_ever(unit.db(), role, each);
}

void list_admins(const Unit& unit, const std::vector<RoleId>& roles,
                 const std::function<bool(const store::Member&)>& each, const domain::Filter* where) {
  const auto each_active = [&](const store::Member& member) {
    return member.user.record.state != domain::UserState::active || each(member);
  };
  for (const auto role : roles) list_members(unit, role, each_active, where);
}

void list_expiring(const Unit& unit, std::chrono::seconds within,
                   const std::function<bool(const store::Member&)>& each) {
  require(unit, domain::Act::see_members);
  store::list_expiring(unit.db(), unit.now(), unit.now() + within, each);
}

}  // namespace pcadmin::ops
