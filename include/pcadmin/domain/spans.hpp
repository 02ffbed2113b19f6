#pragma once

#include "pcadmin/base/clock.hpp"

#include <optional>
#include <vector>

/// Stretches of time: when somebody holds a role, and when several at once.
namespace pcadmin::domain {

/// Later than any moment anything ends at.
inline constexpr Time kForever = Time::max();

/// From `begin` on, and no longer at `end`.
struct Span {
  Time begin;
  Time end = kForever;
  friend bool operator==(const Span&, const Span&) = default;
};

/// In the order of time; neither overlapping nor touching one another, none of them empty.
using Spans = std::vector<Span>;

/// What of a time from `starts_at` (nullopt: always) to `expires_at` (nullopt: never) is not over at `now`.
Span span_from(Time now, const std::optional<Time>& starts_at, const std::optional<Time>& expires_at);

/// Whatever lies in any of `spans`, which come in any order.
Spans join(Spans spans);
/// Whatever lies in both.
Spans overlap(const Spans& one, const Spans& other);
/// Whether all of `span` lies in one of `spans`.
bool covers(const Spans& spans, const Span& span);

}  // namespace pcadmin::domain
