#pragma once

#include "pcadmin/base/result.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace pcadmin {

/// A length of time as people write it: a whole number and a unit, `90d`, `12h`, `30m` or `2w` (days, hours, minutes,
/// weeks). One minute to 3660 days. A day has 24 hours, whatever the clocks do.
class Duration {
 public:
  /// Fails with code `invalid-duration`, kind invalid. The unit may be a capital.
  static Result<Duration> parse(std::string_view text);

  constexpr std::chrono::seconds seconds() const { return seconds_; }
  /// In the largest unit that is a whole number of it, weeks left out: `90d`, `36h`.
  std::string text() const;
  friend auto operator<=>(Duration, Duration) = default;

 private:
  explicit constexpr Duration(std::chrono::seconds seconds) : seconds_(seconds) {}
  std::chrono::seconds seconds_;
};

}  // namespace pcadmin
