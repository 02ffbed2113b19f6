#include "pcadmin/store/database.hpp"

#include "engine.hpp"
#include "filter_sql.hpp"
#include "migrations.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace pcadmin::store {

namespace {

constexpr std::size_t kHeaderSize = 100;
constexpr std::string_view kMagic{"SQLite format 3\0", 16};

[[noreturn]] void refuse(std::string code, std::string message, std::string hint) {
  throw Error(
      {.code = std::move(code), .kind = FailureKind::store, .message = std::move(message), .hint = std::move(hint)});
}

/// A big-endian number of the file header (https://www.sqlite.org/fileformat2.html#the_database_header).
std::int32_t header_number(const std::array<char, kHeaderSize>& header, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = (number << 8U) | static_cast<unsigned char>(header.at(at + i));
  return static_cast<std::int32_t>(number);
}

void check_is_file(const std::filesystem::path& file, const struct stat& status) {
  const auto name = file.string();
  if (!S_ISREG(status.st_mode))
    refuse("store-not-a-file", fmt::format("\"{}\" is not a file", name), "name the store's file with --store FILE");
  if (status.st_size == 0) {
    refuse("store-empty", fmt::format("\"{}\" is empty: there is no store in it", name),
           "remove the empty file, then make a store with pcadmin init, or go back to a backup");
  }
}

/// Reads the first bytes and no more, so that a file that is not ours is never touched.
void check_header(const std::filesystem::path& file) {
  const auto name = file.string();
  const int descriptor = ::open(name.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    refuse("store-unreadable", fmt::format("\"{}\" cannot be read: {}", name, std::strerror(errno)),
           "check its permissions, and whose it is");
  }
  std::array<char, kHeaderSize> header{};
  const auto got = ::read(descriptor, header.data(), header.size());
  ::close(descriptor);
  if (got < static_cast<ssize_t>(kHeaderSize) || std::string_view(header.data(), kMagic.size()) != kMagic) {
    refuse("store-not-sqlite", fmt::format("\"{}\" is not a pcadmin store, nor any SQLite file", name),
           "name the store's file with --store FILE");
  }
  if (header_number(header, 68) != kApplicationId) {
    refuse("store-not-ours", fmt::format("\"{}\" is a SQLite file of another program", name),
           "name the store's file with --store FILE");
  }
  const auto version = header_number(header, 60);
  if (version < 1) {
    refuse("store-damaged", fmt::format("\"{}\" is damaged: it says it is of schema {}", name, version),
           "keep a copy of the file, then go back to a backup");
  }
  if (version > static_cast<std::int32_t>(migrations().size())) {
    refuse("store-newer",
           fmt::format("\"{}\" was written by a newer pcadmin (schema {}, this one knows {})", name, version,
                       migrations().size()),
           "use the newer pcadmin; this one has left the file untouched");
  }
}

/// SQLite misses a file that lost a part of its last page, as long as nobody reads that page. Asked under a lock, when
/// no writer is at work and what a killed one left has been rolled back.
void check_length(Database& db, const std::filesystem::path& file) {
  Transaction transaction(db, Access::read);
  Query size(db, "SELECT page_size FROM pragma_page_size");
  size.step();
  Query pages(db, "SELECT page_count FROM pragma_page_count");  // takes the lock
  pages.step();
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0 || status.st_size % size.integer(0) == 0) return;
  refuse("store-damaged", fmt::format("\"{}\" is damaged: a part of its end is missing", file.string()),
         "keep a copy of the file, then go back to a backup");
}

/// Sends what does not fit the cache while something is sorted to where the journal goes too, beside the store, into
/// files of ours that lose their names at once. Whether it can; a store may be read where nothing may be written.
bool spill_beside(const std::filesystem::path& file) {
  std::error_code unknown;
  const auto folder = std::filesystem::canonical(file, unknown).parent_path().string();
  if (unknown || ::access(folder.c_str(), W_OK | X_OK) != 0) return false;
  sqlite3_free(sqlite3_temp_directory);
  sqlite3_temp_directory = sqlite3_mprintf("%s", folder.c_str());
  return sqlite3_temp_directory != nullptr;
}

