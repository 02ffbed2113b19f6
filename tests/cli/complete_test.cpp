#include "cli/complete.hpp"

#include "cli/registry.hpp"
#include "support/test_world.hpp"

#include "pcadmin/base/text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace pcadmin;
using namespace pcadmin::cli;
using pcadmin::test::Ran;
using pcadmin::test::TestWorld;

/// Asks what could stand in place of the last word; empty where the line ends with a blank.
Ran ask(TestWorld& world, std::string_view line) {
  auto words = test::shell_words(line);
  words.insert(words.begin(), std::string(kCompleteWord));
  if (line.empty() || line.ends_with(' ')) words.emplace_back();
  return world.run_words(words);
}

/// The words offered, without their explanations.
std::vector<std::string> offered(TestWorld& world, std::string_view line) {
  const auto ran = ask(world, line);
  CHECK(ran.code == 0);
  CHECK(ran.err.empty());
  std::vector<std::string> words;
  for (const auto answer : split(ran.out, '\n')) {
    if (!answer.empty()) words.emplace_back(answer.substr(0, answer.find('\t')));
  }
  return words;
}

std::vector<std::string> offered(std::string_view line) {
  TestWorld world;
  return offered(world, line);
}

bool has(const std::vector<std::string>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

using Offers = std::vector<std::string>;

}  // namespace

TEST_CASE("first come the nouns and the commands of one word", "[cli][complete]") {
  const auto words = offered("");
  for (const auto* const noun : nouns()) CHECK(has(words, noun->name));
  for (const auto* const command : lone_commands()) CHECK(has(words, command->verb));
  CHECK(words.size() == nouns().size() + lone_commands().size());
}

TEST_CASE("what is typed so far narrows it, in any letter case", "[cli][complete]") {
  CHECK(offered("us") == Offers{"user"});
  CHECK(offered("US") == Offers{"user"});
  CHECK(offered("si") == Offers{"sign-in", "sign-out"});
  CHECK(offered("zzz").empty());
}

TEST_CASE("a candidate is explained behind a tab", "[cli][complete]") {
  TestWorld world;
  CHECK(ask(world, "who").out == "whoami\tShow who is signed in\n");
}

TEST_CASE("after a noun come its verbs, whatever flags stand between", "[cli][complete]") {
  CHECK(offered("audit ") == Offers{"list", "show", "verify", "head"});
  CHECK(offered("audit -q ") == Offers{"list", "show", "verify", "head"});
  CHECK(offered("-o json user l") == Offers{"list"});
  CHECK(offered("role un") == Offers{"unassign"});
}

TEST_CASE("a dash offers the command's flags and those of every command", "[cli][complete]") {
  const auto words = offered("user list --");
  for (const auto* const flag : {"--match", "--role", "--limit", "--output", "--store", "--help"})
    CHECK(has(words, flag));
  CHECK_FALSE(has(words, "--dry-run"));
  CHECK_FALSE(has(words, "--credentials"));
  CHECK(has(offered("role assign --"), "--dry-run"));
  CHECK(offered("user list --ma") == Offers{"--match"});
  CHECK(has(offered("--"), "--output"));
}

TEST_CASE("a flag's value is completed behind a blank and behind an equals sign", "[cli][complete]") {
  CHECK(offered("user list --state ") == Offers{"active", "disabled"});
  CHECK(offered("user list --state d") == Offers{"disabled"});
  CHECK(offered("user list --state=") == Offers{"--state=active", "--state=disabled"});
  CHECK(offered("user list --state=d") == Offers{"--state=disabled"});
  CHECK(offered("user list -o nd") == Offers{"ndjson"});
  CHECK(offered("user list --output=nd") == Offers{"--output=ndjson"});
  CHECK(offered("completion ") == Offers{"bash", "zsh", "fish"});
}

TEST_CASE("a value that nobody can guess gets no offer", "[cli][complete]") {
  CHECK(offered("user list --match ").empty());
  CHECK(offered("user list --limit=").empty());
  CHECK(offered("role assign a@b.example global --reason ").empty());
}

TEST_CASE("a switch has no value, so what follows it is the next word", "[cli][complete]") {
  CHECK(offered("--quiet us") == Offers{"user"});
  CHECK(has(offered("role show --quiet gl"), "global-admin"));
}

