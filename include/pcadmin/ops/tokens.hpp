#pragma once

#include "pcadmin/base/duration.hpp"
#include "pcadmin/base/secret.hpp"
#include "pcadmin/domain/bundle.hpp"
#include "pcadmin/domain/role.hpp"
#include "pcadmin/domain/token.hpp"
#include "pcadmin/domain/user_ref.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/tokens.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>

/// Tokens: how scripts act for a person, never with more rights than that person has at that moment.
namespace pcadmin::ops {

inline constexpr std::chrono::days kTokenLife{90};
inline constexpr std::chrono::days kLongestTokenLife{366};

struct NewToken {
  domain::TokenName name;
  std::optional<Duration> life{};              ///< nullopt: `kTokenLife`
  domain::RoleSet roles{};                     ///< it is for no others; none named: for whatever the owner holds
  std::optional<domain::BundleName> bundle{};  ///< its roles besides, as they are now
};
struct CreatedToken {
  store::Token token;
  Secret secret;  ///< the token itself: to be shown once; only its hash is kept
  bool replaced;  ///< an expired one of that name made way
};
/// A token for the operator. Throws `Error`: as `Unit::who`; kind denied `token-not-enough` to who acts by a token,
/// `token-role` for roles they do not hold; `unknown-bundle`; `token-lifetime` (kind invalid) past `kLongestTokenLife`;
/// `token-name-taken` (kind conflict).
CreatedToken create_token(Unit& unit, const NewToken& wanted);

struct ListedToken {
  store::Token token;
  bool expired;
};
/// Whose tokens.
struct TokenQuery {
  std::optional<domain::UserRef> owner{};  ///< nullopt: the operator's own, unless `all`
  bool all = false;
  std::optional<domain::Filter> where{};  ///< one for which `store::filters_tokens`
};
/// By owner and name. Others' take the right to administer tokens. Throws `not-allowed`, `unknown-user`.
void list_tokens(const Unit& unit, const TokenQuery& query, const std::function<bool(const ListedToken&)>& each);

/// That the operator may end `token`, as `revoke_token` asks. Throws `not-allowed`, `token-not-enough`.
void require_revoke(const Unit& unit, const store::Token& token);
/// From that moment the token is worth nothing. One's own; by a token, itself; anybody's with the right to administer
/// tokens and to manage its owner. Throws `unknown-token` (kind not_found), `not-allowed`.
store::Token revoke_token(Unit& unit, const domain::TokenRef& ref);

/// Throws `Error` `token-not-enough`, kind denied, where the operator acts by a token: for what takes a person, in
/// words like "change a password".
void require_person(const Unit& unit, std::string_view what);

/// The operator behind a token, with those roles its owner holds at `now` that the token is for; limited as a session
/// is while the owner's password is temporary. Throws `Error` `token-invalid`, kind denied: unknown or revoked,
/// expired, or its owner's account is not active.
Operator resume_by_token(const store::Database& db, const Secret& secret, Time now);

/// Whose token it is and what it is called, good or not, for the history of a refusal; nullopt for an unknown one.
struct TokenTrace {
  domain::UserId owner;
  std::string via;  ///< `token NAME`
};
std::optional<TokenTrace> trace_token(const store::Database& db, const Secret& secret);

/// The active person to whom the OS account `name` is attached. Whose word that is, is for the caller to know: the
/// name has to be that of the real uid. Not limited by a temporary password.
std::optional<Operator> resume_by_os_account(const store::Database& db, const std::string& name, Time now);

}  // namespace pcadmin::ops
