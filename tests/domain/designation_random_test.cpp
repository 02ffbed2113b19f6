#include "domain/designation_model.hpp"

#include "pcadmin/base/result.hpp"
#include "pcadmin/base/text.hpp"
#include "pcadmin/domain/designation_standing.hpp"
#include "pcadmin/domain/designation_ways.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

/// 10,000 random organisations, by the arithmetic and by the slow model of it. `PCADMIN_SEED=NUMBER` repeats one run.
namespace {

using namespace pcadmin;          // NOLINT(google-build-using-namespace)
using namespace pcadmin::domain;  // NOLINT(google-build-using-namespace)

constexpr int kOrganisations = 10'000;
constexpr std::array<std::string_view, 5> kCodes = {"AZ-104", "AZ-305", "MB-210", "SC-300", "Azure Administrator"};
constexpr std::int64_t kMostPeople = 6;  ///< that any metric can need
const Day kToday = value_or_throw(Day::parse("2026-11-23"));

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}
  std::int64_t from(std::int64_t least, std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>(least, most)(engine_);
  }
  bool one_in(std::int64_t sides) { return from(1, sides) == 1; }
  std::string_view code() { return kCodes.at(static_cast<std::size_t>(from(0, std::ssize(kCodes) - 1))); }
  /// A day around today.
  Day day() {
    constexpr std::array<std::string_view, 5> kDays = {"2026-01-01", "2026-11-22", "2026-11-23", "2026-11-24",
                                                       "2027-06-30"};
    return value_or_throw(Day::parse(kDays.at(static_cast<std::size_t>(from(0, std::ssize(kDays) - 1)))));
  }

 private:
  std::mt19937 engine_;
};

RequirementName name(std::string_view text) { return value_or_throw(RequirementName::parse(text)); }

Achiever random_person(Dice& dice, std::int64_t id) {
  Achiever person{.user = UserId(id), .active = !dice.one_in(5)};
  person.associated = !dice.one_in(6);
  if (!dice.one_in(4)) person.linked = std::to_string(dice.from(1, 3));
  for (auto count = dice.from(0, 4); count > 0; --count) {
    HeldSkill skill{.kind = static_cast<SkillKind>(dice.from(0, 2)),
                    .code_key = to_fold_key(dice.code()),
                    .title_key = dice.one_in(3) ? to_fold_key(dice.code()) : "",
                    .achieved = dice.day()};
    if (dice.one_in(3)) skill.profile_key = std::to_string(dice.from(1, 3));
    if (dice.one_in(2)) skill.expires = dice.day();
    person.skills.push_back(std::move(skill));
  }
  return person;
}

Metric random_metric(Dice& dice, std::size_t at) {
  Metric metric{.name = name("m" + std::to_string(at))};
  if (dice.one_in(4)) {
    metric.most = Points::of(dice.from(1, 60) * 50);
    if (dice.one_in(2)) metric.reported = Points::of(dice.from(0, metric.most.hundredths()));
    return metric;
  }
  PeopleMetric people;
  for (auto count = dice.from(dice.one_in(6) ? 0 : 1, 3); count > 0; --count)
    people.counts.push_back(value_or_throw(SkillCode::parse(dice.code())));
  if (dice.one_in(3)) people.kind = static_cast<SkillKind>(dice.from(0, 2));
  const auto needed = dice.from(1, kMostPeople);
  const bool only_gate = dice.one_in(4);
  if (only_gate || dice.one_in(4)) people.gate = dice.from(1, kMostPeople);
  if (!only_gate) {
    people.each = Points::of(dice.one_in(5) ? 0 : dice.from(1, 400));
    metric.most = Points::of(std::max<std::int64_t>(people.each.hundredths() * needed - dice.from(0, 30), 1));
    if (metric.most < people.each) metric.most = people.each;
    if (people.each == Points()) metric.most = Points::of(dice.from(1, 2000));
    if (people.each == Points() || dice.one_in(3)) people.full_at = dice.from(1, kMostPeople);
  }
  metric.people = std::move(people);
  return metric;
}

