#include "shadow_reader.hpp"

#include <fmt/format.h>

#include <charconv>

namespace pcadmin::store {

std::string Plan::text() const {
  auto text = fmt::format("{:d}{:d};{:x};", at_most_one, scan, columns);
  for (const auto& key : order) text += fmt::format("{}{},", key.column, key.descending ? '-' : '+');
  return text + ";" + conditions;
}

Plan Plan::parse(std::string_view text) {
  Plan plan{.at_most_one = text[0] == '1', .scan = text[1] == '1'};
  const auto* at = text.data() + 3;
  const auto* const end = text.data() + text.size();
  at = std::from_chars(at, end, plan.columns, 16).ptr + 1;
  while (*at != ';') {
    int column = 0;
    at = std::from_chars(at, end, column).ptr;
    plan.order.push_back({column, *at == '-'});
    at += 2;
  }
  plan.conditions.assign(at + 1, end);
  return plan;
}

Statement prepare(sqlite3* connection, const std::string& sql, int& code) {
  sqlite3_stmt* statement = nullptr;
  code = sqlite3_prepare_v3(connection, sql.c_str(), static_cast<int>(sql.size()) + 1, SQLITE_PREPARE_PERSISTENT,
                            &statement, nullptr);
  return Statement(statement);
}

namespace {

bool wants(std::uint64_t columns, std::size_t column) {
  constexpr std::size_t kLast = 63;
  return ((columns >> std::min(column, kLast)) & 1U) != 0;
}

/// As SQLite sorts: NULL, numbers, text by its bytes, bytes. The store has no fractions.
int compare(sqlite3_value* one, sqlite3_value* other) {
  const auto rank = [](sqlite3_value* value) {
    const int type = sqlite3_value_type(value);
    return type == SQLITE_NULL ? 0 : type == SQLITE_INTEGER ? 1 : type == SQLITE_TEXT ? 2 : 3;
  };
  if (rank(one) != rank(other)) return rank(one) < rank(other) ? -1 : 1;
  if (rank(one) == 0) return 0;
  if (rank(one) == 1) {
    const auto a = sqlite3_value_int64(one);
    const auto b = sqlite3_value_int64(other);
    return a < b ? -1 : a > b ? 1 : 0;
  }
  const auto bytes = [](sqlite3_value* value) {
    const auto* const data = static_cast<const char*>(sqlite3_value_blob(value));
    return std::string_view(data == nullptr ? "" : data, static_cast<std::size_t>(sqlite3_value_bytes(value)));
  };
  return bytes(one).compare(bytes(other));
}

}  // namespace

/// The first path that leads to few rows; nullptr: none does, or something better is known.
const ShadowPath* Reader::path_for(const ShadowSource& source, int& code) const {
  constexpr int kFew = 1000;
  for (const auto& path : source.paths) {
    if (!plan_.scan) return nullptr;
    const auto sql =
        fmt::format("SELECT count(*) FROM (SELECT 1 FROM {} WHERE {} LIMIT {})", path.from, path.few, kFew);
    const auto count = prepare(connection_, sql, code);
    if (code != SQLITE_OK) return nullptr;
    if (sqlite3_step(count.get()) == SQLITE_ROW && sqlite3_column_int(count.get(), 0) < kFew) return &path;
  }
  return nullptr;
}

std::string Reader::sql_for(std::size_t source, int& code) const {
  const auto& all = described_.shadow.sources[source];
  const auto& columns = described_.columns;
  const auto* const path = path_for(all, code);
  std::string list;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const bool read = wants(plan_.columns, i) && described_.has(all, i);
    list += (list.empty() ? "" : ", ") + (read ? columns[i] : "NULL");
  }
  auto sql = fmt::format("SELECT {} FROM {} WHERE {}{}", list, path != nullptr ? path->from : all.from,
                         path != nullptr ? path->where : all.where, plan_.conditions);
  for (const auto& [column, descending] : plan_.order) {
    sql += fmt::format("{}{}{}", &column == &plan_.order.front().column ? " ORDER BY " : ", ",
                       columns[static_cast<std::size_t>(column)], descending ? " DESC" : "");
  }
  return sql;
}

int Reader::start(std::span<sqlite3_value*> values) {
  stop();
  values_.clear();
  for (auto* const value : values) {
    if (sqlite3_value_type(value) == SQLITE_NULL) return SQLITE_OK;  // which nothing is equal to, less or more than
    values_.emplace_back(sqlite3_value_dup(value));
  }
  if (plan_.order.empty()) {
    current_ = 0;
    return next();
  }
  for (std::size_t i = 0; i < statements_.size(); ++i) {
    if (const int code = step(i); code != SQLITE_OK) return code;
  }
  choose();
  return SQLITE_OK;
}

int Reader::next() {
  if (!plan_.order.empty()) {
    const int code = step(current_);
    choose();
    return code;
  }
  for (const bool found = current_ < has_row_.size() && has_row_[current_]; current_ < statements_.size(); ++current_) {
    if (found && plan_.at_most_one) break;
    if (const int code = step(current_); code != SQLITE_OK || has_row_[current_]) return code;
  }
  current_ = kNone;
  return SQLITE_OK;
}

/// Binds the values of this start, to a statement that is made if there is none yet. A result code.
int Reader::begin(std::size_t source) {
  int code = SQLITE_OK;
  auto& statement = statements_[source];
  if (!statement) {
    const auto sql = sql_for(source, code);
    if (code == SQLITE_OK) statement = prepare(connection_, sql, code);
  }
  for (std::size_t i = 0; i < values_.size() && code == SQLITE_OK; ++i)
    code = sqlite3_bind_value(statement.get(), static_cast<int>(i) + 1, values_[i].get());
  return code;
}

int Reader::step(std::size_t source) {
  auto& statement = statements_[source];
  if (!statement || sqlite3_stmt_busy(statement.get()) == 0) {
    if (const int code = begin(source); code != SQLITE_OK) return code;
  }
  const int code = sqlite3_step(statement.get());
  has_row_[source] = code == SQLITE_ROW;
  return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
}

void Reader::choose() {
  current_ = kNone;
  for (std::size_t i = 0; i < statements_.size(); ++i) {
    if (has_row_[i] && (current_ == kNone || is_before(i, current_))) current_ = i;
  }
}

bool Reader::is_before(std::size_t one, std::size_t other) const {
  for (const auto& [column, descending] : plan_.order) {
    const int order = compare(sqlite3_column_value(statements_[one].get(), column),
                              sqlite3_column_value(statements_[other].get(), column));
    if (order != 0) return (order < 0) != descending;
  }
  return false;
}

void Reader::stop() {
  for (std::size_t i = 0; i < statements_.size(); ++i) {
    if (statements_[i]) sqlite3_reset(statements_[i].get());
    has_row_[i] = false;
  }
  current_ = kNone;
}

}  // namespace pcadmin::store
