#include "pcadmin/store/undo.hpp"

#include "undo_tables.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace pcadmin::store {

std::string written(std::string_view table) {
  return fmt::format("(SELECT id FROM {0} WHERE since = ?1 UNION SELECT id FROM {0}_history WHERE since = ?1)", table);
}

bool is_any(const Database& db, ChangeId change, const std::string& sql) {
  return Query(db, sql + " LIMIT 1").bind(change.number).step();
}

std::string wrote(const Database& db, ChangeId change, std::string_view table, std::string_view name) {
  if (is_any(db, change, fmt::format("SELECT 1 FROM {}_history WHERE since = ?1", table)))
    return fmt::format("{}.id IN {}", name, written(table));
  return fmt::format("{}.since = ?1", name);
}

std::string added(const Database& db, ChangeId change, std::string_view table, std::string_view name) {
  if (!is_any(db, change, fmt::format("SELECT 1 FROM {}_history WHERE until = ?1", table))) return "true";
  return fmt::format("NOT EXISTS (SELECT 1 FROM {}_history was WHERE was.until = ?1 AND was.id = {}.id)", table, name);
}

std::string old_value(std::string_view column) {
  if (column == "since") return "?2";
  if (column == "granted_in") return "coalesce(h.granted_in, h.since)";
  return fmt::format("h.{}", column);
}

std::vector<Reference> references_between(const Database& db) {
  std::vector<Reference> references;
  for (const auto table : kBusinessTables) {
    Query keys(db, "SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?1) WHERE \"table\" <> 'change_set'");
    keys.bind(table);
    while (keys.step()) references.push_back({std::string(table), keys.text(0), keys.text(1)});
  }
  return references;
}

Undoable find_undoable(const Database& db, ChangeId change) {
  Undoable found;
  for (const auto table : kBusinessTables) {
    auto sql = fmt::format("SELECT 1 FROM {} WHERE since = ?1", table);
    if (table != "token")
      sql += fmt::format(
          " UNION ALL SELECT 1 FROM {0}_history WHERE since = ?1 UNION ALL SELECT 1 FROM {0}_history WHERE until = ?1",
          table);
    Query any(db, sql + " LIMIT 1");
    any.bind(change.number);
    if (any.step()) found.tables.emplace_back(table);
  }
  Query ended(db, "SELECT count(*) FROM token_history WHERE until = ?1");
  ended.bind(change.number).step();
  found.tokens_ended = ended.integer(0);
  return found;
}

bool touches_setting(const Database& db, ChangeId change, std::string_view name) {
  Query any(db,
            "SELECT 1 FROM setting WHERE since = ?1 AND name = ?2 UNION ALL "
            "SELECT 1 FROM setting_history WHERE (since = ?1 OR until = ?1) AND name = ?2");
  return any.bind(change.number).bind(name).step();
}

namespace {

/// One undoing: `of` is undone by `by`.
class Undoing {
 public:
  Undoing(Database& db, ChangeId of, ChangeId by, Time now) : db_(db), of_(of), by_(by), now_(now) {
    for (auto& table : business_tables(db)) {
      if (table.name != "erasure") tables_.push_back(std::move(table));
    }
    // Rows that name others go first and come last, so that the engine does not look for those left behind.
    const auto references = references_between(db);
    std::ranges::stable_partition(tables_, [&](const BusinessTable& table) {
      return std::ranges::find(references, table.name, &Reference::table) != references.end();
    });
  }

  Undone run() {
    // An assignment may leave a location that goes, in whatever order: what is demanded holds at the end.
    execute(db_, "PRAGMA defer_foreign_keys = ON");
    park_people();
    for (const auto& table : tables_) remove(table);
    for (const auto& table : tables_) change_back(table);
    for (auto table = tables_.rbegin(); table != tables_.rend(); ++table) bring_back(*table);
    bring_secrets_back();
    Undone done{.rows = {}, .tokens_ended = end_access_of_disabled()};
    for (const auto* const first : {"user", "assignment"}) take(done, first);
    for (const auto& table : tables_) take(done, table.name);
    return done;
  }

 private:
  int run(const std::string& sql) { return Query(db_, sql).bind(of_.number).bind(by_.number).run(); }

  void take(Undone& done, const std::string& table) {
    auto found = counts_.extract(table);
    if (found.empty()) return;
    auto& rows = found.mapped();
    rows.table = table;
    if (rows.removed + rows.changed + rows.returned > 0) done.rows.push_back(std::move(rows));
  }

