#include "ops/model.hpp"

#include "ops/house_rules.hpp"

#include "pcadmin/base/text.hpp"

#include <algorithm>

namespace pcadmin::test {

namespace {

constexpr const char* kAdmin = "global-admin";
constexpr const char* kMinimum = "minimum-global-admins";
constexpr const char* kRequired = "required-admins";
constexpr const char* kRemovals = "max-removals";

/// How long a deleted account can be restored: the directory's own rule.
constexpr std::chrono::days kRestorable{30};

const Rights& rights_of(const std::string& role) { return *std::ranges::find(kRights, role, &Rights::role); }

bool administers_users(const std::set<std::string>& roles) {
  return std::ranges::any_of(roles, [](const std::string& role) { return rights_of(role).administers_users; });
}

bool may_hold(domain::UserKind kind, const std::string& role) {
  return kind == domain::UserKind::member || std::ranges::find(kGuestRoles, role) != kGuestRoles.end();
}

/// The roles of which the vendor says "org / locations".
const std::set<std::string> kForPlaces{"referrals-admin",  "referrals-user",  "business-profile-admin",
                                       "incentives-admin", "incentives-user", "executive-report-viewer",
                                       "report-viewer"};

bool is_active(const Model::Person& person) { return person.record.state == domain::UserState::active; }

bool can_sign_in(const Model::Person& person) {
  return is_active(person) && person.password == Password::chosen && !person.locked;
}

/// `20` or `10%` of so many people; one is always allowed.
std::int64_t most_of(const std::string& limit, std::int64_t people) {
  if (!limit.ends_with('%')) return std::stoll(limit);
  return std::max<std::int64_t>(1, people * std::stoll(limit) / 100);
}

}  // namespace

std::optional<Id> Model::find(const domain::Email& email) const {
  const auto found = std::ranges::find_if(people, [&](const auto& one) { return one.second.record.email == email; });
  return found == people.end() ? std::nullopt : std::optional(found->first);
}

std::set<std::string> Model::roles_of(const Person& person) const {
  std::set<std::string> held;
  for (const auto& [key, how] : person.roles) {
    if (in_force(how)) held.insert(role_of_key(key));
  }
  return held;
}

std::set<std::string> Model::roles_of(Id id) const { return roles_of(people.at(id)); }

std::set<std::string> Model::roles_everywhere_of(const Person& person) const {
  std::set<std::string> held;
  for (const auto& [key, how] : person.roles) {
    if (in_force(how) && key == role_of_key(key)) held.insert(key);
  }
  return held;
}

std::set<std::string> Model::roles_to_come_of(Id id) const {
  std::set<std::string> roles;
  for (const auto& [key, how] : people.at(id).roles) {
    if (to_come(how)) roles.insert(role_of_key(key));
  }
  return roles;
}

bool Model::to_come(const Held& held) const { return !held.ends || now < *held.ends; }

bool Model::in_force(const Held& held) const { return to_come(held) && (!held.starts || *held.starts <= now); }

bool Model::is_able_admin(Id id, bool for_good) const {
  const auto found = people.find(id);
  if (found == people.end()) return false;
  const auto& person = found->second;
  if (!can_sign_in(person) || !roles_of(person).contains(kAdmin)) return false;
  return !for_good || !person.roles.at(kAdmin).ends;
}

std::int64_t Model::able_admins(bool for_good) const {
  return std::ranges::count_if(people, [&](const auto& one) { return is_able_admin(one.first, for_good); });
}

// ---- Rights

bool Model::may_grant(const std::set<std::string>& granter, const std::string& role) const {
  const auto& rule = *std::ranges::find(kGrantRules, role, &GrantRule::role);
  if (role == "marketplace-owner") {
    const bool vacant = std::ranges::none_of(
        people, [&](const auto& one) { return can_sign_in(one.second) && roles_of(one.second).contains(role); });
    if (vacant && granter.contains(kAdmin)) return true;
  }
  return std::ranges::any_of(granter, [&](const std::string& one) { return rule.allows(one); });
}

bool Model::may_manage(const Actor& who, const std::set<std::string>& theirs) const {
  // That a role is vacant lets a global admin give it, and a global admin stands above everybody anyway.
  return who.roles.contains(kAdmin) ||
         std::ranges::all_of(theirs, [&](const std::string& role) { return may_grant(who.roles, role); });
}

// ---- Acts

void Model::give(const Actor& who, Person& person, const std::string& role, std::optional<Time> ends) {
  person.roles[role] = {.ends = ends, .given_by = who.id, .given_in = change};
}

Verdict Model::add(const Actor& who, const domain::UserRecord& record, const std::set<std::string>& roles) {
  if (!administers_users(who.roles)) return "not-allowed";
  if (!may_grant_all(who, roles)) return "not-allowed";
  if (!std::ranges::all_of(roles, [&](const auto& role) { return may_hold(record.kind, role); })) return "guest-role";
  if (find(record.email)) return "email-taken";
  Person person{.record = record, .password = Password::temporary};
  for (const auto& role : roles) give(who, person, role, std::nullopt);
  people.emplace(next_id++, std::move(person));
  return {};
}

Verdict Model::assign(const Actor& who, const domain::Email& whom, const std::string& role, const Said& ends,
                      const std::set<std::string>& where, const Said& starts) {
  if (!may_grant(who.roles, role)) return "not-allowed";
  const auto id = find(whom);
  if (!id) return "unknown-user";
  auto& person = people.at(*id);
  if (!may_hold(person.record.kind, role)) return "guest-role";
  if (!where.empty() && !kForPlaces.contains(role)) return "role-not-scoped";
  if (auto verdict = no_place(where); !verdict.empty()) return verdict;
  std::vector<std::string> keys;
  for (const auto& place : where) keys.push_back(role + "@" + place);
  if (where.empty()) keys.push_back(role);
  for (const auto& key : keys) {
    const auto there = person.roles.find(key);
    const bool lasts = there != person.roles.end() && to_come(there->second);
    const auto before = lasts ? there->second : Held{};
    auto after = before;
    const bool begun = !before.starts || *before.starts <= now;
    if (starts && (*starts || !begun)) after.starts = *starts;
    if (ends) after.ends = *ends;
    if (after.starts && after.ends && *after.starts >= *after.ends) return "start-after-end";
    if (lasts && after == before) continue;
    const bool sooner = before.starts && (!after.starts || *after.starts < *before.starts);
    const bool longer = before.ends && (!after.ends || *before.ends < *after.ends);
    if ((!lasts || sooner || longer) && !is_open(key)) return "location-closed";
    after.given_by = who.id;
    after.given_in = change;
    person.roles.insert_or_assign(key, after);
  }
  return {};
}

std::vector<std::string> Model::lasting(const Person& person, const std::string& role,
                                        const std::set<std::string>& where) const {
  std::vector<std::string> keys;
  for (const auto& [key, held] : person.roles) {
    const bool meant = where.empty() || (key != role && where.contains(key.substr(key.find('@') + 1)));
    if (role_of_key(key) == role && to_come(held) && meant) keys.push_back(key);
  }
  return keys;
}

Verdict Model::unassign(const Actor& who, const domain::Email& whom, const std::string& role,
                        const std::set<std::string>& where) {
  if (!may_grant(who.roles, role)) return "not-allowed";
  const auto id = find(whom);
  if (!id) return "unknown-user";
  if (auto verdict = no_place(where); !verdict.empty()) return verdict;
  for (const auto& key : lasting(people.at(*id), role, where)) people.at(*id).roles.erase(key);
  return {};
}

Verdict Model::extend(const Actor& who, const domain::Email& whom, const std::string& role,
                      const std::set<std::string>& where, const std::optional<Time>& ends) {
  if (!may_grant(who.roles, role)) return "not-allowed";
  const auto id = find(whom);
  if (!id) return "unknown-user";
  if (!where.empty() && !kForPlaces.contains(role)) return "role-not-scoped";
  if (auto verdict = no_place(where); !verdict.empty()) return verdict;
  auto& person = people.at(*id);
  const auto keys = lasting(person, role, where);
  if (keys.empty()) return "role-not-held";
  const auto shortens = [&](const std::string& key) {
    const auto& end = person.roles.at(key).ends;
    return end && ends && *ends < *end;
  };
  if (std::ranges::any_of(keys, shortens)) return "expiry-not-later";
  for (const auto& key : keys) {
    auto& held = person.roles.at(key);
    if (!held.ends || held.ends == ends) continue;
    if (!is_open(key)) return "location-closed";
    held.ends = ends;
    held.given_by = who.id;
    held.given_in = change;
  }
  return {};
}

Verdict Model::reset_password(const Actor& who, const domain::Email& whom) {
  if (!administers_users(who.roles)) return "not-allowed";
  const auto id = find(whom);
  if (!id) return "unknown-user";
  if (*id == who.id) return "own-password";
  if (!may_manage(who, roles_to_come_of(*id))) return "not-allowed";
  people.at(*id).password = Password::temporary;
  people.at(*id).verifier.clear();
  people.at(*id).locked = false;
  people.at(*id).tokens.clear();
  people.at(*id).record.os_account.reset();
  return {};
}

/// One's own account is one's own, unless one acts by a token that is for less than one holds.
bool Model::may_touch(const Actor& who, Id id) const {
  return (id == who.id && who.roles == roles_of(id)) || may_manage(who, roles_to_come_of(id));
}

Verdict Model::edit(const Actor& who, const domain::Email& whom, const ops::RecordEdit& edit) {
  if (!administers_users(who.roles)) return "not-allowed";
  const bool attaches = edit.os_account && edit.os_account->has_value();
  if (attaches && who.token) return "token-not-enough";
  const auto id = find(whom);
  if (!id) return "unknown-user";
  if (!may_touch(who, *id)) return "not-allowed";
  if (attaches && *id != who.id && !who.roles.contains(kAdmin)) return "not-allowed";
  auto& record = people.at(*id).record;
  if (edit.email) {
    const auto other = find(*edit.email);
    if (other && other != id) return "email-taken";
    record.email = *edit.email;
  }
  if (edit.os_account) {
    const auto takes = [&](const auto& one) {
      return one.first != *id && one.second.record.os_account == *edit.os_account;
    };
    if (*edit.os_account && std::ranges::any_of(people, takes)) return "os-account-taken";
    record.os_account = *edit.os_account;
  }
  if (edit.kind) {
    const auto fits = [&](const std::string& role) { return may_hold(*edit.kind, role); };
    if (!std::ranges::all_of(roles_to_come_of(*id), fits)) return "guest-role";
    record.kind = *edit.kind;
  }
  return {};
}

Verdict Model::set_state(const Actor& who, const std::vector<domain::Email>& whom, domain::UserState state) {
  if (!administers_users(who.roles)) return "not-allowed";
  for (const auto& email : whom) {
    const auto id = find(email);
    if (!id) return "unknown-user";
    if (!may_touch(who, *id)) return "not-allowed";
    auto& person = people.at(*id);
    if (state == domain::UserState::disabled && is_active(person)) person.tokens.clear();
    person.record.state = state;
  }
  return {};
}

Verdict Model::unlock(const Actor& who, const domain::Email& whom) {
  if (!administers_users(who.roles)) return "not-allowed";
  const auto id = find(whom);
  if (!id) return "unknown-user";
  if (!may_touch(who, *id)) return "not-allowed";
  people.at(*id).locked = false;
  return {};
}

Verdict Model::create_token(const Actor& who, const std::string& name, const std::set<std::string>& roles, Time ends) {
  if (who.token) return "token-not-enough";
  if (!std::ranges::includes(who.roles, roles)) return "token-role";
  auto& tokens = people.at(who.id).tokens;
  if (tokens.contains(name) && now < tokens.at(name).ends) return "token-name-taken";
  tokens.insert_or_assign(name, Token{.roles = roles.empty() ? std::nullopt : std::optional(roles), .ends = ends});
  return {};
}

Verdict Model::revoke_token(const Actor& who, const std::string& name) {
  auto& tokens = people.at(who.id).tokens;
  if (!tokens.contains(name)) return "unknown-token";
  // By a token: itself, or as whoever administers users would, which its owner then is not by being the owner.
  if (who.token && *who.token != name) {
    if (!administers_users(who.roles)) return "token-not-enough";
    if (!may_manage(who, roles_to_come_of(who.id))) return "not-allowed";
  }
  tokens.erase(name);
  return {};
}

void Model::guess_too_often(Id id) {
  const bool other_is_left =
      std::ranges::any_of(people, [&](const auto& one) { return one.first != id && is_able_admin(one.first, true); });
  if (other_is_left || !roles_of(id).contains(kAdmin)) people.at(id).locked = true;
}

bool Model::has_fault(const Actor& who, const domain::PersonRow& row) const {
  const auto id = find(row.email);
  const auto held = id ? roles_to_come_of(*id) : std::set<std::string>{};
  auto record = id ? people.at(*id).record : domain::UserRecord{.name = row.name, .email = row.email};
  const auto before = record;
  record.name = row.name;
  record.kind = row.kind.value_or(record.kind);
  record.state = row.state.value_or(record.state);
  const auto fits = [&](const std::string& role) { return may_hold(record.kind, role); };
  if (id && record != before && (!may_manage(who, held) || !std::ranges::all_of(held, fits))) return true;
  return std::ranges::any_of(row.roles, [&](domain::RoleId wanted) {
    const std::string role(wanted.text());
    const bool has = id && people.at(*id).roles.contains(role) && in_force(people.at(*id).roles.at(role));
    return !has && (!may_grant(who.roles, role) || !fits(role));
  });
}

Verdict Model::import_rows(const Actor& who, const std::vector<domain::PersonRow>& rows) {
  if (!administers_users(who.roles)) return "not-allowed";
  if (std::ranges::any_of(rows, [&](const auto& row) { return has_fault(who, row); })) return "import-faults";
  for (const auto& row : rows) {
    auto id = find(row.email);
    if (!id) {
      id = next_id++;
      people.emplace(*id, Person{.record = {.name = row.name, .email = row.email}, .password = Password::temporary});
    }
    auto& person = people.at(*id);
    person.record.name = row.name;
    person.record.kind = row.kind.value_or(person.record.kind);
    person.record.state = row.state.value_or(person.record.state);
    if (row.state == domain::UserState::disabled) person.tokens.clear();
    for (const auto role : row.roles) {
      const std::string name(role.text());
      const auto there = person.roles.find(name);
      if (there != person.roles.end() && in_force(there->second)) continue;
      const bool later = there != person.roles.end() && to_come(there->second);
      give(who, person, name, later ? there->second.ends : std::nullopt);
    }
  }
  return {};
}

Verdict Model::remove(const Actor& who, const std::vector<domain::Email>& whom) {
  if (!administers_users(who.roles)) return "not-allowed";
  std::set<Id> done;
  for (const auto& email : whom) {
    const auto id = find(email);
    if (!id && std::ranges::any_of(done, [&](Id one) { return gone.at(one).person.record.email == email; })) continue;
    if (!id) return "unknown-user";
    done.insert(*id);
    if (!may_touch(who, *id)) return "not-allowed";
    if (organisation.contact == id) return "primary-contact";
    people.at(*id).tokens.clear();
    std::erase_if(requests, [&](const auto& one) { return one.second.who == *id; });
    gone.insert_or_assign(*id, Gone{.person = people.at(*id), .at = now, .in = change});
    people.erase(*id);
  }
  return {};
}

std::optional<Id> Model::find_gone(const domain::Email& email) const {
  std::optional<Id> last;
  for (const auto& [id, one] : gone) {
    if (one.person.record.email == email && (!last || gone.at(*last).in < one.in)) last = id;
  }
  return last;
}

Verdict Model::may_touch_gone(const Actor& who, const domain::Email& whom) const {
  if (!administers_users(who.roles)) return "not-allowed";
  const auto id = find_gone(whom);
  if (!id) return find(whom) ? "not-deleted" : "unknown-user";
  std::set<std::string> theirs;
  for (const auto& [key, how] : gone.at(*id).person.roles) theirs.insert(role_of_key(key));
  return may_manage(who, theirs) ? Verdict() : "not-allowed";
}

Verdict Model::restore(const Actor& who, const domain::Email& whom) {
  if (auto verdict = may_touch_gone(who, whom); !verdict.empty()) return verdict;
  const auto id = *find_gone(whom);
  if (now >= gone.at(id).at + kRestorable) return "restore-expired";
  if (find(whom)) return "email-taken";
  auto person = gone.at(id).person;  // exactly as it was; but what has ended since, has ended
  std::erase_if(person.roles, [&](const auto& held) {
    const auto at = held.first.find('@');
    const auto place = at == std::string::npos ? places.end() : places.find(held.first.substr(at + 1));
    const bool lost = at != std::string::npos && (place == places.end() || place->second > gone.at(id).in);
    return lost || !to_come(held.second) || (must_end(role_of_key(held.first)) && !held.second.ends);
  });
  const auto& account = person.record.os_account;
  const bool taken =
      account && std::ranges::any_of(people, [&](const auto& one) { return one.second.record.os_account == account; });
  if (taken || who.token || !who.roles.contains(kAdmin)) person.record.os_account.reset();
  people.emplace(id, std::move(person));
  gone.erase(id);
  return {};
}

Verdict Model::purge(const Actor& who, const domain::Email& whom) {
  if (!who.roles.contains(kAdmin)) return "not-allowed";
  if (auto verdict = may_touch_gone(who, whom); !verdict.empty()) return verdict;
  gone.erase(*find_gone(whom));
  return {};
}

bool Model::is_sole(Id id, const std::string& key) const {
  const auto stands_in = [&](const Person& other) {
    return std::ranges::any_of(other.roles, [&](const auto& entry) {
      return (entry.first == key || entry.first == role_of_key(key)) && in_force(entry.second);
    });
  };
  return std::ranges::none_of(
      people, [&](const auto& one) { return one.first != id && is_active(one.second) && stands_in(one.second); });
}

Verdict Model::offboard(const Actor& who, const domain::Email& whom, const std::optional<domain::Email>& successor) {
  if (!administers_users(who.roles)) return "not-allowed";
  const auto id = find(whom);
  if (!id) return "unknown-user";
  if (!may_touch(who, *id)) return "not-allowed";
  const auto heir = successor ? find(*successor) : std::nullopt;
  if (successor && !heir) return "unknown-user";
  if (heir && (heir == id || !is_active(people.at(*heir)))) return "successor-unfit";
  auto& leaver = people.at(*id);
  for (const auto& [key, held] : leaver.roles) {
    const auto role = role_of_key(key);
    if (!in_force(held) || !is_sole(*id, key) || !heir || !may_grant(who.roles, role) || !is_open(key) ||
        !may_hold(people.at(*heir).record.kind, role))
      continue;
    auto& theirs = people.at(*heir).roles;
    const auto there = theirs.find(key);
    if (there != theirs.end() && to_come(there->second)) continue;
    auto next = held;
    next.given_by = who.id;
    next.given_in = change;
    theirs.insert_or_assign(key, next);
  }
  if (organisation.contact == id && heir && keeps_organisation(who.roles)) organisation.contact = heir;
  leaver.roles.clear();
  leaver.tokens.clear();
  leave_tie(leaver);
  leaver.record.state = domain::UserState::disabled;
  leaver.record.os_account.reset();
  return {};
}

Verdict Model::set_rule(const Actor& who, const std::string& name, const std::string& value) {
  if (!who.roles.contains(kAdmin)) return "not-allowed";
  settings[name] = value;
  return {};
}

Verdict Model::set_required(const Actor& who, const std::vector<domain::Email>& whom) {
  if (!who.roles.contains(kAdmin)) return "not-allowed";
  std::string ids;
  for (const auto& email : whom) {
    const auto id = find(email);
    if (!id) return "unknown-user";
    ids += (ids.empty() ? "" : ",") + domain::UserId(*id).text();
  }
  settings[kRequired] = ids;
  return {};
}

Verdict Model::unset_rule(const Actor& who, const std::string& name) {
  if (!who.roles.contains(kAdmin)) return "not-allowed";
  settings.erase(name);
  return {};
}

// ---- Undoing

/// Whether somebody is there in one state only, or with another record.
bool Model::differs(Id id, const Model& was) const {
  if (people.contains(id) != was.people.contains(id)) return true;
  return people.contains(id) && people.at(id).record != was.people.at(id).record;
}

/// Roles that people who are there in both states hold in another way.
std::set<std::string> Model::changed_roles(const Model& was) const {
  std::set<std::string> roles;
  for (const auto& [id, person] : people) {
    if (!was.people.contains(id)) continue;
    const auto& before = was.people.at(id).roles;
    for (const auto& [key, held] : person.roles) {
      if (!before.contains(key) || before.at(key) != held) roles.insert(role_of_key(key));
    }
    for (const auto& [key, held] : before) {
      if (!person.roles.contains(key)) roles.insert(role_of_key(key));
    }
  }
  return roles;
}

std::vector<std::pair<Id, std::string>> Model::new_tokens(const Model& was) const {
  std::vector<std::pair<Id, std::string>> tokens;
  for (const auto& [id, person] : people) {
    for (const auto& [name, token] : person.tokens) {
      const auto owner = was.people.find(id);
      const bool old = owner != was.people.end() && owner->second.tokens.contains(name) &&
                       owner->second.tokens.at(name).ends == token.ends;
      if (!old) tokens.emplace_back(id, name);
    }
  }
  return tokens;
}

bool Model::has_changed(const Model& was) const {
  for (Id id = 1; id < next_id; ++id) {
    if (differs(id, was)) return true;
  }
  return !has_rules_of(was) || !has_places_of(was) || organisation != was.organisation ||
         designations != was.designations || bundles != was.bundles || requests != was.requests || !has_ties_of(was) ||
         !changed_roles(was).empty() || !new_tokens(was).empty();
}

Verdict Model::may_end(const Actor& who, Id owner, const std::string& token) const {
  if (who.token ? owner == who.id && *who.token == token : owner == who.id) return {};
  if (owner == who.id && !administers_users(who.roles)) return "token-not-enough";
  return administers_users(who.roles) && may_manage(who, roles_to_come_of(owner)) ? "" : "not-allowed";
}

/// Every role of a bundle that changes has to be theirs to give: as it is, and as it was.
bool Model::may_undo_bundles(const Actor& who, const Model& was) const {
  std::set<std::string> roles;
  const auto add_changed = [&](const Model& here, const Model& there) {
    for (const auto& [name, bundled] : here.bundles) {
      const auto other = there.bundles.find(name);
      if (other == there.bundles.end() || other->second != bundled) roles.insert(bundled.begin(), bundled.end());
    }
  };
  add_changed(*this, was);
  add_changed(was, *this);
  const bool grants = std::ranges::any_of(who.roles, [](const auto& role) { return rights_of(role).grants_some_role; });
  return bundles == was.bundles || (grants && may_manage(who, roles));
}

/// To ask and to withdraw is for one and the same person; to decide, for who may give the role.
bool Model::may_undo_requests(const Actor& who, const Model& was) const {
  for (std::int64_t id = 1; id < next_request; ++id) {
    const auto is = requests.find(id);
    const auto then = was.requests.find(id);
    const bool there = is != requests.end();
    const bool was_there = then != was.requests.end();
    if ((!there && !was_there) || (there && was_there && is->second == then->second)) continue;
    const auto& request = there ? is->second : then->second;
    if (people.contains(request.who) != was.people.contains(request.who)) continue;  // goes or comes with them
    const auto withdrawn = domain::RequestState::withdrawn;
    const bool owner_only = !there || !was_there || is->second.state == withdrawn || then->second.state == withdrawn;
    if (owner_only ? request.who != who.id : !may_grant(who.roles, request.role)) return false;
  }
  return true;
}

Verdict Model::may_attach_again(const Actor& who, const Model& was) const {
  for (const auto& [id, before] : was.people) {
    const auto& account = before.record.os_account;
    if (!account || (people.contains(id) && people.at(id).record.os_account == account)) continue;
    if (who.token) return "token-not-enough";
    if (id != who.id && !who.roles.contains(kAdmin)) return "not-allowed";
  }
  return {};
}

Verdict Model::may_undo(const Actor& who, const Model& was) const {
  std::set<std::string> theirs;
  for (Id id = 1; id < next_id; ++id) {
    if (!differs(id, was)) continue;
    if (!administers_users(who.roles)) return "not-allowed";
    const bool own = id == who.id && who.roles == roles_of(id);
    if (!own && people.contains(id)) theirs.merge(roles_to_come_of(id));
    if (!people.contains(id))
      for (const auto& [key, how] : was.people.at(id).roles) theirs.insert(role_of_key(key));
  }
  if (!may_manage(who, theirs)) return "not-allowed";
  if (!has_rules_of(was) && !who.roles.contains(kAdmin)) return "not-allowed";
  const bool same = has_places_of(was) && organisation == was.organisation;
  if (!same && !keeps_organisation(who.roles)) return "not-allowed";
  if (designations != was.designations && !keeps_designations(who.roles)) return "not-allowed";
  if (!may_undo_bundles(who, was) || !may_undo_requests(who, was) || !may_undo_ties(who, was)) return "not-allowed";
  if (auto verdict = may_attach_again(who, was); !verdict.empty()) return verdict;
  for (const auto& role : changed_roles(was)) {
    if (!may_grant(who.roles, role)) return "not-allowed";
  }
  for (const auto& [owner, token] : new_tokens(was)) {
    if (auto verdict = may_end(who, owner, token); !verdict.empty()) return verdict;
  }
  return {};
}

/// Somebody is not there any more: deleted now, or, if they had been deleted before, as then.
void Model::go(Id id, const Model& was) {
  auto& person = people.at(id);
  person.tokens.clear();
  Gone leaves{.person = person, .at = now, .in = change};
  if (const auto before = was.gone.find(id); before != was.gone.end()) {
    leaves = before->second;
    leaves.person.password = person.password;
    leaves.person.verifier = person.verifier;
  }
  gone.insert_or_assign(id, leaves);
  people.erase(id);
}

Verdict Model::undo(const Actor& who, Id doer, const Model& was) {
  const bool reads = std::ranges::any_of(who.roles, [](const auto& role) { return rights_of(role).sees_history; });
  if (doer != who.id && !reads) return "not-allowed";
  const auto purged = [&](const auto& one) { return !gone.contains(one.first) && !people.contains(one.first); };
  if (std::ranges::any_of(was.gone, purged)) return "undo-purge";
  if (!has_changed(was)) return "nothing-to-undo";
  if (auto verdict = may_undo(who, was); !verdict.empty()) return verdict;
  for (const auto& [id, token] : new_tokens(was)) people.at(id).tokens.erase(token);
  for (Id id = 1; id < next_id; ++id) {
    const bool is = people.contains(id);
    if (is && !was.people.contains(id)) go(id, was);
    if (!was.people.contains(id)) continue;
    const auto& before = was.people.at(id);
    if (!is) people.emplace(id, before).first->second.tokens.clear();
    if (!is) gone.erase(id);
    auto& person = people.at(id);
    if (is_active(person) && !is_active(before)) person.tokens.clear();
    person.record = before.record;
    person.roles = before.roles;
    if (is && before.tie && person.tie != before.tie) ties[before.tie->row].push_back(*before.tie);
    person.tie = before.tie;
  }
  settings = was.settings;
  duties = was.duties;
  places = was.places;
  closed = was.closed;
  organisation = was.organisation;
  designations = was.designations;
  bundles = was.bundles;
  requests = was.requests;
  return {};
}

// ---- Guards

bool Model::administers(Id id) const {
  return people.contains(id) && is_active(people.at(id)) && administers_users(roles_of(id));
}

bool Model::is_required_and_missing(Id id) const {
  const auto required = settings.find(kRequired);
  if (required == settings.end() || is_able_admin(id, true)) return false;
  const auto words = split(required->second, ',');
  return std::ranges::find(words, domain::UserId(id).text()) != words.end();
}

Verdict Model::guards(const Actor& who, const Model& before) const {
  if (able_admins(true) == 0) return "last-global-admin";
  const auto least = [](const Model& model) {
    const auto set = model.settings.find(kMinimum);
    return set == model.settings.end() ? 1 : std::stoll(set->second);
  };
  const bool worse = able_admins(true) < before.able_admins(true) || least(*this) > least(before);
  if (settings.contains(kMinimum) && able_admins(true) < least(*this) && worse) return "minimum-global-admins";
  for (Id id = 1; id < next_id; ++id) {
    if (is_required_and_missing(id) && !before.is_required_and_missing(id)) return "required-admin";
  }
  if (before.administers(who.id) && !administers(who.id) && !who.yes) return "own-admin-role";
  const auto too_many = removals(who, before);
  return too_many.empty() ? duties_and_ends(before) : too_many;
}

Verdict Model::removals(const Actor& who, const Model& before) const {
  const auto demanded = settings.find(kRemovals);
  std::int64_t losers = 0;
  for (const auto& [id, person] : before.people) {
    const auto now_held = people.contains(id) ? people.at(id).roles : std::map<std::string, Held>{};
    const auto holds = [&](const std::string& key) { return now_held.contains(key) && in_force(now_held.at(key)); };
    const bool active = people.contains(id) && is_active(people.at(id));
    const bool lost = std::ranges::any_of(person.roles, [&](const auto& entry) {
      return in_force(entry.second) && !holds(entry.first) && !holds(role_of_key(entry.first));
    });
    if ((is_active(person) && !active) || lost) ++losers;
  }
  const auto whole = std::ranges::count_if(before.people, [](const auto& one) { return is_active(one.second); });
  if (who.most_removals && losers > most_of(*who.most_removals, whole)) return "too-many-removals";
  // One at a time is what an administrator does by hand; the organisation's rule is for files and lists.
  if (demanded != settings.end() && losers > 1 && losers > most_of(demanded->second, whole)) return "too-many-removals";
  return {};
}

}  // namespace pcadmin::test
