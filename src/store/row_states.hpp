#pragma once

#include "canonical.hpp"
#include "engine.hpp"

#include "pcadmin/store/changes.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Single rows of business tables as they were, for whoever compares them.
namespace pcadmin::store {

/// A row's values as people are told them, by the table's columns; times in RFC 3339.
using RowState = std::vector<std::optional<std::string>>;

class RowStates {
 public:
  RowStates(const Database& db, std::string_view table);

  /// The row that `change` wrote.
  std::optional<RowState> written(std::int64_t row, std::int64_t change) const;
  /// The row that `change` ended, or replaced.
  std::optional<RowState> ended(std::int64_t row, std::int64_t change) const;
  /// The row as it stood after `change`.
  std::optional<RowState> at(std::int64_t row, std::int64_t change) const;

  const std::optional<std::string>& value(const RowState& state, std::string_view column) const;

  /// The columns that mean something and differ; a state that is not there has none of them. Locations are told by
  /// their Partner ID.
  std::vector<Effect::Field> differences(const std::optional<RowState>& before,
                                         const std::optional<RowState>& after) const;

 private:
  std::optional<RowState> read(const std::string& sql, std::int64_t row, std::int64_t change) const;
  std::optional<std::string> told(std::size_t column, const std::optional<RowState>& state) const;

  const Database& db_;
  std::vector<std::string> columns_{};
  std::string written_{};
  std::string ended_{};
  std::string at_{};
};

/// Partner ID of a location, one that is gone too.
std::optional<std::string> location_told(const Database& db, const std::string& id);

}  // namespace pcadmin::store
