#include "pcadmin/cli/run.hpp"

#include "cli/commands/audit/audit.hpp"
#include "cli/commands/batch/batch.hpp"
#include "cli/commands/user/user.hpp"
#include "cli/dispatch.hpp"
#include "cli/waiting.hpp"
#include "support/test_world.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sqlite3.h>

#include <chrono>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace pcadmin;
using namespace pcadmin::cli;
using namespace std::chrono_literals;
using pcadmin::test::read_file;
using pcadmin::test::TestWorld;
using pcadmin::test::write_file;

/// What this PCADMIN_BUSY_TIMEOUT means, or -1 ms where it is refused.
std::chrono::milliseconds timeout_of(const std::string& text) {
  TestWorld world;
  world.env["PCADMIN_BUSY_TIMEOUT"] = text;
  try {
    return busy_timeout(kUserAdd, world.world());
  } catch (const Error& error) {
    CHECK(error.failure().code == "invalid-number");
    CHECK(error.failure().kind == FailureKind::usage);
    return -1ms;
  }
}

std::string code_in(const std::string& err) {
  const auto end = err.find("]\n");
  return end == std::string::npos ? err : err.substr(err.rfind('[', end) + 1, end - err.rfind('[', end) - 1);
}

}  // namespace

TEST_CASE(
    "the busy timeout is seconds from 0 to 3600, with a fraction; where it is not set, 10, or 300 for the patient",
    "[cli][run]") {
  TestWorld world;
  CHECK(busy_timeout(kUserAdd, world.world()) == 10s);
  for (const auto* const patient : {&kUserList, &kUserImport, &kUndo, &kBatch}) {
    INFO(patient->words());
    CHECK(busy_timeout(*patient, world.world()) == 300s);
  }
  CHECK(timeout_of("") == 10s);
  CHECK(timeout_of("0") == 0ms);
  CHECK(timeout_of("30") == 30s);
  CHECK(timeout_of("0.25") == 250ms);
  CHECK(timeout_of("3600") == 3600s);
  for (const std::string text : {"-1", "3601", "soon", "10s", " 10", "10 ", "nan", "inf", "1e9", "+5", "0x10", "1,5"}) {
    INFO(text);
    CHECK(timeout_of(text) == -1ms);
  }
}

TEST_CASE("a bad busy timeout stops a command before anything is opened", "[cli][run]") {
  TestWorld world;
  world.env["PCADMIN_BUSY_TIMEOUT"] = "soon";
  world.in.give("seven grey herons at dawn\n");
  const auto ran = world.run(
      "init --org Contoso --partner-id 4391507 --name 'Ada Lovelace' --email ada@contoso.example --password-stdin");
  CHECK(ran.code == 2);
  CHECK_FALSE(std::filesystem::exists(world.store()));
}

TEST_CASE("the store is the flag's, else the environment's, else below the data folder", "[cli][run]") {
  TestWorld world;
  const Args none;
  CHECK(store_file(none, world.world()) == world.store());
  world.env["PCADMIN_STORE"] = "other.db";
  CHECK(store_file(none, world.world()) == "other.db");
  world.env["PCADMIN_STORE"] = "";
  CHECK(store_file(none, world.world()) == world.store());
  world.env["PCADMIN_STORE"] = "a\nb";
  CHECK_THROWS_AS(store_file(none, world.world()), Error);
}

TEST_CASE("stdout is data and stderr is talk", "[cli][run]") {
  TestWorld world;
  world.init();
  const auto assigned = world.run("role assign ada@contoso.example report-viewer");
  CHECK(assigned.code == 0);
  CHECK(assigned.out.empty());
  CHECK_FALSE(assigned.err.empty());
  const auto listed = world.run("user list");
  CHECK(listed.err.empty());
  const auto failed = world.run("user show nobody@contoso.example");
  CHECK(failed.out.empty());
}

TEST_CASE("machine formats stay parseable with --verbose", "[cli][run]") {
  TestWorld world;
  world.init();
  CHECK(nlohmann::json::accept(world.run("user list -v -o json").out));
  CHECK(nlohmann::json::accept(world.run("role assign ada@contoso.example report-viewer -v -o json").out));
}

TEST_CASE("the flag --quiet leaves the answer and takes the talk", "[cli][run]") {
  TestWorld world;
  world.init();
  CHECK(world.run("role assign ada@contoso.example report-viewer -q").err.empty());
  CHECK_FALSE(world.run("user list -q").out.empty());
  CHECK_FALSE(world.run("user show nobody@contoso.example -q").err.empty());
}

TEST_CASE("a dry run changes nothing and says what would be", "[cli][run]") {
  TestWorld world;
  world.init();
  const auto before = read_file(world.store());
  for (const std::string_view line :
       {"user add --name Bob bob@contoso.example", "role assign ada@contoso.example report-viewer",
        "role unassign ada@contoso.example account-admin", "sign-out", "role unassign ada@contoso.example global"}) {
    INFO(line);
    const auto ran = world.run(std::string(line) + " --dry-run");
    CHECK((ran.code == 0 || ran.code == 6));
    CHECK((read_file(world.store()) == before));
    CHECK_FALSE(world.session().empty());
  }
}