TEST_CASE("roles are offered wherever a role is wanted", "[cli][complete]") {
  CHECK(has(offered("role show help"), "helpdesk-agent"));
  CHECK(has(offered("role assign ann@contoso.example "), "global-admin"));
  CHECK(has(offered("admins list --role "), "global-admin"));
  CHECK(has(offered("user add --role=help"), "--role=helpdesk-agent"));
  CHECK(offered("role assign ann@contoso.example global-admin ").empty());
}

TEST_CASE("permissions are offered wherever one is wanted", "[cli][complete]") {
  CHECK(offered("access can ann@contoso.example Billing:m") ==
        Offers{"billing:manage-billing", "billing:manage-for-customers"});
  CHECK(offered("access who-can benefits") == Offers{"benefits:manage-benefits"});
  CHECK(offered("access list ann@contoso.example --workspace b") == Offers{"benefits", "billing"});
}

TEST_CASE("the fields of the command are offered for --field", "[cli][complete]") {
  CHECK(has(offered("user list --field "), "last_sign_in"));
  CHECK(offered("audit head --field d") == Offers{"digest"});
  CHECK(offered("whoami --fields=em") == Offers{"--fields=email"});
}

TEST_CASE("the last word of a filter is completed and the rest of it kept", "[cli][complete]") {
  const auto offers = [](const std::string& typed) {
    TestWorld world;
    const auto ran = world.run_words({std::string(kCompleteWord), "user", "list", "--filter", typed});
    CHECK(ran.code == 0);
    std::vector<std::string> words;
    for (const auto answer : split(ran.out, '\n')) {
      if (!answer.empty()) words.emplace_back(answer.substr(0, answer.find('\t')));
    }
    return words;
  };
  CHECK(has(offers(""), "last_sign_in"));
  CHECK_FALSE(has(offers(""), "and"));
  CHECK(offers("na") ==
        Offers{"name =", "name !=", "name ~", "name <", "name <=", "name >", "name >=", "name in", "name is"});
  CHECK(offers("not (family_name = x or sta") ==
        Offers{"not (family_name = x or state =", "not (family_name = x or state !=", "not (family_name = x or state ~",
               "not (family_name = x or state in", "not (family_name = x or state is"});
  CHECK(offers("state ") == Offers{"state =", "state !=", "state ~", "state in", "state is"});
  CHECK(offers("state = ") == Offers{"state = active", "state = disabled"});
  CHECK(offers("state = 'd") == Offers{"state = 'disabled'"});
  CHECK(offers("state in (active, ") == Offers{"state in (active, active", "state in (active, disabled"});
  CHECK(offers("role = helpdesk") == Offers{"role = helpdesk-agent"});
  CHECK(offers("phone is ") == Offers{"phone is empty", "phone is not empty"});
  CHECK(offers("phone is empty ") == Offers{"phone is empty and", "phone is empty or"});
  CHECK(offers("phone is empty a").front() == "phone is empty and id");
  CHECK(offers("phone is empty AND ki").front() == "phone is empty AND kind =");
  CHECK(offers("nothing = ").empty());
}

TEST_CASE("where a file is wanted the shell is asked to offer files", "[cli][complete]") {
  CHECK(offered("user import ") == Offers{":files"});
  CHECK(offered("user import hi") == Offers{":files"});
  CHECK(offered("user list --store ") == Offers{":files"});
  CHECK(offered("user add --credentials=") == Offers{":files"});
}

TEST_CASE("people are offered to somebody who is signed in and may see them", "[cli][complete]") {
  TestWorld world;
  world.init();
  CHECK(world.run("user add --name Ann ann@contoso.example -q").code == 0);
  CHECK(offered(world, "user show ") == Offers{"ada@contoso.example", "ann@contoso.example"});
  CHECK(offered(world, "user show AN") == Offers{"ann@contoso.example"});
  CHECK(offered(world, "role assign a").size() == 2);
  CHECK(offered(world, "password reset x").empty());
}

TEST_CASE("locations are offered by Partner ID to whoever is signed in", "[cli][complete]") {
  TestWorld world;
  world.init();
  CHECK(world.run("location add 4391508 --name Berlin --country DE -q").code == 0);
  CHECK(world.run("location add 5550001 --name Rome --country IT -q").code == 0);
  CHECK(ask(world, "location show 43").out == "4391508\tBerlin\n");
  CHECK(offered(world, "role assign a@b.example referrals-user --location ") == Offers{"4391508", "5550001"});
  CHECK(offered(world, "location delete 4391508 5") == Offers{"5550001"});
  CHECK(world.run("sign-out").code == 0);
  CHECK(offered(world, "location show ").empty());
}

