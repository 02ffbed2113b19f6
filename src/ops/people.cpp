#include "pcadmin/ops/people.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/ops/bundles.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/store/deleted_users.hpp"

#include <fmt/format.h>

#include <variant>

namespace pcadmin::ops {

AddedUser add_user(Unit& unit, const domain::UserRecord& record, const std::vector<domain::RoleId>& roles,
                   const std::optional<domain::BundleName>& bundle_name) {
  require(unit, domain::Act::administer_users);
  const auto bundle = bundle_name ? std::optional(get_bundle(unit, *bundle_name).record) : std::nullopt;
  const domain::RoleSet named(roles.begin(), roles.end());
  auto wanted = named;
  if (bundle) wanted.insert(bundle->roles.begin(), bundle->roles.end());
  require_grant(unit, wanted);
  require_holdable(record.kind, wanted);
  if (const auto other = store::find_user(unit.db(), record.email)) {
    throw Error({.code = "email-taken",
                 .kind = FailureKind::conflict,
                 .message = fmt::format("{} is the address of {} already", record.email.text(), other->id.text()),
                 .hint = "see them: pcadmin user show " + other->record.email.text(),
                 .details = {{"user", other->id.text()}}});
  }
  const auto id = store::insert_user(unit.db(), record, unit.now(), unit.change(), unit.random());
  for (const auto role : wanted) {
    store::Terms terms;
    if (!named.contains(role)) terms.bundle = bundle->name.text();
    store::insert_assignment(unit.db(), id, role, unit.change(), terms);
  }
  const auto expires_at = temporary_end(unit);
  return {.user = {.id = id, .record = record, .created_at = unit.now(), .since = unit.change()},
          .roles = {wanted.begin(), wanted.end()},
          .temporary_password = issue_temporary_password(unit, id, expires_at),
          .expires_at = expires_at};
}

std::optional<store::StoredUser> find_user(const Unit& unit, const domain::UserRef& ref) {
  return std::visit([&](const auto& key) { return store::find_user(unit.db(), key); }, ref.value());
}

store::StoredUser get_user(const Unit& unit, const domain::UserRef& ref) {
  auto user = find_user(unit, ref);
  if (user) return std::move(*user);
  const auto deleted =
      std::visit([&](const auto& key) { return store::find_deleted_user(unit.db(), key); }, ref.value());
  throw Error({.code = "unknown-user",
               .kind = FailureKind::not_found,
               .message = fmt::format("there is no user \"{}\"{}", ref.text(),
                                      deleted ? ": deleted at " + to_rfc3339(deleted->deleted_at) : ""),
               .hint = deleted ? "bring them back: pcadmin user restore " + deleted->user.id.text()
                               : "look for them: pcadmin user list --match '*NAME*'"});
}

std::string email_of(const Unit& unit, domain::UserId id) {
  if (const auto user = store::find_user(unit.db(), id)) return user->record.email.text();
  const auto deleted = store::find_deleted_user(unit.db(), id);
  return deleted ? deleted->user.record.email.text() : id.text();
}

UserDetails show_user(const Unit& unit, const domain::UserRef& ref) {
  require_to_see(unit, ref);
  auto user = get_user(unit, ref);
  const auto id = user.id;
  const auto credential = store::find_credential(unit.db(), id);
  return {.user = std::move(user),
          .assignments = store::list_assignments(unit.db(), id),
          .last_sign_in = store::find_last_sign_in(unit.db(), id),
          .password_pending = credential && credential->kind == store::CredentialKind::temporary,
          .failed = store::get_failed_sign_ins(unit.db(), id)};
}

bool matches_name(const PeopleQuery& query, std::string_view name, std::string_view email) {
  return !query.match || glob_matches(*query.match, name) || glob_matches(*query.match, email);
}

bool matches_name(const PeopleQuery& query, const domain::UserRecord& record) {
  return matches_name(query, record.name.text(), record.email.text());
}

namespace {

void check_query(const Unit& unit, const PeopleQuery& query) {
  require(unit, domain::Act::list_people);
  const auto& bundle = query.filter.bundle;
  if (bundle && store::count_assignments_by(unit.db(), *bundle, unit.now()) == 0)
    static_cast<void>(get_bundle(unit, *bundle));
}

}  // namespace

void list_people(const Unit& unit, const PeopleQuery& query,
                 const std::function<bool(const store::ListedUser&)>& each) {
  check_query(unit, query);
  auto left = query.limit.value_or(-1);
  if (left == 0) return;
  store::list_users(unit.db(), query.filter, unit.now(), [&](const store::ListedUser& listed) {
    return !matches_name(query, listed.user.record) || (each(listed) && --left != 0);
  });
}

void export_people(const Unit& unit, const PeopleQuery& query, bool with_roles,
                   const std::function<bool(const store::ExportedUser&)>& each) {
  check_query(unit, query);
  auto left = query.limit.value_or(-1);
  if (left == 0) return;
  store::export_users(unit.db(), query.filter, with_roles, unit.now(), [&](const store::ExportedUser& exported) {
    const auto& texts = exported.texts;
    return !matches_name(query, texts.name, texts.email) || (each(exported) && --left != 0);
  });
}

}  // namespace pcadmin::ops
