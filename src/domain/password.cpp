#include "pcadmin/domain/password.hpp"

#include "pcadmin/base/text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

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

constexpr std::size_t kFewest = 15;
constexpr std::size_t kMost = 256;

// As letters and digits in lower case, without blanks and signs.
constexpr auto kWellKnown = std::to_array<std::string_view>({
    "1q2w3e4r5t6y7u8i9o0p",
    "admin",
    "administrator",
    "adminadministrator",
    "administratoradmin",
    "adminpassword",
    "averylongpassword",
    "changeme",
    "changemenow",
    "changethispassword",
    "correcthorsebatterystaple",
    "defaultpassword",
    "donttellanyone",
    "globaladministrator",
    "iloveyou",
    "letmein",
    "maytheforcebewithyou",
    "microsoft",
    "microsoftpartner",
    "mypassword",
    "mypasswordissecret",
    "onceuponatime",
    "opensesame",
    "partnercenter",
    "password",
    "passwordadministrator",
    "pleaseletmein",
    "secret",
    "supersecretpassword",
    "superpassword",
    "temporarypassword",
    "thequickbrownfox",
    "thequickbrownfoxjumpsoverthelazydog",
    "thisisapassword",
    "thisismypassword",
    "thisisnotapassword",
    "tobeornottobe",
    "tobeornottobethatisthequestion",
    "trustno1",
    "welcome",
    "welcometomicrosoft",
    "whatisthepassword",
});

// Rings are rows whose end meets their beginning.
constexpr auto kRows = std::to_array<std::string_view>({
    "qwertyuiop[]", "asdfghjkl;'",  "zxcvbnm,./", "qwertzuiop", "yxcvbnm,.-", "azertyuiop", "qsdfghjklm",
    "wxcvbn",       "!@#$%^&*()_+", "1qaz",       "2wsx",       "3edc",       "4rfv",       "5tgb",
    "6yhn",         "7ujm",         "8ik,",       "9ol.",       "0p;/",
});
constexpr auto kRings = std::to_array<std::string_view>({"abcdefghijklmnopqrstuvwxyz", "0123456789"});

/// The characters of a text: views into it, so that nothing is copied.
std::vector<std::string_view> characters_of(std::string_view text) {
  const auto is_inner_byte = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; };
  std::vector<std::string_view> characters;
  characters.reserve(text.size());
  while (!text.empty()) {
    std::size_t length = 1;
    while (length < text.size() && is_inner_byte(text[length])) ++length;
    characters.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return characters;
}

bool is_ascii_digit(std::string_view character) {
  return character >= "0" && character <= "9" && character.size() == 1;
}

/// The fold key of a text; empty for what is not UTF-8 or is too long to be part of a password.
Secret fold(std::string_view text) {
  constexpr std::size_t kMostBytes = kMost * 4;
  if (text.size() > kMostBytes || !is_utf8(text)) return Secret();
  std::string key = to_fold_key(text);
  return Secret::take(key);
}

enum class Digits { kept, dropped };

/// The letters of a fold key, with or without its digits.
Secret without_signs(std::string_view key, Digits digits) {
  Secret kept;
  for (const auto character : characters_of(key)) {
    const bool unwanted = digits == Digits::dropped && is_ascii_digit(character);
    if (!unwanted && is_word(character)) kept.append(character);
  }
  return kept;
}

/// A password as the rules look at it.
struct Guess {
  Secret key;
  Secret word;     // without blanks and signs
  Secret letters;  // without digits either

  explicit Guess(std::string_view text)
      : key(fold(text)),
        word(without_signs(key.reveal(), Digits::kept)),
        letters(without_signs(key.reveal(), Digits::dropped)) {}
};

/// Whether `text` is `part` once or several times.
bool is_made_of(std::string_view text, std::string_view part) {
  if (part.empty() || text.empty() || text.size() % part.size() != 0) return false;
  for (; !text.empty(); text.remove_prefix(part.size())) {
    if (!text.starts_with(part)) return false;
  }
  return true;
}

/// Whether a password is a text with only digits and signs added, or that text again and again.
bool is_built_on(const Guess& password, std::string_view text) {
  const Guess other(text);
  return is_made_of(password.key.reveal(), other.key.reveal()) ||
         is_made_of(password.word.reveal(), other.word.reveal()) ||
         is_made_of(password.letters.reveal(), other.letters.reveal());
}

bool is_well_known(const Guess& password) {
  return std::ranges::any_of(kWellKnown, [&](std::string_view known) {
    return is_made_of(password.word.reveal(), known) || is_made_of(password.letters.reveal(), known);
  });
}

