#include "pcadmin/domain/designation.hpp"

#include "pcadmin/base/result.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace {

using namespace pcadmin;          // NOLINT(google-build-using-namespace)
using namespace pcadmin::domain;  // NOLINT(google-build-using-namespace)

Points points(std::string_view text) { return value_or_throw(Points::parse(text)); }
RequirementName name(std::string_view text) { return value_or_throw(RequirementName::parse(text)); }
SkillCode code(std::string_view text) { return value_or_throw(SkillCode::parse(text)); }

Metric people_metric(std::string_view each, std::string_view most, std::optional<std::int64_t> full_at = {},
                     std::int64_t gate = 0) {
  return {.name = name("certified"),
          .most = points(most),
          .people = PeopleMetric{.counts = {code("AZ-104")}, .each = points(each), .full_at = full_at, .gate = gate}};
}

Designation of(std::vector<Metric> metrics, std::optional<Points> needs = {}) {
  return {.name = name("modern-work"),
          .title = value_or_throw(RequirementTitle::parse("Modern Work")),
          .programme = value_or_throw(RequirementTitle::parse("Solutions Partner")),
          .needs = needs,
          .metrics = std::move(metrics)};
}

std::vector<std::string> codes(const Designation& designation) {
  std::vector<std::string> found;
  for (const auto& misfit : misfits_of(designation)) found.push_back(misfit.failure.code);
  return found;
}

using Codes = std::vector<std::string>;

TEST_CASE("points are exact to a hundredth", "[domain][designation]") {
  CHECK(points("2.14").hundredths() == 214);
  CHECK(points("2.5").hundredths() == 250);
  CHECK(points("20").hundredths() == 2000);
  for (const auto* const text : {"0", "20", "2.14", "2.5", "0.01", "1000"}) CHECK(points(text).text() == text);
  CHECK(points("2.50").text() == "2.5");
}

TEST_CASE("what is no number of points from 0 to 1000 is refused", "[domain][designation]") {
  for (const auto* const text : {"", ".", "-1", "+1", "1.", ".5", "1.234", "1000.01", "1001", "1e3", "1,5", "x"}) {
    INFO(text);
    const auto parsed = Points::parse(text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == "invalid-points");
  }
}

TEST_CASE("a designation's name is a word that a shell leaves alone", "[domain][designation]") {
  CHECK(name(" Modern-Work ").text() == "modern-work");
  for (const auto& text : {std::string(), std::string("-x"), std::string("a b"), std::string(65, 'a')}) {
    INFO(text);
    CHECK_FALSE(RequirementName::parse(text));
  }
}

TEST_CASE("only what the organisation or the vendor says needs no warning", "[domain][designation]") {
  CHECK(is_verified(Confidence::own));
  CHECK(is_verified(Confidence::documented));
  CHECK_FALSE(is_verified(Confidence::community));
  CHECK_FALSE(is_verified(Confidence::uncertain));
  CHECK_FALSE(is_verified(Confidence::unverified));
  for (const auto word : kConfidences) CHECK(to_string(value_or_throw(parse_confidence(word))) == word);
}

TEST_CASE("a designation is trusted as far as its weakest number", "[domain][designation]") {
  auto designation = of({people_metric("1", "20"), people_metric("1", "20")});
  designation.metrics[1].confidence = Confidence::uncertain;
  CHECK(weakest(designation) == Confidence::uncertain);
}

TEST_CASE("seven people at 2.14 have all 15 points, as the number of people says", "[domain][designation]") {
  const auto metric = people_metric("2.14", "15", 7);
  CHECK(points_for(metric, 0).text() == "0");
  CHECK(points_for(metric, 6).text() == "12.84");
  CHECK(points_for(metric, 7).text() == "15");
  CHECK(points_for(metric, 8).text() == "15");
  CHECK(people_for_all(metric) == 7);
}

TEST_CASE("a metric brings no more than its cap", "[domain][designation]") {
  const auto metric = people_metric("4", "20");
  CHECK(points_for(metric, 5).text() == "20");
  CHECK(points_for(metric, 50).text() == "20");
  CHECK(people_for_all(metric) == 5);
  CHECK(people_for_all(people_metric("3", "10")) == 4);
}

TEST_CASE("a gate has no points of its own and asks for its people all the same", "[domain][designation]") {
  const auto gate = people_metric("0", "0", {}, 2);
  CHECK(points_for(gate, 5).text() == "0");
  CHECK(people_for_all(gate) == 2);
  CHECK(people_for_all(people_metric("4", "4", 1, 3)) == 3);
}

TEST_CASE("whether a metric is known is whether somebody knows what counts", "[domain][designation]") {
  auto metric = people_metric("1", "20");
  CHECK(is_known(metric));
  metric.people->counts.clear();
  CHECK_FALSE(is_known(metric));
  metric.people.reset();
  CHECK_FALSE(is_known(metric));
  metric.reported = points("3");
  CHECK(is_known(metric));
}

TEST_CASE("what does not fit together in a designation is told by its code", "[domain][designation]") {
  CHECK(codes(of({people_metric("1", "20")}, points("20"))).empty());
  CHECK(codes(of({})) == Codes{"no-metrics"});
  CHECK(codes(of({people_metric("1", "20"), people_metric("1", "20")})) == Codes{"metric-twice"});
  CHECK(codes(of({people_metric("0", "20")})) == Codes{"metric-without-rule"});
  CHECK(codes(of({people_metric("0", "0")})) == Codes{"metric-without-rule"});
  CHECK(codes(of({people_metric("21", "20")})) == Codes{"points-over-most"});
  CHECK(codes(of({people_metric("0.01", "20")})) == Codes{"too-many-people"});
  CHECK(codes(of({people_metric("1", "20")}, points("20.01"))) == Codes{"threshold-out-of-reach"});
  auto reported = people_metric("0", "0");
  reported.people.reset();
  CHECK(codes(of({reported})) == Codes{"metric-without-rule"});
  reported.most = points("10");
  CHECK(codes(of({reported}, points("10"))).empty());
  reported.reported = points("11");
  CHECK(codes(of({reported})) == Codes{"points-over-most"});
}

TEST_CASE("a designation has at most twelve metrics of at most 200 skills", "[domain][designation]") {
  std::vector<Metric> metrics;
  for (int i = 0; i < 13; ++i) {
    metrics.push_back(people_metric("1", "20"));
    metrics.back().name = name("m" + std::to_string(i));
  }
  CHECK(codes(of(metrics)) == Codes{"too-many-metrics"});
  auto metric = people_metric("1", "20");
  for (int i = 0; i < 200; ++i) metric.people->counts.push_back(code("X-" + std::to_string(i)));
  CHECK(codes(of({metric})) == Codes{"too-many-counts"});
}

}  // namespace
