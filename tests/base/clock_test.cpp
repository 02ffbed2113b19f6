#include "pcadmin/base/clock.hpp"

#include <catch2/catch.hpp>

namespace {

using pcadmin::Time;
using pcadmin::to_rfc3339;
using std::chrono::seconds;

TEST_CASE("a time is written as RFC 3339 in UTC with whole seconds", "[base][clock]") {
  CHECK(to_rfc3339(Time{}) == "1970-01-01T00:00:00Z");
  CHECK(to_rfc3339(Time{seconds{1795425300}}) == "2026-11-23T09:15:00Z");
  CHECK(to_rfc3339(Time{seconds{951782399}}) == "2000-02-28T23:59:59Z");
  CHECK(to_rfc3339(Time{seconds{951782400}}) == "2000-02-29T00:00:00Z");
  CHECK(to_rfc3339(Time{seconds{-1}}) == "1969-12-31T23:59:59Z");
}

TEST_CASE("a time beyond the four-digit years is shown as the nearest that has one", "[base][clock]") {
  CHECK(to_rfc3339(Time{seconds{253402300799}}) == "9999-12-31T23:59:59Z");
  CHECK(to_rfc3339(Time{seconds{253402300800}}) == "9999-12-31T23:59:59Z");
  CHECK(to_rfc3339(Time::max()) == "9999-12-31T23:59:59Z");
  CHECK(to_rfc3339(Time{seconds{-62167219200}}) == "0000-01-01T00:00:00Z");
  CHECK(to_rfc3339(Time::min()) == "0000-01-01T00:00:00Z");
}

}  // namespace
