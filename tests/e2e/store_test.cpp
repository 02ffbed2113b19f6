#include "e2e/site.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace {

using namespace pcadmin::e2e;  // NOLINT(google-build-using-namespace)
using Catch::Contains;
namespace fs = std::filesystem;

constexpr uid_t kOrdinary = 65534;

std::vector<Words> reading_and_writing() {
  return {{"user", "list"}, {"audit", "verify"}, {"user", "add", "--name", "Ann Lee", "ann@contoso.example"}};
}

/// Every command exits with 9, says the code and what to do, and leaves every byte as it was, and no file beside it.
void check_refused(const Site& site, const std::string& code) {
  const auto bytes = read_file(site.store());
  for (const auto& words : reading_and_writing()) {
    const auto outcome = site.run(words);
    INFO(words[0] << " " << words[1] << ": " << outcome.code << " " << outcome.err);
    CHECK(outcome.code == 9);
    CHECK(outcome.out.empty());
    CHECK_THAT(outcome.err, Contains("[" + code + "]") && Contains("hint: "));
    CHECK(read_file(site.store()) == bytes);
    CHECK(std::distance(fs::directory_iterator(site.store().parent_path()), fs::directory_iterator()) == 1);
  }
}

void put_store(const Site& site, std::string_view bytes) {
  fs::create_directories(site.store().parent_path());
  write_file(site.store(), bytes);
  fs::permissions(site.store(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_CASE("a missing store is told and not made") {
  const Site site;
  for (const auto& words : reading_and_writing()) {
    const auto outcome = site.run(words);
    CHECK(outcome.code == 9);
    CHECK_THAT(outcome.err, Contains("[store-missing]") && Contains("pcadmin init"));
    CHECK_FALSE(fs::exists(site.store()));
  }
}

TEST_CASE("an empty store is refused") {
  const Site site;
  put_store(site, "");
  check_refused(site, "store-empty");
}

TEST_CASE("a text file is refused as a store") {
  const Site site;
  put_store(site, "name,email\nAnn,ann@contoso.example\n");
  check_refused(site, "store-not-sqlite");
}

TEST_CASE("another program's SQLite file is refused") {
  const Site site;
  fs::create_directories(site.store().parent_path());
  run_sql(site.store(), "CREATE TABLE user (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO user VALUES (1, 'theirs')");
  fs::permissions(site.store(), fs::perms::owner_read | fs::perms::owner_write);
  check_refused(site, "store-not-ours");
}

TEST_CASE("a truncated store is refused") {
  const Site site;
  site.init();
  const auto whole = read_file(site.store());
  for (const std::size_t size : {std::size_t{1}, std::size_t{99}, std::size_t{100}, std::size_t{4096}, whole.size() / 2,
                                 whole.size() - 4096, whole.size() - 1}) {
    put_store(site, whole.substr(0, size));
    INFO(size << " of " << whole.size() << " bytes");
    for (const auto& words : reading_and_writing()) {
      const auto bytes = read_file(site.store());
      const auto outcome = site.run(words);
      INFO(words[0] << " " << words[1] << ": " << outcome.code << " " << outcome.err);
      CHECK(outcome.code == 9);
      CHECK_THAT(outcome.err, Contains("hint: "));
      CHECK(read_file(site.store()) == bytes);
    }
  }
  put_store(site, whole);
  site.require_whole();
}

TEST_CASE("a store of a newer pcadmin is refused") {
  const Site site;
  site.init();
  run_sql(site.store(), "PRAGMA user_version = 9999");
  check_refused(site, "store-newer");
}

TEST_CASE("bytes changed in the middle of a store are found") {
  const Site site;
  site.init();
  site.add_person("ann@contoso.example");
  auto bytes = read_file(site.store());
  std::size_t changed = 0;
  for (auto at = bytes.find("Ann Lee"); at != std::string::npos; at = bytes.find("Ann Lee", at + 1), ++changed) {
    bytes.replace(at, 7, "Bob Lee");
  }
  REQUIRE(changed > 0);
  write_file(site.store(), bytes);
  const auto outcome = site.run({"audit", "verify"});
  CHECK(outcome.code == 10);
  CHECK(read_file(site.store()) == bytes);
}

TEST_CASE("what others can read is warned of on reading, and not written") {
  const auto mode = GENERATE(as<mode_t>(), 0644, 0640, 0604, 0666);
  const Site site;
  site.init();
  ::chmod(site.store().c_str(), mode);
  const auto bytes = read_file(site.store());
  const auto list = site.run({"user", "list"});
  CHECK(list.code == 0);
  CHECK_THAT(list.err, Contains("warning: ") && Contains("chmod 600"));
  const auto add = site.run({"user", "add", "--name", "Ann Lee", "ann@contoso.example"});
  CHECK(add.code == 9);
  CHECK_THAT(add.err, Contains("[store-permissions]") && Contains("chmod 600"));
  CHECK(read_file(site.store()) == bytes);
  CHECK(mode_of(site.store()) == mode);
}

TEST_CASE("what is no file is refused at once") {
  const Site site;
  fs::create_directories(site.store());
  CHECK_THAT(site.run({"user", "list"}).err, Contains("[store-not-a-file]"));
  fs::remove(site.store());
  REQUIRE(::mkfifo(site.store().c_str(), 0600) == 0);
  const auto outcome = site.run({"user", "list"});  // reading a FIFO would wait for ever
  CHECK(outcome.code == 9);
  CHECK_THAT(outcome.err, Contains("[store-not-a-file]"));
}

TEST_CASE("init touches nothing that is there already") {
  const Site site;
  const Words init{"init",   "--org", "Contoso", "--partner-id", "4391507",
                   "--name", "Grace", "--email", "g@c.test",     "--password-stdin"};
  for (const char* const bytes : {"", "somebody's text\n"}) {
    put_store(site, bytes);
    const auto outcome = site.run(init, std::string(kAdaPassword) + "\n");
    CHECK(outcome.code == 4);
    CHECK(read_file(site.store()) == bytes);
  }
  fs::remove(site.store());
  fs::create_symlink("nowhere", site.store());
  CHECK(site.run(init, std::string(kAdaPassword) + "\n").code == 4);
  CHECK_FALSE(fs::exists(site.store().parent_path() / "nowhere"));
}

/// As somebody who is not root: root may write everything.
Spawn as_ordinary(const Site& site, Words words, std::string in = {}) {
  auto spawn = site.spawn(std::move(words), std::move(in));
  if (::geteuid() == 0) spawn.uid = kOrdinary;
  return spawn;
}

void init_as_ordinary(const Site& site) {
  if (::geteuid() == 0) site.give_to(kOrdinary);
  const auto outcome = Site::run(as_ordinary(site,
                                             {"init", "--org", "Contoso", "--partner-id", "4391507", "--name", "Ada",
                                              "--email", "ada@contoso.example", "--password-stdin"},
                                             std::string(kAdaPassword) + "\n"));
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
}

void check_only_readable(const Site& site, const Words& change) {
  const auto bytes = read_file(site.store());
  const auto list = Site::run(as_ordinary(site, {"user", "list", "--field", "email"}));
  INFO(list.err);
  CHECK(list.code == 0);
  CHECK(list.out == "ada@contoso.example\n");
  CHECK(Site::run(as_ordinary(site, {"audit", "verify"})).code == 0);
  const auto outcome = Site::run(as_ordinary(site, change));
  INFO(outcome.err);
  CHECK(outcome.code == 9);
  CHECK_THAT(outcome.err, Contains("[store-read-only]") && Contains("hint: "));
  CHECK(read_file(site.store()) == bytes);
}

TEST_CASE("a read-only store is read and not written") {
  const Site site;
  init_as_ordinary(site);
  ::chmod(site.store().c_str(), 0400);
  check_only_readable(site, {"user", "add", "--name", "Ann Lee", "ann@contoso.example"});
}

TEST_CASE("a store in a read-only folder is read and not written") {
  const Site site;
  init_as_ordinary(site);
  ::chmod(site.store().parent_path().c_str(), 0500);
  check_only_readable(site, {"user", "add", "--name", "Ann Lee", "ann@contoso.example"});
  ::chmod(site.store().parent_path().c_str(), 0700);
}

TEST_CASE("a store that may not be read, and a folder that may not be entered") {
  const Site site;
  init_as_ordinary(site);
  ::chmod(site.store().c_str(), 0000);
  const auto unreadable = Site::run(as_ordinary(site, {"user", "list"}));
  CHECK(unreadable.code == 9);
  CHECK_THAT(unreadable.err, Contains("[store-unreadable]") && Contains("hint: "));
  ::chmod(site.store().parent_path().c_str(), 0000);
  const auto unreachable = Site::run(as_ordinary(site, {"user", "list"}));
  CHECK(unreachable.code == 9);
  CHECK_THAT(unreachable.err, Contains("[store-unreadable]"));
  ::chmod(site.store().parent_path().c_str(), 0700);
}

TEST_CASE("init where nothing may be made") {
  const Site site;
  if (::geteuid() == 0) site.give_to(kOrdinary);
  ::chmod(site.folder().c_str(), 0500);
  const auto outcome = Site::run(as_ordinary(site,
                                             {"init", "--org", "Contoso", "--partner-id", "4391507", "--name", "Ada",
                                              "--email", "ada@contoso.example", "--password-stdin"},
                                             std::string(kAdaPassword) + "\n"));
  CHECK(outcome.code == 9);
  CHECK_THAT(outcome.err, Contains("hint: "));
  CHECK(fs::is_empty(site.folder()));
}

}  // namespace