Designation random_designation(Dice& dice) {
  Designation designation{.name = name("random"),
                          .title = value_or_throw(RequirementTitle::parse("Random")),
                          .programme = value_or_throw(RequirementTitle::parse("Random")),
                          .every_metric = dice.one_in(3)};
  std::int64_t all = 0;
  const auto count = static_cast<std::size_t>(dice.from(1, 3));
  for (std::size_t at = 0; at < count; ++at) {
    designation.metrics.push_back(random_metric(dice, at));
    all += designation.metrics.back().most.hundredths();
  }
  if (!dice.one_in(10)) designation.needs = Points::of(dice.from(0, all));
  return designation;
}

void check_standing(const Designation& designation, const std::vector<Achiever>& people,
                    const DesignationStanding& standing) {
  const auto slow = test::slow_standing(designation, people, kToday);
  CHECK(to_string(standing.standing) == to_string(slow.standing));
  REQUIRE(standing.metrics.size() == slow.metrics.size());
  for (std::size_t at = 0; at < slow.metrics.size(); ++at) {
    const auto& metric = standing.metrics[at];
    test::SlowMetric found{
        .not_counted = metric.not_counted, .least = metric.points.hundredths(), .most = metric.at_most.hundredths()};
    for (const auto& one : metric.who) found.who.push_back(one.user);
    CHECK(found == slow.metrics[at]);
  }
}

/// As if a way had been gone: so many new people, each with what one metric names.
std::vector<Achiever> gone(const Designation& designation, std::vector<Achiever> people, const Way& way) {
  std::int64_t id = 1000;
  for (std::size_t at = 0; at < way.more.size(); ++at) {
    for (std::int64_t i = 0; i < way.more[at]; ++i) {
      const auto& metric = *designation.metrics[at].people;
      people.push_back({.user = UserId(++id), .active = true, .linked = "1"});
      people.back().skills.push_back({.kind = metric.kind.value_or(SkillKind::exam),
                                      .code_key = key_of(metric.counts.at(0)),
                                      .title_key = "",
                                      .achieved = kToday});
    }
  }
  return people;
}

/// Ways of people alone: the nearest has as few as the slow model finds, and whoever goes one arrives.
void check_ways(const Designation& designation, const std::vector<Achiever>& people,
                const DesignationStanding& standing) {
  const auto ways = ways_to(designation, standing);
  if (standing.standing == Standing::reached || !designation.needs) {
    CHECK(ways.empty());
    return;
  }
  const auto fewest = test::slow_fewest(designation, standing, kMostPeople);
  const bool by_people = !ways.empty() && ways.front().reported == Points();
  REQUIRE(by_people == fewest.has_value());
  if (!by_people) return;
  CHECK(ways.front().people == *fewest);
  for (const auto& way : ways) {
    CHECK(standing_of(designation, gone(designation, people, way), kToday).standing == Standing::reached);
  }
}

TEST_CASE("the arithmetic of designations agrees with its slow model on 10,000 random organisations",
          "[domain][designation]") {
  const auto* const given = std::getenv("PCADMIN_SEED");  // NOLINT(concurrency-mt-unsafe)
  const auto first = given == nullptr ? 1U : static_cast<std::uint32_t>(std::stoul(given));
  const auto count = given == nullptr ? kOrganisations : 1;
  std::array<int, kStandings.size()> seen{};
  for (auto seed = first; seed < first + static_cast<std::uint32_t>(count); ++seed) {
    INFO("PCADMIN_SEED=" << seed);
    Dice dice(seed);
    const auto designation = random_designation(dice);
    std::vector<Achiever> people;
    for (auto id = dice.from(0, 9); id > 0; --id) people.push_back(random_person(dice, id));
    const auto standing = standing_of(designation, people, kToday);
    ++seen.at(static_cast<std::size_t>(standing.standing));
    check_standing(designation, people, standing);
    check_ways(designation, people, standing);
  }
  if (given == nullptr) CHECK(std::ranges::all_of(seen, [](int times) { return times > 100; }));
}

}  // namespace
