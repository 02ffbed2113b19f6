#include "e2e/site.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace {

using namespace pcadmin::e2e;  // NOLINT(google-build-using-namespace)
using Catch::Contains;

// More than a pipe holds.
void fill(const Site& site) {
  site.init();
  site.put("hires.csv", people_csv("hire", 1500));
  site.get({"user", "import", "hires.csv", "--credentials", "secret.csv"});
}

TEST_CASE("a closed pipe ends a list quietly") {
  const Site site;
  fill(site);
  for (const char* const format : {"table", "csv", "json", "ndjson"}) {
    Process list(site.spawn({"user", "list", "-o", format}));
    list.read_output(1);
    list.close_output();
    const auto outcome = list.wait();
    INFO(format);
    CHECK(outcome.code == 0);
    CHECK(outcome.signal == 0);
    CHECK(outcome.err.empty());
  }
}

TEST_CASE("a pipe nobody ever reads ends quietly") {
  const Site site;
  site.init();
  for (const auto& words : {Words{"--version"}, Words{"help"}, Words{"user", "list"}, Words{"completion", "zsh"}}) {
    Process process(site.spawn(words));
    process.close_output();
    const auto outcome = process.wait();
    CHECK(outcome.code == 0);
    CHECK(outcome.err.empty());
  }
}

TEST_CASE("a word that nobody hears changes neither the work nor the exit code") {
  const Site site;
  site.init();
  site.put("one.csv", people_csv("hire", 1));
  site.put("odd.csv", people_csv("odd", 1) + "Ann Lee,ann,\n");
  struct Told {
    Words words;
    int code;
  };
  const std::vector<Told> all = {{{"user", "exists", "nobody@contoso.example"}, 10},
                                 {{"diff", "--from", "@1"}, 0},
                                 {{"user", "import", "one.csv", "--credentials", "one.secret", "-v"}, 0},
                                 {{"diff", "--from", "@1"}, 11},
                                 {{"user", "import", "odd.csv", "--credentials", "odd.secret", "--keep-going"}, 7}};
  for (const auto& [words, code] : all) {
    Process process(site.spawn(words));
    process.close_errors();
    INFO(words.front() << " " << words.at(1));
    CHECK(process.wait().code == code);
  }
  CHECK(site.people() == 3);
  CHECK(count_of(read_file(site.at("one.secret")), "\n") == 2);
}

TEST_CASE("user list | head -1 in a shell") {
  const Site site;
  fill(site);
  auto shell = site.spawn({});
  shell.words = {"/bin/bash", "-c", "\"$0\" user list -o csv | head -1; echo \"${PIPESTATUS[0]}\"", PCADMIN_BINARY};
  const auto outcome = Site::run(shell);
  CHECK_THAT(outcome.out, Catch::StartsWith("id,name,email") && Catch::EndsWith("\n0\n"));
  CHECK(outcome.err.empty());
}

TEST_CASE("a full device as standard output is told") {
  const Site site;
  site.init();
  for (const auto& words : {Words{"user", "list"}, Words{"--version"}, Words{"help"}, Words{"audit", "verify"},
                            Words{"user", "list", "-o", "ndjson"}}) {
    auto full = site.spawn(words);
    full.out_file = "/dev/full";
    const auto outcome = Site::run(full);
    INFO(words.back() << ": " << outcome.err);
    CHECK(outcome.code == 9);
    CHECK_THAT(outcome.err, Contains("output-failed") && Contains("No space left on device"));
  }
}

TEST_CASE("a change whose answer is lost is made, and says so") {
  const Site site;
  site.init();
  auto add = site.spawn({"user", "add", "--name", "Ann Lee", "ann@contoso.example"});
  add.out_file = "/dev/full";
  const auto outcome = Site::run(add);
  CHECK(outcome.code == 9);
  CHECK_THAT(outcome.err, Contains("the change is made, but nobody read the temporary_password"));
  CHECK_THAT(outcome.err, Contains("pcadmin password reset"));
  CHECK(site.people() == 2);
  site.require_whole();
}

}  // namespace
