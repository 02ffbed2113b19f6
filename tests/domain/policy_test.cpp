#include "pcadmin/domain/policy.hpp"

#include "pcadmin/domain/authority.hpp"
#include "pcadmin/domain/spans.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace pcadmin;          // NOLINT(google-build-using-namespace)
using namespace pcadmin::domain;  // NOLINT(google-build-using-namespace)

std::string read(std::string_view text) {
  const auto said = parse_assertion(text);
  return said ? to_text(*said) : said.error().message;
}

Failure refused(std::string_view text) {
  const auto said = parse_assertion(text);
  REQUIRE_FALSE(said);
  CHECK(said.error().code == "invalid-assertion");
  CHECK(said.error().kind == FailureKind::invalid);
  return said.error();
}

std::int64_t column_of(const Failure& failure) { return std::get<std::int64_t>(failure.details.at(0).second); }
std::string word_of(const Failure& failure) { return std::get<std::string>(failure.details.at(1).second); }

TEST_CASE("a sentence is read in any letter case with any name of a role", "[domain][policy]") {
  CHECK(read("global-admin is a subset of {ada@contoso.example, bob@contoso.example}") ==
        "global-admin is a subset of {ada@contoso.example, bob@contoso.example}");
  CHECK(read(" Global  administrator IS subset OF {ada@contoso.example,usr_2} ") ==
        "global-admin is a subset of {ada@contoso.example, usr_2}");
  CHECK(read("global-admin is subset of {}") == "global-admin is a subset of {}");
  CHECK(read("global is a subset of { }") == "global-admin is a subset of {}");
  CHECK(read("at least 2 global-admin") == "at least 2 global-admin");
  CHECK(read("at least 2 global admins now") == "at least 2 global-admin");
  CHECK(read("at least 2 global admins 30 days from now") == "at least 2 global-admin 30d from now");
  CHECK(read("At Least 2 Global Admins 30d From Now") == "at least 2 global-admin 30d from now");
  CHECK(read("at most 4 AdminAgents 2 weeks from now") == "at most 4 admin-agent 14d from now");
  CHECK(read("at most 0 ERV 1 hour from now") == "at most 0 executive-report-viewer 1h from now");
  CHECK(read("no permanent assignment of global-admin") == "no permanent assignment of global-admin");
  CHECK(read("no permanent assignments of account admins and global admins") ==
        "no permanent assignment of global-admin, account-admin");
  CHECK(read("no permanent assignment of privileged roles") == "no permanent assignment of privileged roles");
  CHECK(read("everyone with global-admin has a reason") == "everyone with global-admin has a reason");
  CHECK(read("everybody with a privileged role has reason") == "everyone with privileged roles has a reason");
  CHECK(read("everyone with global-admin,account-admin has a reason") ==
        "everyone with global-admin, account-admin has a reason");
}

TEST_CASE("nobody holds reads two or more roles and its dated exceptions", "[domain][policy]") {
  CHECK(read("nobody holds both incentives-admin and account-admin") ==
        "nobody holds account-admin and incentives-admin");
  CHECK(read("nobody holds billing-admin, account-admin, and incentives-admin") ==
        "nobody holds billing-admin and account-admin and incentives-admin");
  const std::string waived =
      "nobody holds account-admin and incentives-admin except ann@contoso.example until 2026-12-31, usr_7 until "
      "2026-12-31T18:00:00Z";
  CHECK(read(waived) == waived);
  const auto said = parse_assertion(waived);
  const auto& waivers = std::get<NobodyHolds>(*said).waivers;
  CHECK(to_rfc3339(waivers.at(0).end) == "2027-01-01T00:00:00Z");  // the end of that day
  CHECK(to_rfc3339(waivers.at(1).end) == "2026-12-31T18:00:00Z");
}

TEST_CASE("privileged roles are those that may give roles to others", "[domain][policy]") {
  const RoleChoice choice{.privileged = true};
  for (const auto role : Catalogue::role_ids()) {
    bool grants = false;
    for (const auto other : Catalogue::role_ids()) grants = grants || may_grant({role}, other, Vacant::no);
    INFO(role.text());
    const auto roles = choice.roles();
    CHECK((std::ranges::find(roles, role) != roles.end()) == grants);
  }
}