TEST_CASE("domains are offered to whoever is signed in", "[cli][complete]") {
  TestWorld world;
  world.init();
  CHECK(world.run("domain add contoso.example.org -q").code == 0);
  CHECK(offered(world, "domain delete ") == Offers{"contoso.example", "contoso.example.org"});
  CHECK(world.run("sign-out").code == 0);
  CHECK(offered(world, "domain delete ").empty());
}

TEST_CASE("people are not offered to who is not signed in, or may not see them", "[cli][complete]") {
  TestWorld world;
  world.init();
  const auto temporary = world
                             .run(
                                 "user add --name Bob bob@contoso.example --role referrals-user --field "
                                 "temporary_password")
                             .out;
  CHECK(world.run("sign-out").code == 0);
  CHECK(offered(world, "user show ").empty());
  world.in.give(temporary);
  CHECK(world.run("sign-in bob@contoso.example --password-stdin").code == 13);
  CHECK(offered(world, "user show ").empty());  // a temporary password is good for nothing else
  world.in.give(temporary + "a walk along the river\n");
  CHECK(world.run("sign-in bob@contoso.example --password-stdin --new-password-stdin").code == 0);
  CHECK(offered(world, "user show ").empty());
}

TEST_CASE("people are not offered once the session is over", "[cli][complete]") {
  TestWorld world;
  world.init();
  CHECK_FALSE(offered(world, "user show ").empty());
  world.clock.time += std::chrono::minutes{31};
  CHECK(offered(world, "user show ").empty());
}

TEST_CASE("people come from the store that the line names", "[cli][complete]") {
  TestWorld world;
  world.init();
  const auto other = (world.folder() / "b.db").string();
  world.in.give("another walk along the river\n");
  CHECK(world
            .run("init --org Fabrikam --partner-id 1234567 --name Bea --email bea@fabrikam.example --password-stdin "
                 "--store '" +
                 other + "'")
            .code == 0);
  CHECK(offered(world, "--store '" + other + "' user show ") == Offers{"bea@fabrikam.example"});
  CHECK(offered(world, "user show --store='" + other + "' ") == Offers{"bea@fabrikam.example"});
  CHECK(offered(world, "user show ") == Offers{"ada@contoso.example"});
}

TEST_CASE("at most a hundred people are offered", "[cli][complete]") {
  TestWorld world;
  world.init();
  std::string csv = "name,email\n";
  for (int i = 0; i < 150; ++i) csv += "P,p" + std::to_string(i) + "@contoso.example\n";
  const auto file = (world.folder() / "f.csv").string();
  test::write_file(file, csv);
  REQUIRE(world.run("user import '" + file + "' --credentials '" + file + ".secret'").code == 0);
  CHECK(offered(world, "user show p").size() == 100);
}

TEST_CASE("verbs of two words are offered a word at a time", "[cli][complete]") {
  CHECK(offered("role b") == Offers{"bundle"});
  CHECK(offered("role bundle ") == Offers{"add", "edit", "list", "show", "delete"});
  CHECK(offered("role bundle s") == Offers{"show"});
  CHECK(offered("password policy ") == Offers{"show", "set"});
}

TEST_CASE("the words of a flag are those of the command it stands in", "[cli][complete]") {
  CHECK(offered("user list --state ") == Offers{"active", "disabled"});
  CHECK(offered("request list --state ") == Offers{"open", "approved", "denied", "withdrawn", "all"});
  CHECK(offered("request list --state=d") == Offers{"--state=denied"});
}

TEST_CASE("behind a comma of a list the next word is offered, and none twice", "[cli][complete]") {
  CHECK(offered("user list --fields name,em") == Offers{"name,email"});
  CHECK(offered("user list --fields=name,em") == Offers{"--fields=name,email"});
  CHECK(offered("user list --fields email,em").empty());
  CHECK(offered("role matrix --role admin-agent,sales") == Offers{"admin-agent,sales-agent"});
  CHECK(offered("user list --field name,em").empty());  // takes one
}

