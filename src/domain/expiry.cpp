#include "pcadmin/domain/expiry.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

namespace pcadmin::domain {

Result<Expiry> Expiry::parse(std::string_view text) {
  if (to_ascii_lower(text) == "never") return never();
  if (const auto moment = parse_rfc3339(text)) return Expiry(End(*moment));
  if (const auto day = parse_date(text)) return Expiry(End(*day + std::chrono::days(1)));
  if (const auto length = Duration::parse(text)) return Expiry(End(*length));
  return fail({.code = "invalid-expiry",
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" is no time something can end at", shorten(text, 60)),
               .hint = "for example 30d, 2026-12-31 (the end of that day, UTC), 2026-12-31T18:00:00Z, or never"});
}

std::optional<Time> Expiry::from(Time now) const {
  if (!end_) return std::nullopt;
  if (const auto* const length = std::get_if<Duration>(&*end_)) return now + length->seconds();
  const auto end = std::get<Time>(*end_);
  if (end > now) return end;
  throw Error({.code = "expiry-past",
               .kind = FailureKind::invalid,
               .message = fmt::format("{} is not after now, {}", to_rfc3339(end), to_rfc3339(now)),
               .hint = "give a moment to come, for example 30d"});
}

Result<Start> Start::parse(std::string_view text) {
  if (to_ascii_lower(text) == "now") return now();
  if (const auto moment = parse_rfc3339(text)) return Start(Begin(*moment));
  if (const auto day = parse_date(text)) return Start(Begin(Day{*day}));
  if (const auto length = Duration::parse(text)) return Start(Begin(*length));
  return fail({.code = "invalid-start",
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" is no time something can begin at", shorten(text, 60)),
               .hint = "for example 7d, 2026-12-01 (the beginning of that day, UTC), 2026-12-01T08:00:00Z, or now"});
}

std::optional<Time> Start::from(Time now, const std::optional<Time>& begun) const {
  if (!begin_) return std::nullopt;
  if (const auto* const length = std::get_if<Duration>(&*begin_)) return now + length->seconds();
  const auto* const day = std::get_if<Day>(&*begin_);
  const auto begin = day != nullptr ? day->begins : std::get<Time>(*begin_);
  if (begin > now) return begin;
  const bool today = day != nullptr && now < begin + std::chrono::days(1);
  if (begin == now || today || begin == begun) return std::nullopt;
  throw Error({.code = "start-past",
               .kind = FailureKind::invalid,
               .message = fmt::format("{} is before now, {}", to_rfc3339(begin), to_rfc3339(now)),
               .hint = "leave --starts out, or say now: access cannot be given for the past"});
}

}  // namespace pcadmin::domain
