#include "guessable.hpp"

#include "common_passwords.hpp"

#include "pcadmin/base/text.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <span>
#include <vector>

namespace pcadmin::domain {
namespace {

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
  constexpr std::size_t kMostBytes = kLongestPassword * 4;
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

using WordList = std::function<bool(std::string_view word)>;

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

bool is_well_known(std::string_view word) {
  return std::ranges::find(kWellKnown, word) != kWellKnown.end() || is_common_password(word);
}

/// Whether `text` is one listed word, alone or repeated.
bool is_listed(std::string_view text, const WordList& is_word) {
  for (std::size_t size = 1; size <= text.size(); ++size) {
    if (is_made_of(text, text.substr(0, size)) && is_word(text.substr(0, size))) return true;
  }
  return false;
}

/// The fewest listed words, of `shortest` to `longest` bytes, that `text` is made of from end to end; 0 when it is not.
std::size_t count_words(std::string_view text, std::size_t shortest, std::size_t longest, const WordList& is_word) {
  constexpr auto kNever = std::string_view::npos;
  std::vector<std::size_t> words(text.size() + 1, kNever);  // by how much of the text they make up
  words.front() = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (words[at] == kNever) continue;
    for (auto size = shortest; size <= std::min(longest, text.size() - at); ++size) {
      if (words[at] + 1 < words[at + size] && is_word(text.substr(at, size))) words[at + size] = words[at] + 1;
    }
  }
  return words.back() == kNever ? 0 : words.back();
}

/// The words of a text that are long enough to say something. An apostrophe is part of a word.
std::vector<std::string> words_of(std::string_view text) {
  constexpr std::size_t kFewestCharacters = 3;
  const auto key = fold(text);
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (characters_of(word).size() >= kFewestCharacters) words.push_back(word);
    word.clear();
  };
  for (const auto character : characters_of(key.reveal())) {
    if (is_word(character)) {
      word += character;
    } else if (character != "'" && character != "\u2019") {
      end_word();
    }
  }
  end_word();
  return words;
}

/// Whether a password is made of these words, in any order, each as often as it likes, with digits and signs added.
bool is_made_of_words(const Guess& guess, const std::vector<std::string>& words) {
  if (words.empty()) return false;
  const auto [shortest, longest] = std::ranges::minmax(words, {}, &std::string::size);
  const auto is_one = [&](std::string_view word) { return std::ranges::find(words, word) != words.end(); };
  return count_words(guess.word.reveal(), shortest.size(), longest.size(), is_one) > 0 ||
         count_words(guess.letters.reveal(), shortest.size(), longest.size(), is_one) > 0;
}

/// Whether a group of characters, too few for a password, comes again and again, the last time perhaps cut short.
bool is_repetition(std::span<const std::string_view> characters) {
  const std::size_t longest = std::min(kShortestPassword - 1, characters.size() / 2);
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

/// What of the organisation and the person it is made of.
std::optional<std::string> personal_part(const Guess& guess, const PasswordContext& context) {
  const auto is_made_from = [&](std::string_view text) { return !text.empty() && is_built_on(guess, text); };
  const auto local = context.email.substr(0, context.email.rfind('@'));
  auto words = words_of(context.organisation);
  if (is_made_from(context.organisation) || is_made_of_words(guess, words)) return "the name of the organisation";
  const auto name = words_of(context.name);
  if (is_made_from(context.name) || is_made_of_words(guess, name)) return "your own name";
  const auto email = words_of(context.email);
  if (is_made_from(context.email)) return "your own e-mail address";
  if (is_made_from(local) || is_made_of_words(guess, words_of(local)))
    return "the beginning of your own e-mail address";
  if (is_made_of_words(guess, email)) return "your own e-mail address";
  words.insert(words.end(), name.begin(), name.end());
  words.insert(words.end(), email.begin(), email.end());
  if (is_made_of_words(guess, words)) return "your own name, your e-mail address and the name of the organisation";
  return std::nullopt;
}

/// What of the lists it is made of.
std::optional<std::string> listed_part(const Guess& guess, const PasswordRules& rules) {
  const auto word = guess.word.reveal();
  const auto letters = guess.letters.reveal();
  if (is_listed(word, is_well_known) || is_listed(letters, is_well_known)) return "a password that everybody knows";
  // Three of a thousand words are a thousand million passwords, which are soon tried; four are enough.
  constexpr std::size_t kTooFewWords = 3;
  const auto words = count_words(letters, kShortestCommonPassword, kLongestCommonPassword, is_commonest_password);
  if (words > 0 && words <= kTooFewWords) return "two or three of the most common passwords, one after the other";
  // A short word among many digits is not what makes them easy to guess.
  const bool mostly_letters =
      characters_of(letters).size() >= kShortestCommonPassword || letters.size() * 2 >= guess.key.reveal().size();
  if (rules.is_blocked &&
      (is_listed(word, rules.is_blocked) || (mostly_letters && is_listed(letters, rules.is_blocked))))
    return "a word that your organisation does not allow in passwords";
  return std::nullopt;
}

}  // namespace

Guess::Guess(std::string_view text)
    : key(fold(text)),
      word(without_signs(key.reveal(), Digits::kept)),
      letters(without_signs(key.reveal(), Digits::dropped)) {}

std::string to_blocked_word(std::string_view text) { return std::string(Guess(text).word.reveal()); }

std::optional<std::string> guessable_because(const Guess& guess, const PasswordContext& context,
                                             const PasswordRules& rules) {
  if (auto part = personal_part(guess, context)) return part;
  const std::size_t characters = characters_of(guess.key.reveal()).size();
  if (auto pattern = pattern_of(guess.key.reveal(), characters)) return pattern;
  if (auto pattern = pattern_of(guess.word.reveal(), characters)) return pattern;
  return listed_part(guess, rules);
}

}  // namespace pcadmin::domain
