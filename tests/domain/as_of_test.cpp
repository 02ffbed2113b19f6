#include "pcadmin/domain/as_of.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace {

using namespace pcadmin;
using domain::AsOf;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

/// 2026-11-23T12:00:00Z.
constexpr Time kNoon{seconds{1795435200}};

Time time_of(std::string_view text) { return std::get<Time>(AsOf::parse(text).value().from(kNoon)); }

std::string refusal(std::string_view text) {
  try {
    static_cast<void>(AsOf::parse(text).value().from(kNoon));
  } catch (const Error& error) {
    return error.failure().code;
  }
  return "none";
}

TEST_CASE("a moment of the past is a time - a day - how long ago or a change-set", "[domain][as-of]") {
  CHECK(time_of("2026-11-23T09:15:00Z") == kNoon - hours{2} - seconds{45 * 60});
  CHECK(time_of("2026-11-23T10:15:00+01:00") == time_of("2026-11-23T09:15:00Z"));
  CHECK(time_of("-30d") == kNoon - days{30});
  CHECK(time_of("-12h") == kNoon - hours{12});
  CHECK(std::get<AsOf::Change>(AsOf::parse("@4812").value().from(kNoon)).number == 4812);
  CHECK(AsOf::parse("@4812").value().text() == "@4812");
}

TEST_CASE("a day means its last second and today means now", "[domain][as-of]") {
  CHECK(to_rfc3339(time_of("2026-11-22")) == "2026-11-22T23:59:59Z");
  CHECK(time_of("2026-11-23") == kNoon);
}

TEST_CASE("the time to come is no moment of the past but this second is", "[domain][as-of]") {
  CHECK(time_of("2026-11-23T12:00:00Z") == kNoon);
  CHECK(refusal("2026-11-23T12:00:01Z") == "time-to-come");
  CHECK(refusal("2026-11-24") == "time-to-come");
}

TEST_CASE("anything else is no moment of the past", "[domain][as-of]") {
  for (const std::string text : {"", "@", "@0", "@-1", "@1.5", "@99999999999999999999", "30d", "-", "-0d", "-30", "now",
                                 "yesterday", "2026-02-30", "2026-11-23 09:15", "2026-11-23T09:15:00", " @1"}) {
    INFO(text);
    const auto parsed = AsOf::parse(text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == "invalid-time");
    CHECK(parsed.error().kind == FailureKind::invalid);
  }
}

}  // namespace
