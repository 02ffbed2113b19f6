#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/base/random.hpp"
#include "pcadmin/domain/filter.hpp"
#include "pcadmin/domain/role.hpp"
#include "pcadmin/domain/token.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/credentials.hpp"
#include "pcadmin/store/database.hpp"

#include <functional>
#include <optional>
#include <string>

/// Tables `token` and `token_secret`: a person's keys for scripts. Of the secret only a hash is kept.
namespace pcadmin::store {

using domain::TokenId;

struct Token {
  TokenId id;
  domain::UserId owner;
  std::string owner_email;
  std::string name;
  std::optional<domain::RoleSet> roles;  ///< at most these of the owner's; nullopt: all the owner holds
  Time created_at;
  Time expires_at;
};

std::optional<Token> find_token(const Database& db, const TokenHash& secret);
std::optional<Token> find_token(const Database& db, TokenId id);
std::optional<Token> find_token(const Database& db, domain::UserId owner, const std::string& name);
/// Whether a filter can be the `where` of `list_tokens`; see `filters_users`.
bool filters_tokens(const domain::Filter& filter);
/// By owner and name; of all people when `owner` is not given; those that pass `where`, if there is one. Expired ones
/// too. Until `each` says false.
void list_tokens(const Database& db, std::optional<domain::UserId> owner, const std::function<bool(const Token&)>& each,
                 const domain::Filter* where = nullptr);

/// The name must be free among its owner's; `token.id` and `token.owner_email` are not read.
TokenId insert_token(Database& db, const Token& token, const TokenHash& secret, ChangeId change, Random& random);
void delete_token(Database& db, TokenId id);
/// How many are good, expired ones not counted.
std::int64_t count_tokens_of(const Database& db, domain::UserId owner, Time now);
/// How many there were, expired ones not counted.
std::int64_t delete_tokens_of(Database& db, domain::UserId owner, Time now);

}  // namespace pcadmin::store
