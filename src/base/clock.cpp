#include "pcadmin/base/clock.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pcadmin {
namespace {

using std::chrono::sys_days;

// RFC 3339 has four digits for the year and no sign.
constexpr Time kFirst = sys_days{std::chrono::year{0} / 1 / 1};
constexpr Time kLast = sys_days{std::chrono::year{10000} / 1 / 1} - std::chrono::seconds{1};

}  // namespace

std::string to_rfc3339(Time time) {
  const Time shown = std::clamp(time, kFirst, kLast);
  const auto day = std::chrono::floor<std::chrono::days>(shown);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{shown - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

}  // namespace pcadmin
