#include "pcadmin/domain/token.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/domain/password_hash.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace pcadmin::domain {
namespace {

constexpr std::string_view kIdPrefix = "tok_";
constexpr std::string_view kTextPrefix = "pcat_";
constexpr std::size_t kLongestName = 64;
constexpr std::size_t kQuoted = 60;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter_or_digit(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

tl::unexpected<Failure> refuse(std::string code, std::string message, std::string hint) {
  return fail(
      {.code = std::move(code), .kind = FailureKind::invalid, .message = std::move(message), .hint = std::move(hint)});
}

tl::unexpected<Failure> refuse_name(std::string_view text, std::string_view reason) {
  return refuse("invalid-token-name", fmt::format("\"{}\" is not a token's name: {}", shorten(text, kQuoted), reason),
                fmt::format("1 to {} letters, digits, . _ and -, such as nightly-import", kLongestName));
}

}  // namespace

Result<TokenId> TokenId::parse(std::string_view text) {
  const auto digits = text.starts_with(kIdPrefix) ? text.substr(kIdPrefix.size()) : std::string_view();
  std::int64_t number = 0;
  const auto [rest, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || rest != digits.data() + digits.size() || number < 1 || digits.front() == '0') {
    return refuse("invalid-token-id", fmt::format("\"{}\" is not a token's id", shorten(text, kQuoted)),
                  "a token's id looks like tok_3; see them all: pcadmin token list");
  }
  return TokenId{number};
}

std::string TokenId::text() const { return fmt::format("{}{}", kIdPrefix, number); }

Result<TokenName> TokenName::parse(std::string_view text) {
  if (text.empty()) return refuse_name(text, "it is empty");
  if (text.size() > kLongestName) return refuse_name(text, fmt::format("it has more than {} characters", kLongestName));
  if (!is_letter_or_digit(text.front())) return refuse_name(text, "it begins with neither a letter nor a digit");
  const auto allowed = [](char c) { return is_letter_or_digit(c) || c == '.' || c == '_' || c == '-'; };
  if (!std::ranges::all_of(text, allowed)) return refuse_name(text, "it holds other than letters, digits, . _ and -");
  if (text.starts_with(kIdPrefix)) return refuse_name(text, "it begins with tok_, as the ids of tokens do");
  return TokenName(std::string(text));
}

Result<TokenRef> TokenRef::parse(std::string_view text) {
  if (text.starts_with(kIdPrefix)) return TokenId::parse(text).map([](TokenId id) { return TokenRef(id); });
  return TokenName::parse(text).map([](TokenName name) { return TokenRef(std::move(name)); });
}

std::string TokenRef::text() const {
  if (const auto* const id = std::get_if<TokenId>(&value_)) return id->text();
  return std::get<TokenName>(value_).text();
}

Secret make_access_token(Random& random) {
  Secret token(kTextPrefix);
  token.append(make_token(random).reveal());
  return token;
}

}  // namespace pcadmin::domain