TEST_CASE("a dry run makes up no secret", "[cli][run]") {
  TestWorld world;
  world.init();
  const auto ran = world.run("user add --name Bob bob@contoso.example --dry-run -o json");
  CHECK(nlohmann::json::parse(ran.out)["user"]["temporary_password"].is_null());
}

TEST_CASE("what a command changed is in the history with the words that were typed, as a shell takes them back",
          "[cli][run]") {
  TestWorld world;
  world.init();
  const std::vector<std::string> words = {"user", "add", "--name", "Ann 'the $eye' Lee", "ann@contoso.example"};
  CHECK(world.run_words(words).code == 0);
  auto typed = world.run("audit list --limit 1 --field command").out;
  typed.pop_back();
  CHECK(test::shell_words(typed) == words);
}

TEST_CASE("no secret reaches the history", "[cli][run]") {
  TestWorld world;
  world.init();
  world.in.give("seven grey herons at dawn\na walk along the river\n");
  CHECK(world.run("password change --password-stdin --new-password-stdin").code == 0);
  const auto added = world.run("user add --name Ann ann@contoso.example --field temporary_password").out;
  for (const auto& secret : {std::string(TestWorld::kAdasPassword), std::string("a walk along the river"),
                             added.substr(0, added.size() - 1)}) {
    CHECK((read_file(world.store()).find(secret) == std::string::npos));
    for (const auto* const line :
         {"audit list -o json", "audit show 1 -o json", "audit show 2 -o json", "audit show 3 -o json"})
      CHECK((world.run(line).out.find(secret) == std::string::npos));
  }
}

TEST_CASE("a reader that went away ends a command quietly", "[cli][run]") {
  TestWorld world;
  world.init();
  world.out.broken = Failure{.code = "closed-output", .kind = FailureKind::closed_output, .message = "closed"};
  const auto ran = world.run("user list");
  CHECK(ran.err.empty());
  CHECK(ran.code == exit_code(FailureKind::closed_output));
}

TEST_CASE("an answer that could not be written is exit code 9, and the change is made", "[cli][run]") {
  TestWorld world;
  world.init();
  world.out.broken = Failure{.code = "output-failed", .kind = FailureKind::store, .message = "disk full"};
  CHECK(world.run("role assign ada@contoso.example report-viewer").code == 9);
  world.out.broken.reset();
  CHECK(world.run("user show ada@contoso.example --field roles").out.find("report-viewer") != std::string::npos);
}

TEST_CASE("standard error that nobody reads changes no exit code", "[cli][run]") {
  TestWorld world;
  world.err.broken = Failure{.code = "closed-output", .kind = FailureKind::closed_output, .message = "closed"};
  CHECK(world.run("user list").code == 9);
}

TEST_CASE("the last global admin stays, by every way that could remove them", "[cli][run]") {
  TestWorld world;
  world.init();
  CHECK(world.run("role unassign ada@contoso.example global-admin").code == 6);
  CHECK(world.run("role unassign usr_1 \"global admin\" --yes").code == 6);
  write_file(world.folder() / "f.csv", "name,email,state\nAda Lovelace,ada@contoso.example,disabled\n");
  const auto file = (world.folder() / "f.csv").string();
  const auto ran = world.run("user import '" + file + "' --on-existing update --credentials '" + file + ".secret'");
  CHECK(ran.code == 6);
  CHECK(code_in(ran.err) == "last-global-admin");
  CHECK(world.run("user show usr_1 --field state").out == "active\n");
}

TEST_CASE("an interrupted import changes nothing and leaves no file", "[cli][run]") {
  TestWorld world;
  world.init();
  std::string csv = "name,email\n";
  for (int i = 0; i < 50; ++i) csv += "P" + std::to_string(i) + ",p" + std::to_string(i) + "@contoso.example\n";
  write_file(world.folder() / "f.csv", csv);
  int asked = 0;
  world.world().check_interrupted = [&] {
    if (++asked == 20) throw Error({.code = "interrupted", .kind = FailureKind::interrupted, .message = "interrupted"});
  };
  const auto file = (world.folder() / "f.csv").string();
  CHECK(world.run("user import '" + file + "' --credentials '" + file + ".secret'").code == 130);
  world.world().check_interrupted = [] {};
  CHECK(world.run("user list -o count").out == "1\n");
  CHECK_FALSE(std::filesystem::exists(file + ".secret"));
  CHECK_FALSE(std::filesystem::exists(file + ".secret.partial"));
}

