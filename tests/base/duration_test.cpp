#include "pcadmin/base/duration.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace {

using pcadmin::Duration;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

seconds length_of(std::string_view text) { return Duration::parse(text).value().seconds(); }

TEST_CASE("a length of time is a whole number of minutes, hours, days or weeks", "[base][duration]") {
  CHECK(length_of("30m") == minutes{30});
  CHECK(length_of("12h") == hours{12});
  CHECK(length_of("90d") == days{90});
  CHECK(length_of("2w") == days{14});
  CHECK(length_of("90D") == days{90});
  CHECK(length_of("007d") == days{7});
}

TEST_CASE("a length of time is a minute at least and 3660 days at most", "[base][duration]") {
  CHECK(length_of("1m") == seconds{60});
  CHECK(length_of("3660d") == days{3660});
  CHECK(length_of("87840h") == days{3660});
  for (const std::string text :
       {"0d", "0m", "3661d", "523w", "87841h", "99999999999999999999d", "9223372036854775807w"}) {
    INFO(text);
    const auto parsed = Duration::parse(text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == "invalid-duration");
  }
}

TEST_CASE("anything else is no length of time", "[base][duration]") {
  for (const std::string text : {"", "d", "90", "-1d", "+1d", "1.5d", "1 d", " 1d", "1d ", "1y", "1s", "1dd", "d1",
                                 "0x1d", "1d12h", "\xc3\xa4"}) {
    INFO(text);
    const auto parsed = Duration::parse(text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == "invalid-duration");
    CHECK(parsed.error().kind == pcadmin::FailureKind::invalid);
    CHECK_FALSE(parsed.error().hint.empty());
  }
}

TEST_CASE("a length of time is written in the largest unit that fits", "[base][duration]") {
  CHECK(Duration::parse("90d")->text() == "90d");
  CHECK(Duration::parse("2w")->text() == "14d");
  CHECK(Duration::parse("48h")->text() == "2d");
  CHECK(Duration::parse("36h")->text() == "36h");
  CHECK(Duration::parse("90m")->text() == "90m");
}

}  // namespace
