#include "row_states.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace pcadmin::store {

namespace {

/// Columns that only serve the store, and those that say whose the row is.
constexpr std::array<std::string_view, 8> kUntold = {"id",      "since", "salt",       "email_key",
                                                     "user_id", "role",  "granted_in", "created_at"};

std::optional<std::string> told_value(const Query& row, const std::string& name, int column) {
  if (!name.ends_with("_at")) return row.optional_text(column);
  const auto time = row.optional_time(column);
  return time ? std::optional(to_rfc3339(*time)) : std::nullopt;
}

}  // namespace

RowStates::RowStates(const Database& db, std::string_view table) : db_(db) {
  const auto tables = business_tables(db);
  columns_ = std::ranges::find(tables, table, &BusinessTable::name)->columns;
  const auto list = fmt::format("{}", fmt::join(columns_, ", "));
  constexpr std::string_view kEither =
      "SELECT {0} FROM {1} WHERE id = ?1 AND since {2} ?2 UNION ALL "
      "SELECT {0} FROM {1}_history WHERE id = ?1 AND since {2} ?2{3}";
  written_ = fmt::format(kEither, list, table, "=", "");
  at_ = fmt::format(kEither, list, table, "<=", " AND until > ?2");
  ended_ = fmt::format("SELECT {} FROM {}_history WHERE id = ?1 AND until = ?2", list, table);
}

std::optional<RowState> RowStates::written(std::int64_t row, std::int64_t change) const {
  return read(written_, row, change);
}
std::optional<RowState> RowStates::ended(std::int64_t row, std::int64_t change) const {
  return read(ended_, row, change);
}
std::optional<RowState> RowStates::at(std::int64_t row, std::int64_t change) const { return read(at_, row, change); }

std::optional<RowState> RowStates::read(const std::string& sql, std::int64_t row, std::int64_t change) const {
  Query query(db_, sql);
  query.bind(row).bind(change);
  if (!query.step()) return std::nullopt;
  RowState state;
  for (std::size_t i = 0; i < columns_.size(); ++i)
    state.push_back(told_value(query, columns_[i], static_cast<int>(i)));
  return state;
}

const std::optional<std::string>& RowStates::value(const RowState& state, std::string_view column) const {
  return state.at(static_cast<std::size_t>(std::ranges::find(columns_, column) - columns_.begin()));
}

std::optional<std::string> RowStates::told(std::size_t column, const std::optional<RowState>& state) const {
  if (!state || !(*state)[column]) return std::nullopt;
  return columns_[column] == "location_id" ? location_told(db_, *(*state)[column]) : (*state)[column];
}

std::vector<Effect::Field> RowStates::differences(const std::optional<RowState>& before,
                                                  const std::optional<RowState>& after) const {
  std::vector<Effect::Field> fields;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (std::ranges::find(kUntold, columns_[i]) != kUntold.end()) continue;
    auto was = told(i, before);
    auto is = told(i, after);
    if (was != is)
      fields.push_back({columns_[i] == "location_id" ? "location" : columns_[i], std::move(was), std::move(is)});
  }
  return fields;
}

std::optional<std::string> location_told(const Database& db, const std::string& id) {
  Query query(db,
              "SELECT partner_id FROM location WHERE id = CAST(?1 AS INTEGER) UNION ALL "
              "SELECT * FROM (SELECT partner_id FROM location_history WHERE id = CAST(?1 AS INTEGER) "
              "ORDER BY since DESC LIMIT 1)");
  query.bind(id);
  return query.step() ? std::optional(query.text(0)) : std::nullopt;
}

}  // namespace pcadmin::store
