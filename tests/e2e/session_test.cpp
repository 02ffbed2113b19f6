#include "e2e/site.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace {

using namespace pcadmin::e2e;  // NOLINT(google-build-using-namespace)
using Catch::Contains;
namespace fs = std::filesystem;

constexpr mode_t kPrivateFile = 0600;
constexpr mode_t kPrivateFolder = 0700;

std::string session_name(const Site& site) {
  for (const auto& entry : fs::directory_iterator(site.at("state/pcadmin"))) return entry.path().filename().string();
  return {};
}

TEST_CASE("the first hour, typed as the issue shows it") {
  const Site site;
  site.init();
  site.put("hires.csv", people_csv("hire", 5));

  const auto temporary = site.add_person("ann@contoso.example", {"helpdesk-agent", "referrals-user"});
  site.get({"role", "assign", "ann@contoso.example", "account-admin", "--reason", "cover for Ada"});
  CHECK_THAT(site.get({"admins", "list", "--role", "global"}), Contains("ada@contoso.example"));
  CHECK_THAT(site.get({"admins", "list", "--role", "account", "-o", "json"}),
             Contains("\"email\":\"ann@contoso.example\"") && Contains("\"reason\":\"cover for Ada\""));
  site.get({"user", "import", "hires.csv", "--credentials", "hires.secret.csv"});
  CHECK(count_of(read_file(site.at("hires.secret.csv")), "\n") == 6);

  const auto half = site.run({"sign-in", "ann@contoso.example", "--password-stdin"}, temporary + "\n");
  CHECK(half.code == 13);
  CHECK_THAT(half.err, Contains("[password-change-required]"));
  CHECK(site.run({"user", "list"}).code == 13);
  site.get({"sign-in", "ann@contoso.example", "--password-stdin", "--new-password-stdin"},
           temporary + "\n" + std::string(kOtherPassword) + "\n");
  CHECK(site.get({"whoami", "--field", "email"}) == "ann@contoso.example\n");
  CHECK_THAT(site.get({"audit", "list", "--limit", "20"}), Contains("user import"));
  site.require_whole();
}

TEST_CASE("a temporary password is good for one thing, once") {
  const Site site;
  site.init();
  const auto temporary = site.add_person("ann@contoso.example", {"helpdesk-agent"});
  const auto both = temporary + "\n" + std::string(kOtherPassword) + "\n";
  site.get({"sign-in", "ann@contoso.example", "--password-stdin", "--new-password-stdin"}, both);
  CHECK(site.run({"sign-in", "ann@contoso.example", "--password-stdin"}, temporary + "\n").code == 13);
  site.get({"sign-in", "ann@contoso.example", "--password-stdin"}, std::string(kOtherPassword) + "\n");
}

TEST_CASE("exit codes are those of the contract") {
  const Site site;
  CHECK(site.run({"user", "list"}).code == 9);
  site.init();
  site.add_person("ann@contoso.example");
  const Words init{"init",   "--org", "C",       "--partner-id", "4391507",
                   "--name", "X",     "--email", "x@c.example",  "--password-stdin"};
  CHECK(site.run({"user", "list"}).code == 0);
  CHECK(site.run({"user", "list", "--match", "nobody*"}).code == 0);
  CHECK(site.run(Words{}).code == 2);
  CHECK(site.run({"usr", "list"}).code == 2);
  CHECK(site.run({"user", "list", "--no-such-flag"}).code == 2);
  CHECK(site.run({"user", "show"}).code == 2);
  CHECK(site.run({"user", "show", "nobody@contoso.example"}).code == 3);
  CHECK(site.run(init, std::string(kAdaPassword) + "\n").code == 4);
  CHECK(site.run({"user", "add", "--name", "Ann", "ANN@contoso.example"}).code == 4);
  CHECK(site.run({"user", "add", "--name", "Ann", "not an address"}).code == 5);
  CHECK(site.run({"role", "unassign", "ada@contoso.example", "global-admin"}).code == 6);
  CHECK(site.run({"user", "add"}).code == 12);
  CHECK(site.run({"audit", "verify", "--expect", "1:" + std::string(64, '0')}).code == 10);
  CHECK(site.run({"sign-out"}).code == 0);
  CHECK(site.run({"user", "list"}).code == 13);
}

