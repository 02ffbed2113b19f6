#pragma once

#include <cstddef>
#include <string_view>

/// Passwords from real leaks, compiled in: common_passwords.txt and commonest_passwords.txt, which name their source.
/// Words are fold keys without blanks and signs.
namespace pcadmin::domain {

inline constexpr std::size_t kShortestCommonPassword = 4;  ///< bytes
inline constexpr std::size_t kLongestCommonPassword = 24;  ///< bytes, or more than the longest has

/// Whether `word` is one of some 30,000 that are tried first.
bool is_common_password(std::string_view word);
/// Whether it is one of the 1,000 most common that are made of letters only.
bool is_commonest_password(std::string_view word);

}  // namespace pcadmin::domain
