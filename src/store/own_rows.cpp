#include "own_rows.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include <memory>
#include <vector>

namespace pcadmin::store {

namespace {

struct Table : sqlite3_vtab {
  explicit Table(RowSource& s) : sqlite3_vtab{}, source(&s) {}
  RowSource* source;
};

RowSource& source_of(const sqlite3_vtab_cursor* cursor) { return *static_cast<Table*>(cursor->pVtab)->source; }

int connect(sqlite3* connection, void* source, int, const char* const*, sqlite3_vtab** table, char**) {
  auto& rows = *static_cast<RowSource*>(source);
  const int code =
      sqlite3_declare_vtab(connection, fmt::format("CREATE TABLE rows ({})", fmt::join(rows.columns(), ", ")).c_str());
  if (code == SQLITE_OK) *table = std::make_unique<Table>(rows).release();
  return code;
}

int disconnect(sqlite3_vtab* table) {
  delete static_cast<Table*>(table);  // NOLINT(cppcoreguidelines-owning-memory): SQLite owned it
  return SQLITE_OK;
}

int best_index(sqlite3_vtab*, sqlite3_index_info*) { return SQLITE_OK; }  // there is one way: from here to the end

int open_cursor(sqlite3_vtab*, sqlite3_vtab_cursor** cursor) {
  *cursor = std::make_unique<sqlite3_vtab_cursor>().release();
  return SQLITE_OK;
}

int close_cursor(sqlite3_vtab_cursor* cursor) {
  delete cursor;  // NOLINT(cppcoreguidelines-owning-memory): SQLite owned it
  return SQLITE_OK;
}

int filter(sqlite3_vtab_cursor*, int, const char*, int, sqlite3_value**) { return SQLITE_OK; }

int next(sqlite3_vtab_cursor* cursor) {
  source_of(cursor).next();
  return SQLITE_OK;
}

int at_end(sqlite3_vtab_cursor* cursor) { return source_of(cursor).at_end() ? 1 : 0; }

int column(sqlite3_vtab_cursor* cursor, sqlite3_context* context, int number) {
  const auto cell = source_of(cursor).cell(static_cast<std::size_t>(number));
  const auto size = static_cast<int>(cell.bytes.size());
  switch (cell.type) {
    case Cell::Type::null:
      break;
    case Cell::Type::integer:
      sqlite3_result_int64(context, cell.integer);
      break;
    case Cell::Type::text:
      sqlite3_result_text(context, cell.bytes.data(), size, SQLITE_STATIC);
      break;
    case Cell::Type::blob:
      sqlite3_result_blob(context, cell.bytes.data(), size, SQLITE_STATIC);
      break;
  }
  return SQLITE_OK;
}

int row_id(sqlite3_vtab_cursor*, sqlite3_int64*) { return SQLITE_ERROR; }  // nobody asks

constexpr sqlite3_module module_of_own_rows() {
  sqlite3_module module{};  // no xCreate: the table is there by its module's name, and cannot be made again
  module.xConnect = connect;
  module.xBestIndex = best_index;
  module.xDisconnect = disconnect;
  module.xOpen = open_cursor;
  module.xClose = close_cursor;
  module.xFilter = filter;
  module.xNext = next;
  module.xEof = at_end;
  module.xColumn = column;
  module.xRowid = row_id;
  return module;
}
constexpr sqlite3_module kCallbacks = module_of_own_rows();

[[noreturn]] void throw_failed(Database& db, int code) {
  auto& engine = db.engine();
  throw_failed(engine, SQLite::Exception(engine.connection.getHandle(), code));
}

}  // namespace

OwnRows::OwnRows(Database& db, std::string name, RowSource& source) : db_(db), name_(std::move(name)) {
  const int code =
      sqlite3_create_module_v2(db.engine().connection.getHandle(), name_.c_str(), &kCallbacks, &source, nullptr);
  if (code != SQLITE_OK) throw_failed(db, code);
}

OwnRows::~OwnRows() {
  sqlite3_create_module_v2(db_.engine().connection.getHandle(), name_.c_str(), nullptr, nullptr, nullptr);
}

Statement insert_from(Database& db, std::string_view table, const std::string& own_rows, const RowSource& source) {
  std::vector<std::string_view> columns(source.columns().begin(), source.columns().end());
  std::erase(columns, "id");
  const auto list = fmt::format("{}", fmt::join(columns, ", "));
  const auto sql = fmt::format("INSERT INTO {0} ({1}) SELECT {1} FROM {2}", table, list, own_rows);
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(db.engine().connection.getHandle(), sql.c_str(), -1, &statement, nullptr);
  if (code != SQLITE_OK) throw_failed(db, code);
  return Statement(statement);
}

void run_to_end(Database& db, sqlite3_stmt* statement) {
  sqlite3_step(statement);
  const int code = sqlite3_reset(statement);
  if (code != SQLITE_OK) throw_failed(db, code);
}

}  // namespace pcadmin::store
