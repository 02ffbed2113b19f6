#include "pcadmin/domain/designation.hpp"

#include "number.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pcadmin::domain {

namespace {

constexpr std::size_t kQuoted = 60;
constexpr std::int64_t kHundred = 100;
constexpr std::int64_t kMostPoints = 1000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<std::int64_t> hundredths_in(std::string_view text) {
  const auto point = text.find('.');
  const auto whole_text = text.substr(0, point);
  if (whole_text.empty() || !std::ranges::all_of(whole_text, is_digit)) return std::nullopt;
  const auto whole = number_in(whole_text, 0, kMostPoints);
  if (!whole) return std::nullopt;
  if (point == std::string_view::npos) return *whole * kHundred;
  const auto part_text = text.substr(point + 1);
  if (part_text.empty() || part_text.size() > 2 || !std::ranges::all_of(part_text, is_digit)) return std::nullopt;
  const auto part = number_in(part_text, 0, kHundred - 1).value_or(0) * (part_text.size() == 1 ? 10 : 1);
  const auto hundredths = *whole * kHundred + part;
  return hundredths <= kMostPoints * kHundred ? std::optional(hundredths) : std::nullopt;
}

/// So many people have `most` by what each brings.
std::int64_t people_by_points(const Metric& metric) {
  const auto each = metric.people->each.hundredths();
  return each == 0 ? 0 : (metric.most.hundredths() + each - 1) / each;
}

}  // namespace

Result<RequirementName> RequirementName::parse(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  const auto fits = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-'; };
  auto name = to_ascii_lower(trim(text));
  if (!name.empty() && name.size() <= kLongest && name.front() != '-' && std::ranges::all_of(name, fits))
    return RequirementName(std::move(name));
  return fail({.code = "invalid-requirement-name",
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" is no name of a designation or metric", shorten(text, kQuoted)),
               .hint = "1 to 64 letters, digits and -, such as modern-work; all of them: pcadmin designation list"});
}

Result<Points> Points::parse(std::string_view text) {
  if (const auto hundredths = hundredths_in(trim(text))) return Points(*hundredths);
  return fail(
      {.code = "invalid-points",
       .kind = FailureKind::invalid,
       .message = fmt::format("\"{}\" is not a number of points from 0 to {}", shorten(text, kQuoted), kMostPoints),
       .hint = "with at most two digits behind the point: 2.14"});
}

std::string Points::text() const {
  const auto part = hundredths_ % kHundred;
  if (part == 0) return std::to_string(hundredths_ / kHundred);
  auto text = fmt::format("{}.{:02}", hundredths_ / kHundred, part);
  if (text.ends_with('0')) text.pop_back();
  return text;
}

std::string_view to_string(Confidence confidence) { return kConfidences[static_cast<std::size_t>(confidence)]; }

Result<Confidence> parse_confidence(std::string_view text) {
  const auto* const found = std::ranges::find(kConfidences, to_ascii_lower(trim(text)));
  if (found != kConfidences.end()) return static_cast<Confidence>(found - kConfidences.begin());
  return fail({.code = "invalid-confidence",
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" does not say how far a number is to be trusted", shorten(text, kQuoted)),
               .hint = "one of own, documented, community, uncertain and unverified"});
}

Points points_for(const Metric& metric, std::int64_t count) {
  const auto& people = *metric.people;
  if (people.full_at && count >= *people.full_at) return metric.most;
  return std::min(metric.most, Points::of(people.each.hundredths() * count));
}

std::int64_t people_for_all(const Metric& metric) {
  auto count = people_by_points(metric);
  if (const auto full_at = metric.people->full_at) count = count == 0 ? *full_at : std::min(count, *full_at);
  return std::max(metric.most == Points() ? 0 : count, metric.people->gate);
}

Confidence weakest(const Designation& designation) {
  auto weakest = designation.confidence;
  for (const auto& metric : designation.metrics) weakest = std::max(weakest, metric.confidence);
  return weakest;
}

}  // namespace pcadmin::domain
