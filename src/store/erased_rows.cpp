#include "erased_rows.hpp"

#include "engine.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace pcadmin::store {

namespace {

using RowKey = std::pair<std::int64_t, std::int64_t>;  ///< id and since

std::vector<std::pair<RowKey, Digest>> digests_where(const Database& db, const BusinessTable& table,
                                                     std::string_view condition, std::int64_t value) {
  Query query(db, fmt::format("SELECT {}, id, since FROM {}_history WHERE {} ORDER BY id, since",
                              fmt::join(table.columns, ", "), table.name, condition));
  query.bind(value);
  const auto count = static_cast<int>(table.columns.size());
  std::vector<std::pair<RowKey, Digest>> digests;
  while (query.step()) digests.push_back({{query.integer(count), query.integer(count + 1)}, digest_row(table, query)});
  return digests;
}

}  // namespace

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

std::int64_t erase_rows(Database& db, std::string_view name, std::string_view condition, const std::string& blank,
                        std::int64_t value, ChangeId change) {
  const auto tables = business_tables(db);
  const auto& table = *std::ranges::find(tables, name, &BusinessTable::name);
  const auto before = digests_where(db, table, condition, value);
  Query(db, blank).bind(value).run();
  const auto after = digests_where(db, table, condition, value);
  for (std::size_t i = 0; i < before.size(); ++i) {
    const auto& [key, digest] = before[i];
    note_erasure(db, name, key.first, key.second, digest, after[i].second, change);
  }
  return static_cast<std::int64_t>(before.size());
}

}  // namespace pcadmin::store
