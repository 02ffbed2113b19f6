#include "store/engine.hpp"
#include "store/migrations.hpp"
#include "support/store_fixture.hpp"

#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"
#include "pcadmin/store/users.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

#include <array>
#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/// What an open store is like as a file, and what a file that is not a good store is told.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using store::Access;
using store::Database;
namespace fs = std::filesystem;

constexpr std::size_t kPage = 4096;

/// The code of what stops opening `file`, or "opened".
std::string opening(const fs::path& file, Access access = Access::read) {
  try {
    Database::open(file, {.access = access});
  } catch (const Error& error) {
    if (error.failure().hint.empty()) return error.failure().code + " without a hint";
    if (exit_code(error.failure().kind) != 9) return error.failure().code + " of another kind";
    return error.failure().code;
  }
  return "opened";
}

/// The code of what stops a change, or "changed".
std::string changing(Database& db) {
  SeededRandom random;
  try {
    store::Transaction transaction(db, Access::write);
    store::close_change(db, store::begin_change(db, {.at = kNoon, .os_user = "t", .command = "c"}, random));
    transaction.commit();
  } catch (const Error& error) {
    return error.failure().code;
  }
  return "changed";
}

/// The code of what reading a store through and through meets: at the door, in verification, or "intact".
std::string reading(const fs::path& file) {
  try {
    const auto db = Database::open(file, {});
    const auto found = store::verify(db, {});
    return found.findings.empty() ? "intact" : found.findings.front().code;
  } catch (const Error& error) {
    return error.failure().code;
  }
}

/// Checks that `file` is refused with `code`, for reading and writing, and left as it was to the byte, with nothing
/// beside it.
void refused_untouched(const TempFolder& folder, const fs::path& file, const std::string& code) {
  const auto before = read_bytes(file);
  const auto beside = folder.names();
  CHECK(opening(file, Access::read) == code);
  CHECK(opening(file, Access::write) == code);
  CHECK(read_bytes(file) == before);
  CHECK(folder.names() == beside);
}

void poke(std::string& bytes, std::size_t at, std::uint32_t number) {
  for (std::size_t i = 0; i < 4; ++i) bytes.at(at + i) = static_cast<char>(number >> (24 - 8 * i));
}

/// What `act` answers where permissions count: as nobody, when the tests are run by root.
std::string as_nobody(const std::function<std::string()>& act) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) return "no pipe";
  const auto child = ::fork();
  if (child == 0) {
    constexpr unsigned kNobodyId = 65534;
    std::string answer = "cannot become nobody";
    if (::geteuid() != 0 || (::setgid(kNobodyId) == 0 && ::setuid(kNobodyId) == 0)) {
      try {
        answer = act();
      } catch (const std::exception& error) {
        answer = std::string("not an Error of ours: ") + error.what();
      }
    }
    static_cast<void>(!::write(ends[1], answer.data(), answer.size()));
    ::_exit(0);
  }
  ::close(ends[1]);
  std::string answer;
  std::array<char, 512> some{};
  for (ssize_t got = 0; (got = ::read(ends[0], some.data(), some.size())) > 0;)
    answer.append(some.data(), static_cast<std::size_t>(got));
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  return answer;
}

/// Hands a folder and all in it to nobody, when the tests are run by root.
void give_to_nobody(const fs::path& folder) {
  if (::geteuid() != 0) return;
  const auto give = [](const fs::path& path) { REQUIRE(::chown(path.c_str(), 65534, 65534) == 0); };
  give(folder);
  for (const auto& entry : fs::recursive_directory_iterator(folder)) give(entry.path());
}

/// A folder with a good store in it.
struct Stored {
  TempFolder folder{};
  fs::path file = folder / "store.db";
  Stored() { make_store_file(file); }
};

TEST_CASE("what is committed is there when the store is opened again", "[store][file]") {
  const Stored stored;
  const auto db = Database::open(stored.file, {});
  CHECK(store::find_user(db, email("ada"))->record.name.text() == "Ada Lovelace");
  CHECK(store::verify(db, {}).findings.empty());
}

