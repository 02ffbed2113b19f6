#include "canonical.hpp"
#include "engine.hpp"

#include "pcadmin/store/changes.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

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
  return column != "id" && column != "since" && column != "salt" && column != "email_key" && column != "address_key";
}

std::optional<std::string> told_value(const Query* row, const std::string& name, std::size_t column) {
  if (row == nullptr) return std::nullopt;
  const auto place = static_cast<int>(column);
  if (!name.ends_with("_at")) return row->optional_text(place);
  const auto time = row->optional_time(place);
  return time ? std::optional(to_rfc3339(*time)) : std::nullopt;
}

/// Of the rows on which statements stand; nullptr: there was none before, or is none after.
Effect effect_of(const BusinessTable& table, const Query* before, const Query* after) {
  Effect effect{.what = before == nullptr  ? Effect::What::added
                        : after == nullptr ? Effect::What::removed
                                           : Effect::What::changed,
                .table = table.name,
                .row = (after != nullptr ? after : before)->integer(table.id),
                .fields = {}};
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (!told(table.columns[i])) continue;
    auto was = told_value(before, table.columns[i], i);
    auto is = told_value(after, table.columns[i], i);
    if (was != is) effect.fields.push_back({table.columns[i], std::move(was), std::move(is)});
  }
  return effect;
}

/// SQL: the rows that change-set ?1 ended, by id.
std::string ended_sql(const BusinessTable& table, std::string_view also = "") {
  return fmt::format("SELECT {0} FROM {1}_history ended WHERE until = ?1 AND since < ?1{2} ORDER BY id",
                     fmt::join(table.columns, ", "), table.name, also);
}

/// SQL: those of them that it did not write anew.
std::string removed_sql(const BusinessTable& table) {
  return ended_sql(table,
                   fmt::format(" AND NOT EXISTS (SELECT 1 FROM {0} w WHERE w.id = ended.id AND w.since = ?1) "
                               "AND NOT EXISTS (SELECT 1 FROM {0}_history w WHERE w.id = ended.id AND w.since = ?1)",
                               table.name));
}

using Each = std::function<bool(const Effect&)>;

bool list_removed(const Database& db, const BusinessTable& table, ChangeId change, const Each& each) {
  Query ended(db, removed_sql(table));
  ended.bind(change.number);
  while (ended.step()) {
    if (!each(effect_of(table, &ended, nullptr))) return false;
  }
  return true;
}

/// Each row that was written beside the one of the same id that ended. Both come along an index: a join would gather
/// and sort them all.
bool list_written(const Database& db, const BusinessTable& table, ChangeId change, const Each& each) {
  Query written(db, table.written);
  Query ended(db, ended_sql(table));
  written.bind(change.number);
  ended.bind(change.number);
  bool more = ended.step();
  while (written.step()) {
    const auto id = written.integer(table.id);
    while (more && ended.integer(table.id) < id) more = ended.step();
    const bool replaces = more && ended.integer(table.id) == id;
    if (!each(effect_of(table, replaces ? &ended : nullptr, &written))) return false;
  }
  return true;
}

}  // namespace

void list_effects(const Database& db, ChangeId change, const std::function<bool(const Effect&)>& each) {
  for (const auto& table : business_tables(db)) {
    if (!list_removed(db, table, change, each) || !list_written(db, table, change, each)) return;
  }
}

}  // namespace pcadmin::store
