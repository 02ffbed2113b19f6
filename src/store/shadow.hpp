#pragma once

#include "pcadmin/store/database.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Tables of the temporary schema that take the names of the store's own, so that queries written for those read them
/// instead. A shadow is a virtual table and no view: SQLite would copy a view of two tables whole wherever it stands on
/// the right of a LEFT JOIN or in a subquery, while a virtual table is asked row by row, by index, in order.
namespace pcadmin::store {

/// Rows of one table of the store, or of a subquery, that a shadow shows.
struct ShadowSource {
  std::string from;   ///< SQL: `main.user`
  std::string where;  ///< SQL: which of its rows
};

/// A column by which the sources have an index, and how many rows one of its values is likely to find; 1: it is unique
/// among the rows shown.
struct IndexedColumn {
  std::string_view name;
  std::int64_t rows;
};

struct Shadow {
  std::string table;                         ///< whose name it takes, and whose columns it has
  std::vector<ShadowSource> sources;         ///< one or two; what a source has no column for is NULL
  std::span<const IndexedColumn> indexed{};  ///< of static storage
};

/// Puts the shadows over the tables until the transaction is rolled back. Statements that are in use keep reading what
/// they read.
void cast_shadows(Database& db, std::vector<Shadow> shadows);

}  // namespace pcadmin::store
