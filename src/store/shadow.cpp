#include "shadow.hpp"

#include "engine.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>

/// What SQLite asks of a virtual table (https://www.sqlite.org/vtab.html), in three classes: `Table` says how a
/// question could be answered, `Reader` answers it with statements over the sources, `Cursor` lends SQLite a reader.
namespace pcadmin::store {

namespace {

constexpr char kModule[] = "pcadmin_shadow";
constexpr double kRowsOfATable = 1'000'000;
constexpr double kRowsOfARange = 100'000;

/// How one question is to be answered: made by the planner's call, read by the reader; `text` goes through SQLite.
struct Plan {
  struct Key {
    int column;
    bool descending;
  };
  bool at_most_one = false;
  std::uint64_t columns = 0;  ///< those that are asked for, by bit; the last bit stands for all from there on
  std::vector<Key> order{};
  std::string tail{};  ///< SQL behind the WHERE of each source

  std::string text() const;
  static Plan parse(std::string_view text);
};

std::string Plan::text() const {
  auto text = fmt::format("{:d};{:x};", at_most_one, columns);
  for (const auto& key : order) text += fmt::format("{}{},", key.column, key.descending ? '-' : '+');
  return text + ";" + tail;
}

Plan Plan::parse(std::string_view text) {
  Plan plan{.at_most_one = text.front() == '1'};
  const auto* at = text.data() + 2;
  const auto* const end = text.data() + text.size();
  at = std::from_chars(at, end, plan.columns, 16).ptr + 1;
  while (*at != ';') {
    int column = 0;
    at = std::from_chars(at, end, column).ptr;
    plan.order.push_back({column, *at == '-'});
    at += 2;
  }
  plan.tail.assign(at + 1, end);
  return plan;
}

bool wants(std::uint64_t columns, std::size_t column) {
  constexpr std::size_t kLast = 63;
  return ((columns >> std::min(column, kLast)) & 1U) != 0;
}

/// A shadow whose columns are known.
struct Described {
  Shadow shadow;
  std::vector<std::string> columns{};
  std::vector<std::vector<bool>> has{};  ///< by source and column