/// Whether a group of up to eight characters comes again and again, the last time perhaps cut short.
bool is_repetition(std::span<const std::string_view> characters) {
  constexpr std::size_t kLongestGroup = 8;
  const std::size_t longest = std::min(kLongestGroup, characters.size() / 2);
  for (std::size_t period = 1; period <= longest; ++period) {
    if (std::ranges::equal(characters.subspan(period), characters.first(characters.size() - period))) return true;
  }
  return false;
}

/// Whether `to` comes next to `from` on a row or ring, `step` (1 or -1) places on.
bool is_step(std::string_view from, std::string_view to, int step) {
  const auto follows = [&](std::string_view first, std::string_view second) {
    return [first, second](std::string_view row) {
      const std::size_t at = row.find(first);
      return at != std::string_view::npos && row.substr(at + 1).starts_with(second);
    };
  };
  const auto closes = [](std::string_view first, std::string_view second) {
    return [first, second](std::string_view ring) { return ring.ends_with(first) && ring.starts_with(second); };
  };
  if (step < 0) std::swap(from, to);
  return std::ranges::any_of(kRows, follows(from, to)) || std::ranges::any_of(kRings, follows(from, to)) ||
         std::ranges::any_of(kRings, closes(from, to));
}

/// How many characters from the beginning are a run in one direction, or one character again and again.
std::size_t run_length(std::span<const std::string_view> characters) {
  std::size_t longest = 1;
  for (const int step : {-1, 0, 1}) {
    std::size_t length = 1;
    while (length < characters.size()) {
      const auto from = characters[length - 1];
      const auto to = characters[length];
      if (step == 0 ? from != to : !is_step(from, to, step)) break;
      ++length;
    }
    longest = std::max(longest, length);
  }
  return longest;
}

/// Whether the whole is runs of at least three characters; the last may be cut short.
bool is_all_runs(std::span<const std::string_view> characters) {
  constexpr std::size_t kShortestRun = 3;
  while (!characters.empty()) {
    const std::size_t length = run_length(characters);
    if (length < kShortestRun && length < characters.size()) return false;
    characters = characters.subspan(length);
  }
  return true;
}

/// `text` is the key, or what is left of it without signs: that speaks for the whole only when it is the most of it.
std::optional<std::string> pattern_of(std::string_view text, std::size_t characters_of_key) {
  const auto characters = characters_of(text);
  if (characters.empty() || characters.size() * 2 < characters_of_key) return std::nullopt;
  if (is_repetition(characters)) return "the same few characters again and again";
  if (is_all_runs(characters)) return "letters, digits or keys in the order in which they stand";
  return std::nullopt;
}

/// Why a password is easy to guess, or nothing.
std::optional<std::string> guessable_because(const Guess& guess, const PasswordContext& context) {
  const auto is_made_from = [&](std::string_view text) { return !text.empty() && is_built_on(guess, text); };
  if (is_made_from(context.organisation)) return "the name of the organisation";
  if (is_made_from(context.name)) return "your own name";
  if (is_made_from(context.email)) return "your own e-mail address";
  if (is_made_from(context.email.substr(0, context.email.rfind('@'))))
    return "the beginning of your own e-mail address";
  const std::size_t characters = characters_of(guess.key.reveal()).size();
  if (auto pattern = pattern_of(guess.key.reveal(), characters)) return pattern;
  if (auto pattern = pattern_of(guess.word.reveal(), characters)) return pattern;
  if (is_well_known(guess)) return "a password that everybody knows";
  return std::nullopt;
}

tl::unexpected<Failure> refuse(std::string code, std::string message, std::string hint) {
  return fail(
      {.code = std::move(code), .kind = FailureKind::invalid, .message = std::move(message), .hint = std::move(hint)});
}

tl::unexpected<Failure> too_long() {
  return refuse("password-too-long", "the password is longer than 256 characters",
                "choose one of 15 to 256 characters");
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

Result<Secret> check_new_password(std::string_view typed, const PasswordContext& context) {
  if (typed.size() > Secret::kMaxSize) return too_long();
  if (has_control_characters(typed)) {
    return refuse("password-not-text", "the password has control characters or bytes that are not UTF-8",
                  "letters, digits, signs and blanks of any script are allowed");
  }
  std::string form = to_nfkc(typed);
  const std::size_t length = count_code_points(form);
  if (length > kMost) {
    wipe(form);
    return too_long();
  }
  Secret password = Secret::take(form);
  const Guess guess(password.reveal());
  // The key has no invisible characters, but sometimes two letters for one.
  if (std::min(length, count_code_points(guess.key.reveal())) < kFewest) {
    return refuse("password-too-short", "the password is shorter than 15 characters",
                  "choose at least 15 characters; several words that do not belong together are good");
  }
  if (const auto reason = guessable_because(guess, context)) {
    return refuse("password-too-guessable", "the password is easy to guess: it is made of " + *reason,
                  "several words that do not belong together are good");
  }
  return password;
}

}  // namespace pcadmin::domain
