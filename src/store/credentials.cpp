#include "pcadmin/store/credentials.hpp"

#include "engine.hpp"

namespace pcadmin::store {

std::optional<Credential> find_credential(const Database& db, domain::UserId user) {
  Query query(db, "SELECT kind, verifier, expires_at FROM credential WHERE user_id = ?1");
  query.bind(user.number());
  if (!query.step()) return std::nullopt;
  return Credential{.kind = query.text(0) == "chosen" ? CredentialKind::chosen : CredentialKind::temporary,
                    .verifier = query.blob(1),
                    .expires_at = query.optional_time(2)};
}

void put_credential(Database& db, domain::UserId user, const Credential& credential, Time now, ChangeId change) {
  static const std::string kSql =
      "INSERT OR REPLACE INTO credential (user_id, kind, verifier, set_at, set_in, expires_at, noted_in) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?5)";
  Query query(db, kSql);
  query.bind(user.number()).bind(credential.kind == CredentialKind::chosen ? "chosen" : "temporary");
  query.bind_blob(std::as_bytes(std::span(credential.verifier)))
      .bind(now)
      .bind(change.number)
      .bind(credential.expires_at)
      .run();
}

std::optional<Session> find_session(const Database& db, const TokenHash& token) {
  Query query(db, "SELECT user_id, created_at, seen_at FROM session WHERE token_hash = ?1");
  query.bind_blob(token);
  if (!query.step()) return std::nullopt;
  return Session{domain::UserId(query.integer(0)), query.time(1), query.time(2)};
}

void insert_session(Database& db, const TokenHash& token, domain::UserId user, Time now) {
  Query(db, "INSERT INTO session (token_hash, user_id, created_at, seen_at) VALUES (?1, ?2, ?3, ?3)")
      .bind_blob(token)
      .bind(user.number())
      .bind(now)
      .run();
}

void touch_session(Database& db, const TokenHash& token, Time now) {
  Query(db, "UPDATE session SET seen_at = ?2 WHERE token_hash = ?1").bind_blob(token).bind(now).run();
}

void delete_session(Database& db, const TokenHash& token) {
  Query(db, "DELETE FROM session WHERE token_hash = ?1").bind_blob(token).run();
}

void delete_sessions_of(Database& db, domain::UserId user) {
  Query(db, "DELETE FROM session WHERE user_id = ?1").bind(user.number()).run();
}

void delete_stale_sessions(Database& db, Time created, Time seen) {
  Query(db, "DELETE FROM session WHERE created_at < ?1 OR seen_at < ?2").bind(created).bind(seen).run();
}

std::optional<Time> find_last_sign_in(const Database& db, domain::UserId user) {
  Query query(db, "SELECT last_at FROM sign_in WHERE user_id = ?1");
  query.bind(user.number());
  return query.step() ? std::optional(query.time(0)) : std::nullopt;
}

void put_last_sign_in(Database& db, domain::UserId user, Time now, ChangeId change) {
  Query(db, "INSERT OR REPLACE INTO sign_in (user_id, last_at, noted_in) VALUES (?1, ?2, ?3)")
      .bind(user.number())
      .bind(now)
      .bind(change.number)
      .run();
}

}  // namespace pcadmin::store
