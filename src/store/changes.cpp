#include "pcadmin/store/changes.hpp"

#include "canonical.hpp"
#include "engine.hpp"
#include "filter_sql.hpp"
#include "new_people_digest.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace pcadmin::store {

namespace {

constexpr std::size_t kSaltSize = 16;

const std::string kSelectChange =
    "SELECT c.id, c.at, c.actor, u.email, c.os_user, c.command, c.reason, c.ticket, c.via, c.outcome, c.digest "
    "FROM change_set c LEFT JOIN user u ON u.id = c.actor ";

/// The columns of a list of changes, for filters.
constexpr std::array<SqlField, 10> kFields = {{{.name = "change", .sql = "c.id"},
                                               {.name = "at", .sql = "c.at"},
                                               {.name = "actor", .sql = "coalesce(u.email, 'usr_' || c.actor)"},
                                               {.name = "via", .sql = "nullif(c.via, '')"},
                                               {.name = "outcome", .sql = "nullif(c.outcome, '')"},
                                               {.name = "command", .sql = "nullif(c.command, '')"},
                                               {.name = "reason", .sql = "nullif(c.reason, '')"},
                                               {.name = "ticket", .sql = "nullif(c.ticket, '')"},
                                               {.name = "os_user", .sql = "nullif(c.os_user, '')"},
                                               {.name = "digest", .sql = "lower(hex(c.digest))"}}};

Change read_change(const Query& row) {
  const auto actor = row.optional_integer(2);
  return {.id = {row.integer(0)},
          .at = row.time(1),
          .actor = actor ? std::optional(domain::UserId(*actor)) : std::nullopt,
          .actor_email = row.optional_text(3),
          .os_user = row.text(4),
          .command = row.text(5),
          .reason = row.optional_text(6),
          .ticket = row.optional_text(7),
          .via = row.optional_text(8),
          .outcome = row.text(9),
          .digest = to_digest(row.blob(10))};
}

struct Last {
  std::int64_t id = 0;
  Time at{};
};

Last last_change(const Database& db) {
  Query query(db, "SELECT id, at FROM change_set ORDER BY id DESC LIMIT 1");
  if (!query.step()) return {};
  return {query.integer(0), query.time(1)};
}

ChangeId insert_change(Database& db, const ChangeHeader& header, std::string_view outcome, Random& random) {
  const auto last = last_change(db);
  std::array<std::byte, kSaltSize> salt{};
  random.fill(salt);
  const std::string_view salt_text(reinterpret_cast<const char*>(salt.data()), salt.size());
  const auto words = digest_words({.salt = std::string(salt_text),
                                   .os_user = header.os_user,
                                   .command = header.command,
                                   .reason = header.reason,
                                   .ticket = header.ticket,
                                   .via = header.via});
  Query query(
      db,
      "INSERT INTO change_set (id, at, actor, os_user, command, reason, ticket, via, outcome, salt, words_digest, "
      "digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, x'')");
  query.bind(last.id + 1).bind(std::max(header.at, last.at));
  header.actor ? query.bind(header.actor->number()) : query.bind_null();
  query.bind(header.os_user)
      .bind(header.command)
      .bind(header.reason)
      .bind(header.ticket)
      .bind(header.via)
      .bind(outcome)
      .bind_blob(salt)
      .bind_blob(words)
      .run();
  return {last.id + 1};
}

}  // namespace

std::string to_hex(const Digest& digest) {
  std::string hex;
  for (const auto byte : digest) fmt::format_to(std::back_inserter(hex), "{:02x}", std::to_integer<unsigned>(byte));
  return hex;
}

ChangeId begin_change(Database& db, const ChangeHeader& header, Random& random) {
  return insert_change(db, header, "done", random);
}

void set_change_actor(Database& db, ChangeId change, domain::UserId actor) {
  Query(db, "UPDATE change_set SET actor = ?2 WHERE id = ?1").bind(change.number).bind(actor.number()).run();
}