TEST_CASE("what is wrong with a sentence is said of the word it is in", "[domain][policy]") {
  struct Wrong {
    const char* text;
    std::int64_t column;
    const char* word;
    const char* message;
  };
  const std::vector<Wrong> all = {
      {"", 1, "", "there is no sentence"},
      {"  ", 3, "", "there is no sentence"},
      {"nobdy holds a and b", 1, "nobdy", "no sentence begins with \"nobdy\""},
      {"nobody hold a and b", 8, "hold", "\"hold\" stands where \"holds\" should"},
      {"nobody holds global-admn and account-admin", 14, "global-admn", "no role is called \"global-admn\""},
      {"nobody holds global-admin", 26, "", "the sentence ends where \"and\" should stand"},
      {"nobody holds global-admin and", 30, "", "a role is missing"},
      {"nobody holds global-admin and Global administrator", 31, "Global", "global-admin stands there twice"},
      {"nobody holds global-admin and account-admin except", 51, "", "a person is missing"},
      {"nobody holds global-admin and account-admin except ann@contoso.example", 71, "",
       "the sentence ends where \"until\" should stand"},
      {"nobody holds global-admin and account-admin except ann@contoso.example until", 77, "",
       "a date is missing behind until"},
      {"nobody holds global-admin and account-admin except ann@contoso.example until 2026-02-30", 78, "2026-02-30",
       "\"2026-02-30\" is no date"},
      {"nobody holds global-admin and account-admin except ann@contoso.example until 30d", 78, "30d",
       "\"30d\" is no date"},
      {"nobody holds global-admin and account-admin except usr_1 until 2026-12-31, usr_1 until 2026-12-31", 76, "usr_1",
       "usr_1 stands there twice"},
      {"at 2 global-admin", 4, "2", "\"2\" stands where \"least\" or \"most\" should"},
      {"at least two global-admin", 10, "two", "\"two\" is not a number of people"},
      {"at least 0 global-admin", 10, "0", "\"0\" is not a number of people"},
      {"at least 99999999999999999999 global-admin", 10, "99999999999999999999",
       "\"99999999999999999999\" is not a number of people"},
      {"at least 2", 11, "", "a role is missing"},
      {"at least 2 global-admin 30 moons from now", 28, "moons", "\"moons\" stands where \"days\" should"},
      {"at least 2 global-admin 30d", 28, "", "the sentence ends where \"from\" should stand"},
      {"at least 2 global-admin 9999d from now", 25, "9999d", "\"9999d\" is not a length of time: more than 3660 days"},
      {"at least 2 global-admin now then", 29, "then", "\"then\" stands behind the end of the sentence"},
      {"global-admin is subset of ada@contoso.example", 27, "ada@contoso.example",
       "\"ada@contoso.example\" stands where \"{\" should"},
      {"global-admin is subset of {ada@contoso.example", 47, "", "the sentence ends where \"}\" should stand"},
      {"global-admin is subset of {,}", 28, ",", "\",\" stands where \"}\" should"},
      {"no permanent assignment of", 27, "", "a role is missing"},
      {"no permanent assignment of privileged people", 39, "people", "\"people\" stands where \"roles\" should"},
      {"everyone with global-admin has a ticket", 34, "ticket", "\"ticket\" stands where \"reason\" should"},
      {"nobody holds görl and account-admin", 14, "görl", "no role is called \"görl\""},
  };
  for (const auto& wrong : all) {
    INFO(wrong.text);
    const auto failure = refused(wrong.text);
    CHECK(failure.message == wrong.message);
    CHECK(column_of(failure) == wrong.column);
    CHECK(word_of(failure) == wrong.word);
    CHECK_FALSE(failure.hint.empty());
  }
  CHECK(refused("nobody holds global-admn and account-admin").hint.find("nearest: global-admin") != std::string::npos);
  CHECK(refused("nobdy holds a and b").hint.starts_with("nearest: nobody"));
  CHECK(refused("global-admin is a subset of {ada}").message.find("ada") != std::string::npos);
}

TEST_CASE("a column counts characters and not bytes", "[domain][policy]") {
  CHECK(column_of(refused("global-admin is subset of {jürgen@contoso.example oops}")) == 51);
}

