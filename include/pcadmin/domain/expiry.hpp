#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/base/duration.hpp"
#include "pcadmin/base/result.hpp"

#include <optional>
#include <string_view>
#include <variant>

namespace pcadmin::domain {

/// When something ends, as people say it: `30d` from now, `2026-12-31` (the end of that day, UTC),
/// `2026-12-31T18:00:00Z`, or `never`.
class Expiry {
 public:
  /// Fails with code `invalid-expiry`, kind `invalid`.
  static Result<Expiry> parse(std::string_view text);
  static Expiry never() { return Expiry(std::nullopt); }

  /// The first second that is too late; nullopt: never. Throws `Error` `expiry-past`, kind invalid, for a moment that
  /// is not after `now`.
  std::optional<Time> from(Time now) const;

 private:
  using End = std::optional<std::variant<Time, Duration>>;
  explicit Expiry(End end) : end_(end) {}
  End end_;
};

/// When something begins, as people say it: `30d` from now, `2026-12-01` (the beginning of that day, UTC),
/// `2026-12-01T08:00:00Z`, or `now`.
class Start {
 public:
  /// Fails with code `invalid-start`, kind `invalid`.
  static Result<Start> parse(std::string_view text);
  static Start now() { return Start(std::nullopt); }

  /// The first second of it; nullopt: it has begun. The day that it is begins now. What began at that very moment, at
  /// `begun`, may be said to again; for any other moment before `now`, throws `Error` `start-past`, kind invalid.
  std::optional<Time> from(Time now, const std::optional<Time>& begun = {}) const;

 private:
  struct Day {
    Time begins;
  };
  using Begin = std::optional<std::variant<Time, Duration, Day>>;
  explicit Start(Begin begin) : begin_(begin) {}
  Begin begin_;
};

}  // namespace pcadmin::domain
