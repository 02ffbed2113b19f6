#include "pcadmin/domain/location.hpp"

#include "pcadmin/domain/authority.hpp"
#include "pcadmin/domain/expiry.hpp"
#include "pcadmin/domain/guards.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace {

using namespace pcadmin;          // NOLINT(google-build-using-namespace)
using namespace pcadmin::domain;  // NOLINT(google-build-using-namespace)
using namespace std::chrono_literals;
using Words = std::vector<std::string>;

constexpr Time kNoon{std::chrono::seconds{1795435200}};  // 2026-11-23T12:00:00Z

Words words(const std::vector<RoleId>& roles) {
  Words ids;
  for (const auto id : roles) ids.emplace_back(id.text());
  return ids;
}

TEST_CASE("a country is two letters that ISO 3166-1 has assigned", "[domain][location]") {
  CHECK(Country::parse("de")->text() == "DE");
  for (const auto* const text : {"", "D", "DEU", "UK", "XK", "12"}) {
    CAPTURE(text);
    const auto parsed = Country::parse(text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == "invalid-country");
    CHECK(parsed.error().kind == FailureKind::invalid);
    CHECK_FALSE(parsed.error().hint.empty());
  }
  CHECK(Country::parse("UK").error().hint.find("GB") != std::string::npos);
}

TEST_CASE("a location's name is one line of at most 256 characters", "[domain][location]") {
  CHECK(LocationName::parse(" Berlin ")->text() == "Berlin");
  for (const auto& text : {std::string(), std::string("Ber\nlin"), std::string(257, 'a')}) {
    const auto parsed = LocationName::parse(text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == "invalid-location-name");
  }
}

TEST_CASE("a start is a length from now; the beginning of a day in UTC; a moment; or now", "[domain][start]") {
  const auto start = [](std::string_view text) { return Start::parse(text)->from(kNoon); };
  CHECK(start("7d") == kNoon + 7 * 24h);
  CHECK(to_rfc3339(*start("2026-12-01")) == "2026-12-01T00:00:00Z");
  CHECK(to_rfc3339(*start("2026-12-01T08:00:00+02:00")) == "2026-12-01T06:00:00Z");
  CHECK_FALSE(start("now"));
  CHECK_FALSE(start("2026-11-23"));            // today
  CHECK_FALSE(start("2026-11-23T12:00:00Z"));  // this second
  CHECK(start("2026-11-23T12:00:01Z") == kNoon + 1s);
}

TEST_CASE("a start in the past is refused unless that is when it began", "[domain][start]") {
  for (const auto* const text : {"2026-11-22", "2026-11-23T11:59:59Z"}) {
    CAPTURE(text);
    const auto start = Start::parse(text);
    try {
      static_cast<void>(start->from(kNoon));
      FAIL("not refused");
    } catch (const Error& error) {
      CHECK(error.failure().code == "start-past");
      CHECK(error.failure().kind == FailureKind::invalid);
    }
  }
  CHECK_FALSE(Start::parse("2026-11-22")->from(kNoon, *parse_date("2026-11-22")));
}

TEST_CASE("what is no start is refused with the forms that are", "[domain][start]") {
  for (const auto* const text : {"", "never", "tomorrow", "2026-13-01", "-3d", "30"}) {
    CAPTURE(text);
    const auto parsed = Start::parse(text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == "invalid-start");
    CHECK(parsed.error().hint.find("2026-12-01") != std::string::npos);
  }
}

TEST_CASE("privileged are the roles whose holders may give a role", "[domain][guards]") {
  CHECK(words(GuardedRoles::parse("privileged")->roles()) ==
        Words{"global-admin", "user-management-admin", "account-admin", "marketplace-owner", "marketplace-manager"});
}

TEST_CASE("guarded roles are read by any name and written by id in catalogue order", "[domain][guards]") {
  CHECK(GuardedRoles::parse("report-viewer, Global administrator")->text() == "global-admin,report-viewer");
  const auto both = GuardedRoles::parse("report-viewer,PRIVILEGED,global");
  CHECK(both->text() == "privileged,global-admin,report-viewer");
  CHECK(both->roles().size() == 6);
  for (const auto* const text : {"", "boss", "global-admin,", "privileged,boss"}) {
    CAPTURE(text);
    CHECK(GuardedRoles::parse(text).error().code == "unknown-role");
  }
}

}  // namespace