  bool everywhere(std::size_t column) const {
    return std::ranges::all_of(has, [&](const auto& source) { return source[column]; });
  }
  std::int64_t rows_by(std::size_t column) const {
    const auto found = std::ranges::find(shadow.indexed, columns[column], &IndexedColumn::name);
    return found == shadow.indexed.end() ? 0 : found->rows;
  }
};

Statement prepare(sqlite3* connection, const std::string& sql, int& code) {
  sqlite3_stmt* statement = nullptr;
  code = sqlite3_prepare_v3(connection, sql.c_str(), static_cast<int>(sql.size()) + 1, SQLITE_PREPARE_PERSISTENT,
                            &statement, nullptr);
  return Statement(statement);
}

std::vector<std::string> columns_of(sqlite3* connection, const std::string& from, int& code) {
  const auto statement = prepare(connection, "SELECT * FROM " + from, code);
  std::vector<std::string> names;
  if (code != SQLITE_OK) return names;
  for (int i = 0; i < sqlite3_column_count(statement.get()); ++i)
    names.emplace_back(sqlite3_column_name(statement.get(), i));
  return names;
}

/// Fills in the columns of a shadow the first time somebody asks; a result code.
int describe(sqlite3* connection, Described& described) {
  int code = SQLITE_OK;
  if (!described.columns.empty()) return code;
  auto columns = columns_of(connection, "main." + described.shadow.table, code);
  for (const auto& source : described.shadow.sources) {
    if (code != SQLITE_OK) return code;
    const auto there = columns_of(connection, source.from, code);
    auto& has = described.has.emplace_back();
    for (const auto& column : columns) has.push_back(std::ranges::find(there, column) != there.end());
  }
  if (code == SQLITE_OK) described.columns = std::move(columns);
  return code;
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

/// Statements over the sources, for one plan. Rows of several sources come one source after the other, or merged where
/// the plan has an order.
class Reader {
 public:
  Reader(sqlite3* connection, const Described& described, Plan plan, int& code);

  /// Begins anew with these values; stands on the first row. A result code.
  int start(std::span<sqlite3_value*> values);
  int next();
  bool at_end() const { return current_ == kNone; }
  sqlite3_value* value(int column) const { return sqlite3_column_value(statements_[current_].get(), column); }
  /// Lets go of the rows.
  void stop();

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  int step(std::size_t source);
  void choose();
  bool is_before(std::size_t one, std::size_t other) const;

  Plan plan_;
  std::vector<Statement> statements_{};
  std::vector<bool> has_row_{};
  std::size_t current_ = kNone;
};

std::string sql_for(const Described& described, std::size_t source, const Plan& plan) {
  std::string list;
  for (std::size_t i = 0; i < described.columns.size(); ++i) {
    const bool read = wants(plan.columns, i) && described.has[source][i];
    list += (list.empty() ? "" : ", ") + (read ? described.columns[i] : "NULL");
  }
  const auto& [from, where] = described.shadow.sources[source];
  return fmt::format("SELECT {} FROM {} WHERE {}{}", list, from, where, plan.tail);
}

Reader::Reader(sqlite3* connection, const Described& described, Plan plan, int& code) : plan_(std::move(plan)) {
  code = SQLITE_OK;
  for (std::size_t i = 0; i < described.has.size() && code == SQLITE_OK; ++i)
    statements_.push_back(prepare(connection, sql_for(described, i, plan_), code));
  has_row_.resize(statements_.size());
}

int Reader::start(std::span<sqlite3_value*> values) {
  stop();
  for (const auto& statement : statements_) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const int code = sqlite3_bind_value(statement.get(), static_cast<int>(i) + 1, values[i]);
      if (code != SQLITE_OK) return code;
    }
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
  for (const bool found = has_row_[current_]; current_ < statements_.size(); ++current_) {
    if (found && plan_.at_most_one) break;
    if (const int code = step(current_); code != SQLITE_OK || has_row_[current_]) return code;
  }
  current_ = kNone;
  return SQLITE_OK;
}

int Reader::step(std::size_t source) {
  const int code = sqlite3_step(statements_[source].get());
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
    sqlite3_reset(statements_[i].get());
    has_row_[i] = false;
  }
  current_ = kNone;
}

/// A shadow in the temporary schema. Readers are kept for the next question of the same plan: a subquery is asked once
/// for each row of the query around it.
struct Table : sqlite3_vtab {
  Table(sqlite3* c, Described& d) : sqlite3_vtab{}, connection(c), described(&d) {}

  int fail(int code) {
    sqlite3_free(zErrMsg);
    zErrMsg = sqlite3_mprintf("%s", sqlite3_errmsg(connection));
    return code;
  }

  sqlite3* connection;
  Described* described;  ///< the module's own, which outlives its tables
  std::unordered_map<std::string, std::vector<std::unique_ptr<Reader>>, TextHash, std::equal_to<>> idle{};
};

struct Cursor : sqlite3_vtab_cursor {
  Cursor() : sqlite3_vtab_cursor{} {}

  Table& table() const { return *static_cast<Table*>(pVtab); }

  std::string plan{};
  std::unique_ptr<Reader> reader{};
};

/// What the module holds for one connection.
struct Shadows {
  std::map<std::string, std::pair<std::string, Described>, std::less<>> tables;  ///< by name: the CREATE TABLE of each
};

int connect(sqlite3* connection, void* module, int, const char* const* words, sqlite3_vtab** table, char**) {
  constexpr int kName = 2;
  auto& [create, described] = static_cast<Shadows*>(module)->tables.find(words[kName])->second;
  const int code = sqlite3_declare_vtab(connection, create.c_str());
  if (code == SQLITE_OK) *table = std::make_unique<Table>(connection, described).release();
  return code;
}

int disconnect(sqlite3_vtab* table) {
  delete static_cast<Table*>(table);  // NOLINT(cppcoreguidelines-owning-memory): SQLite owned it
  return SQLITE_OK;
}

const char* comparison(unsigned char op) {
  switch (op) {
    case SQLITE_INDEX_CONSTRAINT_EQ:
      return "=";
    case SQLITE_INDEX_CONSTRAINT_GT:
      return ">";
    case SQLITE_INDEX_CONSTRAINT_GE:
      return ">=";
    case SQLITE_INDEX_CONSTRAINT_LT:
      return "<";
    case SQLITE_INDEX_CONSTRAINT_LE:
      return "<=";
    default:
      return nullptr;
  }
}

/// Hands SQLite's conditions on to the sources, and says what that saves.
class Planner {
 public:
  Planner(const Described& described, sqlite3_index_info& info) : described_(described), info_(info) {
    plan_.columns = info.colUsed | 1U;  // the first is the row's id
  }

