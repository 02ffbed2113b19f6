#include "pcadmin/domain/request.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace pcadmin::domain;  // NOLINT(google-build-using-namespace)

TEST_CASE("a request is named by its id or by its bare number", "[domain][request]") {
  CHECK(RequestId::parse("req_7")->number == 7);
  CHECK(RequestId::parse("7")->text() == "req_7");
  for (const auto* const bad :
       {"", "req_", "req_0", "0", "07", "req_07", "-7", "+7", "7 ", "usr_7", "REQ_7", "99999999999999999999"}) {
    INFO(bad);
    CHECK(RequestId::parse(bad).error().code == "invalid-request-id");
  }
}

TEST_CASE("a request's states are read as they are written", "[domain][request]") {
  for (const auto state : {RequestState::open, RequestState::approved, RequestState::denied, RequestState::withdrawn})
    CHECK(parse_request_state(to_string(state)).value() == state);
  CHECK(parse_request_state("closed").error().code == "invalid-request-state");
}

TEST_CASE("the end somebody wishes for is kept in their words", "[domain][request]") {
  const auto end = WantedEnd::parse("30d");
  REQUIRE(end);
  CHECK(end->text() == "30d");
  const pcadmin::Time now{std::chrono::seconds{1'000'000}};
  CHECK(end->expiry().from(now) == now + std::chrono::days{30});
  CHECK(WantedEnd::parse("soon").error().code == "invalid-expiry");
}

}  // namespace