  /// Passwords keep no history: of people who go they are kept as of people who are deleted. Whoever had been restored
  /// is deleted as they were: since then, and with what they would have got back then.
  void park_people() {
    const auto sql =
        "INSERT INTO deleted_user (user_id, email_key, deleted_at, deleted_in, kind, verifier, set_at, set_in, "
        "expires_at, signed_in_at) SELECT u.id, u.email_key, coalesce(g.deleted_at, ?3), coalesce(g.deleted_in, ?2), "
        "k.kind, k.verifier, k.set_at, k.set_in, k.expires_at, s.last_at FROM user u "
        "LEFT JOIN deleted_user_history g ON g.user_id = u.id AND g.until = ?1 LEFT JOIN credential k ON k.user_id = "
        "u.id LEFT JOIN sign_in s ON s.user_id = u.id WHERE " +
        wrote(db_, of_, "user", "u") + " AND " + added(db_, of_, "user", "u");
    Query(db_, sql).bind(of_.number).bind(by_.number).bind(now_).run();
  }

  void remove(const BusinessTable& table) {
    const auto sql = fmt::format("DELETE FROM {0} WHERE {1} AND {2}", table.name,
                                 wrote(db_, of_, table.name, table.name), added(db_, of_, table.name, table.name));
    counts_[table.name].removed = Query(db_, sql).bind(of_.number).run();
  }

  void change_back(const BusinessTable& table) {
    if (!comes_back(table.name)) return;
    for (const auto& key : kUniqueKeys) {
      if (key.table == table.name && !key.column.empty()) vacate(key);
    }
    std::vector<std::string> values;
    for (const auto& column : table.columns) {
      if (column != "id") values.push_back(fmt::format("{} = {}", column, old_value(column)));
    }
    counts_[table.name].changed =
        run(fmt::format("UPDATE {0} SET {1} FROM {0}_history h WHERE h.until = ?1 AND h.id = {0}.id", table.name,
                        fmt::join(values, ", ")));
  }

  /// Where rows have to swap a value that only one may have, all of them let go of it first.
  void vacate(const UniqueKey& key) {
    const auto changed = fmt::format("(SELECT id FROM {}_history WHERE until = ?1)", key.table);
    Query swapped(db_, fmt::format("SELECT 1 FROM {0}_history h CROSS JOIN {0} o ON {1} AND o.id <> h.id WHERE h.until "
                                   "= ?1 AND o.id IN {2} LIMIT 1",
                                   key.table, key.same, changed));
    swapped.bind(of_.number);
    if (!swapped.step()) return;
    run(fmt::format("UPDATE {0} SET {1} = char(10) || id, since = ?2 WHERE {1} IS NOT NULL AND id IN {2}", key.table,
                    key.column, changed));
  }

  void bring_back(const BusinessTable& table) {
    if (!comes_back(table.name)) return;
    std::vector<std::string> values;
    for (const auto& column : table.columns) values.push_back(old_value(column));
    counts_[table.name].returned =
        run(fmt::format("INSERT INTO {0} ({1}) SELECT {2} FROM {0}_history h WHERE h.until = ?1 AND NOT EXISTS "
                        "(SELECT 1 FROM {0} t WHERE t.id = h.id) ORDER BY h.id",
                        table.name, fmt::join(table.columns, ", "), fmt::join(values, ", ")));
  }

  void bring_secrets_back() {
    const auto back = [&](std::string_view insert) { Query(db_, insert).bind(by_.number).run(); };
    back(
        "INSERT INTO credential (user_id, kind, verifier, set_at, set_in, expires_at, noted_in) SELECT d.user_id, "
        "d.kind, d.verifier, d.set_at, d.set_in, d.expires_at, ?1 FROM user u CROSS JOIN deleted_user d "
        "ON d.user_id = u.id WHERE u.since = ?1 AND d.kind IS NOT NULL");
    back(
        "INSERT INTO sign_in (user_id, last_at, noted_in) SELECT d.user_id, d.signed_in_at, ?1 FROM user u "
        "CROSS JOIN deleted_user d ON d.user_id = u.id WHERE u.since = ?1 AND d.signed_in_at IS NOT NULL");
    back("DELETE FROM deleted_user WHERE user_id IN (SELECT id FROM user WHERE since = ?1)");
  }

  /// Whoever is disabled loses sessions and tokens at once and for good, by undoing too. How many tokens.
  std::int64_t end_access_of_disabled() {
    static const std::string kDisabled =
        "(SELECT u.id FROM user_history h CROSS JOIN user u ON u.id = h.id WHERE h.until = ?1 AND h.state = 'active' "
        "AND u.state = 'disabled')";
    Query(db_, "DELETE FROM session WHERE user_id IN " + kDisabled).bind(by_.number).run();
    return Query(db_, "DELETE FROM token WHERE user_id IN " + kDisabled).bind(by_.number).run();
  }

  Database& db_;
  ChangeId of_;
  ChangeId by_;
  Time now_;
  std::vector<BusinessTable> tables_{};  ///< those that name rows of others first
  std::map<std::string, UndoneRows> counts_{};
};

}  // namespace

Undone undo_rows(Database& db, ChangeId change, ChangeId by, Time now) { return Undoing(db, change, by, now).run(); }

}  // namespace pcadmin::store
