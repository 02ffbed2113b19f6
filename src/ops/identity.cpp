#include "pcadmin/ops/identity.hpp"

#include "passwords.hpp"

#include "pcadmin/domain/authority.hpp"
#include "pcadmin/domain/password.hpp"
#include "pcadmin/ops/deletion.hpp"
#include "pcadmin/ops/guards.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/requests.hpp"
#include "pcadmin/store/domains.hpp"
#include "pcadmin/store/holdings.hpp"
#include "pcadmin/store/organization.hpp"
#include "pcadmin/store/tokens.hpp"
#include "pcadmin/store/users.hpp"

#include <fmt/format.h>

namespace pcadmin::ops {

namespace {

bool is_over(const store::Session& session, Time now) {
  return now >= session.created_at + kSessionLife || now >= session.seen_at + kSessionIdle;
}

[[noreturn]] void throw_sign_in_failed() {
  throw Error({.code = "sign-in-failed",
               .kind = FailureKind::denied,
               .message = "the e-mail address or the password is wrong",
               .hint = std::string(kWaitingHint)});
}

/// What somebody is told once they have proved who they are, and not before.
void require_usable(const store::StoredUser& user, const store::Credential& credential, Time now) {
  const auto& email = user.record.email.text();
  if (user.record.state != domain::UserState::active) {
    throw Error({.code = "account-disabled",
                 .kind = FailureKind::denied,
                 .message = fmt::format("the account {} is disabled", email),
                 .hint = "ask an administrator of your organisation"});
  }
  if (credential.expires_at && now >= *credential.expires_at) {
    throw Error({.code = "temporary-password-expired",
                 .kind = FailureKind::denied,
                 .message = fmt::format("the temporary password of {} expired at {}", email,
                                        to_rfc3339(*credential.expires_at)),
                 .hint = "ask an administrator for a new one: pcadmin password reset " + email});
  }
}

SignedIn start_session(Unit& unit, const store::StoredUser& user, bool must_change) {
  auto token = domain::make_token(unit.random());
  store::delete_stale_sessions(unit.db(), unit.now() - kSessionLife, unit.now() - kSessionIdle);
  store::forget_deleted_passwords(unit.db(), unit.now() - kRestorable);
  store::insert_session(unit.db(), domain::hash_token(token), user.id, unit.now());
  if (!must_change) store::put_last_sign_in(unit.db(), user.id, unit.now(), unit.change());
  return {.token = std::move(token),
          .id = user.id,
          .email = user.record.email,
          .must_change_password = must_change,
          .has_role = !store::roles_of(unit.db(), user.id, unit.now()).empty()};
}

}  // namespace

std::optional<Operator> resume(const store::Database& db, const Secret& token, Time now) {
  const auto hash = domain::hash_token(token);
  const auto session = store::find_session(db, hash);
  if (!session || is_over(*session, now)) return std::nullopt;
  auto user = store::find_user(db, session->user);
  if (!user || user->record.state != domain::UserState::active) return std::nullopt;
  const auto credential = store::find_credential(db, user->id);
  if (!credential) return std::nullopt;
  return Operator{.id = user->id,
                  .name = std::move(user->record.name),
                  .email = std::move(user->record.email),
                  .roles = store::roles_of(db, session->user, now),
                  .session = hash,
                  .roles_at_locations = store::roles_at_locations_of(db, session->user, now),
                  .must_change_password = credential->kind == store::CredentialKind::temporary};
}

bool wants_touch(const store::Database& db, const Operator& who, Time now) {
  const auto session = who.session ? store::find_session(db, *who.session) : std::nullopt;
  return session && now >= session->seen_at + kSessionGrain;
}

void touch(store::Database& db, const Operator& who, Time now) { store::touch_session(db, *who.session, now); }

SignedIn sign_in(Unit& unit, const domain::Email& email, const Secret& password, const Secret* new_password,
                 const Attempt& attempt) {
  const auto user = store::find_user(unit.db(), email);
  const bool may_succeed = user && attempt.may_succeed(user->id);
  const auto credential = may_succeed ? store::find_credential(unit.db(), user->id) : std::nullopt;
  if (user) store::set_change_actor(unit.db(), unit.change(), user->id);
  if (!proves(password, credential, unit.hash_cost())) throw_sign_in_failed();
  attempt.prove();
  require_usable(*user, *credential, unit.now());
  forgive(unit, attempt);
  const bool temporary = credential->kind == store::CredentialKind::temporary;
  if (new_password != nullptr) {
    if (!temporary) {
      throw Error({.code = "password-not-temporary",
                   .kind = FailureKind::conflict,
                   .message = fmt::format("{} has a password of their own already", user->record.email.text()),
                   .hint = "sign in without a new password; change it later with pcadmin password change"});
    }
    choose_password(unit, *user, *credential, *new_password);
  } else if (!temporary && domain::wants_rehash(credential->verifier, unit.hash_cost())) {
    store_chosen_password(unit, user->id, password);
  }
  return start_session(unit, *user, temporary && new_password == nullptr);
}

bool sign_out(Unit& unit) {
  const auto* const who = unit.find_who();
  if (who == nullptr || !who->session) return false;
  store::delete_session(unit.db(), *who->session);
  return true;
}

std::vector<std::string> organization_domains(const Unit& unit) { return store::domain_names(unit.db()); }

Myself who_am_i(const Unit& unit) {
  const auto& who = unit.who();
  const auto session = who.session ? store::find_session(unit.db(), *who.session) : std::nullopt;
  const auto token = who.token ? store::find_token(unit.db(), *who.token) : std::nullopt;
  const auto organization = store::get_organization(unit.db());
  return {.who = who,
          .assignments = store::list_assignments(unit.db(), who.id),
          .organization = organization.name.text(),
          .partner_id = organization.partner_id.text(),
          .session_began = session ? std::optional(session->created_at) : std::nullopt,
          .session_ends = session ? std::optional(session->created_at + kSessionLife) : std::nullopt,
          .token_ends = token ? std::optional(token->expires_at) : std::nullopt,
          .warnings =
              domain::may(who.roles, domain::Act::administer_users) ? admin_warnings(unit) : std::vector<std::string>{},
          .waiting_requests = count_waiting_requests(unit)};
}

PastSelf who_was_i(const Unit& unit) {
  const auto& who = unit.who();
  auto user = store::find_user(unit.db(), who.id);
  if (!user) {
    throw Error({.code = "unknown-user",
                 .kind = FailureKind::not_found,
                 .message = fmt::format("{} had no account at {}", who.email.text(), to_rfc3339(unit.now())),
                 .hint = "give a later moment, or leave --as-of out"});
  }
  const bool administered = domain::may(store::roles_of(unit.db(), who.id, unit.now()), domain::Act::administer_users);
  const bool administers = domain::may(who.roles, domain::Act::administer_users);
  const auto organization = store::get_organization(unit.db());
  return {.user = std::move(*user),
          .assignments = store::list_assignments(unit.db(), who.id),
          .organization = organization.name.text(),
          .partner_id = organization.partner_id.text(),
          .warnings = administered && administers ? admin_warnings(unit) : std::vector<std::string>{}};
}

}  // namespace pcadmin::ops
