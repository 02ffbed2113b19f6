#include "canonical.hpp"
#include "engine.hpp"
#include "migrations.hpp"

#include "pcadmin/store/changes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace pcadmin::store {

namespace {

constexpr std::size_t kMostFindings = 100;

void note(Verification& result, std::string code, std::optional<std::int64_t> change, std::string message) {
  if (result.findings.size() < kMostFindings) result.findings.push_back({std::move(code), change, std::move(message)});
}

/// Tables, indexes and triggers by type and name, with their text.
std::map<std::string, std::string> schema_of(const Database& db) {
  std::map<std::string, std::string> schema;
  Query query(db, "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema");
  while (query.step()) schema.emplace(query.text(0), query.text(1));
  return schema;
}

/// The schema as this version would make it: the judge is a store made a moment ago.
std::map<std::string, std::string> expected_schema() {
  struct Zeros : Random {
    void fill(std::span<std::byte> out) override { std::fill(out.begin(), out.end(), std::byte{0}); }
  } zeros;
  return schema_of(Database::in_memory(zeros));
}

void check_schema(const Database& db, Verification& result) {
  const auto have = schema_of(db);
  const auto want = expected_schema();
  for (const auto& [name, sql] : want) {
    const auto found = have.find(name);
    if (found == have.end())
      note(result, "schema-altered", {}, fmt::format("{} is missing", name));
    else if (found->second != sql)
      note(result, "schema-altered", {}, fmt::format("{} is not as pcadmin made it", name));
  }
  for (const auto& [name, sql] : have) {
    if (!want.contains(name)) note(result, "schema-altered", {}, fmt::format("{} is not pcadmin's", name));
  }
}

void check_engine(const Database& db, Verification& result) {
  Query integrity(db, "PRAGMA integrity_check(10)");
  while (integrity.step()) {
    if (integrity.text(0) != "ok") note(result, "engine-damaged", {}, integrity.text(0));
  }
}

void check_keys(const Database& db, Verification& result) {
  Query keys(db, "PRAGMA foreign_key_check");
  while (keys.step()) {
    if (keys.text(2) == "change_set") continue;  // check_orphans tells of these, with the number
    note(result, "row-orphaned", {},
         fmt::format("row {} of table {} refers to a row that is gone", keys.optional_integer(1).value_or(0),
                     keys.text(0)));
  }
}

/// Rows that say they were written or ended by a change-set that is not there: the chain alone would never look at
/// them.
void check_orphans(const Database& db, Verification& result) {
  for (const auto table : kBusinessTables) {
    const auto sql = fmt::format(
        "SELECT id, since FROM {0} WHERE since NOT IN (SELECT id FROM change_set) "
        "UNION ALL SELECT id, since FROM {0}_history WHERE since NOT IN (SELECT id FROM change_set) "
        "UNION ALL SELECT id, until FROM {0}_history WHERE until NOT IN (SELECT id FROM change_set) OR until <= since",
        table);
    Query query(db, sql);
    while (query.step()) {
      note(result, "row-orphaned", query.integer(1),
           fmt::format("row {} of {} belongs to change-set {}, which did not write it", query.integer(0), table,
                       query.integer(1)));
    }
  }
}

bool readable(const Verification& result) {
  return std::none_of(result.findings.begin(), result.findings.end(), [](const Finding& finding) {
    return finding.code == "engine-damaged" || finding.message.starts_with("table ") ||
           finding.message.starts_with("index ");
  });
}

/// What was erased, by table, row and since: the digest the chain goes on with, and the one of what is left.
struct ErasedDigests {
  Digest before;
  Digest left;
};
using Erasures = std::map<std::tuple<std::string, std::int64_t, std::int64_t>, ErasedDigests>;

/// Those of now, even where the store is looked back at: the past was erased since then too.
Erasures erasures_of(const Database& db) {
  Query query(db, "SELECT of_table, row, row_since, digest, left_digest FROM main.erasure");
  Erasures erasures;
  while (query.step())
    erasures.insert({{query.text(0), query.integer(1), query.integer(2)},
                     {.before = to_digest(query.blob(3)), .left = to_digest(query.blob(4))}});
  return erasures;
}

/// The digest a row, or a change-set's words, had before somebody was erased, provided that nothing but the erasure
/// has changed it; else the digest as it is now, which will not fit.
Digest before_erasure(const Erasures& erasures, const std::string& table, std::int64_t row, std::int64_t since,
                      const Digest& now) {
  const auto found = erasures.find({table, row, since});
  return found != erasures.end() && found->second.left == now ? found->second.before : now;
}

struct Kept {
  DigestedChange change;
  ChangeWords words;
  Digest digest;
};

Kept read_kept(const Query& row) {
  return {.change = {.id = row.integer(0),
                     .at = row.integer(1),
                     .actor = row.optional_integer(2),
                     .outcome = row.text(3),
                     .words_digest = to_digest(row.blob(4))},
          .words = {.salt = row.blob(5),
                    .os_user = row.text(6),
                    .command = row.text(7),
                    .reason = row.optional_text(8),
                    .ticket = row.optional_text(9),
                    .via = row.optional_text(10)},
          .digest = to_digest(row.blob(11))};
}

void check_change(const Database& db, const std::vector<BusinessTable>& tables, const Erasures& erasures,
                  const Kept& kept, const Digest& previous, Verification& result) {
  const auto id = kept.change.id;
  if (before_erasure(erasures, "change_set", id, id, digest_words(kept.words)) != kept.change.words_digest) {
    note(result, "change-altered", id,
         fmt::format("the words of change-set {} (operator, command, reason or ticket) were altered", id));
  }
  const auto digest_of = [&](const BusinessTable& table, const Query& row) {
    const auto now = digest_row(table, row);
    return erasures.empty() ? now : before_erasure(erasures, table.name, row.integer(table.id), id, now);
  };
  const auto computed = digest_change(db, tables, kept.change, previous, digest_of);
  result.rows += computed.rows;
  if (computed.digest != kept.digest) {
    note(result, "change-altered", id,
         fmt::format("change-set {} does not match its digest: it, or a row it wrote or ended, was altered", id));
  }
}

/// The chain is checked link by link: each digest is recomputed over the *kept* digest before it, so one altered
/// change-set is one finding and not one for each that follows.
void check_chain(const Database& db, Verification& result) {
  const auto tables = business_tables(db);
  const auto erasures = erasures_of(db);
  auto previous = first_link(db);
  std::int64_t expected = 1;
  Query query(db,
              "SELECT id, at, actor, outcome, words_digest, salt, os_user, command, reason, ticket, via, digest FROM "
              "change_set ORDER BY id");
  while (query.step()) {
    const auto kept = read_kept(query);
    if (kept.change.id != expected)
      note(result, "change-missing", expected,
           fmt::format("change-set {} follows {}: what was between is gone", kept.change.id, expected - 1));
    check_change(db, tables, erasures, kept, previous, result);
    previous = kept.digest;
    expected = kept.change.id + 1;
    ++result.changes;
  }
  if (result.changes == 0) note(result, "change-missing", 1, "the history is empty");
}

void check_expected(const Database& db, const Head& expected, Verification& result) {
  Query query(db, "SELECT digest FROM change_set WHERE id = ?1");
  query.bind(expected.change.number);
  if (!query.step()) {
    note(result, "tail-cut", expected.change.number,
         fmt::format("change-set {} was the head once and is gone: the end of the history was cut off",
                     expected.change.number));
  } else if (to_digest(query.blob(0)) != expected.digest) {
    note(result, "head-mismatch", expected.change.number,
         fmt::format("change-set {} is not the one that was the head: the history was rewritten",
                     expected.change.number));
  }
}

void list_erased(const Database& db, Verification& result) {
  Query query(db, "SELECT since, of_table, row, count(*) FROM erasure GROUP BY since, of_table, row");
  while (query.step())
    result.erased.push_back(
        {.by = {query.integer(0)}, .table = query.text(1), .row = query.integer(2), .count = query.integer(3)});
}

}  // namespace

Verification verify(const Database& db, const std::optional<Head>& expected) {
  Verification result;
  check_schema(db, result);
  check_engine(db, result);
  // What follows reads tables by index: without them, or in a store the engine itself calls damaged, its answers would
  // mean nothing.
  if (!readable(result)) return result;
  check_chain(db, result);
  check_keys(db, result);
  check_orphans(db, result);
  list_erased(db, result);
  if (expected) check_expected(db, *expected, result);
  return result;
}

}  // namespace pcadmin::store