TEST_CASE("what is not committed is not there", "[store][file]") {
  const Stored stored;
  auto db = Database::open(stored.file, {.access = Access::write});
  SeededRandom random;
  {
    const store::Transaction abandoned(db, Access::write);
    store::close_change(db, store::begin_change(db, {.at = kNoon, .os_user = "t", .command = "c"}, random));
  }
  CHECK(store::find_head(Database::open(stored.file, {}))->change.number == 1);
}

TEST_CASE("a store keeps its identity wherever it is moved", "[store][file]") {
  const Stored stored;
  const auto uid = Database::open(stored.file, {}).uid();
  CHECK(uid.size() == 32);
  fs::rename(stored.file, stored.folder / "moved.db");
  CHECK(Database::open(stored.folder / "moved.db", {}).uid() == uid);
}

// What does not fit the cache.

/// Sorts more than a reader's cache holds, and says which files it needed for that.
std::string files_of_sorting(const fs::path& file) {
  const auto db = Database::open(file, {.access = Access::read});
  store::Query query(db,
                     "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000) "
                     "SELECT printf('%0100d', 40000 - i) FROM n ORDER BY 1");
  if (!query.step()) return "no row";
  std::string names;
  for (const auto& open : fs::directory_iterator("/proc/self/fd")) {
    std::error_code gone;
    const auto name = fs::read_symlink(open.path(), gone).string();
    if (name.find("etilqs_") != std::string::npos) names += name + "\n";
  }
  return names;
}

TEST_CASE("what a reader sorts goes beside the store, into a file without a name", "[store][file]") {
  const Stored stored;
  const auto before = stored.folder.names();
  const auto names = files_of_sorting(stored.file);
  CHECK(names.starts_with((fs::canonical(stored.file).parent_path() / "etilqs_").string()));
  CHECK(names.find("(deleted)") != std::string::npos);
  CHECK(stored.folder.names() == before);
}

TEST_CASE("where a reader may write nothing it sorts in memory", "[store][file]") {
  const Stored stored;
  give_to_nobody(stored.folder.path());
  fs::permissions(stored.file.parent_path(), fs::perms::owner_read | fs::perms::owner_exec);
  CHECK(as_nobody([&] { return files_of_sorting(stored.file) + "in memory"; }) == "in memory");
  fs::permissions(stored.file.parent_path(), fs::perms::owner_all);
}

// Files that are no store.

TEST_CASE("a store that is not there is missing, and is not made", "[store][file]") {
  const TempFolder folder;
  CHECK(opening(folder / "store.db") == "store-missing");
  CHECK(opening(folder / "store.db", Access::write) == "store-missing");
  CHECK(opening(folder / "no" / "such" / "folder" / "store.db") == "store-missing");
  CHECK(folder.names().empty());
}

TEST_CASE("a folder, a device and a pipe are no store", "[store][file]") {
  const TempFolder folder;
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  CHECK(opening(folder.path()) == "store-not-a-file");
  CHECK(opening("/dev/null") == "store-not-a-file");
  CHECK(opening(folder / "pipe") == "store-not-a-file");
}

TEST_CASE("an empty file is no store, and stays empty", "[store][file]") {
  const TempFolder folder;
  write_bytes(folder / "store.db", "");
  refused_untouched(folder, folder / "store.db", "store-empty");
}

TEST_CASE("what is not SQLite is refused untouched", "[store][file]") {
  const TempFolder folder;
  const auto file = folder / "store.db";
  const std::string magic("SQLite format 3\0", 16);
  for (const auto& bytes : {std::string("x"), std::string("name,email\n"), std::string(5000, 'a'),
                            std::string(5000, '\0'), magic, magic + std::string(83, '\0')}) {
    write_bytes(file, bytes);
    refused_untouched(folder, file, "store-not-sqlite");
  }
}

