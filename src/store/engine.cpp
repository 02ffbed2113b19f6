#include "engine.hpp"

#include <fmt/format.h>

#include <utility>

namespace pcadmin::store {

namespace {

SQLite::Statement& prepared(const Database& database, const std::string& sql) {
  // Preparing and stepping are not const to SQLite even when they only read; our const is about the store's content.
  auto& engine = const_cast<Database::Engine&>(database.engine());
  auto& slot = engine.statements[sql];
  if (!slot) {
    try {
      slot = std::make_unique<SQLite::Statement>(engine.connection, sql);
    } catch (const SQLite::Exception& error) {
      engine.statements.erase(sql);
      throw_engine_error(error, engine.file);
    }
  }
  return *slot;
}

}  // namespace

Query::Query(const Database& database, const std::string& sql)
    : statement_(&prepared(database, sql)), file_(&database.engine().file) {}

Query::~Query() {
  statement_->tryReset();
  try {
    statement_->clearBindings();
  } catch (const SQLite::Exception&) {  // nothing to do: the next bind overwrites
  }
}

Query& Query::bind(std::int64_t value) {
  statement_->bind(next_++, value);
  return *this;
}

Query& Query::bind(std::string_view value) {
  statement_->bind(next_++, std::string(value));
  return *this;
}

Query& Query::bind(const std::optional<std::string>& value) {
  return value ? bind(std::string_view(*value)) : bind_null();
}

Query& Query::bind(const std::optional<Time>& value) { return value ? bind(*value) : bind_null(); }

Query& Query::bind_blob(std::span<const std::byte> value) {
  statement_->bind(next_++, value.data(), static_cast<int>(value.size()));
  return *this;
}

Query& Query::bind_null() {
  statement_->bind(next_++);
  return *this;
}

bool Query::step() {
  try {
    return statement_->executeStep();
  } catch (const SQLite::Exception& error) {
    throw_engine_error(error, *file_);
  }
}

int Query::run() {
  try {
    return statement_->exec();
  } catch (const SQLite::Exception& error) {
    throw_engine_error(error, *file_);
  }
}

std::int64_t Query::integer(int column) const { return statement_->getColumn(column).getInt64(); }

std::string Query::text(int column) const { return statement_->getColumn(column).getString(); }

std::optional<std::string> Query::optional_text(int column) const {
  const auto value = statement_->getColumn(column);
  if (value.isNull()) return std::nullopt;
  return value.getString();
}

std::optional<std::int64_t> Query::optional_integer(int column) const {
  const auto value = statement_->getColumn(column);
  if (value.isNull()) return std::nullopt;
  return value.getInt64();
}

std::optional<Time> Query::optional_time(int column) const {
  const auto seconds = optional_integer(column);
  if (!seconds) return std::nullopt;
  return Time{std::chrono::seconds{*seconds}};
}

std::string Query::blob(int column) const {
  const auto value = statement_->getColumn(column);
  const auto* bytes = static_cast<const char*>(value.getBlob());
  return bytes == nullptr ? std::string{} : std::string(bytes, static_cast<std::size_t>(value.getBytes()));
}

void execute(const Database& database, const std::string& sql) {
  auto& engine = const_cast<Database::Engine&>(database.engine());
  try {
    engine.connection.exec(sql);
  } catch (const SQLite::Exception& error) {
    throw_engine_error(error, engine.file);
  }
}

void throw_bad_row(std::string_view table, std::int64_t id, std::string_view why) {
  throw Error({.code = "store-damaged",
               .kind = FailureKind::store,
               .message = fmt::format("row {} of table \"{}\" was changed outside pcadmin: {}", id, table, why),
               .hint = "see what else was changed: pcadmin audit verify"});
}

}  // namespace pcadmin::store
