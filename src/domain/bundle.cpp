#include "pcadmin/domain/bundle.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pcadmin::domain {
namespace {

constexpr std::size_t kLongest = 64;
constexpr std::size_t kQuoted = 60;

bool is_letter_or_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

tl::unexpected<Failure> refuse(std::string_view text, std::string_view reason) {
  return fail({.code = "invalid-bundle-name",
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" is not a bundle's name: {}", shorten(text, kQuoted), reason),
               .hint = fmt::format("1 to {} letters, digits, . _ and -, such as newcomer-sales", kLongest)});
}

}  // namespace

Result<BundleName> BundleName::parse(std::string_view text) {
  if (text.empty()) return refuse(text, "it is empty");
  if (text.size() > kLongest) return refuse(text, fmt::format("it has more than {} characters", kLongest));
  if (!is_letter_or_digit(text.front())) return refuse(text, "it begins with neither a letter nor a digit");
  const auto allowed = [](char c) { return is_letter_or_digit(c) || c == '.' || c == '_' || c == '-'; };
  if (!std::ranges::all_of(text, allowed)) return refuse(text, "it holds other than letters, digits, . _ and -");
  return BundleName(std::string(text));
}

std::string BundleName::key() const { return to_ascii_lower(text_); }

}  // namespace pcadmin::domain
