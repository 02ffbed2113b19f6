#include "e2e/site.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

/// Waiting for another pcadmin, and long work at a terminal.
namespace {

using namespace pcadmin::e2e;  // NOLINT(google-build-using-namespace)
using namespace std::chrono_literals;
using Catch::Contains;

constexpr std::string_view kWord = "waiting for another pcadmin that is changing the store\n";
constexpr std::string_view kCtrlC = "\x03";

/// With the patience it has where nothing is said of it.
Spawn spawn_patient(const Site& site, const Words& words) {
  auto spawn = site.spawn(words);
  spawn.env.erase("PCADMIN_BUSY_TIMEOUT");
  return spawn;
}

TEST_CASE("a second import waits for its turn with a word") {
  const Site site;
  site.init();
  SlowFile hires(site.at("hires.csv"));
  site.put("others.csv", people_csv("other", 10));
  Process first(site.spawn({"user", "import", "hires.csv", "--credentials", "first.csv"}));
  hires.write(people_csv("hire", 2000));
  wait_until("the first import to be at work", [&] { return std::filesystem::exists(site.at("first.csv.partial")); });
  Process second(spawn_patient(site, {"user", "import", "others.csv", "--credentials", "second.csv"}));
  std::this_thread::sleep_for(1500ms);
  CHECK(second.runs());
  hires.end();
  CHECK(first.wait().code == 0);
  const auto outcome = second.wait();
  CHECK(outcome.code == 0);
  CHECK(count_of(outcome.err, kWord) == 1);
  CHECK(site.people() == 2011);
  site.require_whole();
}

TEST_CASE("a word about waiting that nobody hears does not end the wait") {
  const Site site;
  site.init();
  site.put("others.csv", people_csv("other", 10));
  auto lock = std::make_unique<HeldLock>(site.store());
  Process import(spawn_patient(site, {"user", "import", "others.csv", "--credentials", "secret.csv"}));
  import.close_errors();
  std::this_thread::sleep_for(1500ms);
  CHECK(import.runs());
  lock.reset();
  CHECK(import.wait().code == 0);
  CHECK(site.people() == 11);
}

TEST_CASE("whoever reads while what was written goes into the file waits, and nobody reads an error") {
  const Site site;
  site.init();
  auto lock = std::make_unique<HeldLock>(site.store(), KeepsOut::everybody);
  Process list(spawn_patient(site, {"user", "list", "-o", "count"}));
  Process quiet(spawn_patient(site, {"user", "list", "-o", "count", "-q"}));
  std::this_thread::sleep_for(1500ms);
  CHECK(list.runs());
  lock.reset();
  const auto outcome = list.wait();
  CHECK(outcome.code == 0);
  CHECK(outcome.out == "1\n");
  CHECK(outcome.err == kWord);
  CHECK(quiet.wait().err.empty());
}

TEST_CASE("a short wait is not worth a word, and ends soon after the lock") {
  const Site site;
  site.init();
  auto lock = std::make_unique<HeldLock>(site.store(), KeepsOut::everybody);
  Process list(spawn_patient(site, {"user", "list", "-o", "count"}));
  std::this_thread::sleep_for(300ms);
  lock.reset();
  const auto begin = std::chrono::steady_clock::now();
  const auto outcome = list.wait();
  CHECK(std::chrono::steady_clock::now() - begin < 5s);
  CHECK(outcome.code == 0);
  CHECK(outcome.err.empty());
}

TEST_CASE("a reader gives up after PCADMIN_BUSY_TIMEOUT too") {
  const Site site;
  site.init();
  const HeldLock lock(site.store(), KeepsOut::everybody);
  auto list = site.spawn({"user", "list"});
  list.env["PCADMIN_BUSY_TIMEOUT"] = "0.2";
  const auto outcome = Site::run(list);
  CHECK(outcome.code == 8);
  CHECK(outcome.out.empty());
  CHECK_THAT(outcome.err, Contains("[store-busy]"));
}

TEST_CASE("a wait ends at once when it is interrupted, whoever waits") {
  const auto [number, code] = GENERATE(table<int, int>({{SIGINT, 130}, {SIGTERM, 143}}));
  const auto words = GENERATE(Words{"user", "list"}, Words{"user", "enable", "ada@contoso.example"},
                              Words{"user", "import", "f.csv", "--dry-run"});
  const Site site;
  site.init();
  site.put("f.csv", people_csv("hire", 1));
  const HeldLock lock(site.store(), KeepsOut::everybody);
  Process waiting(site.spawn(words));
  std::this_thread::sleep_for(700ms);
  waiting.signal(number);
  const auto begin = std::chrono::steady_clock::now();
  const auto outcome = waiting.wait();
  CHECK(std::chrono::steady_clock::now() - begin < 5s);
  CHECK(outcome.code == code);
  CHECK(outcome.out.empty());
  CHECK_THAT(outcome.err, Contains("interrupted: nothing was changed [interrupted]"));
}

TEST_CASE("Ctrl-C during an import at a terminal takes the progress away and says that nothing was changed") {
  const Site site;
  site.init();
  SlowFile hires(site.at("hires.csv"));
  auto spawn = site.spawn({"user", "import", "hires.csv", "--credentials", "secret.csv"});
  spawn.env["NO_COLOR"] = "1";
  Typist typist(spawn);
  hires.write(people_csv("hire", 2000));
  std::this_thread::sleep_for(700ms);
  hires.write(people_rows("hire", 2001, 2000));
  typist.see("reading: ");
  typist.see(" rows, ");
  typist.type(kCtrlC);
  typist.see("error: interrupted: nothing was changed [interrupted]");
  const auto outcome = typist.wait();
  CHECK(outcome.code == 130);
  CHECK(outcome.out.find('\x1b') == std::string::npos);
  CHECK_THAT(outcome.out, Contains("  \rerror: interrupted"));
  CHECK_FALSE(std::filesystem::exists(site.at("secret.csv")));
  CHECK_FALSE(std::filesystem::exists(site.at("secret.csv.partial")));
  CHECK(site.people() == 1);
  site.require_whole();
}

TEST_CASE("Ctrl-C while standard input is still being taken in says that nothing was changed") {
  const Site site;
  site.init();
  auto spawn = site.spawn({"user", "import", "-", "--credentials", "secret.csv"});
  spawn.keep_in_open = true;
  Process import(spawn);
  import.write(people_csv("hire", 2000));  // more than a pipe holds: it is being read
  import.signal(SIGINT);
  wait_until("the end of the import", [&] { return !import.runs(); });
  const auto outcome = import.wait();
  CHECK(outcome.code == 130);
  CHECK_THAT(outcome.err, Contains("error: interrupted: nothing was changed [interrupted]"));
  CHECK(site.people() == 1);
}

TEST_CASE("Ctrl-C while a batch is checked says that nothing was changed") {
  const Site site;
  site.init();
  SlowFile lines(site.at("lines.txt"));
  Process batch(site.spawn({"batch", "lines.txt"}));
  std::string text;
  for (int i = 0; i < 4000; ++i) text += "user enable ada@contoso.example\n";
  lines.write(text);  // more than a pipe holds: it is being read
  batch.signal(SIGINT);
  lines.end();
  wait_until("the end of the batch", [&] { return !batch.runs(); });
  const auto outcome = batch.wait();
  CHECK(outcome.code == 130);
  CHECK_THAT(outcome.err, Contains("error: interrupted: nothing was changed [interrupted]"));
}

TEST_CASE("a long import says in a pipe no more than a short one") {
  const Site site;
  site.init();
  SlowFile hires(site.at("hires.csv"));
  Process import(site.spawn({"user", "import", "hires.csv", "--dry-run"}));
  hires.write(people_csv("hire", 2000));
  std::this_thread::sleep_for(700ms);
  hires.write(people_rows("hire", 2001, 2000));
  hires.end();
  const auto outcome = import.wait();
  CHECK(outcome.code == 0);
  CHECK(outcome.err == "dry run: nothing was changed\n");
}

}  // namespace
