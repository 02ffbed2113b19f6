#include "pcadmin/ops/deletion.hpp"

#include "grant_rules.hpp"

#include "pcadmin/domain/guards.hpp"
#include "pcadmin/ops/organization.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/locations.hpp"
#include "pcadmin/store/profile_links.hpp"
#include "pcadmin/store/users.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <variant>

namespace pcadmin::ops {

namespace {

std::optional<store::DeletedUser> find_deleted(const Unit& unit, const domain::UserRef& ref) {
  return std::visit([&](const auto& key) { return store::find_deleted_user(unit.db(), key); }, ref.value());
}

/// Whoever is deleted. An account that is there by the name is the likelier mistake.
store::DeletedUser get_deleted(const Unit& unit, const domain::UserRef& ref, std::string_view hint) {
  if (auto deleted = find_deleted(unit, ref)) return std::move(*deleted);
  const auto user = get_user(unit, ref);
  throw Error({.code = "not-deleted",
               .kind = FailureKind::conflict,
               .message = fmt::format("{} is not deleted", user.record.email.text()),
               .hint = fmt::format(fmt::runtime(hint), user.record.email.text())});
}

domain::RoleSet roles_before(const std::vector<store::Assignment>& assignments) {
  domain::RoleSet roles;
  for (const auto& assignment : assignments) roles.insert(assignment.role);
  return roles;
}

/// They are in catalogue order, one for each place.
void each_role_once(std::vector<domain::RoleId>& roles) {
  const auto again = std::ranges::unique(roles);
  roles.erase(again.begin(), again.end());
}

void require_restorable(const Unit& unit, const store::DeletedUser& deleted) {
  const auto& email = deleted.user.record.email;
  const auto end = deleted.deleted_at + kRestorable;
  if (unit.now() >= end) {
    throw Error({.code = "restore-expired",
                 .kind = FailureKind::refused,
                 .message = fmt::format("{} was deleted at {} and could be restored until {}", email.text(),
                                        to_rfc3339(deleted.deleted_at), to_rfc3339(end)),
                 .hint = "add them anew: pcadmin user add --name NAME " + email.text()});
  }
  if (const auto other = store::find_user(unit.db(), email)) {
    throw Error({.code = "email-taken",
                 .kind = FailureKind::conflict,
                 .message = fmt::format("{} is the address of {} already", email.text(), other->id.text()),
                 .hint = fmt::format("give them another first: pcadmin user edit {} --email ADDRESS", other->id.text()),
                 .details = {{"user", other->id.text()}}});
  }
}

/// What a rule has against a role as it was given; nullopt: nothing.
std::optional<Lost> forbidden(const GrantRules& rules, const store::DeletedUser& deleted, const std::string& role,
                              const store::Assignment& before) {
  const auto guard = rules.against(before);
  if (!guard) return std::nullopt;
  const std::string name(domain::info_of(*guard).name);
  const auto place = before.location ? std::optional(before.location->partner_id) : std::nullopt;
  return Lost{role, name,
              fmt::format("it {} (guard {}); give it anew: {}",
                          *guard == domain::Guard::expiry_required ? "has no end" : "was given without a reason", name,
                          rules.way(deleted.user.record.email.text(), before.role, place))};
}

/// Why somebody cannot have a role back; nullopt when they can.
std::optional<Lost> obstacle(const Unit& unit, const GrantRules& rules, const store::DeletedUser& deleted,
                             const store::Assignment& before) {
  const auto& place = before.location;
  const auto role = std::string(before.role.text()) + (place ? " at " + place->partner_id.text() : "");
  if (place && !store::find_location(unit.db(), place->id))
    return Lost{role, "location-gone", fmt::format("location {} is gone", place->name)};
  if (before.expired_at(unit.now()))
    return Lost{role, "role-expired", fmt::format("expired at {}", to_rfc3339(*before.expires_at))};
  try {
    require_holdable(deleted.user.record.kind, before.role);
  } catch (const Error& error) {
    return Lost{role, error.failure().code, error.failure().message};
  }
  return forbidden(rules, deleted, role, before);
}

/// The OS account stays with whoever has it now, and is not given back by who may not attach it.
std::optional<Lost> release_os_account(const Unit& unit, const store::DeletedUser& deleted) {
  const auto& account = deleted.user.record.os_account;
  if (!account) return std::nullopt;
  const auto what = "os-account " + account->text();
  if (const auto other = store::find_user(unit.db(), *account))
    return Lost{what, "os-account-taken", fmt::format("it is attached to {} now", other->record.email.text())};
  try {
    require_attach(unit, deleted.user.id);
  } catch (const Error& error) {
    return Lost{what, error.failure().code, error.failure().message};
  }
  return std::nullopt;
}

/// What they passed is theirs; the profile is, unless somebody else has linked it since.
std::optional<Lost> return_learning(Unit& unit, const store::DeletedUser& deleted) {
  store::restore_skills(unit.db(), deleted, unit.change());
  store::restore_directory_link(unit.db(), deleted, unit.change());
  const auto profile = store::find_profile_before(unit.db(), deleted);
  if (!profile) return std::nullopt;
  if (store::find_profile_link(unit.db(), *profile))
    return Lost{"profile " + profile->text(), "profile-taken", "somebody else has linked it since"};
  store::restore_profile_link(unit.db(), deleted, unit.change());
  return std::nullopt;
}

std::vector<domain::RoleId> returning_roles(const Unit& unit, const GrantRules& rules,
                                            const store::DeletedUser& deleted) {
  std::vector<domain::RoleId> roles;
  for (const auto& assignment : store::list_assignments_before(unit.db(), deleted)) {
    if (!obstacle(unit, rules, deleted, assignment) && assignment.holds_at(unit.now()))
      roles.push_back(assignment.role);
  }
  each_role_once(roles);
  return roles;
}

/// What the store filters by itself for people who are there.
bool matches(const PeopleQuery& query, const domain::UserRecord& record, const std::vector<domain::RoleId>& roles) {
  const auto& filter = query.filter;
  return matches_name(query, record) && (!filter.state || filter.state == record.state) &&
         (!filter.kind || filter.kind == record.kind) && (!filter.without_role || roles.empty()) &&
         (!filter.role || std::ranges::find(roles, *filter.role) != roles.end());
}

/// A restoration brings back what stood before the change-set: what it did to them itself before that would be lost.
void require_untouched(const Unit& unit, const store::StoredUser& user) {
  if (!unit.is_shared() || !store::is_touched_by(unit.db(), user.id, unit.change())) return;
  const auto& email = user.record.email.text();
  throw Error(
      {.code = "changed-before-deletion",
       .kind = FailureKind::conflict,
       .message = fmt::format("{} was changed by this very change-set, and could not be restored as they were", email),
       .hint = "delete them by a command of its own, or give each line a change-set of its own: --each",
       .details = {{"user", email}}});
}

/// Whoever is named twice is meant once.
std::vector<domain::UserRef> each_once(const Unit& unit, const std::vector<domain::UserRef>& refs) {
  std::vector<domain::UserRef> once;
  std::set<domain::UserId> seen;
  for (const auto& ref : refs) {
    const auto user = find_user(unit, ref);
    if (!user || seen.insert(user->id).second) once.push_back(ref);
  }
  return once;
}

}  // namespace

std::optional<domain::ProfileId> profile_before_deletion(const Unit& unit, domain::UserId user) {
  const auto deleted = store::find_deleted_user(unit.db(), user);
  return deleted ? store::find_profile_before(unit.db(), *deleted) : std::nullopt;
}

std::vector<store::StoredUser> delete_users(Unit& unit, const std::vector<domain::UserRef>& refs, IfMissing missing) {
  require(unit, domain::Act::manage_people);
  std::vector<store::StoredUser> gone;
  for (const auto& ref : each_once(unit, refs)) {
    if (missing == IfMissing::pass && !find_user(unit, ref)) continue;
    auto user = get_user(unit, ref);
    require_manage(unit, user);
    require_untouched(unit, user);
    require_not_contact(unit, user);
    store::delete_user(unit.db(), user.id, unit.now(), unit.change());
    gone.push_back(std::move(user));
  }
  return gone;
}

Restoration restore_user(Unit& unit, const domain::UserRef& ref) {
  require(unit, domain::Act::manage_people);
  const auto deleted = get_deleted(unit, ref, "there is nothing to restore: pcadmin user show {}");
  const auto before = store::list_assignments_before(unit.db(), deleted);
  require_manage(unit, roles_before(before), deleted.user.record.email);
  require_restorable(unit, deleted);
  Restoration restoration{.user = deleted.user, .roles = {}, .to_come = {}, .lost = {}};
  auto lost_account = release_os_account(unit, deleted);
  store::restore_user(unit.db(), deleted, lost_account ? store::KeepOsAccount::no : store::KeepOsAccount::yes,
                      unit.change());
  if (lost_account) {
    restoration.user.record.os_account.reset();
    restoration.lost.push_back(std::move(*lost_account));
  }
  if (auto lost = return_learning(unit, deleted)) restoration.lost.push_back(std::move(*lost));
  const GrantRules rules(unit);
  for (const auto& assignment : before) {
    if (auto lost = obstacle(unit, rules, deleted, assignment)) {
      restoration.lost.push_back(std::move(*lost));
      continue;
    }
    store::restore_assignment(unit.db(), deleted, assignment.id, unit.change());
    if (assignment.holds_at(unit.now()))
      restoration.roles.push_back(assignment.role);
    else
      restoration.to_come.push_back(assignment);
  }
  each_role_once(restoration.roles);
  return restoration;
}

std::vector<Restoration> restore_users(Unit& unit, const std::vector<domain::UserRef>& refs) {
  std::vector<Restoration> back;
  for (const auto& ref : refs) {
    const auto user = find_user(unit, ref);
    const bool again = user && std::ranges::any_of(back, [&](const auto& done) { return done.user.id == user->id; });
    if (!again) back.push_back(restore_user(unit, ref));
  }
  return back;
}

Purge purge_user(Unit& unit, const domain::UserRef& ref) {
  require(unit, domain::Act::erase_people);
  const auto deleted = get_deleted(unit, ref, "delete the account first: pcadmin user delete {}");
  return {.id = deleted.user.id, .erased = store::erase_user(unit.db(), deleted.user.id, unit.change())};
}

void list_deleted(const Unit& unit, const PeopleQuery& query, const std::function<bool(const Deleted&)>& each) {
  require(unit, domain::Act::list_people);
  auto left = query.limit.value_or(-1);
  const GrantRules rules(unit);
  store::list_deleted_users(unit.db(), [&](const store::DeletedUser& deleted) {
    if (unit.now() >= deleted.deleted_at + kRestorable) return true;
    const Deleted shown{
        .user = deleted.user, .roles = returning_roles(unit, rules, deleted), .deleted_at = deleted.deleted_at};
    return !matches(query, shown.user.record, shown.roles) || (each(shown) && --left != 0);
  });
}

}  // namespace pcadmin::ops
