#include "e2e/blows.hpp"
#include "e2e/site.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <fstream>
#include <string>

namespace {

using namespace pcadmin::e2e;  // NOLINT(google-build-using-namespace)

constexpr int kPeople = 300;
constexpr int kRounds = 20;

/// Those who are in Sales, each with a phone; from the second on, one less, whose place somebody new has.
std::string ldif(int first, std::string_view phone) {
  std::string text = "version: 1\n";
  for (int i = first; i < first + kPeople; ++i)
    text += fmt::format(
        "\ndn: uid=p{},dc=contoso,dc=example\nobjectClass: person\nentryUUID: 00000000-0000-4000-8000-{:012}\ncn: "
        "Person {}\nmail: p{}@contoso.example\ntelephoneNumber: {}\nmemberOf: cn=Sales,dc=contoso,dc=example\n",
        i, i, i, i, phone);
  return text;
}

/// Everything that a run touches, but for the time at which it did.
std::string state_of(const Site& site) {
  return site.get({"user", "list", "--fields", "email,name,roles,state,phone", "-o", "csv"}) +
         site.get({"directory", "status", "--fields", "email,anchor,state_there,fields,roles_by_rule", "-o", "csv"}) +
         site.get({"directory", "status", "--gone", "-o", "ids"});
}

TEST_CASE("kill -9 in the middle of a run of the directory leaves all of it or nothing", "[e2e][directory]") {
  const Site site;
  site.init();
  site.put("rules.csv", "group,roles\n\"cn=Sales,dc=contoso,dc=example\",sales-agent\n");
  site.put("first.ldif", ldif(1, "+49 30 1"));
  site.put("second.ldif", ldif(2, "+49 30 2"));
  const auto words = [](const std::string& file) { return Words{"directory", "import", file, "--rules", "rules.csv"}; };
  site.get(words("first.ldif"));
  const auto store = read_file(site.store());
  const auto put_back = [&] { std::ofstream(site.store(), std::ios::binary | std::ios::trunc) << store; };
  const auto before = state_of(site);
  const auto usual = time_of([&] { site.get(words("second.ldif")); });
  const auto after = state_of(site);
  REQUIRE(before != after);

  Dice dice;
  int through = 0;
  for (int round = 0; round < kRounds; ++round) {
    put_back();
    INFO("round " << round << " of seed " << dice.seed());
    Process run(site.spawn(words("second.ldif")));
    strike(run, site, round, dice, usual);
    site.require_whole();
    const auto now = state_of(site);
    CHECK((now == before || now == after));
    through += now == after ? 1 : 0;
  }
  std::cout << "directory import: " << through << " of " << kRounds << " were through before the blow\n";
  // What was cut short is done by the next.
  site.get(words("second.ldif"));
  CHECK(state_of(site) == after);
}

}  // namespace
