#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/base/result.hpp"
#include "pcadmin/domain/expiry.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

/// Requests: what somebody asks for who may not give it to themselves.
namespace pcadmin::domain {

/// A request's id, given by the store, never used twice: written `req_7`.
struct RequestId {
  std::int64_t number = 0;
  /// Takes the bare number too. Fails with code `invalid-request-id`, kind invalid.
  static Result<RequestId> parse(std::string_view text);
  std::string text() const;
  friend auto operator<=>(RequestId, RequestId) = default;
};

enum class RequestState { open, approved, denied, withdrawn };
std::string_view to_string(RequestState state);
/// By its exact word. Fails with code `invalid-request-state`, kind invalid.
Result<RequestState> parse_request_state(std::string_view text);

/// The end somebody wishes for, kept in their words: `30d` is thirty days from when it is granted.
class WantedEnd {
 public:
  /// Fails as `Expiry::parse`.
  static Result<WantedEnd> parse(std::string_view text);
  const std::string& text() const { return text_; }
  const Expiry& expiry() const { return expiry_; }

 private:
  WantedEnd(std::string text, Expiry expiry) : text_(std::move(text)), expiry_(expiry) {}
  std::string text_;
  Expiry expiry_;
};

}  // namespace pcadmin::domain
