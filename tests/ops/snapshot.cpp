#include "ops/snapshot.hpp"

#include "store/canonical.hpp"
#include "store/engine.hpp"

#include "pcadmin/store/changes.hpp"

namespace pcadmin::test {

namespace {

/// Every row of a query, its values joined with strokes.
std::string rows_of(const store::Database& db, const std::string& sql) {
  std::string text;
  store::Query query(db, sql);
  while (query.step()) text += query.text(0) + "\n";
  return text;
}

/// SQL: all columns of a table in one text.
std::string joined_columns(const store::BusinessTable& table) {
  std::string sql;
  for (const auto& column : table.columns) {
    if (column == "since" || column == "granted_in") continue;
    sql += (sql.empty() ? "" : " || '|' || ") + ("quote(" + column + ")");
  }
  if (table.name == "assignment") sql += " || '|' || coalesce(granted_in, since)";
  return sql;
}

}  // namespace

std::string snapshot(const store::Database& db) {
  std::string text;
  for (const auto& table : store::business_tables(db)) {
    if (table.name == "token" || table.name == "erasure") continue;
    text += table.name + "\n" + rows_of(db, "SELECT " + joined_columns(table) + " FROM " + table.name + " ORDER BY id");
  }
  return text;
}

std::string snapshot_of_secrets(const store::Database& db) {
  return rows_of(db,
                 "SELECT user_id || '|' || kind || '|' || hex(verifier) || '|' || set_at || '|' || set_in || '|' || "
                 "quote(expires_at) FROM credential ORDER BY user_id") +
         rows_of(db, "SELECT user_id || '|' || last_at FROM sign_in ORDER BY user_id");
}

std::string snapshot_of_deleted(const store::Database& db) {
  return rows_of(db,
                 "SELECT user_id || '|' || email_key || '|' || deleted_at || '|' || deleted_in || '|' || quote(kind) "
                 "|| '|' || quote(verifier) || '|' || quote(signed_in_at) FROM deleted_user ORDER BY user_id");
}

std::string broken_history(const store::Database& db) {
  std::string text;
  for (const auto& finding : store::verify(db, std::nullopt).findings) text += finding.message + "\n";
  return text;
}

}  // namespace pcadmin::test
