#pragma once

#include "pcadmin/store/database.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Tables of the temporary schema that take the names of the store's own, so that queries written for those read them
/// instead. A shadow is a virtual table and no view: SQLite would copy a view of two tables whole wherever it stands on
/// the right of a LEFT JOIN or in a subquery, while a virtual table is asked row by row, by index, in order.
namespace pcadmin::store {

/// A way to rows by an index, worth going where that leads to few.
struct ShadowPath {
  std::string from;   ///< SQL: `main.user INDEXED BY user_since`
  std::string where;  ///< SQL: the rows of the source, that index first
  std::string few;    ///< SQL: the condition on the index alone
};

/// Rows of one table of the store, or of a subquery, that a shadow shows.
struct ShadowSource {
  std::string from;                       ///< SQL: `main.user`
  std::string where;                      ///< SQL: which of its rows
  std::vector<std::string_view> lacks{};  ///< columns of the shadow that are NULL here
  std::vector<ShadowPath> paths{};        ///< other ways to the same rows, for a question without a better one
};

/// A column by which the sources have an index, and how many rows one of its values is likely to find; 1: it is unique
/// among the rows shown.
struct IndexedColumn {
  std::string_view name;
  std::int64_t rows;
};

struct Shadow {
  std::string table;                         ///< whose name it takes, and whose columns it has
  std::string_view key;                      ///< the columns that tell its rows apart, blanks between
  std::vector<ShadowSource> sources;         ///< none, one or two
  std::span<const IndexedColumn> indexed{};  ///< of static storage
};

/// Puts shadows over these tables until the transaction is rolled back: each is described and made when a statement
/// first names its table, for most are never asked. Their names are of static storage. Statements that are in use keep
/// reading what they read.
void cast_shadows(Database& db, std::span<const std::string> tables,
                  std::function<Shadow(const std::string& table)> describe);

}  // namespace pcadmin::store