void configure(Database::Engine& engine, OpenOptions options, const std::filesystem::path& file = {}) {
  auto& connection = engine.connection;
  auto* const handle = connection.getHandle();
  engine.meanwhile.attend(handle, std::move(options));
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
  sqlite3_extended_result_codes(handle, 1);
  add_filter_functions(handle);
  // What is deleted or erased must not stay behind in free pages.
  // Without recursive triggers a row that is REPLACEd would go without the trigger that keeps it.
  connection.exec(
      "PRAGMA synchronous = EXTRA; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;"
      "PRAGMA recursive_triggers = ON; PRAGMA secure_delete = ON;");
  // A writer's cache is taken as needed, up to 64 MiB: what an import writes grows at its ends, and more would not be
  // asked for again. A reader keeps SQLite's 2 MiB: its memory does not grow with the store.
  const bool spills = options.access == Access::read && spill_beside(file);
  connection.exec(spills ? "PRAGMA temp_store = FILE;" : "PRAGMA temp_store = MEMORY;");
  if (options.access == Access::write) connection.exec("PRAGMA cache_size = -65536;");
}

/// Nobody asks SQLite how much memory it holds, and counting it takes a lock for every piece.
void configure_engine() {
  static const int kDone = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(kDone);  // refused once a connection is open: then it is counted
}

SQLite::Database connect(const std::filesystem::path& file, int flags) {
  configure_engine();
  try {
    // Absolute, so that a name beginning with "file:" is a name and no URI.
    return {std::filesystem::absolute(file).string(), flags | SQLite::OPEN_NOMUTEX};  // a store is not for two threads
  } catch (const SQLite::Exception& error) {
    throw_engine_error(error, file);
  }
}

void make_private_folder(const std::filesystem::path& folder) {
  std::error_code unknown;  // of a place one may not look into; making something there will tell
  if (folder.empty() || std::filesystem::exists(folder, unknown) || unknown) return;
  make_private_folder(folder.parent_path());
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
    refuse("store-read-only",
           fmt::format("the folder \"{}\" cannot be made: {}", folder.string(), std::strerror(errno)),
           "name another place with --store FILE");
  }
  ::chmod(folder.c_str(), 0700);
}

/// Makes the entry of `file` in its folder survive a power cut.
void sync_folder(const std::filesystem::path& file) {
  const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

[[noreturn]] void refuse_existing(const std::filesystem::path& file) {
  throw Error({.code = "store-exists",
               .kind = FailureKind::conflict,
               .message = fmt::format("there is a store at \"{}\" already", file.string()),
               .hint = "work with it: pcadmin sign-in EMAIL; or name another place with --store FILE"});
}

/// For a name that nobody else has.
std::string random_word(Random& random) {
  std::array<std::byte, 8> bytes{};
  random.fill(bytes);
  std::string word;
  for (const auto byte : bytes) word += fmt::format("{:02x}", std::to_integer<unsigned>(byte));
  return word;
}

std::array<std::byte, 16> random_uid(Random& random) {
  std::array<std::byte, 16> uid{};
  random.fill(uid);
  return uid;
}

void lay_foundation(Database& db, Random& random) {
  execute(db, fmt::format("PRAGMA application_id = {}", kApplicationId));
  migrate(db, migrations());
  Transaction transaction(db, Access::write);
  Query(db, "INSERT INTO store_identity (id, uid) VALUES (1, ?1)").bind_blob(random_uid(random)).run();
  transaction.commit();
}

}  // namespace