TEST_CASE("a store that somebody else is writing to is exit code 8 once the timeout is over", "[cli][run]") {
  TestWorld world;
  world.init();
  world.env["PCADMIN_BUSY_TIMEOUT"] = "0";
  sqlite3* other = nullptr;
  REQUIRE(sqlite3_open(world.store().c_str(), &other) == SQLITE_OK);
  REQUIRE(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
  const auto ran = world.run("role assign ada@contoso.example report-viewer");
  CHECK(ran.code == 8);
  CHECK(code_in(ran.err) == "store-busy");
  CHECK(world.run("whoami --field email").code == 0);  // readers need not wait
  sqlite3_close(other);
  CHECK(world.run("role assign ada@contoso.example report-viewer").code == 0);
}

TEST_CASE("a reader that would keep its session alive does not wait for a writer", "[cli][run]") {
  TestWorld world;
  world.init();
  world.env["PCADMIN_BUSY_TIMEOUT"] = "3600";
  sqlite3* other = nullptr;
  REQUIRE(sqlite3_open(world.store().c_str(), &other) == SQLITE_OK);
  REQUIRE(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
  world.clock.time += 90s;
  const auto begin = std::chrono::steady_clock::now();
  CHECK(world.run("whoami --field email").code == 0);
  CHECK(std::chrono::steady_clock::now() - begin < 60s);
  sqlite3_close(other);
}

TEST_CASE("nobody is asked with --no-input or PCADMIN_NO_INPUT, though somebody is there", "[cli][run]") {
  TestWorld world;
  world.init();
  world.terminal.asks = true;
  CHECK(world.run("user add --no-input").code == 12);
  CHECK(world.run("password change --no-input").code == 12);
  CHECK(world.run("sign-in ada@contoso.example --no-input").code == 12);
  world.env["PCADMIN_NO_INPUT"] = "1";
  CHECK(world.run("user add").code == 12);
  CHECK(world.terminal.prompts.empty());
  world.env["PCADMIN_NO_INPUT"] = "0";
  CHECK(world.run("user add").code == 130);
  CHECK(world.terminal.prompts.size() == 1);
}

TEST_CASE("a change answers in JSON even where there is no record to show", "[cli][run]") {
  TestWorld world;
  world.init();
  world.in.give(std::string(TestWorld::kAdasPassword) + "\na walk along the river\n");
  const auto changed = world.run("password change --password-stdin --new-password-stdin -o json").out;
  REQUIRE(nlohmann::json::accept(changed));
  CHECK(nlohmann::json::parse(changed)["changed"] == true);
  const auto out = world.run("sign-out -o json").out;
  REQUIRE(nlohmann::json::accept(out));
  CHECK(nlohmann::json::parse(out)["changed"] == true);
}

TEST_CASE("every time in JSON is RFC 3339, in the effects of a change-set too", "[cli][run]") {
  TestWorld world;
  world.init();
  CHECK(world.run("user add --name Ann ann@contoso.example -q").code == 0);
  const auto text = world.run("audit show 2 -o json").out;
  CHECK(text.find("2026-11-23T09:15:00Z") != std::string::npos);
  CHECK(text.find(std::to_string(world.clock.time.time_since_epoch().count())) == std::string::npos);
}

TEST_CASE("no hostile word ends in a bug", "[cli][run]") {
  TestWorld world;
  world.init();
  const std::vector<std::string> hostile = {"",
                                            " ",
                                            "-",
                                            "--",
                                            "---",
                                            "=",
                                            "--=",
                                            "--=x",
                                            "-=",
                                            "\"",
                                            "'",
                                            "\\",
                                            "\x1b[31m",
                                            "\xff",
                                            "\xc3",
                                            "\u202e",
                                            "++",
                                            "+",
                                            "@",
                                            "%s%n",
                                            "--fields=",
                                            "--fields=,",
                                            "-o",
                                            "-ojson",
                                            "--output=",
                                            "--help=yes",
                                            "-qv",
                                            "-vq-",
                                            "usr_",
                                            "usr_-1",
                                            "usr_99999999999999999999",
                                            "none",
                                            std::string(5000, '-')};
  for (const auto& first : std::vector<std::vector<std::string>>{{},
                                                                 {"user"},
                                                                 {"user", "list"},
                                                                 {"user", "show"},
                                                                 {"role", "assign"},
                                                                 {"user", "add"},
                                                                 {"help"},
                                                                 {"whoami"},
                                                                 {"audit", "show"},
                                                                 {"completion"},
                                                                 {"audit", "verify", "--expect"},
                                                                 {"user", "list", "--match"}}) {
    for (const auto& word : hostile) {
      auto words = first;
      words.push_back(word);
      const auto ran = world.run_words(words);
      INFO(words.size() << " words, last " << word.substr(0, 40) << ": " << ran.err.substr(0, 200));
      CHECK(ran.code != 1);
      CHECK(std::set<int>{0, 2, 3, 4, 5, 6, 10, 12, 13}.contains(ran.code));
      CHECK(ran.err.find('\x1b') == std::string::npos);
    }
  }
}

TEST_CASE("a wrong password and an unknown address are one and the same answer", "[cli][run]") {
  TestWorld world;
  world.init();
  world.in.give("wrong\n");
  const auto wrong = world.run("sign-in ada@contoso.example --password-stdin");
  world.in.give("wrong\n");
  const auto unknown = world.run("sign-in nobody@contoso.example --password-stdin");
  CHECK(wrong.code == 13);
  CHECK(wrong.code == unknown.code);
  CHECK(wrong.out == unknown.out);
  CHECK(wrong.err == unknown.err);
}
