#include "cli/spool.hpp"

#include "support/test_world.hpp"

#include "pcadmin/base/result.hpp"

#include <catch2/catch.hpp>

#include <csignal>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/resource.h>
#include <vector>

/// Records that are kept outside the memory until they are printed.
namespace {

using namespace pcadmin;
using pcadmin::cli::Spool;
using pcadmin::test::TestWorld;

/// Record `i`, with a text of that length.
void put(Spool& spool, std::uint64_t i, std::size_t length) {
  spool.put(i);
  spool.put(std::string(length, 'x'));
  spool.put(std::nullopt);
  spool.put(std::string_view());
  spool.end_record();
}

std::size_t count_whole(Spool& spool, std::size_t length) {
  std::uint64_t next = 0;
  spool.read([&](Spool::Record record) {
    CHECK(record.number() == next++);
    CHECK(record.text() == std::string(length, 'x'));
    CHECK_FALSE(record.text());
    CHECK(record.text() == "");
    return true;
  });
  return next;
}

TEST_CASE("records come back whole and in order, as often as they are asked for", "[cli][spool]") {
  const auto [records, length] =
      GENERATE(table<std::size_t, std::size_t>({{0, 0}, {3, 10}, {900, 5000}, {3, 3000000}}));
  TestWorld world;
  Spool spool(world.world(), "it");
  for (std::size_t i = 0; i < records; ++i) put(spool, i, length);
  CHECK(count_whole(spool, length) == records);
  CHECK(count_whole(spool, length) == records);
}

TEST_CASE("nothing is written any more when records are read", "[cli][spool]") {
  TestWorld world;
  Spool spool(world.world(), "it");
  for (std::uint64_t i = 0; i < 300; ++i) put(spool, i, 5000);
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  const rlimit full{0, before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &full) == 0);
  const auto count = count_whole(spool, 5000);
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
  CHECK(count == 300);
}

TEST_CASE("whoever has read enough is given no more", "[cli][spool]") {
  const std::size_t length = GENERATE(std::size_t{1}, std::size_t{100000});
  TestWorld world;
  Spool spool(world.world(), "it");
  for (std::uint64_t i = 0; i < 50; ++i) put(spool, i, length);
  int given = 0;
  spool.read([&](Spool::Record) { return ++given < 7; });
  CHECK(given == 7);
}

TEST_CASE("few records need no file, and many leave none behind", "[cli][spool]") {
  TestWorld world;
  world.env["TMPDIR"] = (world.folder() / "nowhere").string();
  Spool few(world.world(), "it");
  put(few, 0, 1000);
  CHECK(count_whole(few, 1000) == 1);
  try {
    put(few, 1, 2000000);
    FAIL("it was kept nowhere");
  } catch (const Error& error) {
    CHECK(error.failure().code == "spool-failed");
    CHECK(error.failure().message.find("it cannot be kept in") == 0);
  }
  world.env["TMPDIR"] = world.folder().string();
  Spool many(world.world(), "it");
  put(many, 0, 2000000);
  CHECK(std::filesystem::is_empty(world.folder()));
}

}  // namespace