Database::Database(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;

Database::~Database() {
  if (engine_ && !engine_->unpublished.empty()) ::unlink(engine_->unpublished.c_str());
}

Database Database::open(const std::filesystem::path& file, OpenOptions options) {
  const auto name = file.string();
  struct stat status {};
  if (::stat(name.c_str(), &status) != 0) {
    if (errno == EACCES)
      refuse("store-unreadable", fmt::format("\"{}\" cannot be reached: {}", name, std::strerror(errno)),
             "check the permissions of its folder");
    refuse("store-missing", fmt::format("there is no store at \"{}\"", name),
           "make one with pcadmin init, or name it with --store FILE");
  }
  check_is_file(file, status);
  check_header(file);
  const bool exposed = (status.st_mode & 077U) != 0;
  if (exposed && options.access == Access::write) {
    refuse("store-permissions",
           fmt::format("\"{}\" can be read or written by others (mode {:04o})", name, status.st_mode & 07777U),
           fmt::format("chmod 600 \"{}\"", name));
  }
  const bool writable = ::access(name.c_str(), W_OK) == 0;
  if (!writable && options.access == Access::write) {
    refuse("store-read-only", fmt::format("\"{}\" cannot be written: {}", name, std::strerror(errno)),
           "check its permissions, and whose it is");
  }
  auto engine = std::make_unique<Engine>(connect(file, writable ? SQLite::OPEN_READWRITE : SQLite::OPEN_READONLY));
  engine->file = file;
  engine->exposed = exposed;
  engine->read_only = !writable;
  try {
    configure(*engine, options, file);
  } catch (const SQLite::Exception& error) {
    throw_failed(*engine, error);
  }
  Database db(std::move(engine));
  constexpr off_t kUsualPage = 4096;  // every store's, unless somebody has rebuilt the file
  if (status.st_size % kUsualPage != 0) check_length(db, file);
  upgrade(db, migrations());
  return db;
}

Database Database::create(const std::filesystem::path& file, Random& random, OpenOptions options) {
  std::error_code unknown;
  if (std::filesystem::exists(std::filesystem::symlink_status(file, unknown))) refuse_existing(file);
  make_private_folder(file.parent_path());
  auto unpublished = file;
  unpublished += ".new-" + random_word(random);
  const int descriptor = ::open(unpublished.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    refuse("store-read-only", fmt::format("no store can be made at \"{}\": {}", file.string(), std::strerror(errno)),
           "check the permissions of its folder, or name another place with --store FILE");
  }
  ::fchmod(descriptor, 0600);
  ::close(descriptor);
  auto engine = std::make_unique<Engine>(connect(unpublished, SQLite::OPEN_READWRITE));
  engine->file = file;
  engine->unpublished = unpublished;
  try {
    configure(*engine, options);
  } catch (const SQLite::Exception& error) {
    throw_failed(*engine, error);
  }
  Database db(std::move(engine));
  lay_foundation(db, random);
  return db;
}

void Database::publish() {
  auto& engine = *engine_;
  if (::link(engine.unpublished.c_str(), engine.file.c_str()) != 0) {
    if (errno == EEXIST) refuse_existing(engine.file);
    refuse("store-read-only",
           fmt::format("the new store cannot take its name \"{}\": {}", engine.file.string(), std::strerror(errno)),
           "check the permissions of its folder");
  }
  ::unlink(engine.unpublished.c_str());
  engine.unpublished.clear();
  sync_folder(engine.file);
}

Database Database::in_memory(Random& random) {
  auto engine = std::make_unique<Engine>(SQLite::Database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE));
  configure(*engine, {.access = Access::write, .busy_timeout = std::chrono::milliseconds{0}});
  Database db(std::move(engine));
  lay_foundation(db, random);
  return db;
}

bool Database::exposed() const { return engine_->exposed; }

bool Database::read_only() const { return engine_->read_only; }

std::string Database::uid() const {
  Query query(*this, "SELECT lower(hex(uid)) FROM store_identity");
  if (!query.step()) throw_bad_row("store_identity", 1, "it is gone");
  return query.text(0);
}

void Database::wait_at_most(std::chrono::milliseconds time) { engine_->meanwhile.wait_at_most(time); }

Transaction::Transaction(Database& database, Access access) : database_(&database) {
  execute(database, access == Access::write ? "BEGIN IMMEDIATE" : "BEGIN");
}

Transaction::~Transaction() {
  if (!open_) return;
  try {
    execute(*database_, "ROLLBACK");
  } catch (const Error&) {  // the engine has rolled back by itself
  }
  if (!database_->engine().forerunner) return;
  database_->engine().forerunner.reset();  // what was looked back at is gone, and its statements with it
  database_->engine().statements.clear();
}

void Transaction::commit() {
  execute(*database_, "COMMIT");
  open_ = false;
}

void Transaction::leave_to_system() {
  auto& engine = database_->engine_;
  if (sqlite3_txn_state(engine->connection.getHandle(), "main") == SQLITE_TXN_WRITE) return;
  // Still to be found from here, so that it is not taken for forgotten.
  static auto& left = *new std::vector<std::unique_ptr<Database::Engine>>;  // NOLINT(cppcoreguidelines-owning-memory)
  left.push_back(std::move(engine));
  open_ = false;
}

}  // namespace pcadmin::store
