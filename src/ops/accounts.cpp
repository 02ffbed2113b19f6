#include "pcadmin/ops/accounts.hpp"

#include "synced_fields.hpp"

#include "pcadmin/base/edit.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/ops/tokens.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/credentials.hpp"
#include "pcadmin/store/tokens.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>
#include <variant>

namespace pcadmin::ops {

namespace {

using domain::UserRef;
using store::StoredUser;

std::optional<StoredUser> find(const Unit& unit, const UserRef& ref, IfMissing missing) {
  if (missing == IfMissing::refuse) return get_user(unit, ref);
  return find_user(unit, ref);
}

domain::UserRecord edited(domain::UserRecord record, const RecordEdit& edit) {
  put(record.name, edit.name);
  put(record.email, edit.email);
  put(record.kind, edit.kind);
  put(record.given_name, edit.given_name);
  put(record.family_name, edit.family_name);
  put(record.job_title, edit.job_title);
  put(record.department, edit.department);
  put(record.phone, edit.phone);
  put(record.usage_location, edit.usage_location);
  put(record.os_account, edit.os_account);
  return record;
}

void require_free_email(const Unit& unit, domain::UserId id, const domain::Email& email) {
  const auto other = store::find_user(unit.db(), email);
  if (!other || other->id == id) return;  // of oneself: in another letter case
  throw Error({.code = "email-taken",
               .kind = FailureKind::conflict,
               .message = fmt::format("{} is the address of {} already", email.text(), other->id.text()),
               .hint = "see them: pcadmin user show " + other->record.email.text(),
               .details = {{"user", other->id.text()}}});
}

void require_free_os_account(const Unit& unit, domain::UserId id, const domain::OsAccount& account) {
  const auto other = store::find_user(unit.db(), account);
  if (!other || other->id == id) return;
  const auto& email = other->record.email.text();
  throw Error({.code = "os-account-taken",
               .kind = FailureKind::conflict,
               .message = fmt::format("the OS account {} acts as {} already", account.text(), email),
               .hint = fmt::format("take it from them first: pcadmin user edit {} --os-account none", email),
               .details = {{"user", other->id.text()}}});
}

/// What else happens to somebody whose account changes its state; how many tokens end.
using Also = std::int64_t (*)(Unit&, domain::UserId);

AccountChange switch_one(Unit& unit, StoredUser user, domain::UserState state, Also also) {
  const auto held = store::roles_of(unit.db(), user.id, unit.now());
  require_manage(unit, user);
  AccountChange change{.user = std::move(user), .roles = {held.begin(), held.end()}, .changed = false};
  if (change.user.record.state == state) return change;
  auto record = change.user.record;
  record.state = state;
  require_not_synced(unit, change.user.id, change.user.record, record);
  change.user.record = std::move(record);
  change.user.since = unit.change();
  change.changed = true;
  store::update_user(unit.db(), change.user.id, change.user.record, unit.change());
  change.tokens_ended = also(unit, change.user.id);
  return change;
}

AccountChanges switch_all(Unit& unit, const std::vector<UserRef>& refs, IfMissing missing, domain::UserState state,
                          Also also) {
  require(unit, domain::Act::manage_people);
  AccountChanges changes;
  std::set<domain::UserId> seen;
  for (const auto& ref : refs) {
    auto user = find(unit, ref, missing);
    if (!user)
      changes.missing.push_back(ref);
    else if (seen.insert(user->id).second)
      changes.people.push_back(switch_one(unit, std::move(*user), state, also));
  }
  return changes;
}

}  // namespace

void require_attach(const Unit& unit, domain::UserId user) {
  // An OS account goes on acting when the token is revoked.
  require_person(unit, "attach an OS account");
  // Whoever has that account acts as them with every role they will ever get: more than who attaches it may give.
  if (user != unit.who().id) require(unit, domain::Act::attach_accounts);
}

std::optional<EditedUser> edit_user(Unit& unit, const UserRef& ref, const RecordEdit& edit, IfMissing missing) {
  require(unit, domain::Act::manage_people);
  if (edit.os_account && *edit.os_account) require_person(unit, "attach an OS account");
  auto user = find(unit, ref, missing);
  if (!user) return std::nullopt;
  const auto held = store::roles_of(unit.db(), user->id, unit.now());
  require_manage(unit, *user);
  if (edit.os_account && *edit.os_account) require_attach(unit, user->id);
  EditedUser done{.user = *user, .before = user->record, .roles = {held.begin(), held.end()}};
  done.user.record = edited(std::move(user->record), edit);
  const auto& record = done.user.record;
  if (edit.email) require_free_email(unit, done.user.id, record.email);
  if (record.os_account) require_free_os_account(unit, done.user.id, *record.os_account);
  if (edit.kind) {
    for (const auto role : store::roles_to_come_of(unit.db(), done.user.id, unit.now()))
      require_holdable(record.kind, role);
  }
  if (!done.changed()) return done;
  require_not_synced(unit, done.user.id, done.before, record);
  store::update_user(unit.db(), done.user.id, record, unit.change());
  done.user.since = unit.change();
  return done;
}

bool EditedUser::changed() const {
  // Two addresses are the same that differ in letter case only, and may be written anew all the same.
  return user.record != before || user.record.email.text() != before.email.text();
}

bool AccountChanges::changed() const { return std::ranges::any_of(people, &AccountChange::changed); }

AccountChanges disable_users(Unit& unit, const std::vector<UserRef>& refs, IfMissing missing) {
  return switch_all(unit, refs, missing, domain::UserState::disabled, end_access);
}

AccountChanges enable_users(Unit& unit, const std::vector<UserRef>& refs, IfMissing missing) {
  return switch_all(unit, refs, missing, domain::UserState::active,
                    [](Unit&, domain::UserId) { return std::int64_t{0}; });
}

std::int64_t end_access(Unit& unit, domain::UserId user) {
  store::delete_sessions_of(unit.db(), user);
  return store::delete_tokens_of(unit.db(), user, unit.now());
}

std::optional<StoredUser> user_exists(const Unit& unit, const UserRef& ref) {
  require_to_see(unit, ref);
  return find(unit, ref, IfMissing::pass);
}

std::optional<UserDetails> find_namesake(const Unit& unit, const domain::Email& email) {
  require(unit, domain::Act::administer_users);
  const auto user = store::find_user(unit.db(), email);
  if (!user) return std::nullopt;
  return show_user(unit, value_or_throw(UserRef::parse(email.text())));
}

}  // namespace pcadmin::ops
