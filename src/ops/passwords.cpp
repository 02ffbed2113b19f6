#include "passwords.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/domain/password.hpp"
#include "pcadmin/ops/identity.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/policy.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/ops/tokens.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/organization.hpp"
#include "pcadmin/store/tokens.hpp"
#include "pcadmin/store/users.hpp"

#include <fmt/format.h>

namespace pcadmin::ops {

namespace {

/// A chosen password as it was hashed: NFKC. What is not text cannot have been chosen.
Secret as_chosen(const Secret& typed) {
  if (!is_utf8(typed.reveal())) return typed.copy();
  auto normal = to_nfkc(typed.reveal());
  if (normal.size() > Secret::kMaxSize) return typed.copy();
  return Secret::take(normal);
}

bool is_temporary(const Secret& typed, const store::Credential& credential) {
  const auto canonical = domain::normalise_temporary_password(typed.reveal());
  return canonical && domain::verify_generated_secret(*canonical, credential.verifier);
}

}  // namespace

bool proves(const Secret& password, const std::optional<store::Credential>& credential, domain::HashCost cost) {
  if (credential && credential->kind == store::CredentialKind::chosen)
    return domain::verify_chosen_password(as_chosen(password), credential->verifier);
  domain::verify_nothing(password, cost);
  return credential && is_temporary(password, *credential);
}

void store_chosen_password(Unit& unit, domain::UserId user, const Secret& password) {
  const store::Credential credential{.kind = store::CredentialKind::chosen,
                                     .verifier = domain::hash_chosen_password(as_chosen(password), unit.hash_cost()),
                                     .expires_at = {}};
  store::put_credential(unit.db(), user, credential, unit.now(), unit.change());
}

void choose_password(Unit& unit, const store::StoredUser& user, const std::optional<store::Credential>& old,
                     const Secret& fresh) {
  const auto organization = store::get_organization(unit.db());
  const auto checked = value_or_throw(domain::check_new_password(
      fresh.reveal(),
      {.organisation = organization.name.text(), .name = user.record.name.text(), .email = user.record.email.text()},
      password_rules(unit)));
  if (old && (old->kind == store::CredentialKind::chosen ? domain::verify_chosen_password(checked, old->verifier)
                                                         : is_temporary(checked, *old))) {
    throw Error({.code = "password-reused",
                 .kind = FailureKind::invalid,
                 .message = "the new password is the one it is to replace",
                 .hint = "choose another"});
  }
  store_chosen_password(unit, user.id, checked);
  store::delete_sessions_of(unit.db(), user.id);
  store::delete_failed_sign_ins(unit.db(), user.id);
}

void change_password(Unit& unit, const Secret& current, const Secret& fresh, const Attempt& attempt) {
  const auto* const who = unit.find_who();
  require_person(unit, "change a password");
  if (who == nullptr) static_cast<void>(unit.who());  // throws not-signed-in; a limited session is let through
  const auto user = *store::find_user(unit.db(), who->id);
  const auto credential = attempt.may_succeed(who->id) ? store::find_credential(unit.db(), who->id) : std::nullopt;
  if (!proves(current, credential, unit.hash_cost())) {
    throw Error({.code = "wrong-password",
                 .kind = FailureKind::denied,
                 .message = "the current password is wrong",
                 .hint = std::string(kWaitingHint)});
  }
  attempt.prove();
  if (credential->expires_at && unit.now() >= *credential->expires_at) {
    throw Error({.code = "temporary-password-expired",
                 .kind = FailureKind::denied,
                 .message = fmt::format("the temporary password expired at {}", to_rfc3339(*credential->expires_at)),
                 .hint = "ask an administrator for a new one: pcadmin password reset EMAIL"});
  }
  const auto session = who->session;  // theirs goes on, all others end
  const auto id = who->id;
  choose_password(unit, user, credential, fresh);
  if (session) store::insert_session(unit.db(), *session, id, unit.now());
}

Time temporary_end(const Unit& unit) { return unit.now() + get_policy(unit).temporary_life.hours(); }

Secret issue_temporary_password(Unit& unit, domain::UserId user, Time expires_at) {
  auto password = domain::make_temporary_password(unit.random());
  const store::Credential credential{.kind = store::CredentialKind::temporary,
                                     .verifier = domain::hash_generated_secret(password, unit.random()),
                                     .expires_at = expires_at};
  store::put_credential(unit.db(), user, credential, unit.now(), unit.change());
  return password;
}

void require_reset(const Unit& unit, const store::StoredUser& user) {
  if (user.id == unit.who().id) {
    throw Error({.code = "own-password",
                 .kind = FailureKind::refused,
                 .message = "refusing to reset your own password: you would have to sign in again with a temporary one",
                 .hint = "pcadmin password change"});
  }
  require_manage(unit, user);
}

Temporary renew_password(Unit& unit, const store::StoredUser& user, Time expires_at) {
  store::delete_failed_sign_ins(unit.db(), user.id);
  // Whoever had the old password may have made tokens with it. The sessions stay in the store but are worth nothing
  // while the password is temporary; setting a new one deletes them.
  store::delete_tokens_of(unit.db(), user.id, unit.now());
  if (user.record.os_account) {
    auto record = user.record;
    record.os_account.reset();
    store::update_user(unit.db(), user.id, record, unit.change());
  }
  return {.id = user.id,
          .name = user.record.name.text(),
          .email = user.record.email.text(),
          .password = issue_temporary_password(unit, user.id, expires_at),
          .expires_at = expires_at};
}

Temporary reset_password(Unit& unit, const domain::UserRef& ref) {
  require(unit, domain::Act::manage_people);
  const auto user = get_user(unit, ref);
  require_reset(unit, user);
  return renew_password(unit, user, temporary_end(unit));
}

}  // namespace pcadmin::ops