TEST_CASE("another program's SQLite file is refused untouched", "[store][file]") {
  const TempFolder folder;
  const auto file = folder / "places.sqlite";
  SQLite::Database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE places (url TEXT)");
  refused_untouched(folder, file, "store-not-ours");
}

TEST_CASE("a store of a newer schema is refused untouched", "[store][file]") {
  const Stored stored;
  auto bytes = read_bytes(stored.file);
  const auto next = static_cast<std::uint32_t>(store::migrations().size()) + 1;
  for (const std::uint32_t version : {next, 1000U, 0x7fffffffU}) {
    poke(bytes, 60, version);
    write_bytes(stored.file, bytes);
    refused_untouched(stored.folder, stored.file, "store-newer");
  }
}

TEST_CASE("a schema number that never was is refused untouched", "[store][file]") {
  const Stored stored;
  auto bytes = read_bytes(stored.file);
  for (const std::uint32_t version : {0U, 0xffffffffU, 0x80000000U}) {
    CAPTURE(version);
    poke(bytes, 60, version);
    write_bytes(stored.file, bytes);
    refused_untouched(stored.folder, stored.file, "store-damaged");
  }
}

// Damage.

TEST_CASE("a store cut short at any page is damaged", "[store][file]") {
  const Stored stored;
  const auto bytes = read_bytes(stored.file);
  REQUIRE(bytes.size() % kPage == 0);
  for (std::size_t size = kPage; size < bytes.size(); size += kPage) {
    CAPTURE(size);
    write_bytes(stored.file, bytes.substr(0, size));
    refused_untouched(stored.folder, stored.file, "store-damaged");
  }
}

TEST_CASE("a store cut short inside its first page is damaged, or no SQLite at all", "[store][file]") {
  const Stored stored;
  const auto bytes = read_bytes(stored.file);
  write_bytes(stored.file, bytes.substr(0, 99));
  refused_untouched(stored.folder, stored.file, "store-not-sqlite");
  for (const std::size_t size : {std::size_t{100}, std::size_t{600}, kPage - 1}) {
    CAPTURE(size);
    write_bytes(stored.file, bytes.substr(0, size));
    refused_untouched(stored.folder, stored.file, "store-damaged");
  }
}

TEST_CASE("a page overwritten with rubbish is found, each of them", "[store][file]") {
  const Stored stored;
  const auto bytes = read_bytes(stored.file);
  for (std::size_t at = 0; at < bytes.size(); at += kPage) {
    for (const char rubbish : {'\0', '\x55', '\xff'}) {
      auto damaged = bytes;
      const auto from = at == 0 ? 100 : at;  // the header stays: it is what proves the store ours
      damaged.replace(from, at + kPage - from, at + kPage - from, rubbish);
      write_bytes(stored.file, damaged);
      CAPTURE(at / kPage + 1, static_cast<int>(rubbish));
      const auto answer = reading(stored.file);
      CHECK((answer == "store-damaged" || answer == "engine-damaged" || answer == "schema-altered"));
    }
  }
}

TEST_CASE("one letter changed in the file is found, wherever the word stands", "[store][file]") {
  const Stored stored;
  const auto bytes = read_bytes(stored.file);
  int places = 0;
  for (const std::string word : {"Ada Lovelace", "ada@contoso.example", "contoso.example", "Contoso", "4391507",
                                 "global-admin", "pcadmin test", "tester"}) {
    for (auto at = bytes.find(word); at != std::string::npos; at = bytes.find(word, at + 1)) {
      auto altered = bytes;
      altered.at(at + 1) = static_cast<char>(altered.at(at + 1) ^ 0x02);
      write_bytes(stored.file, altered);
      CAPTURE(word, at);
      CHECK(reading(stored.file) != "intact");
      ++places;
    }
  }
  CHECK(places >= 12);  // in tables and in indexes
}

// Permissions.

