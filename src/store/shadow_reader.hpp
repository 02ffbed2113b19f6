#pragma once

#include "engine.hpp"
#include "shadow.hpp"

#include "pcadmin/base/text.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// How a shadow answers one question.
namespace pcadmin::store {

/// How one question is to be answered: made by the planner's call, read by the reader; `text` goes through SQLite.
struct Plan {
  struct Key {
    int column;
    bool descending;
  };
  bool at_most_one = false;
  bool scan = true;           ///< no condition that an index of the sources serves
  std::uint64_t columns = 0;  ///< those that are asked for, by bit; the last bit stands for all from there on
  std::vector<Key> order{};
  std::string conditions{};  ///< SQL behind the WHERE of each source

  std::string text() const;
  static Plan parse(std::string_view text);
};

/// A shadow whose columns are known.
struct Described {
  Shadow shadow;
  std::vector<std::string> columns{};

  bool has(const ShadowSource& source, std::size_t column) const {
    return std::ranges::find(source.lacks, columns[column]) == source.lacks.end();
  }
  bool everywhere(std::size_t column) const {
    return std::ranges::all_of(shadow.sources, [&](const auto& source) { return has(source, column); });
  }
  bool is_key(std::size_t column) const {
    const auto key = split(shadow.key, ' ');
    return std::ranges::find(key, columns[column]) != key.end();
  }
  std::int64_t rows_by(std::size_t column) const {
    const auto found = std::ranges::find(shadow.indexed, columns[column], &IndexedColumn::name);
    return found == shadow.indexed.end() ? 0 : found->rows;
  }
};

Statement prepare(sqlite3* connection, const std::string& sql, int& code);

/// Statements over the sources, for one plan. Rows of several sources come one source after the other, or merged where
/// the plan has an order. A source is prepared when it is first asked: where there is one row at most, the second
/// source seldom is.
class Reader {
 public:
  Reader(sqlite3* connection, const Described& described, Plan plan)
      : connection_(connection),
        described_(described),
        plan_(std::move(plan)),
        statements_(described.shadow.sources.size()),
        has_row_(described.shadow.sources.size()) {}

  /// Begins anew with these values; stands on the first row. A result code.
  int start(std::span<sqlite3_value*> values);
  int next();
  bool at_end() const { return current_ == kNone; }
  sqlite3_value* value(int column) const { return sqlite3_column_value(statements_[current_].get(), column); }
  /// Lets go of the rows.
  void stop();

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  struct FreeValue {
    void operator()(sqlite3_value* value) const { sqlite3_value_free(value); }
  };

  std::string sql_for(std::size_t source, int& code) const;
  const ShadowPath* path_for(const ShadowSource& source, int& code) const;
  int begin(std::size_t source);
  int step(std::size_t source);
  void choose();
  bool is_before(std::size_t one, std::size_t other) const;

  sqlite3* connection_;
  const Described& described_;
  Plan plan_;
  std::vector<std::unique_ptr<sqlite3_value, FreeValue>> values_{};
  std::vector<Statement> statements_;
  std::vector<bool> has_row_;
  std::size_t current_ = kNone;
};

}  // namespace pcadmin::store
