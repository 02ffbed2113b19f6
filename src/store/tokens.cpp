#include "pcadmin/store/tokens.hpp"

#include "engine.hpp"
#include "filter_sql.hpp"

#include "pcadmin/base/text.hpp"

#include <array>

namespace pcadmin::store {

namespace {

const std::string kSelectToken =
    "SELECT t.id, t.user_id, u.email, t.name, t.roles, t.created_at, t.expires_at "
    "FROM token t JOIN user u ON u.id = t.user_id ";

/// The columns of a list of tokens, for filters. The roles of a token are one text, and whether it has expired is asked
/// of the clock: who asks for those has each row judged.
constexpr std::array<SqlField, 5> kFields = {{{.name = "id", .sql = "t.id", .prefix = "tok_"},
                                              {.name = "name", .sql = "t.name"},
                                              {.name = "owner", .sql = "u.email", .key = "u.email_key"},
                                              {.name = "created_at", .sql = "t.created_at"},
                                              {.name = "expires_at", .sql = "t.expires_at"}}};

std::optional<domain::RoleSet> read_roles(const std::optional<std::string>& text, std::int64_t id) {
  if (!text) return std::nullopt;
  domain::RoleSet roles;
  for (const auto role : split(*text, ';')) roles.insert(stored(domain::RoleId::parse(role), "token", id));
  return roles;
}

std::optional<std::string> text_of(const std::optional<domain::RoleSet>& roles) {
  if (!roles) return std::nullopt;
  std::string text;
  for (const auto role : *roles) text += (text.empty() ? "" : ";") + std::string(role.text());
  return text;
}

Token read_token(const Query& row) {
  return {.id = {row.integer(0)},
          .owner = domain::UserId(row.integer(1)),
          .owner_email = row.text(2),
          .name = row.text(3),
          .roles = read_roles(row.optional_text(4), row.integer(0)),
          .created_at = row.time(5),
          .expires_at = row.time(6)};
}

}  // namespace

std::optional<Token> find_token(const Database& db, const TokenHash& secret) {
  static const auto kSql = kSelectToken + "WHERE t.id = (SELECT token_id FROM token_secret WHERE hash = ?1)";
  Query query(db, kSql);
  query.bind_blob(secret);
  return query.step() ? std::optional(read_token(query)) : std::nullopt;
}

std::optional<Token> find_token(const Database& db, TokenId id) {
  static const auto kSql = kSelectToken + "WHERE t.id = ?1";
  Query query(db, kSql);
  query.bind(id.number);
  return query.step() ? std::optional(read_token(query)) : std::nullopt;
}

std::optional<Token> find_token(const Database& db, domain::UserId owner, const std::string& name) {
  static const auto kSql = kSelectToken + "WHERE t.user_id = ?1 AND t.name = ?2";
  Query query(db, kSql);
  query.bind(owner.number()).bind(name);
  return query.step() ? std::optional(read_token(query)) : std::nullopt;
}

bool filters_tokens(const domain::Filter& filter) { return filter_sql(filter, kFields).has_value(); }

void list_tokens(const Database& db, std::optional<domain::UserId> owner, const std::function<bool(const Token&)>& each,
                 const domain::Filter* where) {
  const auto filter = and_filter(where, kFields);
  Query query(db, kSelectToken + "WHERE (?1 IS NULL OR t.user_id = ?1)" + filter.text + " ORDER BY t.user_id, t.name");
  owner ? query.bind(owner->number()) : query.bind_null();
  bind_values(query, filter);
  while (query.step() && each(read_token(query))) {
  }
}

TokenId insert_token(Database& db, const Token& token, const TokenHash& secret, ChangeId change, Random& random) {
  std::array<std::byte, 16> salt{};
  random.fill(salt);
  Query(db,
        "INSERT INTO token (user_id, name, roles, created_at, expires_at, salt, since) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
      .bind(token.owner.number())
      .bind(token.name)
      .bind(text_of(token.roles))
      .bind(token.created_at)
      .bind(token.expires_at)
      .bind_blob(salt)
      .bind(change.number)
      .run();
  const TokenId id{db.engine().connection.getLastInsertRowid()};
  Query(db, "INSERT INTO token_secret (hash, token_id) VALUES (?1, ?2)").bind_blob(secret).bind(id.number).run();
  return id;
}

void delete_token(Database& db, TokenId id) { Query(db, "DELETE FROM token WHERE id = ?1").bind(id.number).run(); }

std::int64_t count_tokens_of(const Database& db, domain::UserId owner, Time now) {
  Query query(db, "SELECT count(*) FROM token WHERE user_id = ?1 AND expires_at > ?2");
  query.bind(owner.number()).bind(now).step();
  return query.integer(0);
}

std::int64_t delete_tokens_of(Database& db, domain::UserId owner, Time now) {
  const auto count = count_tokens_of(db, owner, now);
  Query(db, "DELETE FROM token WHERE user_id = ?1").bind(owner.number()).run();
  return count;
}

}  // namespace pcadmin::store