TEST_CASE("files are private whatever the umask", "[modes]") {
  const auto mask = GENERATE(as<mode_t>(), 0000, 0022, 0077, 0777);
  const Site site;
  auto init = site.spawn({"init", "--org", "Contoso", "--partner-id", "4391507", "--name", "Ada", "--email",
                          "ada@contoso.example", "--password-stdin"},
                         std::string(kAdaPassword) + "\n");
  init.umask = mask;
  INFO("umask " << std::oct << mask);
  const auto made = Site::run(init);
  INFO(made.err);
  REQUIRE(made.code == 0);
  auto add = site.spawn({"user", "add", "--name", "Ann", "ann@contoso.example", "--credentials", "ann.csv"});
  add.umask = mask;
  REQUIRE(Site::run(add).code == 0);

  CHECK(mode_of(site.store()) == kPrivateFile);
  CHECK(mode_of(site.at("ann.csv")) == kPrivateFile);
  CHECK(mode_of(site.at("state/pcadmin") / session_name(site)) == kPrivateFile);
  for (const char* const folder : {"data", "data/pcadmin", "state", "state/pcadmin"}) {
    CHECK(mode_of(site.at(folder)) == kPrivateFolder);
  }
}

TEST_CASE("a session file that others can read is not used") {
  const Site site;
  site.init();
  fs::permissions(site.at("state/pcadmin") / session_name(site), fs::perms::group_read, fs::perm_options::add);
  const auto outcome = site.run({"user", "list"});
  CHECK(outcome.code == 13);
  CHECK_THAT(outcome.err, Contains("[session-exposed]"));
}

TEST_CASE("a new credentials file takes no name that is taken") {
  const Site site;
  site.init();
  site.put("ann.csv", "mine\n");
  const auto outcome = site.run({"user", "add", "--name", "Ann", "ann@contoso.example", "--credentials", "ann.csv"});
  CHECK(outcome.code == 4);
  CHECK(read_file(site.at("ann.csv")) == "mine\n");
  CHECK_FALSE(fs::exists(site.at("ann.csv.partial")));
  CHECK(site.people() == 1);
}

TEST_CASE("version and help need neither home nor environment") {
  const Site site;
  for (const auto& words : {Words{"--version"}, Words{"help"}, Words{"--help"}, Words{"user", "add", "--help"},
                            Words{"help", "user", "import"}, Words{"completion", "bash"}}) {
    auto bare = site.spawn(words);
    bare.env.clear();
    bare.closed_in = true;
    const auto outcome = Site::run(bare);
    INFO(words.front());
    CHECK(outcome.code == 0);
    CHECK(outcome.err.empty());
    CHECK_FALSE(outcome.out.empty());
  }
}

TEST_CASE("without a home a store has to be named") {
  const Site site;
  auto homeless = site.spawn({"user", "list"});
  homeless.env.clear();
  const auto outcome = Site::run(homeless);
  CHECK(outcome.code == 2);
  CHECK_THAT(outcome.err, Contains("--store"));
}

TEST_CASE("version and help with every descriptor closed fail without a crash") {
  const Site site;
  for (const auto& words : {Words{"--version"}, Words{"help"}}) {
    auto closed = site.spawn(words);
    closed.closed_in = true;
    closed.closed_out = true;
    const auto outcome = Site::run(closed);
    CHECK(outcome.code == 9);
    CHECK_THAT(outcome.err, Contains("[output-failed]"));
    closed.closed_err = true;
    CHECK(Site::run(closed).code == 9);
  }
}

// A file opened next would get the number of a closed stream, and the answer would go into it.
TEST_CASE("closed streams never end up in a file") {
  const Site site;
  auto init = site.spawn({"init", "--org", "Contoso", "--partner-id", "4391507", "--name", "Ada", "--email",
                          "ada@contoso.example", "--password-stdin"},
                         std::string(kAdaPassword) + "\n");
  init.closed_out = true;
  init.closed_err = true;
  Site::run(init);
  site.put("hires.csv", people_csv("hire", 3));
  auto import = site.spawn({"user", "import", "hires.csv", "--credentials", "secret.csv"});
  import.closed_in = true;
  import.closed_out = true;
  import.closed_err = true;
  Site::run(import);
  auto add = site.spawn({"user", "add", "--name", "Ann", "ann@contoso.example", "--credentials", "ann.csv"});
  add.closed_in = true;
  add.closed_out = true;
  add.closed_err = true;
  Site::run(add);
  site.require_whole();
  CHECK(site.people() == 5);
  CHECK(count_of(read_file(site.at("secret.csv")), "\n") == 4);
  CHECK(count_of(read_file(site.at("ann.csv")), "\n") == 2);
  CHECK(read_file(site.at("hires.csv")) == people_csv("hire", 3));
}

}  // namespace
