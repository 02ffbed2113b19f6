#include "pcadmin/domain/as_of.hpp"

#include "number.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace pcadmin::domain {

Result<AsOf> AsOf::parse(std::string_view text) {
  if (text.starts_with('@')) {
    if (const auto number = number_in(text.substr(1), 1, std::numeric_limits<std::int64_t>::max()))
      return AsOf(text, Change{*number});
  } else if (text.starts_with('-')) {
    if (const auto length = Duration::parse(text.substr(1))) return AsOf(text, *length);
  } else if (const auto moment = parse_rfc3339(text)) {
    return AsOf(text, *moment);
  } else if (const auto day = parse_date(text)) {
    return AsOf(text, Day{*day});
  }
  return fail({.code = "invalid-time",
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" is no moment of the past", shorten(text, 60)),
               .hint = "for example 2026-11-23 (the end of that day, UTC), 2026-11-23T09:15:00Z, -30d, or @12: when "
                       "change-set 12 had been made"});
}

std::variant<AsOf::Change, Time> AsOf::from(Time now) const {
  if (const auto* const change = std::get_if<Change>(&when_)) return *change;
  if (const auto* const length = std::get_if<Duration>(&when_)) return now - length->seconds();
  const auto* const day = std::get_if<Day>(&when_);
  const auto moment = day != nullptr ? day->begin : std::get<Time>(when_);
  if (moment > now) {
    throw Error({.code = "time-to-come",
                 .kind = FailureKind::invalid,
                 .message = fmt::format("{} is still to come: it is {}", text_, to_rfc3339(now)),
                 .hint = "give a moment of the past, for example -30d"});
  }
  constexpr std::chrono::seconds kLastSecond = std::chrono::days(1) - std::chrono::seconds(1);
  return day != nullptr ? std::min(moment + kLastSecond, now) : moment;
}

}  // namespace pcadmin::domain
