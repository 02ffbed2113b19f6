#include "pcadmin/domain/designation_standing.hpp"

#include "pcadmin/base/result.hpp"
#include "pcadmin/base/text.hpp"
#include "pcadmin/domain/designation_ways.hpp"

#include <catch2/catch.hpp>

#include <numeric>
#include <string>
#include <vector>

namespace {

using namespace pcadmin;          // NOLINT(google-build-using-namespace)
using namespace pcadmin::domain;  // NOLINT(google-build-using-namespace)

Day day(std::string_view text) { return value_or_throw(Day::parse(text)); }
Points points(std::string_view text) { return value_or_throw(Points::parse(text)); }
RequirementName name(std::string_view text) { return value_or_throw(RequirementName::parse(text)); }
SkillCode code(std::string_view text) { return value_or_throw(SkillCode::parse(text)); }
const Day kToday = day("2026-11-23");

HeldSkill skill(std::string_view of, std::optional<std::string_view> expires = {}) {
  return {.kind = SkillKind::certification,
          .code_key = to_fold_key(of),
          .title_key = "",
          .achieved = day("2026-01-15"),
          .expires = expires ? std::optional(day(*expires)) : std::nullopt};
}

Achiever person(std::int64_t id, std::vector<HeldSkill> skills) {
  return {.user = UserId(id), .active = true, .linked = "99" + std::to_string(id), .skills = std::move(skills)};
}

Metric people_metric(std::string_view called, std::string_view counts, std::string_view each, std::string_view most,
                     std::int64_t gate = 0) {
  Metric metric{.name = name(called), .most = points(most)};
  metric.people = PeopleMetric{.each = points(each), .gate = gate};
  if (!counts.empty()) metric.people->counts = {code(counts)};
  return metric;
}

Metric reported_metric(std::string_view most, std::optional<std::string_view> reported = {}) {
  return {.name = name("performance"),
          .most = points(most),
          .reported = reported ? std::optional(points(*reported)) : std::nullopt};
}

Designation of(std::vector<Metric> metrics, std::optional<std::string_view> needs) {
  return {.name = name("modern-work"),
          .title = value_or_throw(RequirementTitle::parse("Modern Work")),
          .programme = value_or_throw(RequirementTitle::parse("Solutions Partner")),
          .needs = needs ? std::optional(points(*needs)) : std::nullopt,
          .metrics = std::move(metrics)};
}

/// How many count for the only metric, which is about AZ-104.
std::size_t count_of(const Achiever& one) {
  const auto designation = of({people_metric("certified", "AZ-104", "1", "20")}, "20");
  return standing_of(designation, std::vector{one}, kToday).metrics.at(0).who.size();
}

/// Why they do not.
std::string why_not(const Achiever& one) {
  const auto designation = of({people_metric("certified", "AZ-104", "1", "20")}, "20");
  const auto out = standing_of(designation, std::vector{one}, kToday).metrics.at(0).not_counted;
  return out.empty() ? "" : std::string(to_string(out.at(0).why));
}

TEST_CASE("each person is counted once a metric however many certifications they hold", "[domain][designation]") {
  auto metric = people_metric("certified", "AZ-104", "1", "20");
  metric.people->counts.push_back(code("AZ-305"));
  const std::vector people{person(1, {skill("az-104"), skill("AZ-305")})};
  const auto standing = standing_of(of({metric}, "20"), people, kToday);
  CHECK(standing.metrics.at(0).who.size() == 1);
  CHECK(standing.points == points("1"));
}

TEST_CASE("a person counts for every metric in which something of theirs counts", "[domain][designation]") {
  const std::vector people{person(1, {skill("AZ-104"), skill("AZ-305")})};
  const auto standing = standing_of(
      of({people_metric("a", "AZ-104", "1", "20"), people_metric("b", "AZ-305", "2.5", "15")}, "20"), people, kToday);
  CHECK(standing.points == points("3.5"));
}

TEST_CASE("only what the metric names counts by code or by title whatever its letter case", "[domain][designation]") {
  CHECK(count_of(person(1, {skill("AZ-104")})) == 1);
  CHECK(count_of(person(1, {skill("az-104")})) == 1);
  CHECK(count_of(person(1, {skill("AZ-900")})) == 0);
  CHECK(why_not(person(1, {skill("AZ-900")})).empty());
  auto titled = skill("X-1");
  titled.title_key = to_fold_key("az-104");
  CHECK(count_of(person(1, {titled})) == 1);
}

TEST_CASE("a metric of one kind of skill counts no other", "[domain][designation]") {
  auto metric = people_metric("certified", "AZ-104", "1", "20");
  metric.people->kind = SkillKind::exam;
  const std::vector people{person(1, {skill("AZ-104")})};
  CHECK(standing_of(of({metric}, "20"), people, kToday).metrics.at(0).who.empty());
}

TEST_CASE("only people with an active account and a linked profile count", "[domain][designation]") {
  auto disabled = person(1, {skill("AZ-104")});
  disabled.active = false;
  CHECK(why_not(disabled) == "disabled");
  auto unlinked = person(1, {skill("AZ-104")});
  unlinked.linked.reset();
  CHECK(why_not(unlinked) == "unlinked");
}

TEST_CASE("nobody counts whose account is not tied to the Partner ID", "[domain][designation]") {
  auto stranger = person(1, {skill("AZ-104")});
  stranger.associated = false;
  CHECK(why_not(stranger) == "not-associated");
}

TEST_CASE("what was passed under another profile than the linked one does not count", "[domain][designation]") {
  auto elsewhere = skill("AZ-104");
  elsewhere.profile_key = "777";
  CHECK(why_not(person(1, {elsewhere})) == "other-profile");
  elsewhere.profile_key = "991";
  CHECK(count_of(person(1, {elsewhere})) == 1);
}

TEST_CASE("a skill counts to its last day", "[domain][designation]") {
  CHECK(count_of(person(1, {skill("AZ-104", "2026-11-23")})) == 1);
  CHECK(why_not(person(1, {skill("AZ-104", "2026-11-22")})) == "expired");
}

TEST_CASE("a skill counts from the day it was passed", "[domain][designation]") {
  auto later = skill("AZ-104");
  later.achieved = day("2026-11-24");
  CHECK(count_of(person(1, {later})) == 0);
  CHECK(why_not(person(1, {later})).empty());
  later.achieved = kToday;
  CHECK(count_of(person(1, {later})) == 1);
}

TEST_CASE("somebody counts until the last of what counts of theirs lapses", "[domain][designation]") {
  auto metric = people_metric("certified", "AZ-104", "1", "20");
  metric.people->counts.push_back(code("AZ-305"));
  const auto until = [&](std::vector<HeldSkill> skills) {
    return standing_of(of({metric}, "20"), std::vector{person(1, std::move(skills))}, kToday)
        .metrics.at(0)
        .who.at(0)
        .until;
  };
  CHECK(until({skill("AZ-104", "2026-12-01"), skill("AZ-305", "2027-05-01")}) == day("2027-05-01"));
  CHECK(until({skill("AZ-305", "2027-05-01"), skill("AZ-104")}) == std::nullopt);
  CHECK(until({skill("AZ-305", "2027-05-01"), skill("AZ-104", "2026-01-31")}) == day("2027-05-01"));
}

TEST_CASE("who misses least is told by what is easiest to mend", "[domain][designation]") {
  auto unlinked = person(1, {skill("AZ-104", "2026-01-31"), skill("AZ-104")});
  unlinked.linked.reset();
  CHECK(why_not(unlinked) == "unlinked");
}

TEST_CASE("a designation is reached at its threshold exactly", "[domain][designation]") {
  const std::vector people{person(1, {skill("AZ-104")}), person(2, {skill("AZ-104")})};
  const auto standing = [&](std::string_view needs) {
    return standing_of(of({people_metric("a", "AZ-104", "2.14", "15"), reported_metric("85", "60")}, needs), people,
                       kToday)
        .standing;
  };
  CHECK(standing("64.28") == Standing::reached);
  CHECK(standing("64.29") == Standing::below);
}

TEST_CASE("without the people of a gate there is no designation whatever the points", "[domain][designation]") {
  const auto designation = of({people_metric("gate", "AZ-104", "0", "0", 2), reported_metric("100", "100")}, "70");
  const std::vector one{person(1, {skill("AZ-104")})};
  const std::vector two{person(1, {skill("AZ-104")}), person(2, {skill("AZ-104")})};
  CHECK(standing_of(designation, one, kToday).standing == Standing::below);
  CHECK(standing_of(designation, two, kToday).standing == Standing::reached);
}

TEST_CASE("where every metric must bring something one that brings nothing is enough to miss it",
          "[domain][designation]") {
  auto designation = of({people_metric("a", "AZ-104", "1", "20"), reported_metric("80", "80")}, "70");
  CHECK(standing_of(designation, {}, kToday).standing == Standing::reached);
  designation.every_metric = true;
  CHECK(standing_of(designation, {}, kToday).standing == Standing::below);
  CHECK(standing_of(designation, std::vector{person(1, {skill("AZ-104")})}, kToday).standing == Standing::reached);
}

TEST_CASE("a gate without points need not bring any where every metric must", "[domain][designation]") {
  auto designation = of({people_metric("a", "AZ-104", "0", "0", 1), reported_metric("80", "80")}, "70");
  designation.every_metric = true;
  CHECK(standing_of(designation, std::vector{person(1, {skill("AZ-104")})}, kToday).standing == Standing::reached);
}

TEST_CASE("where what is not known decides a designation is open and nowhere else", "[domain][designation]") {
  const std::vector people{person(1, {skill("AZ-104")})};
  const auto standing = [&](std::vector<Metric> metrics, std::optional<std::string_view> needs) {
    return standing_of(of(std::move(metrics), needs), people, kToday).standing;
  };
  CHECK(standing({people_metric("a", "AZ-104", "1", "20"), reported_metric("60")}, "61") == Standing::open);
  CHECK(standing({people_metric("a", "AZ-104", "1", "20"), reported_metric("60")}, "61.01") == Standing::below);
  CHECK(standing({people_metric("a", "AZ-104", "1", "20"), reported_metric("60")}, "1") == Standing::reached);
  CHECK(standing({people_metric("a", "", "0", "0", 2)}, "0") == Standing::open);
  CHECK(standing({people_metric("a", "AZ-104", "1", "20")}, {}) == Standing::open);
  CHECK(standing({people_metric("a", "AZ-104", "1", "20", 2)}, {}) == Standing::below);
}

TEST_CASE("three months later is the same day of the month or its last", "[domain][designation]") {
  const auto later = [](std::string_view text) { return to_rfc3339(three_months_after(*parse_rfc3339(text))); };
  CHECK(later("2026-11-23T09:15:00Z") == "2027-02-23T09:15:00Z");
  CHECK(later("2026-11-30T09:15:00Z") == "2027-02-28T09:15:00Z");
  CHECK(later("2027-11-30T00:00:00Z") == "2028-02-29T00:00:00Z");
}

std::vector<Way> ways(const Designation& designation, const std::vector<Achiever>& people = {}) {
  return ways_to(designation, standing_of(designation, people, kToday));
}

TEST_CASE("the nearest way has the fewest people, and others go by one metric", "[domain][designation]") {
  const auto designation = of(
      {people_metric("a", "AZ-104", "1", "20"), people_metric("b", "AZ-305", "7.5", "15"), reported_metric("65", "50")},
      "70");
  const auto found = ways(designation);
  REQUIRE(found.size() == 2);
  CHECK(found[0].more == std::vector<std::int64_t>{5, 2, 0});
  CHECK(found[0].people == 7);
  CHECK(found[1].more == std::vector<std::int64_t>{20, 0, 0});
}

TEST_CASE("points that come in a leap are worth the people before it", "[domain][designation]") {
  auto leap = people_metric("b", "AZ-305", "0", "15");
  leap.people->full_at = 3;
  const auto found = ways(of({people_metric("a", "AZ-104", "1", "20"), leap}, "15"));
  REQUIRE_FALSE(found.empty());
  CHECK(found[0].more == std::vector<std::int64_t>{0, 3});
}

TEST_CASE("every way passes the gates and brings something in every metric that must", "[domain][designation]") {
  auto designation = of({people_metric("gate", "AZ-104", "0", "0", 2), people_metric("a", "AZ-305", "1", "20"),
                         reported_metric("80", "80")},
                        "70");
  designation.every_metric = true;
  const auto found = ways(designation);
  REQUIRE(found.size() == 1);
  CHECK(found[0].more == std::vector<std::int64_t>{2, 1, 0});
}

TEST_CASE("where people do not get there alone the way says what must be reported", "[domain][designation]") {
  const auto found =
      ways(of({people_metric("a", "AZ-104", "4", "20"), reported_metric("80")}, "70"), {person(1, {skill("AZ-104")})});
  REQUIRE(found.size() == 1);
  CHECK(found[0].people == 4);
  CHECK(found[0].reported == points("50"));
}

TEST_CASE("there is no way that anybody knows of where nobody knows what counts", "[domain][designation]") {
  CHECK(ways(of({people_metric("a", "", "0", "0", 2)}, "0")).empty());
  CHECK(ways(of({people_metric("a", "AZ-104", "4", "20")}, {})).empty());
  CHECK(ways(of({people_metric("a", "", "4", "20"), people_metric("b", "AZ-104", "1", "5")}, "20")).empty());
}

TEST_CASE("to what is reached there are no ways", "[domain][designation]") {
  CHECK(ways(of({people_metric("a", "AZ-104", "4", "20")}, "4"), {person(1, {skill("AZ-104")})}).empty());
}

}  // namespace