  int plan() {
    for (int i = 0; i < info_.nConstraint; ++i) take(i);
    take_order();
    info_.estimatedRows = std::max<sqlite3_int64>(1, static_cast<sqlite3_int64>(rows_));
    constexpr double kStart = 10;
    info_.estimatedCost = indexed_ ? kStart + 2 * rows_ : 2 * kRowsOfATable;
    if (plan_.at_most_one) info_.idxFlags |= SQLITE_INDEX_SCAN_UNIQUE;
    info_.idxStr = sqlite3_mprintf("%s", plan_.text().c_str());
    info_.needToFreeIdxStr = 1;
    return info_.idxStr == nullptr ? SQLITE_NOMEM : SQLITE_OK;
  }

 private:
  void take(int i) {
    const auto& constraint = info_.aConstraint[i];
    const auto* const op = comparison(constraint.op);
    if (constraint.usable == 0 || op == nullptr || constraint.iColumn < 0) return;
    const auto column = static_cast<std::size_t>(constraint.iColumn);
    if (!described_.everywhere(column) || std::strcmp(sqlite3_vtab_collation(&info_, i), "BINARY") != 0) return;
    plan_.tail += fmt::format(" AND {} {} ?{}", described_.columns[column], op, ++values_);
    info_.aConstraintUsage[i].argvIndex = values_;
    info_.aConstraintUsage[i].omit = 1;
    weigh(column, constraint.op == SQLITE_INDEX_CONSTRAINT_EQ);
  }

  void weigh(std::size_t column, bool equal) {
    constexpr double kSaved = 4;  // by a condition of which nothing is known
    const auto by_index = static_cast<double>(described_.rows_by(column));
    if (by_index == 0) {
      rows_ /= kSaved;
      return;
    }
    const double found = equal ? by_index : kRowsOfARange;
    rows_ = std::min(indexed_ ? rows_ / kSaved : rows_, found);
    indexed_ = true;
    if (equal && by_index == 1) plan_.at_most_one = true;
  }

  /// An order that an index has costs nothing; any other SQLite makes as well as we could.
  void take_order() {
    if (info_.nOrderBy == 0) return;
    const std::span order(info_.aOrderBy, static_cast<std::size_t>(info_.nOrderBy));
    const auto usable = [&](const auto& key) {
      return key.iColumn >= 0 && described_.everywhere(static_cast<std::size_t>(key.iColumn));
    };
    if (!std::ranges::all_of(order, usable)) return;
    if (described_.rows_by(static_cast<std::size_t>(order.front().iColumn)) == 0) return;
    for (const auto& key : order) {
      plan_.tail +=
          fmt::format("{}{}{}", plan_.order.empty() ? " ORDER BY " : ", ",
                      described_.columns[static_cast<std::size_t>(key.iColumn)], key.desc != 0 ? " DESC" : "");
      plan_.order.push_back({key.iColumn, key.desc != 0});
      plan_.columns |= std::uint64_t{1} << static_cast<unsigned>(std::min(key.iColumn, 63));
    }
    info_.orderByConsumed = 1;
  }

