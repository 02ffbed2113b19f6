#pragma once

#include "pcadmin/base/random.hpp"
#include "pcadmin/base/result.hpp"
#include "pcadmin/base/secret.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

/// Tokens: what a person's scripts show instead of a password.
namespace pcadmin::domain {

/// A token's id, given by the store, never used twice: written `tok_3`.
struct TokenId {
  std::int64_t number = 0;
  /// Fails with code `invalid-token-id`, kind invalid.
  static Result<TokenId> parse(std::string_view text);
  std::string text() const;
  friend auto operator<=>(TokenId, TokenId) = default;
};

/// What its owner calls a token: 1 to 64 ASCII letters, digits, `.`, `_` and `-`, a letter or digit in front. No
/// blanks, so that the history's `token NAME` reads one way only; nothing that begins with `tok_`, as ids do. Letter
/// case counts.
class TokenName {
 public:
  /// Fails with code `invalid-token-name`, kind invalid.
  static Result<TokenName> parse(std::string_view text);
  const std::string& text() const { return text_; }
  friend bool operator==(const TokenName&, const TokenName&) = default;

 private:
  explicit TokenName(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// How a command names a token: one's own by its name, anybody's by its id.
class TokenRef {
 public:
  /// Fails as `TokenId::parse` for what begins with `tok_`, else as `TokenName::parse`.
  static Result<TokenRef> parse(std::string_view text);
  const std::variant<TokenId, TokenName>& value() const { return value_; }
  std::string text() const;

 private:
  explicit TokenRef(std::variant<TokenId, TokenName> value) : value_(std::move(value)) {}
  std::variant<TokenId, TokenName> value_;
};

/// A new token's text: `pcat_`, by which people and leak scanners know what they see, and 256 random bits in base64url.
Secret make_access_token(Random& random);

}  // namespace pcadmin::domain
