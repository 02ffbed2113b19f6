#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/base/duration.hpp"
#include "pcadmin/base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace pcadmin::domain {

/// A moment of the past as people say it: `2026-11-23T09:15:00Z`, `2026-11-23` (the end of that day, UTC), `-30d`, or
/// `@4812`, when change-set 4812 had been made.
class AsOf {
 public:
  /// Fails with code `invalid-time`, kind `invalid`.
  static Result<AsOf> parse(std::string_view text);

  struct Change {
    std::int64_t number;
  };
  /// A change-set, or a moment no later than `now`: today ends now. Throws `Error` `time-to-come`, kind invalid, for a
  /// later one.
  std::variant<Change, Time> from(Time now) const;
  /// As it was written.
  const std::string& text() const { return text_; }

 private:
  struct Day {
    Time begin;
  };
  using When = std::variant<Change, Time, Day, Duration>;
  AsOf(std::string_view text, When when) : text_(text), when_(when) {}
  std::string text_;
  When when_;
};

}  // namespace pcadmin::domain
