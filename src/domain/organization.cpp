#include "pcadmin/domain/organization.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pcadmin::domain {

Result<PartnerId> PartnerId::parse(std::string_view text) {
  constexpr std::size_t kShortest = 4;
  constexpr std::size_t kLongest = 10;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.size() < kShortest || text.size() > kLongest || !std::ranges::all_of(text, digit) || text.front() == '0') {
    return fail(
        {.code = "invalid-partner-id",
         .kind = FailureKind::invalid,
         .message = fmt::format("\"{}\" is not a Partner ID", shorten(text, 60)),
         .hint = "a Partner ID (formerly MPN ID) is a number of 4 to 10 digits, usually 7, not beginning with 0"});
  }
  return PartnerId(std::string(text));
}

}  // namespace pcadmin::domain
