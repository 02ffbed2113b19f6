#pragma once

#include "pcadmin/base/random.hpp"
#include "pcadmin/base/result.hpp"
#include "pcadmin/base/secret.hpp"

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

/// The password a person chose, in normal form KC, when it may be used. After NIST SP 800-63B (section 5.1.1): UTF-8,
/// 15 to 256 code points (counted in normal form KC), any printing character and blanks; no rule of composition.
///
/// Fails, kind `invalid`, with code
///   password-not-text       not UTF-8, or with control characters
///   password-too-short      fewer than 15 code points, invisible ones (Unicode's default ignorable) not counted
///   password-too-long       more than 256
///   password-too-guessable  in any letter case: the organisation, the person's name, the address or its local part, or
///   a
///                           well-known password, alone or repeated, with only digits and signs added; a group of up to
///                           eight characters repeated all through; runs along the alphabet, the digits or the rows and
///                           columns of a keyboard all through. The message says which.
/// No failure holds the password or any part of it.
Result<Secret> check_new_password(std::string_view typed, const PasswordContext& context);

}  // namespace pcadmin::domain
