#include "pcadmin/base/duration.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>

namespace pcadmin {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr seconds kNone{0};
constexpr seconds kLeast = minutes{1};
constexpr seconds kMost = days{3660};
constexpr std::size_t kQuoted = 60;

/// Zero for a letter that is no unit.
constexpr seconds unit_of(char letter) {
  switch (letter) {
    case 'm':
    case 'M':
      return minutes{1};
    case 'h':
    case 'H':
      return hours{1};
    case 'd':
    case 'D':
      return days{1};
    case 'w':
    case 'W':
      return std::chrono::weeks{1};
    default:
      return seconds{0};
  }
}

auto refuse(std::string_view text, std::string_view why) {
  return fail({.code = "invalid-duration",
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" is not a length of time: {}", shorten(text, kQuoted), why),
               .hint = "a number and m, h, d or w for minutes, hours, days or weeks: 90d, 12h, 2w"});
}

}  // namespace

Result<Duration> Duration::parse(std::string_view text) {
  if (text.empty()) return refuse(text, "it is empty");
  const auto unit = unit_of(text.back());
  if (unit == kNone) return refuse(text, "no unit behind the number");
  const auto digits = text.substr(0, text.size() - 1);
  std::int64_t number = -1;
  const auto [rest, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (rest != digits.data() + digits.size() || (error == std::errc{} && number < 0))
    return refuse(text, "no whole number in front of the unit");
  if (error == std::errc::result_out_of_range || number > kMost / unit) return refuse(text, "more than 3660 days");
  if (number * unit < kLeast) return refuse(text, "less than a minute");
  return Duration(number * unit);
}

std::string Duration::text() const {
  if (seconds_ % days{1} == kNone) return fmt::format("{}d", seconds_ / days{1});
  if (seconds_ % hours{1} == kNone) return fmt::format("{}h", seconds_ / hours{1});
  return fmt::format("{}m", seconds_ / minutes{1});
}

}  // namespace pcadmin