void set_change_reason(Database& db, ChangeId change, const std::string& reason,
                       const std::optional<std::string>& ticket) {
  Query query(db, "SELECT salt, os_user, command, ticket, via FROM change_set WHERE id = ?1");
  query.bind(change.number).step();
  const auto kept_ticket = query.optional_text(3) ? query.optional_text(3) : ticket;
  const auto words = digest_words({.salt = query.blob(0),
                                   .os_user = query.text(1),
                                   .command = query.text(2),
                                   .reason = reason,
                                   .ticket = kept_ticket,
                                   .via = query.optional_text(4)});
  Query(db, "UPDATE change_set SET reason = ?2, ticket = ?3, words_digest = ?4 WHERE id = ?1")
      .bind(change.number)
      .bind(reason)
      .bind(kept_ticket)
      .bind_blob(words)
      .run();
}

void close_change(Database& db, ChangeId change) {
  const auto known = find_known_digest(db, change);
  const auto digest = known ? *known
                            : digest_change(db, business_tables(db), digested_change(db, change.number),
                                            digest_before(db, change.number))
                                  .digest;
  Query(db, "UPDATE change_set SET digest = ?2 WHERE id = ?1").bind(change.number).bind_blob(digest).run();
}

ChangeId record_refusal(Database& db, const ChangeHeader& header, std::string_view code, Random& random) {
  const auto change = insert_change(db, header, code, random);
  close_change(db, change);
  return change;
}

bool filters_changes(const domain::Filter& filter) { return filter_sql(filter, kFields).has_value(); }

void list_changes(const Database& db, std::optional<std::int64_t> limit, const std::function<bool(const Change&)>& each,
                  const domain::Filter* where) {
  const auto filter = and_filter(where, kFields);
  Query query(db, kSelectChange + "WHERE true" + filter.text + " ORDER BY c.id DESC LIMIT ?");
  bind_values(query, filter);
  query.bind(limit.value_or(-1));
  while (query.step() && each(read_change(query))) {
  }
}

Change get_change(const Database& db, ChangeId id) {
  static const auto kSql = kSelectChange + "WHERE c.id = ?1";
  Query query(db, kSql);
  query.bind(id.number);
  if (query.step()) return read_change(query);
  throw Error({.code = "unknown-change",
               .kind = FailureKind::not_found,
               .message = fmt::format("there is no change-set {}", id.number),
               .hint = "see them all: pcadmin audit list"});
}

Result<Head> Head::parse(std::string_view text) {
  const auto failure = [&] {
    return fail({.code = "invalid-head",
                 .kind = FailureKind::invalid,
                 .message = fmt::format("\"{}\" is not a head of the history", shorten(text, 80)),
                 .hint = "give what pcadmin audit head printed: NUMBER:DIGEST, the digest as 64 hexadecimal digits"});
  };
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || text.size() - colon - 1 != 2 * sizeof(Digest)) return failure();
  Head head{};
  const auto* const end = text.data() + colon;
  if (const auto [rest, error] = std::from_chars(text.data(), end, head.change.number);
      error != std::errc{} || rest != end || head.change.number < 1)
    return failure();
  for (std::size_t i = 0; i < head.digest.size(); ++i) {
    const auto* const digits = end + 1 + 2 * i;
    unsigned byte = 0;
    if (const auto [rest, error] = std::from_chars(digits, digits + 2, byte, 16);
        error != std::errc{} || rest != digits + 2)
      return failure();
    head.digest.at(i) = static_cast<std::byte>(byte);
  }
  return head;
}

std::string Head::text() const { return fmt::format("{}:{}", change.number, to_hex(digest)); }

std::optional<Head> find_head(const Database& db) {
  Query query(db, "SELECT id, digest FROM change_set ORDER BY id DESC LIMIT 1");
  if (!query.step()) return std::nullopt;
  return Head{{query.integer(0)}, to_digest(query.blob(1))};
}

}  // namespace pcadmin::store
