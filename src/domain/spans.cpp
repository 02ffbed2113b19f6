#include "pcadmin/domain/spans.hpp"

#include <algorithm>

namespace pcadmin::domain {

Span span_from(Time now, const std::optional<Time>& starts_at, const std::optional<Time>& expires_at) {
  return {.begin = std::max(now, starts_at.value_or(now)), .end = expires_at.value_or(kForever)};
}

Spans join(Spans spans) {
  std::erase_if(spans, [](const Span& span) { return span.begin >= span.end; });
  std::ranges::sort(spans, {}, &Span::begin);
  Spans joined;
  for (const auto& span : spans) {
    if (joined.empty() || span.begin > joined.back().end)
      joined.push_back(span);
    else
      joined.back().end = std::max(joined.back().end, span.end);
  }
  return joined;
}

Spans overlap(const Spans& one, const Spans& other) {
  Spans both;
  for (auto left = one.begin(), right = other.begin(); left != one.end() && right != other.end();) {
    const Span span{.begin = std::max(left->begin, right->begin), .end = std::min(left->end, right->end)};
    if (span.begin < span.end) both.push_back(span);
    left->end < right->end ? static_cast<void>(++left) : static_cast<void>(++right);
  }
  return both;
}

bool covers(const Spans& spans, const Span& span) {
  return std::ranges::any_of(spans,
                             [&](const Span& outer) { return outer.begin <= span.begin && span.end <= outer.end; });
}

}  // namespace pcadmin::domain
