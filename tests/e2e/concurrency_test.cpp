#include "e2e/site.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace pcadmin::e2e;  // NOLINT(google-build-using-namespace)
using Catch::Contains;
namespace fs = std::filesystem;

Spawn add_of(const Site& site, const std::string& email) {
  return site.spawn({"user", "add", "--name", "Ann Lee", email, "--role", "helpdesk-agent"});
}

TEST_CASE("twenty people added at once are all added") {
  constexpr std::size_t kAtOnce = 20;
  const Site site;
  site.init();
  std::vector<std::unique_ptr<Process>> all;
  for (std::size_t i = 0; i < kAtOnce; ++i) {
    all.push_back(std::make_unique<Process>(add_of(site, "p" + std::to_string(i) + "@contoso.example")));
  }
  for (const auto& process : all) {
    const auto outcome = process->wait();
    INFO(outcome.err);
    CHECK(outcome.code == 0);
  }
  CHECK(site.people() == kAtOnce + 1);
  CHECK(site.get({"role", "members", "helpdesk-agent", "-o", "count"}) == std::to_string(kAtOnce) + "\n");
  site.require_whole();
}

TEST_CASE("the same address added at once is added once") {
  const Site site;
  site.init();
  Process first(add_of(site, "ann@contoso.example"));
  Process second(add_of(site, "ANN@contoso.example"));
  std::vector<int> codes{first.wait().code, second.wait().code};
  std::ranges::sort(codes);
  CHECK(codes == std::vector<int>{0, 4});
  CHECK(site.people() == 2);
  site.require_whole();
}

TEST_CASE("of two who make the store at once, one does") {
  for (int round = 0; round < 3; ++round) {
    const Site site;
    const auto init = [&](const std::string& email) {
      return site.spawn({"init", "--org", "Contoso", "--partner-id", "4391507", "--name", "Somebody", "--email", email,
                         "--password-stdin"},
                        std::string(kAdaPassword) + "\n");
    };
    Process first(init("first@contoso.example"));
    Process second(init("second@contoso.example"));
    const auto one = first.wait();
    const auto other = second.wait();
    std::vector<int> codes{one.code, other.code};
    std::ranges::sort(codes);
    INFO(one.err << other.err);
    CHECK(codes == std::vector<int>{0, 4});
    const std::string winner = one.code == 0 ? "first@contoso.example" : "second@contoso.example";
    CHECK(site.get({"user", "list", "--field", "email"}) == winner + "\n");
    CHECK(site.get({"whoami", "--field", "email"}) == winner + "\n");
    CHECK(std::distance(fs::directory_iterator(site.store().parent_path()), fs::directory_iterator()) == 1);
    site.require_whole();
  }
}

TEST_CASE("during a long import a reader sees the old state, a writer waits") {
  const Site site;
  site.init();
  SlowFile hires(site.at("hires.csv"));
  Process import(site.spawn({"user", "import", "hires.csv", "--credentials", "secret.csv"}));
  hires.write(people_csv("hire", 2000));
  // It is there as soon as the import has its turn, and empty until the file has ended.
  wait_until("the file of passwords", [&] { return fs::exists(site.at("secret.csv.partial")); });

  CHECK(site.people() == 1);
  CHECK(site.run({"user", "show", "hire1@contoso.example"}).code == 3);
  Process writer(add_of(site, "ann@contoso.example"));
  std::this_thread::sleep_for(std::chrono::milliseconds{300});
  CHECK(writer.runs());

  hires.end();
  CHECK(import.wait().code == 0);
  CHECK(writer.wait().code == 0);
  CHECK(site.people() == 2002);
  CHECK(mode_of(site.at("secret.csv")) == 0600);
  CHECK_FALSE(fs::exists(site.at("secret.csv.partial")));
  site.require_whole();
}

TEST_CASE("an import from a slow pipe keeps nobody waiting") {
  const Site site;
  site.init();
  auto spawn = site.spawn({"user", "import", "-", "--credentials", "secret.csv"}, people_csv("hire", 2000));
  spawn.keep_in_open = true;
  Process import(spawn);
  import.write("Somebody Else,else@contoso.example,\n");
  auto add = add_of(site, "ann@contoso.example");
  add.env["PCADMIN_BUSY_TIMEOUT"] = "0";
  CHECK(Site::run(add).code == 0);
  CHECK(import.runs());
  CHECK(import.wait().code == 0);
  CHECK(site.people() == 2003);
  site.require_whole();
}

TEST_CASE("a writer waits until it is its turn") {
  const Site site;
  site.init();
  auto lock = std::make_unique<HeldLock>(site.store());
  Process writer(add_of(site, "ann@contoso.example"));
  std::this_thread::sleep_for(std::chrono::milliseconds{500});
  CHECK(writer.runs());
  CHECK(site.people() == 1);
  lock.reset();
  CHECK(writer.wait().code == 0);
  CHECK(site.people() == 2);
}

TEST_CASE("a writer gives up after PCADMIN_BUSY_TIMEOUT") {
  const Site site;
  site.init();
  const HeldLock lock(site.store());
  auto add = add_of(site, "ann@contoso.example");
  add.env["PCADMIN_BUSY_TIMEOUT"] = "0.2";
  const auto begin = std::chrono::steady_clock::now();
  const auto outcome = Site::run(add);
  CHECK(outcome.code == 8);
  CHECK_THAT(outcome.err, Contains("[store-busy]") && Contains("PCADMIN_BUSY_TIMEOUT"));
  CHECK(std::chrono::steady_clock::now() - begin >= std::chrono::milliseconds{200});
  CHECK(site.people() == 1);
}

TEST_CASE("a busy timeout that is no number is refused") {
  const Site site;
  site.init();
  for (const char* const text : {"soon", "-1", "nan", "1e9", "1s"}) {
    auto list = site.spawn({"user", "list"});
    list.env["PCADMIN_BUSY_TIMEOUT"] = text;
    INFO(text);
    CHECK(Site::run(list).code == 2);
  }
}

}  // namespace
