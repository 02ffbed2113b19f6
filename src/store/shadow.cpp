#include "shadow.hpp"

#include "engine.hpp"
#include "shadow_reader.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <memory>
#include <set>
#include <unordered_map>
#include <utility>

/// What SQLite asks of a virtual table (https://www.sqlite.org/vtab.html): a `Table` lets the `Planner` say how a
/// question could be answered, a `Cursor` lends SQLite a `Reader` that answers it.
namespace pcadmin::store {

namespace {

constexpr char kModule[] = "pcadmin_shadow";
constexpr double kRowsOfATable = 1'000'000;
constexpr double kRowsOfARange = 100'000;

/// Learns the columns from the table itself, and tells SQLite of them. A result code.
int declare(sqlite3* connection, Described& described) {
  const auto& shadow = described.shadow;
  int code = SQLITE_OK;
  const auto table = prepare(connection, fmt::format("SELECT * FROM main.{}", shadow.table), code);
  if (code != SQLITE_OK) return code;
  described.columns.clear();
  std::string sql = "CREATE TABLE shadow (";
  for (int i = 0; i < sqlite3_column_count(table.get()); ++i) {
    described.columns.emplace_back(sqlite3_column_name(table.get(), i));
    sql += fmt::format("{} {}, ", described.columns.back(), sqlite3_column_decltype(table.get(), i));
  }
  sql += fmt::format("PRIMARY KEY ({})) WITHOUT ROWID", fmt::join(split(shadow.key, ' '), ", "));
  return sqlite3_declare_vtab(connection, sql.c_str());
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
  std::function<Shadow(const std::string& table)> describe;
  std::map<std::string, Described, std::less<>> tables{};  ///< by name: those that were made

  Described& get(const std::string& table) {
    auto there = tables.find(table);
    if (there == tables.end()) there = tables.emplace(table, Described{.shadow = describe(table)}).first;
    return there->second;
  }
};

int connect(sqlite3* connection, void* module, int, const char* const* words, sqlite3_vtab** table, char**) {
  constexpr int kName = 2;
  auto& described = static_cast<Shadows*>(module)->get(words[kName]);
  const int code = declare(connection, described);
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
    plan_.columns = info.colUsed;
    // SQLite tells rows apart by their key without saying so, where a condition has an OR.
    for (std::size_t i = 0; i < described.columns.size(); ++i) {
      if (described.is_key(i)) plan_.columns |= std::uint64_t{1} << i;
    }
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
    plan_.conditions += fmt::format(" AND {} {} ?{}", described_.columns[column], op, ++values_);
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
    plan_.scan = false;
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
      cursor.reader = std::make_unique<Reader>(table.connection, *table.described, Plan::parse(plan));
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

/// Every shadow has a key, and is never asked.
int row_id(sqlite3_vtab_cursor*, sqlite3_int64*) { return SQLITE_ERROR; }

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

bool is_name(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }

/// The first place from `from` on whose character `is`; the end of the text where there is none.
template <class Is>
std::size_t place_of(std::string_view text, std::size_t from, Is is) {
  return static_cast<std::size_t>(std::ranges::find_if(text.substr(from), is) - text.begin());
}

/// Makes the virtual tables that a statement is about to name.
class Caster : public Forerunner {
 public:
  explicit Caster(std::span<const std::string> tables) : waiting_(tables.begin(), tables.end()) {}

  void prepare_for(Database& database, std::string_view sql) override {
    std::string create;
    for (std::size_t begin = 0, end = 0; begin < sql.size(); begin = end) {
      begin = place_of(sql, end, is_name);
      end = place_of(sql, begin, [](char c) { return !is_name(c); });
      if (begin > 0 && sql[begin - 1] == '.') continue;  // a column
      if (const auto name = waiting_.find(sql.substr(begin, end - begin)); name != waiting_.end()) {
        create += fmt::format("CREATE VIRTUAL TABLE temp.{} USING {};", *name, kModule);
        waiting_.erase(name);
      }
    }
    if (!create.empty()) execute(database, create);
  }

 private:
  std::set<std::string_view> waiting_;
};

}  // namespace

void cast_shadows(Database& db, std::span<const std::string> tables,
                  std::function<Shadow(const std::string& table)> describe) {
  auto module = std::make_unique<Shadows>(std::move(describe));
  auto& engine = db.engine();
  const int code =
      sqlite3_create_module_v2(engine.connection.getHandle(), kModule, &kCallbacks, module.release(),
                               [](void* old) { const std::unique_ptr<Shadows> gone(static_cast<Shadows*>(old)); });
  if (code != SQLITE_OK) throw_engine_error(SQLite::Exception(engine.connection.getHandle(), code), engine.file);
  engine.statements.clear();  // what was prepared before knows the tables only
  engine.forerunner = std::make_unique<Caster>(tables);
}

}  // namespace pcadmin::store