TEST_CASE("requests are offered to whoever may see them", "[cli][complete]") {
  TestWorld world;
  world.init();
  const auto add = world.run("user add --name Ann ann@contoso.example --field temporary_password");
  const auto secret = add.out;
  const auto sign_in_ann = [&](const std::string& first) {
    world.in.give(first);
    REQUIRE(world.run("sign-in ann@contoso.example --password-stdin --new-password-stdin").code == 0);
  };
  sign_in_ann(secret + "a walk along the river\n");
  REQUIRE(world.run("request add helpdesk-agent --reason desk").code == 0);
  REQUIRE(world.run("request add report-viewer --reason numbers").code == 0);
  REQUIRE(world.run("request withdraw req_1").code == 0);
  CHECK(ask(world, "request withdraw ").out == "req_2\tann@contoso.example, report-viewer\n");
  CHECK(offered(world, "request show ") == Offers{"req_1", "req_2"});
  REQUIRE(world.run("sign-out").code == 0);
  CHECK(offered(world, "request show ").empty());
}

TEST_CASE("change-sets that can be undone are offered with their commands to whoever may see them", "[cli][complete]") {
  TestWorld world;
  world.init();
  CHECK(offered(world, "undo ").empty());  // init cannot be
  REQUIRE(world.run("user add --name Ann ann@contoso.example -q").code == 0);
  REQUIRE(world.run("role assign ann@contoso.example helpdesk-agent").code == 0);
  CHECK(world.run("role unassign ada@contoso.example global-admin").code == 6);
  CHECK(offered(world, "undo ") == Offers{"3"});  // which stands in the way of 2
  CHECK(ask(world, "undo ").out == "3\trole assign ann@contoso.example helpdesk-agent\n");
  for (int i = 0; i < 10; ++i)
    REQUIRE(world.run("location add 555000" + std::to_string(i) + " --name L --country DE -q").code == 0);
  const auto ten = offered(world, "undo ");
  CHECK(ten.size() == 10);
  CHECK(ten.front() == "14");  // the newest; 4 was refused
  CHECK(std::ranges::find(ten, "4") == ten.end());
  REQUIRE(world.run("sign-out").code == 0);
  CHECK(offered(world, "undo ").empty());
}

TEST_CASE("bundles are offered to whoever is signed in", "[cli][complete]") {
  TestWorld world;
  world.init();
  REQUIRE(world.run("role bundle add newcomer --role sales-agent").code == 0);
  CHECK(offered(world, "role bundle show ") == Offers{"newcomer"});
  CHECK(offered(world, "role assign a@b.example --bundle n") == Offers{"newcomer"});
  CHECK(offered(world, "user add --bundle=") == Offers{"--bundle=newcomer"});
  REQUIRE(world.run("sign-out").code == 0);
  CHECK(offered(world, "role bundle show ").empty());
}

TEST_CASE("completing never fails and never says a word on standard error", "[cli][complete]") {
  TestWorld world;
  world.env["PCADMIN_STORE"] = (world.folder() / "broken.db").string();
  test::write_file(world.folder() / "broken.db", std::string(200, 'x'));
  world.env["PCADMIN_BUSY_TIMEOUT"] = "soon";
  for (const std::string_view line : {"user show ",
                                      "nonsense ",
                                      "user nonsense ",
                                      "--nonsense ",
                                      "user list --nonsense=",
                                      "role assign x y z ",
                                      "-- ",
                                      "user -- ",
                                      "user show $'\\xff'",
                                      "user show $'\\e[31m'",
                                      "$'\\xff'",
                                      "--=",
                                      "user list --=x",
                                      "= ",
                                      "- ",
                                      "user list --output=json ",
                                      "__complete ",
                                      "help ",
                                      "help us",
                                      "--store",
                                      "--store ",
                                      "user show --store "}) {
    INFO(line);
    const auto ran = ask(world, line);
    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    CHECK(ran.out.find('\x1b') == std::string::npos);
  }
  CHECK(world.run_words({std::string(kCompleteWord)}).code == 0);
  CHECK(world.run_words({std::string(kCompleteWord), std::string(std::size_t{1} << 20U, 'a')}).code == 0);
}

TEST_CASE("a session file that others can read offers nothing, and fails nothing", "[cli][complete]") {
  TestWorld world;
  world.init();
  std::filesystem::permissions(world.session(), std::filesystem::perms{0644});
  CHECK(offered(world, "user show ").empty());
}

TEST_CASE("completion changes nothing", "[cli][complete]") {
  TestWorld world;
  world.init();
  const auto before = test::read_file(world.store());
  world.clock.time += std::chrono::minutes{20};
  offered(world, "user show ");
  CHECK((test::read_file(world.store()) == before));
}
