#include "code_points.hpp"

#include "pcadmin/base/text.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace pcadmin {
namespace {

// --- nearness --------------------------------------------------------------------------------------------------------

// Words come from the command line, unchecked.
std::u32string letters_of(std::string_view word) {
  std::string key = is_utf8(word) ? to_fold_key(word) : to_ascii_lower(word);
  std::u32string letters;
  for (std::string_view rest = key; !rest.empty();) {
    const auto byte = static_cast<unsigned char>(rest.front());
    const auto next = take_code_point(rest);
    letters.push_back(next.value == kNotUtf8 ? 0x110000u + byte : static_cast<char32_t>(next.value));
  }
  return letters;
}

// Restricted Damerau-Levenshtein: insert, delete, replace, swap two neighbours, no place edited twice.
std::size_t edit_distance(std::u32string_view a, std::u32string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replace, last[j] + 1, row[j - 1] + 1});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

struct Near {
  std::size_t distance;  // an unfinished word counts as one mistake
  bool is_mistyped;      // and goes before the mistyped ones
  const std::string* candidate;
};

// How far `candidate` is from `word`, or `too_far`.
std::size_t distance_within(std::u32string_view word, std::u32string_view candidate, std::size_t too_far) {
  const std::size_t limit = word.size() / 3;
  const std::size_t difference =
      word.size() > candidate.size() ? word.size() - candidate.size() : candidate.size() - word.size();
  if (difference > limit) return too_far;
  const std::size_t distance = edit_distance(word, candidate);
  return distance <= limit ? distance : too_far;
}

// --- globs -----------------------------------------------------------------------------------------------------------

// Bytes that occur in no UTF-8 text, so that a wide `＊` folded to `*` stays a letter.
constexpr char kAnyRun = '\xff';
constexpr char kAnyOne = '\xfe';

std::string fold_glob(std::string_view pattern) {
  std::string folded;
  while (!pattern.empty()) {
    const std::size_t end = std::min(pattern.find_first_of("*?"), pattern.size());
    folded += to_fold_key(pattern.substr(0, end));
    if (end == pattern.size()) break;
    folded += pattern[end] == '*' ? kAnyRun : kAnyOne;
    pattern.remove_prefix(end + 1);
  }
  return folded;
}

bool matches_folded(std::string_view pattern, std::string_view text) {
  constexpr auto kNone = std::string_view::npos;
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t after_star = kNone;
  std::size_t retry_from = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == kAnyRun) {
      after_star = ++p;
      retry_from = t;
    } else if (p < pattern.size() && pattern[p] == kAnyOne) {
      t += first_code_point(text.substr(t)).length;
      ++p;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++t;
      ++p;
    } else if (after_star != kNone) {
      retry_from += first_code_point(text.substr(retry_from)).length;
      t = retry_from;
      p = after_star;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of(kAnyRun, p) == kNone;
}

}  // namespace

std::vector<std::string> nearest(std::string_view word, std::span<const std::string> candidates) {
  constexpr std::size_t kLongestWord = 64;
  constexpr std::size_t kMost = 3;
  if (word.empty() || word.size() > kLongestWord) return {};
  const std::u32string letters = letters_of(word);
  const std::size_t too_far = letters.size() + 1;
  std::vector<Near> found;
  for (const auto& candidate : candidates) {
    const std::u32string other = letters_of(candidate);
    const std::size_t distance = distance_within(letters, other, too_far);
    const bool begins = !letters.empty() && other.starts_with(letters);
    if (distance == too_far && !begins) continue;
    found.push_back({begins ? std::min<std::size_t>(distance, 1) : distance, !begins, &candidate});
  }
  std::ranges::stable_sort(found, [](const Near& a, const Near& b) {
    return std::tie(a.distance, a.is_mistyped) < std::tie(b.distance, b.is_mistyped);
  });
  std::vector<std::string> best;
  for (const auto& near : found) {
    if (best.size() == kMost) break;
    if (std::ranges::find(best, *near.candidate) == best.end()) best.push_back(*near.candidate);
  }
  return best;
}

bool glob_matches(std::string_view pattern, std::string_view text) {
  return matches_folded(fold_glob(pattern), to_fold_key(text));
}

}  // namespace pcadmin
