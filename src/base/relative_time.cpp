#include "pcadmin/base/relative_time.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <string_view>

namespace pcadmin {

namespace {

constexpr std::int64_t kMostDays = 60;
constexpr std::int64_t kMostMonths = 24;
constexpr std::int64_t kDaysOfMonth = 30;
constexpr std::int64_t kDaysOfYear = 365;

std::string so_far(std::int64_t count, std::string_view unit, bool past) {
  const auto amount = fmt::format("{} {}{}", count, unit, count == 1 ? "" : "s");
  return past ? amount + " ago" : "in " + amount;
}

std::string days_in_words(std::int64_t days, bool past) {
  if (days == 1) return past ? "yesterday" : "tomorrow";
  if (days <= kMostDays) return so_far(days, "day", past);
  if (days / kDaysOfMonth <= kMostMonths) return so_far(days / kDaysOfMonth, "month", past);
  return so_far(days / kDaysOfYear, "year", past);
}

}  // namespace

std::string in_words(Time moment, Time now) {
  using namespace std::chrono;
  const bool past = moment < now;
  const auto distance = past ? now - moment : moment - now;
  if (distance == seconds{0}) return "now";
  if (distance < minutes{1}) return so_far(distance.count(), "second", past);
  if (distance < hours{1}) return so_far(duration_cast<minutes>(distance).count(), "minute", past);
  if (distance < days{1}) return so_far(duration_cast<hours>(distance).count(), "hour", past);
  const auto between = floor<days>(moment) - floor<days>(now);
  return days_in_words(past ? -between.count() : between.count(), past);
}

std::string with_words(Time moment, Time now) {
  return fmt::format("{} ({})", in_words(moment, now), to_rfc3339(moment));
}

}  // namespace pcadmin
