#include "pcadmin/domain/skill.hpp"

#include "pcadmin/base/result.hpp"
#include "pcadmin/domain/link_limits.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <vector>

namespace {

using namespace pcadmin;          // NOLINT(google-build-using-namespace)
using namespace pcadmin::domain;  // NOLINT(google-build-using-namespace)
using namespace std::chrono_literals;
using std::chrono::days;

constexpr Time kNow{std::chrono::seconds{1795435200}};  // 2026-11-23T12:00:00Z

Day day(std::string_view text) { return value_or_throw(Day::parse(text)); }

TEST_CASE("the id of a profile is kept as text, leading zeros and all", "[domain][skill]") {
  CHECK(ProfileId::parse(" 0099123 ")->text() == "0099123");
  CHECK(ProfileId::parse("0099123")->usual());
}

TEST_CASE("what is not known of the form of a profile's id is checked leniently", "[domain][skill]") {
  for (const auto* const odd : {"1", "MS-0991.234_x", "ABC"}) {
    INFO(odd);
    REQUIRE(ProfileId::parse(odd));
  }
  CHECK_FALSE(ProfileId::parse("MS0991234")->usual());
  for (const auto* const bad : {"", "   ", "99 12", "ann@contoso.example", "99;12", "\x1b[2J"}) {
    INFO(bad);
    CHECK(ProfileId::parse(bad).error().code == "invalid-profile");
  }
  CHECK(ProfileId::parse(std::string(64, '9')));
  CHECK_FALSE(ProfileId::parse(std::string(65, '9')));
  CHECK(ProfileId::parse("ann@contoso.example").error().hint.find("that is an address") == 0);
}

TEST_CASE("two ids of a profile are the same in any letter case", "[domain][skill]") {
  CHECK(ProfileId::parse("MS991a")->key() == ProfileId::parse("ms991A")->key());
}

TEST_CASE("a skill is an exam, an assessment or a certification", "[domain][skill]") {
  CHECK(parse_skill_kind("Exam") == SkillKind::exam);
  CHECK(parse_skill_kind(" assessment") == SkillKind::assessment);
  CHECK(to_string(parse_skill_kind("CERTIFICATION").value()) == "certification");
  CHECK(parse_skill_kind("course").error().code == "invalid-skill-kind");
}

TEST_CASE("two codes of a skill are the same in any letter case", "[domain][skill]") {
  CHECK(key_of(value_or_throw(SkillCode::parse("AZ-104"))) == key_of(value_or_throw(SkillCode::parse("az-104"))));
}

TEST_CASE("a day is read as a date, or as the day of a moment", "[domain][skill]") {
  CHECK(day("2026-12-31").text() == "2026-12-31");
  CHECK(day("2026-12-31T23:30:00-02:00").text() == "2027-01-01");
  for (const auto* const bad : {"31.12.2026", "12/31/2026", "2026-02-30", "2026-12", "soon", ""})
    CHECK(Day::parse(bad).error().code == "invalid-day");
}

TEST_CASE("a skill is good up to and with the day it expires", "[domain][skill]") {
  Skill skill{
      .kind = SkillKind::exam, .code = value_or_throw(SkillCode::parse("AZ-104")), .achieved = day("2026-01-01")};
  CHECK_FALSE(expired_on(skill, day("2099-01-01")));
  skill.expires = day("2026-11-23");
  CHECK_FALSE(expired_on(skill, Day::of(kNow)));
  CHECK(expired_on(skill, day("2026-11-24")));
}

TEST_CASE("by itself at most three associations begin a year, 30 days apart", "[domain][link-limits]") {
  const LinkLimits limits;
  CHECK(limits.a_year.number() == 3);
  CHECK(limits.between.days() == 30 * days{1});
}

TEST_CASE("the first link may begin at once", "[domain][link-limits]") { CHECK(next_link({}, {}, kNow) == kNow); }

TEST_CASE("30 days lie between two links, counted from the start of the association", "[domain][link-limits]") {
  const auto start = kNow - days{29};
  CHECK(next_link({start}, {}, kNow) == start + days{30});
  CHECK(next_link({kNow - days{30}}, {}, kNow) == kNow);
  CHECK(next_link({kNow - days{200}, start}, {}, kNow) == start + days{30});  // the latest counts, in whatever order
  CHECK(next_link({start, kNow - days{200}}, {}, kNow) == start + days{30});
}

TEST_CASE("a fourth link begins when the first of the last three is a year old", "[domain][link-limits]") {
  const std::vector<Time> three = {kNow - days{200}, kNow - days{100}, kNow - days{50}};
  CHECK(next_link(three, {}, kNow) == kNow - days{200} + days{365});
  CHECK(next_link({kNow - days{365}, kNow - days{100}, kNow - days{50}}, {}, kNow) == kNow);
  CHECK(next_link({kNow - days{365} + 1s, kNow - days{100}, kNow - days{50}}, {}, kNow) == kNow + 1s);
  auto four = three;
  four.push_back(kNow - days{300});  // long ago: of no account
  CHECK(next_link(four, {}, kNow) == kNow - days{200} + days{365});
}

TEST_CASE("the limits of linking are numbers an organisation can set", "[domain][link-limits]") {
  CHECK(LinksAYear::parse("1")->number() == 1);
  CHECK(LinksAYear::parse("0").error().code == "invalid-links");
  CHECK(LinksAYear::parse("101").error().code == "invalid-links");
  CHECK(DaysBetweenLinks::parse("0")->days() == days{0});
  CHECK(DaysBetweenLinks::parse("366").error().code == "invalid-days");
  const LinkLimits loose{.a_year = *LinksAYear::parse("1"), .between = *DaysBetweenLinks::parse("0")};
  CHECK(next_link({kNow - days{10}}, loose, kNow) == kNow + days{355});
}

}  // namespace
