#include "pcadmin/domain/password.hpp"

#include "guessable.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <string>

namespace pcadmin::domain {
namespace {

// --- temporary passwords ---------------------------------------------------------------------------------------------

constexpr std::string_view kLetters = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t kLetterCount = 24;
constexpr std::size_t kGroup = 4;
static_assert(kLetters.size() == 32);

using Letters = std::array<char, kLetterCount>;

/// Letters on the stack, wiped when they go.
struct WipedLetters {
  Letters letters{};
  WipedLetters() = default;
  WipedLetters(const WipedLetters&) = delete;
  WipedLetters& operator=(const WipedLetters&) = delete;
  ~WipedLetters() { wipe(letters); }
};

Secret join_groups(const Letters& letters) {
  Secret joined;
  for (std::size_t at = 0; at < letters.size(); at += kGroup) {
    if (at > 0) joined.append("-");
    joined.append({letters.data() + at, kGroup});
  }
  return joined;
}

char to_letter(char typed) {
  const char lower = typed >= 'A' && typed <= 'Z' ? static_cast<char>(typed - 'A' + 'a') : typed;
  if (lower == 'o') return '0';
  if (lower == 'i' || lower == 'l') return '1';
  return lower;
}

tl::unexpected<Failure> not_a_temporary_password() {
  return fail({.code = "invalid-temporary-password",
               .kind = FailureKind::invalid,
               .message = "this is not a temporary password",
               .hint = "a temporary password has six groups of four letters and digits"});
}

// --- chosen passwords ------------------------------------------------------------------------------------------------

tl::unexpected<Failure> refuse(std::string code, std::string message, std::string hint) {
  return fail(
      {.code = std::move(code), .kind = FailureKind::invalid, .message = std::move(message), .hint = std::move(hint)});
}

tl::unexpected<Failure> too_long(LeastLength least) {
  return refuse("password-too-long", fmt::format("the password is longer than {} characters", kLongestPassword),
                fmt::format("choose one of {} to {} characters", least.number(), kLongestPassword));
}

}  // namespace

Secret make_temporary_password(Random& random) {
  WipedLetters drawn;
  random.fill(std::as_writable_bytes(std::span(drawn.letters)));
  // 256 is a multiple of 32: no letter comes more often than another.
  std::ranges::transform(drawn.letters, drawn.letters.begin(),
                         [](char byte) { return kLetters[static_cast<unsigned char>(byte) % kLetters.size()]; });
  return join_groups(drawn.letters);
}

Result<Secret> normalise_temporary_password(std::string_view typed) {
  WipedLetters read;
  std::size_t count = 0;
  for (const char sign : typed) {
    if (sign == ' ' || sign == '\t' || sign == '-') continue;
    const char letter = to_letter(sign);
    if (count == kLetterCount || kLetters.find(letter) == std::string_view::npos) return not_a_temporary_password();
    read.letters[count++] = letter;
  }
  if (count != kLetterCount) return not_a_temporary_password();
  return join_groups(read.letters);
}

Result<Secret> check_new_password(std::string_view typed, const PasswordContext& context, const PasswordRules& rules) {
  if (typed.size() > Secret::kMaxSize) return too_long(rules.least);
  if (has_control_characters(typed)) {
    return refuse("password-not-text", "the password has control characters or bytes that are not UTF-8",
                  "letters, digits, signs and blanks of any script are allowed");
  }
  std::string form = to_nfkc(typed);
  const std::size_t length = count_code_points(form);
  if (length > kLongestPassword) {
    wipe(form);
    return too_long(rules.least);
  }
  Secret password = Secret::take(form);
  const Guess guess(password.reveal());
  // The key has no invisible characters, but sometimes two letters for one.
  if (std::min(length, count_code_points(guess.key.reveal())) < rules.least.number()) {
    return refuse("password-too-short", fmt::format("the password is shorter than {} characters", rules.least.number()),
                  fmt::format("choose at least {} characters; several words that do not belong together are good",
                              rules.least.number()));
  }
  if (const auto reason = guessable_because(guess, context, rules)) {
    return refuse("password-too-guessable", "the password is easy to guess: it is made of " + *reason,
                  "several words that do not belong together are good");
  }
  return password;
}

}  // namespace pcadmin::domain
