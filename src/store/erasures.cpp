#include "pcadmin/store/erasures.hpp"

#include "canonical.hpp"
#include "engine.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace pcadmin::store {

namespace {

constexpr std::string_view kErased = "(erased)";

/// What would tell who it was: as fold keys.
struct Traces {
  std::vector<std::string> names;    ///< addresses and full names, looked for everywhere
  std::vector<std::string> details;  ///< the rest of the record, looked for where a change-set wrote it

  static bool any_in(const std::vector<std::string>& keys, const std::optional<std::string>& text) {
    if (!text) return false;
    const auto folded = to_fold_key(*text);
    return std::ranges::any_of(keys, [&](const std::string& key) { return folded.find(key) != std::string::npos; });
  }
};

void add_trace(std::vector<std::string>& keys, const std::optional<std::string>& text) {
  if (!text || text->empty()) return;
  auto key = to_fold_key(*text);
  if (!key.empty() && std::ranges::find(keys, key) == keys.end()) keys.push_back(std::move(key));
}

/// "Ann Lee" is also meant by "Ann" and by "Lee", where the change-set is one about her.
void add_name_parts(std::vector<std::string>& keys, const std::string& name) {
  constexpr std::size_t kShortest = 3;
  for (const auto part : split(name, ' ')) {
    if (count_code_points(part) >= kShortest) add_trace(keys, std::string(part));
  }
}

Traces traces_of(const Database& db, domain::UserId id) {
  Query query(db,
              "SELECT name, email, email_key, given_name, family_name, job_title, department, phone, os_account "
              "FROM user_history WHERE id = ?1");
  query.bind(id.number());
  Traces traces;
  while (query.step()) {
    for (int column = 0; column < 3; ++column) add_trace(traces.names, query.optional_text(column));
    add_name_parts(traces.details, query.text(0));
    for (int column = 3; column < 9; ++column) add_trace(traces.details, query.optional_text(column));
  }
  return traces;
}

/// The chain goes on over the digest that was there first; what is left may change again with a later erasure.
void note_erasure(Database& db, std::string_view table, std::int64_t row, std::int64_t since, const Digest& digest,
                  const Digest& left, ChangeId change) {
  Query(db,
        "INSERT INTO erasure (of_table, row, row_since, digest, left_digest, since) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
        "ON CONFLICT (of_table, row, row_since) DO UPDATE SET left_digest = excluded.left_digest, since = "
        "excluded.since")
      .bind(table)
      .bind(row)
      .bind(since)
      .bind_blob(digest)
      .bind_blob(left)
      .bind(change.number)
      .run();
}

using RowKey = std::pair<std::int64_t, std::int64_t>;  ///< id and since

std::vector<std::pair<RowKey, Digest>> digests_where(const Database& db, const BusinessTable& table,
                                                     std::string_view condition, domain::UserId id) {
  Query query(db, fmt::format("SELECT {}, id, since FROM {}_history WHERE {} = ?1 ORDER BY id, since",
                              fmt::join(table.columns, ", "), table.name, condition));
  query.bind(id.number());
  const auto count = static_cast<int>(table.columns.size());
  std::vector<std::pair<RowKey, Digest>> digests;
  while (query.step()) digests.push_back({{query.integer(count), query.integer(count + 1)}, digest_row(table, query)});
  return digests;
}

/// Past rows of one table that belong to somebody; `blank` is the SQL that takes their data out.
std::int64_t erase_rows(Database& db, std::string_view name, std::string_view owner, const std::string& blank,
                        domain::UserId id, ChangeId change) {
  const auto tables = business_tables(db);
  const auto& table = *std::ranges::find(tables, name, &BusinessTable::name);
  const auto before = digests_where(db, table, owner, id);
  Query(db, blank).bind(id.number()).run();
  const auto after = digests_where(db, table, owner, id);
  for (std::size_t i = 0; i < before.size(); ++i) {
    const auto& [key, digest] = before[i];
    note_erasure(db, name, key.first, key.second, digest, after[i].second, change);
  }
  return static_cast<std::int64_t>(before.size());
}

struct Said {
  std::int64_t change;
  bool own;     ///< they were the actor
  bool of_own;  ///< it wrote or ended a state of their record, or a role of theirs
  Digest digest;
  ChangeWords words;
};

std::vector<Said> list_said(const Database& db, domain::UserId id) {
  Query query(db,
              "SELECT id, actor IS ?1, EXISTS (SELECT 1 FROM user_history h WHERE h.id = ?1 AND (h.since = c.id OR "
              "h.until = c.id)) OR EXISTS (SELECT 1 FROM assignment_history h WHERE h.user_id = ?1 AND (h.since = c.id "
              "OR h.until = c.id)), words_digest, salt, os_user, command, reason, ticket, via FROM change_set c");
  query.bind(id.number());
  std::vector<Said> said;
  while (query.step()) {
    said.push_back({.change = query.integer(0),
                    .own = query.integer(1) != 0,
                    .of_own = query.integer(2) != 0,
                    .digest = to_digest(query.blob(3)),
                    .words = {.salt = query.blob(4),
                              .os_user = query.text(5),
                              .command = query.text(6),
                              .reason = query.optional_text(7),
                              .ticket = query.optional_text(8),
                              .via = query.optional_text(9)}});
  }
  return said;
}

/// Which command it was, and nothing of anybody: of the first two words those that can be a noun or a verb.
std::string bare_command(const std::string& command, const std::vector<std::string>& traces) {
  const auto words = split(command, ' ');
  std::string bare;
  for (const auto word : std::span(words).first(std::min<std::size_t>(words.size(), 2))) {
    const bool plain = std::ranges::all_of(word, [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
    if (!plain || word.starts_with('-') || std::ranges::find(traces, word) != traces.end()) break;
    bare += std::string(word) + " ";
  }
  return bare + std::string(kErased);
}

bool names_id(const std::string& command, domain::UserId id) {
  const auto words = split(command, ' ');
  return std::ranges::find(words, id.text()) != words.end();
}

/// Takes out what names them; whether anything did.
bool erase_words(Said& said, const Traces& traces, domain::UserId id) {
  auto& words = said.words;
  const auto tells = [&](const std::optional<std::string>& text) {
    return Traces::any_in(traces.names, text) || (said.of_own && Traces::any_in(traces.details, text));
  };
  bool erased = false;
  // Of a command that is about them, the reason is about them too, in whatever words.
  const bool about = said.of_own && (tells(words.command) || names_id(words.command, id));
  if (tells(words.command)) {
    words.command = bare_command(words.command, traces.details);
    erased = true;
  }
  for (auto* const text : {&words.reason, &words.ticket}) {
    if (!tells(*text) && !(about && text == &words.reason && words.reason)) continue;
    *text = std::string(kErased);
    erased = true;
  }
  if (said.own && words.os_user != kErased) {
    words.os_user = std::string(kErased);
    if (words.via) words.via = std::string(kErased);
    erased = true;
  }
  if (erased) words.salt.clear();
  return erased;
}

void put_words(Database& db, const Said& said) {
  Query query(db,
              "UPDATE change_set SET salt = ?2, os_user = ?3, command = ?4, reason = ?5, ticket = ?6, via = ?7 "
              "WHERE id = ?1");
  query.bind(said.change).bind_blob(std::as_bytes(std::span(said.words.salt))).bind(said.words.os_user);
  query.bind(said.words.command).bind(said.words.reason).bind(said.words.ticket).bind(said.words.via).run();
}

std::int64_t erase_said(Database& db, domain::UserId id, ChangeId change) {
  const auto traces = traces_of(db, id);
  std::int64_t count = 0;
  for (auto& said : list_said(db, id)) {
    if (!erase_words(said, traces, id)) continue;
    put_words(db, said);
    const auto left = digest_words(said.words);
    if (said.change == change.number) {  // not closed yet: it never was otherwise
      Query(db, "UPDATE change_set SET words_digest = ?2 WHERE id = ?1").bind(said.change).bind_blob(left).run();
      continue;
    }
    note_erasure(db, "change_set", said.change, said.change, said.digest, left, change);
    ++count;
  }
  return count;
}

}  // namespace

ErasedUser erase_user(Database& db, domain::UserId id, ChangeId change) {
  const auto changes = erase_said(db, id, change);
  const auto blank_user = fmt::format(
      "UPDATE user_history SET name = '{0}', email = 'usr_' || id || '@erased.invalid', email_key = 'usr_' || id || "
      "'@erased.invalid', given_name = NULL, family_name = NULL, job_title = NULL, department = NULL, phone = NULL, "
      "usage_location = NULL, os_account = NULL, salt = x'' WHERE id = ?1",
      kErased);
  const auto blank_token = fmt::format("UPDATE token_history SET name = '{}', salt = x'' WHERE user_id = ?1", kErased);
  const auto rows = erase_rows(db, "user", "id", blank_user, id, change) +
                    erase_rows(db, "token", "user_id", blank_token, id, change);
  Query(db, "DELETE FROM deleted_user WHERE user_id = ?1").bind(id.number()).run();
  Query(db, "DELETE FROM failed_sign_in WHERE user_id = ?1").bind(id.number()).run();
  return {.rows = rows, .changes = changes};
}

}  // namespace pcadmin::store
