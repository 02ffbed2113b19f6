#pragma once

#include "pcadmin/base/clock.hpp"

#include <string>

namespace pcadmin {

/// How far a moment is from `now`, as people say it: `now`, `3 hours ago`, `yesterday`, `in 12 days`, `14 months ago`.
/// Whole units, rounded towards now; from a day on by the calendar, UTC.
std::string in_words(Time moment, Time now);

/// `yesterday (2026-11-22T09:15:00Z)`.
std::string with_words(Time moment, Time now);

}  // namespace pcadmin
