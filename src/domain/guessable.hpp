#pragma once

#include "pcadmin/base/secret.hpp"
#include "pcadmin/domain/password.hpp"

#include <optional>
#include <string>
#include <string_view>

/// What makes a password easy to guess.
namespace pcadmin::domain {

inline constexpr std::size_t kShortestPassword = 15;  ///< characters
inline constexpr std::size_t kLongestPassword = 256;

/// A password as the rules look at it.
struct Guess {
  Secret key;      ///< its fold key
  Secret word;     ///< without blanks and signs
  Secret letters;  ///< without digits either

  explicit Guess(std::string_view text);
};

/// What a password is made of that makes it easy to guess, or nothing.
std::optional<std::string> guessable_because(const Guess& guess, const PasswordContext& context,
                                             const PasswordRules& rules);

}  // namespace pcadmin::domain