  const Described& described_;
  sqlite3_index_info& info_;
  Plan plan_{};
  int values_ = 0;
  double rows_ = kRowsOfATable;
  bool indexed_ = false;
};

int best_index(sqlite3_vtab* vtab, sqlite3_index_info* info) {
  auto& table = *static_cast<Table*>(vtab);
  if (const int code = describe(table.connection, *table.described); code != SQLITE_OK) return table.fail(code);
  return Planner(*table.described, *info).plan();
}

int open_cursor(sqlite3_vtab*, sqlite3_vtab_cursor** cursor) {
  *cursor = std::make_unique<Cursor>().release();
  return SQLITE_OK;
}

int close_cursor(sqlite3_vtab_cursor* base) {
  const std::unique_ptr<Cursor> cursor(static_cast<Cursor*>(base));
  if (!cursor->reader) return SQLITE_OK;
  cursor->reader->stop();
  cursor->table().idle[cursor->plan].push_back(std::move(cursor->reader));
  return SQLITE_OK;
}

int filter(sqlite3_vtab_cursor* base, int, const char* plan, int count, sqlite3_value** values) {
  auto& cursor = *static_cast<Cursor*>(base);
  auto& table = cursor.table();
  if (!cursor.reader) {
    cursor.plan = plan;
    if (auto& idle = table.idle[cursor.plan]; !idle.empty()) {
      cursor.reader = std::move(idle.back());
      idle.pop_back();
    } else {
      int code = SQLITE_OK;
      auto reader = std::make_unique<Reader>(table.connection, *table.described, Plan::parse(plan), code);
      if (code != SQLITE_OK) return table.fail(code);
      cursor.reader = std::move(reader);
    }
  }
  const int code = cursor.reader->start({values, static_cast<std::size_t>(count)});
  return code == SQLITE_OK ? code : table.fail(code);
}

int next(sqlite3_vtab_cursor* base) {
  auto& cursor = *static_cast<Cursor*>(base);
  const int code = cursor.reader->next();
  return code == SQLITE_OK ? code : cursor.table().fail(code);
}

int at_end(sqlite3_vtab_cursor* base) { return static_cast<Cursor*>(base)->reader->at_end() ? 1 : 0; }

int column(sqlite3_vtab_cursor* base, sqlite3_context* context, int number) {
  sqlite3_result_value(context, static_cast<Cursor*>(base)->reader->value(number));
  return SQLITE_OK;
}

/// The first column is what tells rows apart, as in the table itself; the twins are WITHOUT ROWID and never asked.
int row_id(sqlite3_vtab_cursor* base, sqlite3_int64* id) {
  *id = sqlite3_value_int64(static_cast<Cursor*>(base)->reader->value(0));
  return SQLITE_OK;
}

constexpr sqlite3_module module_of_shadows() {
  sqlite3_module module{};
  module.iVersion = 1;
  module.xCreate = connect;
  module.xConnect = connect;
  module.xBestIndex = best_index;
  module.xDisconnect = disconnect;
  module.xDestroy = disconnect;
  module.xOpen = open_cursor;
  module.xClose = close_cursor;
  module.xFilter = filter;
  module.xNext = next;
  module.xEof = at_end;
  module.xColumn = column;
  module.xRowid = row_id;
  return module;
}
constexpr sqlite3_module kCallbacks = module_of_shadows();

std::map<std::string, std::string> create_texts(const Database& db) {
  Query query(db, "SELECT name, sql FROM main.sqlite_schema WHERE type = 'table'");
  std::map<std::string, std::string> texts;
  while (query.step()) texts.emplace(query.text(0), query.text(1));
  return texts;
}

}  // namespace

void cast_shadows(Database& db, std::vector<Shadow> shadows) {
  auto texts = create_texts(db);
  auto module = std::make_unique<Shadows>();
  std::string sql;
  for (auto& shadow : shadows) {
    sql += fmt::format("CREATE VIRTUAL TABLE temp.{} USING {};", shadow.table, kModule);
    auto name = shadow.table;
    auto text = std::move(texts[name]);
    module->tables.emplace(std::move(name), std::pair(std::move(text), Described{.shadow = std::move(shadow)}));
  }
  auto& engine = db.engine();
  const int code =
      sqlite3_create_module_v2(engine.connection.getHandle(), kModule, &kCallbacks, module.release(),
                               [](void* old) { const std::unique_ptr<Shadows> gone(static_cast<Shadows*>(old)); });
  if (code != SQLITE_OK) throw_engine_error(SQLite::Exception(engine.connection.getHandle(), code), engine.file);
  execute(db, sql);
  engine.statements.clear();  // what was prepared before knows the tables only
}

}  // namespace pcadmin::store
