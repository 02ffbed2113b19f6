#pragma once

#include "pcadmin/base/result.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace pcadmin {

/// A moment, UTC, whole seconds: what the store keeps and what every rule about time compares.
using Time = std::chrono::sys_seconds;

/// Where `now` comes from. The program has one real clock, made in `main`; tests bring their own.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Time now() const = 0;
  /// For how long something takes: since some moment of its own, and never set back.
  virtual std::chrono::milliseconds elapsed() const = 0;
};

/// `2026-11-23T09:15:00Z` (RFC 3339).
std::string to_rfc3339(Time time);

/// The moment `text` names in the form of RFC 3339, with `Z` or an offset, without fractions of a second; nullopt for
/// anything else, days and hours that do not exist among them.
std::optional<Time> parse_rfc3339(std::string_view text);

/// The beginning, in UTC, of the day `2026-12-31`; nullopt for anything else.
std::optional<Time> parse_date(std::string_view text);

}  // namespace pcadmin
