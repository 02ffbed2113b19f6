#include "pcadmin/ops/tokens.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/domain/authority.hpp"
#include "pcadmin/domain/password_hash.hpp"
#include "pcadmin/ops/bundles.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/holdings.hpp"
#include "pcadmin/store/users.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

namespace pcadmin::ops {

namespace {

/// `at` itself is past the end: a token of a minute is good for sixty seconds.
bool is_expired(const store::Token& token, Time now) { return now >= token.expires_at; }

std::string via_of(const store::Token& token) { return "token " + token.name; }

void require_held(const Unit& unit, const domain::RoleSet& wanted) {
  const auto& who = unit.who();
  std::vector<std::string> lacking;
  for (const auto role : wanted) {
    if (!who.roles.contains(role)) lacking.emplace_back(role.text());
  }
  if (lacking.empty()) return;
  std::string held;
  for (const auto other : who.roles) held += (held.empty() ? "" : ", ") + std::string(other.text());
  throw Error({.code = "token-role",
               .kind = FailureKind::denied,
               .message = fmt::format("{} does not hold {}, so a token of theirs cannot be for {}", who.email.text(),
                                      join_words(lacking), lacking.size() == 1 ? "it" : "them"),
               .hint = held.empty()
                           ? "you hold no role; a token without --role is for whatever you hold when it is used"
                           : "you hold " + held});
}

Time end_of(const Unit& unit, const std::optional<Duration>& life) {
  if (!life) return unit.now() + kTokenLife;
  if (life->seconds() > kLongestTokenLife) {
    throw Error(
        {.code = "token-lifetime",
         .kind = FailureKind::invalid,
         .message = fmt::format("a token cannot last {}: {}d is the longest", life->text(), kLongestTokenLife.count()),
         .hint = "make a new one when it expires: one that nobody replaces is one that nobody watches"});
  }
  return unit.now() + life->seconds();
}

/// Makes room for a new token of that name; true when an expired one went.
bool clear_name(Unit& unit, const domain::TokenName& name) {
  const auto old = store::find_token(unit.db(), unit.who().id, name.text());
  if (!old) return false;
  if (!is_expired(*old, unit.now())) {
    throw Error({.code = "token-name-taken",
                 .kind = FailureKind::conflict,
                 .message = fmt::format("you have a token \"{}\" already, good until {}", name.text(),
                                        to_rfc3339(old->expires_at)),
                 .hint = "take another name, or end that one first: pcadmin token revoke " + name.text()});
  }
  store::delete_token(unit.db(), old->id);
  return true;
}

store::Token get_token(const Unit& unit, const domain::TokenRef& ref) {
  const auto* const id = std::get_if<domain::TokenId>(&ref.value());
  auto token =
      id != nullptr ? store::find_token(unit.db(), *id) : store::find_token(unit.db(), unit.who().id, ref.text());
  if (token) return std::move(*token);
  throw Error({.code = "unknown-token",
               .kind = FailureKind::not_found,
               .message = fmt::format("there is no token \"{}\"{}", ref.text(), id != nullptr ? "" : " of yours"),
               .hint = "see them: pcadmin token list; another person's is named by its id"});
}

/// A token speaks for its owner, but only about itself: one for a few roles must not end one for more.
bool is_own(const Operator& who, const store::Token& token) {
  return who.token ? *who.token == token.id : token.owner == who.id;
}

[[noreturn]] void refuse_token(std::string message, std::string hint) {
  throw Error(
      {.code = "token-invalid", .kind = FailureKind::denied, .message = std::move(message), .hint = std::move(hint)});
}

constexpr std::string_view kMakeAnother = "make another, signed in as yourself: pcadmin token create --name NAME";

domain::RoleSet usable_roles(const store::Database& db, const store::Token& token, Time now) {
  auto held = store::roles_of(db, token.owner, now);
  if (!token.roles) return held;
  domain::RoleSet both;
  std::ranges::set_intersection(held, *token.roles, std::inserter(both, both.end()));
  return both;
}

}  // namespace

void require_person(const Unit& unit, std::string_view what) {
  const auto* const who = unit.find_who();
  if (who == nullptr || !who->token) return;
  throw Error(
      {.code = "token-not-enough",
       .kind = FailureKind::denied,
       .message = fmt::format("a token is not enough to {}: that takes its owner in person", what),
       .hint = "run it without PCADMIN_TOKEN_FILE and --token-fd, signed in: pcadmin sign-in " + who->email.text()});
}

CreatedToken create_token(Unit& unit, const NewToken& wanted) {
  const auto& who = unit.who();
  require_person(unit, "make a token");
  auto roles = wanted.roles;
  if (wanted.bundle) {
    const auto bundled = get_bundle(unit, *wanted.bundle).record.roles;
    roles.insert(bundled.begin(), bundled.end());
  }
  require_held(unit, roles);
  store::Token token{.id = {},
                     .owner = who.id,
                     .owner_email = who.email.text(),
                     .name = wanted.name.text(),
                     .roles = roles.empty() ? std::nullopt : std::optional(roles),
                     .created_at = unit.now(),
                     .expires_at = end_of(unit, wanted.life)};
  const bool replaced = clear_name(unit, wanted.name);
  auto secret = domain::make_access_token(unit.random());
  token.id = store::insert_token(unit.db(), token, domain::hash_token(secret), unit.change(), unit.random());
  return {.token = std::move(token), .secret = std::move(secret), .replaced = replaced};
}

void list_tokens(const Unit& unit, const TokenQuery& query, const std::function<bool(const ListedToken&)>& each) {
  const auto& who = unit.who();
  const std::variant<domain::UserId, domain::Email> by_id(who.id);
  const std::variant<domain::UserId, domain::Email> by_email(who.email);
  const bool own = query.owner ? query.owner->value() == by_id || query.owner->value() == by_email : !query.all;
  if (!own) require(unit, domain::Act::manage_tokens);
  std::optional<domain::UserId> owner;
  if (own) owner = who.id;
  if (query.owner) owner = get_user(unit, *query.owner).id;
  const auto tell = [&](const store::Token& token) {
    return each({.token = token, .expired = is_expired(token, unit.now())});
  };
  store::list_tokens(unit.db(), owner, tell, query.where ? &*query.where : nullptr);
}

void require_revoke(const Unit& unit, const store::Token& token) {
  const auto& who = unit.who();
  if (is_own(who, token)) return;
  if (token.owner == who.id && !domain::may(who.roles, domain::Act::manage_tokens))
    require_person(unit, "revoke another token");
  require(unit, domain::Act::manage_tokens);
  const auto owner = *store::find_user(unit.db(), token.owner);
  require_manage(unit, store::roles_to_come_of(unit.db(), owner.id, unit.now()), owner.record.email);
}

store::Token revoke_token(Unit& unit, const domain::TokenRef& ref) {
  auto token = get_token(unit, ref);
  require_revoke(unit, token);
  store::delete_token(unit.db(), token.id);
  return token;
}

Operator resume_by_token(const store::Database& db, const Secret& secret, Time now) {
  const auto token = store::find_token(db, domain::hash_token(secret));
  if (!token)
    refuse_token("the token is not known here: it was revoked, or is another store's", std::string(kMakeAnother));
  if (is_expired(*token, now)) {
    refuse_token(fmt::format("the token \"{}\" of {} expired at {}", token->name, token->owner_email,
                             to_rfc3339(token->expires_at)),
                 std::string(kMakeAnother));
  }
  auto user = store::find_user(db, token->owner);
  const auto credential = store::find_credential(db, token->owner);
  if (!user || user->record.state != domain::UserState::active || !credential) {
    refuse_token(
        fmt::format("the account of {}, whose token \"{}\" is, cannot be used", token->owner_email, token->name),
        "ask an administrator of your organisation");
  }
  return {.id = user->id,
          .name = std::move(user->record.name),
          .email = std::move(user->record.email),
          .roles = usable_roles(db, *token, now),
          .via = via_of(*token),
          .token = token->id,
          .roles_at_locations = store::roles_at_locations_of(db, token->owner, now),
          .must_change_password = credential->kind == store::CredentialKind::temporary};
}

std::optional<TokenTrace> trace_token(const store::Database& db, const Secret& secret) {
  const auto token = store::find_token(db, domain::hash_token(secret));
  return token ? std::optional(TokenTrace{token->owner, via_of(*token)}) : std::nullopt;
}

std::optional<Operator> resume_by_os_account(const store::Database& db, const std::string& name, Time now) {
  const auto account = domain::OsAccount::parse(name);
  auto user = account ? store::find_user(db, *account) : std::nullopt;
  if (!user || user->record.state != domain::UserState::active) return std::nullopt;
  // A temporary password does not limit it: no password has any part in this proof, and an account that only cron ever
  // uses would otherwise have to be signed in to once, by somebody, with a password that nobody needs.
  return Operator{.id = user->id,
                  .name = std::move(user->record.name),
                  .email = std::move(user->record.email),
                  .roles = store::roles_of(db, user->id, now),
                  .via = "os-account " + account->text(),
                  .roles_at_locations = store::roles_at_locations_of(db, user->id, now)};
}

}  // namespace pcadmin::ops
