#include "pcadmin/domain/request.hpp"

#include "number.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

namespace pcadmin::domain {
namespace {

constexpr std::string_view kIdPrefix = "req_";
constexpr std::size_t kQuoted = 60;
constexpr std::array kStates = {RequestState::open, RequestState::approved, RequestState::denied,
                                RequestState::withdrawn};

}  // namespace

Result<RequestId> RequestId::parse(std::string_view text) {
  const auto digits = text.starts_with(kIdPrefix) ? text.substr(kIdPrefix.size()) : text;
  const auto number = number_in(digits, 1, std::numeric_limits<std::int64_t>::max());
  if (number && digits.front() != '0') return RequestId{*number};
  return fail({.code = "invalid-request-id",
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" is not a request's id", shorten(text, kQuoted)),
               .hint = "a request's id looks like req_7; see them: pcadmin request list"});
}

std::string RequestId::text() const { return fmt::format("{}{}", kIdPrefix, number); }

std::string_view to_string(RequestState state) {
  switch (state) {
    case RequestState::open:
      return "open";
    case RequestState::approved:
      return "approved";
    case RequestState::denied:
      return "denied";
    case RequestState::withdrawn:
      return "withdrawn";
  }
  return {};
}

Result<RequestState> parse_request_state(std::string_view text) {
  const auto* const found =
      std::ranges::find(kStates, text, static_cast<std::string_view (*)(RequestState)>(to_string));
  if (found != kStates.end()) return *found;
  return fail({.code = "invalid-request-state",
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" is no state of a request", shorten(text, kQuoted)),
               .hint = "open, approved, denied or withdrawn"});
}

Result<WantedEnd> WantedEnd::parse(std::string_view text) {
  return Expiry::parse(text).map([&](Expiry expiry) { return WantedEnd(std::string(text), expiry); });
}

}  // namespace pcadmin::domain
