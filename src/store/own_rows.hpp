#pragma once

#include "canonical.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

/// Rows that we have in memory, as a table that statements can read. One statement then writes thousands of them, and
/// SQLite makes ready for writing once instead of for each.
namespace pcadmin::store {

/// Where they come from. It stands on a row, or at the end.
class RowSource {
 public:
  virtual ~RowSource() = default;
  virtual std::span<const std::string_view> columns() const = 0;
  virtual bool at_end() const = 0;
  virtual void next() = 0;
  /// Of the row it stands on. A text or blob stays where it is as long as the source.
  virtual Cell cell(std::size_t column) const = 0;
};

/// For as long as this lives, statements that are prepared outside the cache of `db` read `source` from where it
/// stands under `name`. Finalize them first.
class OwnRows {
 public:
  OwnRows(Database& db, std::string name, RowSource& source);
  ~OwnRows();
  OwnRows(const OwnRows&) = delete;
  OwnRows& operator=(const OwnRows&) = delete;

 private:
  Database& db_;
  std::string name_;
};

/// `INSERT INTO table (columns) SELECT columns FROM own_rows`, of all columns but those named `id`.
Statement insert_from(Database& db, std::string_view table, const std::string& own_rows, const RowSource& source);
/// Runs it to its end.
void run_to_end(Database& db, sqlite3_stmt* statement);

}  // namespace pcadmin::store
