#pragma once

#include "pcadmin/base/random.hpp"
#include "pcadmin/base/result.hpp"
#include "pcadmin/base/secret.hpp"
#include "pcadmin/domain/password_policy.hpp"

#include <functional>
#include <string>
#include <string_view>

/// Passwords: those pcadmin makes for a first sign-in, and the rule for those people choose.
namespace pcadmin::domain {

/// A password for one sign-in: 24 letters, each of 32 with equal chance (120 bits), written in groups of four joined
/// by `-`. The letters are those of Crockford's Base32 in lower case: all digits, and all letters but i, l, o and u.
/// Of each group that looks alike (0 o, 1 i l) only the digit is there, so that reading it wrongly does no harm:
/// `normalise_temporary_password` takes either.
Secret make_temporary_password(Random& random);

/// What a person typed, in the form `make_temporary_password` gives. Letter case, blanks and tabs, missing or extra
/// hyphens are forgiven, and o for 0, i and l for 1. Fails with code `invalid-temporary-password`, kind `invalid`.
/// No failure holds what was typed.
Result<Secret> normalise_temporary_password(std::string_view typed);

/// What a password must not be made of. Each may be empty.
struct PasswordContext {
  std::string_view organisation;
  std::string_view name;
  std::string_view email;
};

/// What the organisation demands of a password.
struct PasswordRules {
  LeastLength least{};
  /// Whether its own list has a word, which is as `to_blocked_word` gives it. Empty: it has no list.
  std::function<bool(std::string_view word)> is_blocked{};
};

/// The form in which words are looked up: the fold key without blanks and signs. Empty for what is not UTF-8, is too
/// long to be part of a password, or has neither letter nor digit.
std::string to_blocked_word(std::string_view text);

/// The password a person chose, in normal form KC, when it may be used. After NIST SP 800-63B (section 5.1.1): UTF-8,
/// 15 (or more, by the rules) to 256 code points (counted in normal form KC), any printing character and blanks; no
/// rule of composition.
///
/// Fails, kind `invalid`, with code
///   password-not-text       not UTF-8, or with control characters
///   password-too-short      fewer code points, invisible ones (Unicode's default ignorable) not counted
///   password-too-long       more than 256
///   password-too-guessable  in any letter case, with only digits and signs added: the words of the organisation's
///   name,
///                           the person's name or the address, in any order; a well-known password, or a word of the
///                           organisation's list, alone or repeated; two or three of the most common passwords. A group
///                           of up to 14 characters repeated all through; runs along the alphabet, the digits or the
///                           rows and columns of a keyboard all through. The message says which.
/// No failure holds the password or any part of it.
Result<Secret> check_new_password(std::string_view typed, const PasswordContext& context,
                                  const PasswordRules& rules = {});

}  // namespace pcadmin::domain
