#pragma once

#include "meanwhile.hpp"

#include "pcadmin/base/clock.hpp"
#include "pcadmin/store/database.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

/// SQLite behind one door: nothing above this file sees the engine or its errors.
namespace pcadmin::store {

/// Throws the `Error` a failure of the engine means. Decided by result code, never by message text.
[[noreturn]] void throw_engine_error(const SQLite::Exception& error, const std::filesystem::path& file);

struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const;
};
/// SQLiteCpp's statement copies every text twice and counts references for every column: with a million rows that is
/// most of the time.
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

/// Finds a text without making a string of it.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

/// What has to be there before a statement that names it is prepared.
class Forerunner {
 public:
  virtual ~Forerunner() = default;
  virtual void prepare_for(Database& database, std::string_view sql) = 0;
};

/// The digest of a change-set that somebody has computed already, beside the writing of its rows.
struct KnownDigest {
  std::int64_t change = 0;
  std::int64_t rows_changed = 0;  ///< by this connection, ever: as many, and nothing has been written since
  std::int64_t last_user = 0;     ///< who was added last: still there, and nothing has been rolled back
  std::array<std::byte, 32> digest{};
};

struct Database::Engine {
  explicit Engine(SQLite::Database database) : connection(std::move(database)) {}

  SQLite::Database connection;
  std::filesystem::path file{};         ///< as the user named it; empty for a store in memory
  std::filesystem::path unpublished{};  ///< where a store that is being made lives until `publish`
  bool exposed = false;
  bool read_only = false;
  Meanwhile meanwhile{};
  /// Prepared statements by their text. Text of a command stays the same, so a million rows prepare once.
  std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> statements{};
  std::optional<KnownDigest> known_digest{};
  std::unique_ptr<Forerunner> forerunner{};  ///< of a store that is looked back at; see shadow.hpp
};

/// The same; or, where somebody ended the wait or the work from outside, what they threw.
[[noreturn]] void throw_failed(Database::Engine& engine, const SQLite::Exception& error);

/// One use of a prepared statement: bind in order, then step through rows or `run`. Gives the statement back when it
/// goes; the same text must not be in use twice at once.
class Query {
 public:
  Query(const Database& database, std::string_view sql);
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  Query& bind(std::int64_t value);
  Query& bind(std::string_view value);
  Query& bind(const char* value) { return bind(std::string_view(value)); }
  Query& bind(const std::string& value) { return bind(std::string_view(value)); }
  Query& bind(const std::optional<std::string>& value);
  Query& bind(Time value) { return bind(std::int64_t{value.time_since_epoch().count()}); }
  Query& bind(const std::optional<Time>& value);
  Query& bind(const std::optional<std::int64_t>& value);
  Query& bind_blob(std::span<const std::byte> value);
  Query& bind_null();

  /// Moves to the next row; false after the last.
  bool step();
  /// For statements that give no rows. How many rows were changed.
  int run();

  std::int64_t integer(int column) const;
  std::string text(int column) const { return std::string(text_view(column)); }
  /// Good until the next step.
  std::string_view text_view(int column) const;
  std::optional<std::string> optional_text(int column) const;
  std::optional<std::int64_t> optional_integer(int column) const;
  Time time(int column) const { return Time{std::chrono::seconds{integer(column)}}; }
  std::optional<Time> optional_time(int column) const;
  std::string blob(int column) const { return std::string(blob_view(column)); }
  /// The bytes of a text or a blob. Good until the next step.
  std::string_view blob_view(int column) const;
  bool is_null(int column) const;
  bool is_integer(int column) const;

 private:
  void check(int code) const;

  sqlite3_stmt* statement_;
  Database::Engine* engine_;
  int next_ = 1;
};

/// Runs statements without parameters or rows.
void execute(const Database& database, const std::string& sql);

/// A row of the store that this version cannot understand (a role it does not know, an address it would not accept):
/// the file was changed outside pcadmin. Throws `store-damaged`.
[[noreturn]] void throw_bad_row(std::string_view table, std::int64_t id, std::string_view why);

/// A value that was parsed before it was stored.
template <class T>
T stored(Result<T> parsed, std::string_view table, std::int64_t id) {
  if (!parsed) throw_bad_row(table, id, parsed.error().message);
  return std::move(*parsed);
}

}  // namespace pcadmin::store
