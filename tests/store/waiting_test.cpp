#include "store/engine.hpp"
#include "support/store_fixture.hpp"

#include "pcadmin/store/database.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>
#include <vector>

/// What is done while somebody else has the store, or while a statement takes long.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using namespace std::chrono_literals;
using store::Access;
using store::Database;
using store::Transaction;

struct Stored {
  Stored() { make_store_file(file); }
  TempFolder folder;
  std::filesystem::path file = folder / "store.db";
};

TEST_CASE("whoever waits is asked again and again, with how long it has been, and goes on once the way is free",
          "[store][waiting]") {
  const Stored stored;
  auto first = Database::open(stored.file, {.access = Access::write});
  std::optional<Transaction> writing;
  std::vector<std::chrono::milliseconds> asked;
  auto second = Database::open(
      stored.file,
      {.access = Access::write, .busy_timeout = 60s, .while_waiting = [&](std::chrono::milliseconds waited) {
         asked.push_back(waited);
         if (waited >= 30ms) writing.reset();
       }});
  writing.emplace(first, Access::write);
  const auto begin = std::chrono::steady_clock::now();
  { const Transaction waiting(second, Access::write); }
  CHECK(std::chrono::steady_clock::now() - begin < 30s);
  REQUIRE(asked.size() > 2);
  CHECK(asked.front() == 0ms);
  CHECK(std::is_sorted(asked.begin(), asked.end()));
  const auto waits = asked.size();
  { const Transaction free(second, Access::write); }
  CHECK(asked.size() == waits);
  writing.emplace(first, Access::write);
  { const Transaction waiting(second, Access::write); }
  CHECK(asked.at(waits) == 0ms);
}

TEST_CASE("what ends a wait from outside comes out in place of store-busy", "[store][waiting]") {
  const Stored stored;
  auto first = Database::open(stored.file, {.access = Access::write});
  bool stop = true;
  auto second = Database::open(
      stored.file,
      {.access = Access::write, .busy_timeout = 20ms, .while_waiting = [&](std::chrono::milliseconds) {
         if (stop) throw Error({.code = "interrupted", .kind = FailureKind::interrupted, .message = "interrupted"});
       }});
  const Transaction writing(first, Access::write);
  const auto wait = [&] { const Transaction waiting(second, Access::write); };
  CHECK(failure_of(wait).code == "interrupted");
  stop = false;
  CHECK(failure_of(wait).code == "store-busy");
}

TEST_CASE("a long statement can be ended from outside, and the connection goes on", "[store][waiting]") {
  const Stored stored;
  int asked = 0;
  bool stop = false;
  auto db = Database::open(
      stored.file,
      {.access = Access::write, .while_working = [&] {
         ++asked;
         if (stop) throw Error({.code = "interrupted", .kind = FailureKind::interrupted, .message = "interrupted"});
       }});
  const auto work = [&] {
    store::Query query(db,
                       "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000) "
                       "SELECT count(*) FROM n");
    query.step();
    return query.integer(0);
  };
  CHECK(work() == 1000000);
  CHECK(asked > 10);
  stop = true;
  CHECK(failure_of(work).code == "interrupted");
  stop = false;
  CHECK(work() == 1000000);
}

}  // namespace
