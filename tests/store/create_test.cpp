#include "support/store_fixture.hpp"

#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/// A store is there whole, or not at all.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using store::Access;
using store::Database;
namespace fs = std::filesystem;
using Names = std::vector<std::string>;

Database create(const fs::path& file, std::uint64_t seed = 1) {
  SeededRandom random(seed);
  return Database::create(file, random, {.access = Access::write});
}

unsigned mode_of(const fs::path& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 07777U;
}

/// Sets the umask for as long as it lives.
struct Umask {
  explicit Umask(mode_t mask) : before(::umask(mask)) {}
  ~Umask() { ::umask(before); }
  Umask(const Umask&) = delete;
  Umask& operator=(const Umask&) = delete;
  mode_t before;
};

TEST_CASE("a store that is being made has no name before it is published", "[store][create]") {
  const TempFolder folder;
  auto db = create(folder / "store.db");
  CHECK_FALSE(fs::exists(folder / "store.db"));
  db.publish();
  CHECK(folder.names() == Names{"store.db"});
}

TEST_CASE("a store that is given up before it is published leaves nothing", "[store][create]") {
  const TempFolder folder;
  {
    auto db = create(folder / "store.db");
    const store::Transaction in_the_middle(db, Access::write);
  }
  CHECK(folder.names().empty());
}

TEST_CASE("a store can be worked with while it is being made, and after it is published", "[store][create]") {
  const TempFolder folder;
  make_store_file(folder / "store.db");
  CHECK(store::verify(Database::open(folder / "store.db", {}), {}).findings.empty());
}

TEST_CASE("a store is never made over what is there", "[store][create]") {
  const TempFolder folder;
  const auto file = folder / "store.db";
  const auto refused = [&] {
    const auto failure = failure_of([&] { create(file); });
    CHECK(failure.kind == FailureKind::conflict);
    return failure.code;
  };
  SECTION("a file") {
    write_bytes(file, "somebody's diary");
    CHECK(refused() == "store-exists");
    CHECK(read_bytes(file) == "somebody's diary");
  }
  SECTION("an empty file") {
    write_bytes(file, "");
    CHECK(refused() == "store-exists");
  }
  SECTION("a folder") {
    fs::create_directory(file);
    CHECK(refused() == "store-exists");
  }
  SECTION("a link to nowhere") {
    fs::create_symlink(folder / "nowhere", file);
    CHECK(refused() == "store-exists");
    CHECK_FALSE(fs::exists(folder / "nowhere"));
  }
  CHECK(folder.names() == Names{"store.db"});
}

TEST_CASE("of two who make the same store one wins, and nothing is left of the other", "[store][create]") {
  const TempFolder folder;
  const auto file = folder / "store.db";
  std::array<int, 2> ready{};
  std::array<int, 2> go{};
  REQUIRE(::pipe(ready.data()) == 0);
  REQUIRE(::pipe(go.data()) == 0);
  const auto child = ::fork();
  if (child == 0) {  // another process, which will be faster
    char token = 'x';
    int code = 1;
    try {
      auto theirs = create(file, 2);
      static_cast<void>(!::write(ready[1], &token, 1));
      static_cast<void>(!::read(go[0], &token, 1));
      theirs.publish();
      code = 0;
    } catch (const std::exception&) {  // the exit code tells
    }
    ::_exit(code);
  }
  char token = 'x';
  REQUIRE(::read(ready[0], &token, 1) == 1);
  auto ours = create(file, 1);
  REQUIRE(::write(go[1], &token, 1) == 1);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(status == 0);
  const auto our_uid = ours.uid();
  CHECK(failure_of([&] { ours.publish(); }).code == "store-exists");
  { const auto lost = std::move(ours); }
  CHECK(folder.names() == Names{"store.db"});
  CHECK(Database::open(file, {}).uid() != our_uid);
}

TEST_CASE("a new store is for its owner alone, whatever the umask", "[store][create]") {
  for (const mode_t mask : {0000U, 0077U, 0777U}) {
    CAPTURE(mask);
    const TempFolder folder;
    const auto file = folder / "deep" / "deeper" / "store.db";
    {
      const Umask set(mask);
      make_store_file(file);
    }
    CHECK(mode_of(file) == 0600);
    CHECK(mode_of(folder / "deep") == 0700);
    CHECK(mode_of(folder / "deep" / "deeper") == 0700);
  }
}

TEST_CASE("a folder that is there keeps its permissions", "[store][create]") {
  const TempFolder folder;
  REQUIRE(::chmod(folder.path().c_str(), 0755) == 0);
  make_store_file(folder / "store.db");
  CHECK(mode_of(folder.path()) == 0755);
}

TEST_CASE("a place where no store can be made is refused with what is in the way", "[store][create]") {
  const TempFolder folder;
  write_bytes(folder / "file", "");
  for (const auto& place :
       {folder / "file" / "store.db", fs::path("/proc/pcadmin/store.db"), folder / std::string(300, 'a'),
        folder / std::string(5000, 'a'), folder / std::string(300, 'a') / "store.db"}) {
    CAPTURE(place);
    const auto failure = failure_of([&] { create(place); });
    CHECK(failure.kind == FailureKind::store);
    CHECK_FALSE(failure.hint.empty());
  }
  CHECK(folder.names() == Names{"file"});
}

TEST_CASE("a place one may not look into is refused, not stumbled over", "[store][create]") {
  const TempFolder folder;
  REQUIRE(::chmod(folder.path().c_str(), 0000) == 0);
  const auto child = ::fork();
  if (child == 0) {
    int code = 1;
    if (::geteuid() != 0 || ::setuid(65534) == 0) {
      try {
        create(folder / "store.db");
      } catch (const Error& error) {
        code = error.failure().kind == FailureKind::store ? 0 : 2;
      } catch (const std::exception&) {
        code = 3;
      }
    }
    ::_exit(code);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("a file name without a folder is one in the folder one is in", "[store][create]") {
  const TempFolder folder;
  const auto before = fs::current_path();
  fs::current_path(folder.path());
  make_store_file("store.db");
  fs::current_path(before);
  CHECK(folder.names() == Names{"store.db"});
}

}  // namespace
