#include "engine.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <utility>

namespace pcadmin::store {

namespace {

// Preparing and stepping are not const to SQLite even when they only read; our const is about the store's content.
Database::Engine& engine_of(const Database& database) { return const_cast<Database::Engine&>(database.engine()); }

sqlite3_stmt* prepared(const Database& database, std::string_view sql) {
  auto& engine = engine_of(database);
  if (const auto known = engine.statements.find(sql); known != engine.statements.end()) return known->second.get();
  if (engine.forerunner) engine.forerunner->prepare_for(const_cast<Database&>(database), sql);
  auto* const connection = engine.connection.getHandle();
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(connection, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  if (code != SQLITE_OK) throw_failed(engine, SQLite::Exception(connection, code));
  engine.statements.emplace(sql, statement);
  return statement;
}

}  // namespace

void throw_failed(Database::Engine& engine, const SQLite::Exception& error) {
  engine.meanwhile.rethrow();
  throw_engine_error(error, engine.file);
}

void FinalizeStatement::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Query::Query(const Database& database, std::string_view sql)
    : statement_(prepared(database, sql)), engine_(&engine_of(database)) {}

Query::~Query() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

void Query::check(int code) const {
  if (code != SQLITE_OK) throw_failed(*engine_, SQLite::Exception(sqlite3_db_handle(statement_), code));
}

Query& Query::bind(std::int64_t value) {
  check(sqlite3_bind_int64(statement_, next_++, value));
  return *this;
}

Query& Query::bind(std::string_view value) {
  const auto* const text = value.data() == nullptr ? "" : value.data();  // a null pointer would be NULL
  check(sqlite3_bind_text(statement_, next_++, text, static_cast<int>(value.size()), SQLITE_TRANSIENT));
  return *this;
}

Query& Query::bind(const std::optional<std::string>& value) {
  return value ? bind(std::string_view(*value)) : bind_null();
}

Query& Query::bind(const std::optional<Time>& value) { return value ? bind(*value) : bind_null(); }

Query& Query::bind(const std::optional<std::int64_t>& value) { return value ? bind(*value) : bind_null(); }

Query& Query::bind_blob(std::span<const std::byte> value) {
  check(sqlite3_bind_blob(statement_, next_++, value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT));
  return *this;
}

Query& Query::bind_null() {
  check(sqlite3_bind_null(statement_, next_++));
  return *this;
}

bool Query::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) check(code);
  return false;
}

int Query::run() {
  step();
  return sqlite3_changes(sqlite3_db_handle(statement_));
}

bool Query::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

bool Query::is_integer(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_INTEGER; }

std::int64_t Query::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string_view Query::text_view(int column) const {
  const auto* const text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::string_view Query::blob_view(int column) const {
  const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::optional<std::string> Query::optional_text(int column) const {
  return is_null(column) ? std::nullopt : std::optional(text(column));
}

std::optional<std::int64_t> Query::optional_integer(int column) const {
  return is_null(column) ? std::nullopt : std::optional(integer(column));
}

std::optional<Time> Query::optional_time(int column) const {
  return is_null(column) ? std::nullopt : std::optional(time(column));
}

void execute(const Database& database, const std::string& sql) {
  auto& engine = engine_of(database);
  try {
    engine.connection.exec(sql);
  } catch (const SQLite::Exception& error) {
    throw_failed(engine, error);
  }
}

void throw_bad_row(std::string_view table, std::int64_t id, std::string_view why) {
  throw Error({.code = "store-damaged",
               .kind = FailureKind::store,
               .message = fmt::format("row {} of table \"{}\" was changed outside pcadmin: {}", id, table, why),
               .hint = "see what else was changed: pcadmin audit verify"});
}

}  // namespace pcadmin::store
