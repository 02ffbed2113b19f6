#include "pcadmin/domain/password_policy.hpp"

#include "number.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

namespace pcadmin::domain {

namespace {

constexpr std::int64_t kShortest = 15;
constexpr std::int64_t kLongest = 64;  // NIST SP 800-63B: at least so many must be allowed, so no more may be demanded
constexpr std::int64_t kMostHours = 720;

}  // namespace

Result<LeastLength> LeastLength::parse(std::string_view text) {
  if (const auto number = number_in(text, kShortest, kLongest)) return LeastLength(static_cast<std::size_t>(*number));
  return fail({.code = "invalid-length",
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" is not a number of characters from {} to {}", shorten(text, 60),
                                      kShortest, kLongest),
               .hint = "what a longer password adds, a second word does as well: 15 to 20 are usual"});
}

std::string LeastLength::text() const { return fmt::format("{}", number_); }

Result<TemporaryLife> TemporaryLife::parse(std::string_view text) {
  if (const auto number = number_in(text, 1, kMostHours)) return TemporaryLife(*number);
  return fail({.code = "invalid-hours",
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" is not a number of hours from 1 to {}", shorten(text, 60), kMostHours),
               .hint = "three days are 72"});
}

std::string TemporaryLife::text() const { return fmt::format("{}", number_); }

}  // namespace pcadmin::domain
