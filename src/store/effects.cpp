#include "canonical.hpp"
#include "engine.hpp"

#include "pcadmin/store/changes.hpp"

#include <algorithm>

namespace pcadmin::store {

std::string_view to_string(Effect::What what) {
  switch (what) {
    case Effect::What::added:
      return "added";
    case Effect::What::changed:
      return "changed";
    case Effect::What::removed:
      return "removed";
  }
  return "";
}

namespace {

/// Columns that say nothing to a reader: they only serve the store.
bool told(const std::string& column) {
  return column != "id" && column != "since" && column != "salt" && column != "email_key";
}

std::optional<std::string> told_value(const Query& row, const std::string& name, std::size_t column) {
  const auto place = static_cast<int>(column);
  if (!name.ends_with("_at")) return row.optional_text(place);
  const auto time = row.optional_time(place);
  return time ? std::optional(to_rfc3339(*time)) : std::nullopt;
}

/// Each row of a table that `change` wrote beside the row of the same id that it ended.
std::string effects_sql(const BusinessTable& table) {
  std::string after;
  std::string before;
  for (const auto& column : table.columns) {
    after += ", w." + column;
    before += ", e." + column;
  }
  const auto written = "(SELECT * FROM " + table.name + " WHERE since = ?1)";
  std::string list;
  for (const auto& column : table.columns) list += (list.empty() ? "" : ", ") + column;
  const auto all_written = "(SELECT " + list + " FROM " + written + " UNION ALL SELECT " + list + " FROM " +
                           table.name + "_history WHERE since = ?1)";
  const auto ended = "(SELECT " + list + " FROM " + table.name + "_history WHERE until = ?1 AND since < ?1)";
  return "SELECT w.id, e.id" + after + before + " FROM " + all_written + " w LEFT JOIN " + ended +
         " e ON e.id = w.id UNION ALL SELECT NULL, e.id" + after + before + " FROM " + ended + " e LEFT JOIN " +
         all_written + " w ON w.id = e.id WHERE w.id IS NULL ORDER BY 1, 2";
}

Effect read_effect(const BusinessTable& table, const Query& row) {
  const auto after_id = row.optional_integer(0);
  const auto before_id = row.optional_integer(1);
  Effect effect{.what = !before_id  ? Effect::What::added
                        : !after_id ? Effect::What::removed
                                    : Effect::What::changed,
                .table = table.name,
                .row = after_id ? *after_id : before_id.value_or(0),
                .fields = {}};
  const auto count = table.columns.size();
  for (std::size_t i = 0; i < count; ++i) {
    auto after = told_value(row, table.columns[i], 2 + i);
    auto before = told_value(row, table.columns[i], 2 + count + i);
    if (told(table.columns[i]) && before != after)
      effect.fields.push_back({table.columns[i], std::move(before), std::move(after)});
  }
  return effect;
}

}  // namespace

void list_effects(const Database& db, ChangeId change, const std::function<bool(const Effect&)>& each) {
  for (const auto& table : business_tables(db)) {
    Query query(db, effects_sql(table));
    query.bind(change.number);
    while (query.step()) {
      if (!each(read_effect(table, query))) return;
    }
  }
}

}  // namespace pcadmin::store
