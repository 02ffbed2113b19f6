#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>

/// Tables `credential`, `session` and `sign_in`: what proves who somebody is. They keep no history.
namespace pcadmin::store {

enum class CredentialKind { chosen, temporary };

struct Credential {
  CredentialKind kind;
  std::string verifier;            ///< see domain/password_hash.hpp
  std::optional<Time> expires_at;  ///< temporary ones
};

std::optional<Credential> find_credential(const Database& db, domain::UserId user);
/// Replaces the person's credential.
void put_credential(Database& db, domain::UserId user, const Credential& credential, Time now, ChangeId change);

using TokenHash = std::array<std::byte, 32>;

struct Session {
  domain::UserId user;
  Time created_at;
  Time seen_at;
};

std::optional<Session> find_session(const Database& db, const TokenHash& token);
void insert_session(Database& db, const TokenHash& token, domain::UserId user, Time now);
void touch_session(Database& db, const TokenHash& token, Time now);
void delete_session(Database& db, const TokenHash& token);
void delete_sessions_of(Database& db, domain::UserId user);
/// Sessions begun before `created` or not used since `seen` are of no use to anyone.
void delete_stale_sessions(Database& db, Time created, Time seen);

std::optional<Time> find_last_sign_in(const Database& db, domain::UserId user);
void put_last_sign_in(Database& db, domain::UserId user, Time now, ChangeId change);

}  // namespace pcadmin::store