TEST_CASE("a store that others may read or write is not written to", "[store][file]") {
  const Stored stored;
  for (const auto mode : {0644U, 0640U, 0604U, 0620U, 0602U, 0601U, 0610U, 0666U}) {
    CAPTURE(mode);
    REQUIRE(::chmod(stored.file.c_str(), mode) == 0);
    CHECK(opening(stored.file, Access::write) == "store-permissions");
  }
}

TEST_CASE("a store that others may read can be read, and says so", "[store][file]") {
  const Stored stored;
  CHECK_FALSE(Database::open(stored.file, {}).exposed());
  REQUIRE(::chmod(stored.file.c_str(), 0644) == 0);
  CHECK(Database::open(stored.file, {}).exposed());
}

TEST_CASE("a store whose file cannot be written can be read, and is not written to", "[store][file]") {
  const Stored stored;
  REQUIRE(::chmod(stored.file.c_str(), 0400) == 0);
  give_to_nobody(stored.folder.path());
  CHECK(as_nobody([&] { return reading(stored.file); }) == "intact");
  CHECK(as_nobody([&] { return Database::open(stored.file, {}).read_only() ? "read-only" : "writable"; }) ==
        "read-only");
  CHECK(as_nobody([&] { return opening(stored.file, Access::write); }) == "store-read-only");
}

TEST_CASE("a store whose folder cannot be written can be read, and a change says what is in the way", "[store][file]") {
  const Stored stored;
  give_to_nobody(stored.folder.path());
  REQUIRE(::chmod(stored.folder.path().c_str(), 0500) == 0);
  CHECK(as_nobody([&] { return reading(stored.file); }) == "intact");
  CHECK(as_nobody([&] {
          auto db = Database::open(stored.file, {.access = Access::write});
          return changing(db);
        }) == "store-read-only");
}

TEST_CASE("a store that may not be read is unreadable, and so is one behind a closed folder", "[store][file]") {
  const Stored stored;
  give_to_nobody(stored.folder.path());
  REQUIRE(::chmod(stored.file.c_str(), 0000) == 0);
  CHECK(as_nobody([&] { return opening(stored.file); }) == "store-unreadable");
  REQUIRE(::chmod(stored.folder.path().c_str(), 0000) == 0);
  CHECK(as_nobody([&] { return opening(stored.file); }) == "store-unreadable");
}

// Others at work.

TEST_CASE("somebody who waits in vain for another writer is told that the store is busy", "[store][file]") {
  const Stored stored;
  auto first = Database::open(stored.file, {.access = Access::write});
  auto second = Database::open(stored.file, {.access = Access::write, .busy_timeout = std::chrono::milliseconds{20}});
  const store::Transaction writing(first, Access::write);
  const auto failure = failure_of([&] { const store::Transaction waiting(second, Access::write); });
  CHECK(failure.code == "store-busy");
  CHECK(failure.kind == FailureKind::busy);
  CHECK_FALSE(failure.hint.empty());
}

TEST_CASE("a reader waits for no writer, and sees the store as it was", "[store][file]") {
  const Stored stored;
  auto writer = Database::open(stored.file, {.access = Access::write});
  auto reader = Database::open(stored.file, {.busy_timeout = std::chrono::milliseconds{0}});
  SeededRandom random;
  const store::Transaction writing(writer, Access::write);
  store::close_change(writer, store::begin_change(writer, {.at = kNoon, .os_user = "t", .command = "c"}, random));
  CHECK(store::find_head(reader)->change.number == 1);
}

TEST_CASE("the next writer gets its turn, and the numbers go on", "[store][file]") {
  const Stored stored;
  auto first = Database::open(stored.file, {.access = Access::write});
  auto second = Database::open(stored.file, {.access = Access::write});
  CHECK(changing(first) == "changed");
  CHECK(changing(second) == "changed");
  CHECK(store::find_head(first)->change.number == 3);
  CHECK(store::verify(second, {}).findings.empty());
}

}  // namespace
