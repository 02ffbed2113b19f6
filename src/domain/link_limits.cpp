#include "pcadmin/domain/link_limits.hpp"

#include "number.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

namespace pcadmin::domain {

namespace {

constexpr std::int64_t kMostLinks = 100;
constexpr std::int64_t kMostDays = 365;
constexpr std::size_t kQuoted = 60;

}  // namespace

Result<LinksAYear> LinksAYear::parse(std::string_view text) {
  if (const auto number = number_in(text, 1, kMostLinks)) return LinksAYear(*number);
  return fail(
      {.code = "invalid-links",
       .kind = FailureKind::invalid,
       .message = fmt::format("\"{}\" is not a number of links from 1 to {}", shorten(text, kQuoted), kMostLinks),
       .hint = "the vendor allows 3 a year"});
}

Result<DaysBetweenLinks> DaysBetweenLinks::parse(std::string_view text) {
  if (const auto number = number_in(text, 0, kMostDays)) return DaysBetweenLinks(static_cast<int>(*number));
  return fail({.code = "invalid-days",
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" is not a number of days from 0 to {}", shorten(text, kQuoted), kMostDays),
               .hint = "the vendor demands 30"});
}

std::optional<LinkWait> link_wait(std::vector<Time> starts, const LinkLimits& limits, Time now) {
  std::ranges::sort(starts, std::greater<>{});
  std::optional<LinkWait> wait;
  const auto demand = [&](Time since, std::chrono::days apart, bool of_a_year) {
    const auto until = since + apart;
    if (until > (wait ? wait->until : now)) wait = LinkWait{.until = until, .since = since, .of_a_year = of_a_year};
  };
  if (!starts.empty()) demand(starts.front(), limits.between.days(), false);
  const auto most = static_cast<std::size_t>(limits.a_year.number());
  if (starts.size() >= most) demand(starts[most - 1], kLinkYear, true);
  return wait;
}

Time next_link(std::vector<Time> starts, const LinkLimits& limits, Time now) {
  const auto wait = link_wait(std::move(starts), limits, now);
  return wait ? wait->until : now;
}

}  // namespace pcadmin::domain