TEST_CASE("hostile sentences are refused without harm", "[domain][policy]") {
  refused(std::string(100'000, '{'));
  refused("nobody holds " + std::string(100'000, 'a'));
  refused("at least " + std::string(100'000, '9'));
  refused("global-admin is subset of {" + std::string(50'000, ','));
  refused(std::string("nobody holds \0 and b", 20));
  refused("nobody \xff holds");
  refused("nobody holds \x1b[31m and b");
  std::string many = "global-admin is a subset of {";
  for (int i = 0; i < 5000; ++i) many += "u" + std::to_string(i) + "@contoso.example, ";
  CHECK(parse_assertion(many + "z@contoso.example}"));
}

TEST_CASE("any run of the words of sentences is read as the same again or refused", "[domain][policy]") {
  const std::vector<std::string> words = {"at",
                                          "least",
                                          "most",
                                          "2",
                                          "global-admin",
                                          "account admins",
                                          "30d",
                                          "30",
                                          "days",
                                          "from",
                                          "now",
                                          "nobody",
                                          "holds",
                                          "and",
                                          "except",
                                          "until",
                                          "usr_3",
                                          ",",
                                          "2026-12-31",
                                          "no",
                                          "of",
                                          "is",
                                          "a",
                                          "subset",
                                          "{",
                                          "}",
                                          "permanent",
                                          "has",
                                          "with",
                                          "role",
                                          "reason",
                                          "both",
                                          "everyone",
                                          "privileged",
                                          ";"};
  std::mt19937 dice(11);
  std::size_t understood = 0;
  const std::vector<std::string> starts = {"at least 2 global-admin", "nobody holds global-admin and account-admin",
                                           "no permanent assignment of", "everyone with",
                                           "global-admin is a subset of"};
  for (int round = 0; round < 6'000; ++round) {
    std::string text = dice() % 2 == 0 ? starts[dice() % starts.size()] : "";
    for (auto length = dice() % 5; length > 0; --length) text += " " + words[dice() % words.size()];
    const auto said = parse_assertion(text);
    if (!said) {
      CHECK(said.error().code == "invalid-assertion");
      continue;
    }
    ++understood;
    INFO(text);
    CHECK(read(to_text(*said)) == to_text(*said));
  }
  CHECK(understood > 200);
}

TEST_CASE("rules of separation are sentences with semicolons between", "[domain][policy]") {
  const auto rules = parse_separation("nobody holds global-admin and account-admin; nobody holds erv and admin agent;");
  REQUIRE(rules);
  CHECK(to_text(*rules) ==
        "nobody holds global-admin and account-admin; nobody holds admin-agent and executive-report-viewer");
  const auto failure = [](std::string_view text) { return parse_separation(text).error(); };
  CHECK(failure("nobody holds erv and admin-agent; nobody holds erv und x").message ==
        "no role is called \"erv und x\", at column 48");
  CHECK(failure("nobody holds erv and admin-agent; at most 3 erv").message ==
        "this sentence separates no duties, at column 35");
  CHECK(failure(" ; ").message == "there is no sentence");
  CHECK(failure("nobody holds erv and admin-agent; nobody holds admin-agent and erv").message ==
        "the same roles stand in two sentences, at column 35");
}

TEST_CASE("stretches of time are joined and overlapped as their seconds are", "[domain][policy]") {
  std::mt19937 dice(5);
  const auto second = [](int number) { return Time(std::chrono::seconds(number)); };
  const auto roll = [&] {
    Spans spans;
    for (auto count = dice() % 5; count > 0; --count) {
      const int begin = static_cast<int>(dice() % 20);
      spans.push_back({second(begin), second(begin + static_cast<int>(dice() % 6))});
    }
    return spans;
  };
  const auto lies_in = [](const Spans& spans, Time moment) {
    return std::ranges::any_of(spans, [&](const Span& span) { return span.begin <= moment && moment < span.end; });
  };
  for (int round = 0; round < 1000; ++round) {
    const auto raw = roll();
    const auto raw_other = roll();
    const auto one = join(raw);
    const auto other = join(raw_other);
    const auto both = overlap(one, other);
    for (int i = 0; i < 27; ++i) {
      REQUIRE(lies_in(one, second(i)) == lies_in(raw, second(i)));
      REQUIRE(lies_in(both, second(i)) == (lies_in(raw, second(i)) && lies_in(raw_other, second(i))));
    }
    for (std::size_t i = 1; i < one.size(); ++i) REQUIRE(one[i - 1].end < one[i].begin);
    for (const auto& span : both) REQUIRE(covers(one, span));
    for (const auto& span : one) REQUIRE(covers({span}, span));
  }
  CHECK_FALSE(covers({{second(0), second(5)}}, {second(4), second(6)}));
}

}  // namespace
