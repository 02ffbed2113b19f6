#include "pcadmin/base/text.hpp"

#include "pcadmin/base/result.hpp"
#include "pcadmin/base/secret.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <memory>
#include <numeric>
#include <tuple>

namespace pcadmin {
namespace {

constexpr std::string_view kEllipsis = "…";

// --- ASCII, eight bytes at a time ------------------------------------------------------------------------------------

constexpr std::uint64_t each_byte(unsigned char value) { return 0x0101010101010101u * value; }

std::uint64_t load_word(const char* from) {
  std::uint64_t word = 0;
  std::memcpy(&word, from, sizeof word);
  return word;
}

bool is_ascii_word(std::uint64_t word) { return (word & each_byte(0x80)) == 0; }

// Whether all eight bytes are 0x20 to 0x7e. In a word of ASCII no byte carries into the next.
bool is_plain_word(std::uint64_t word) {
  if (!is_ascii_word(word)) return false;
  const bool none_is_low = ((word + each_byte(0x80 - 0x20)) & each_byte(0x80)) == each_byte(0x80);
  const bool none_is_delete = ((word + each_byte(0x80 - 0x7f)) & each_byte(0x80)) == 0;
  return none_is_low && none_is_delete;
}

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
bool is_plain(char c) { return c >= 0x20 && c < 0x7f; }

template <class WordTest, class ByteTest>
std::size_t prefix_length(std::string_view text, WordTest word_passes, ByteTest byte_passes) {
  std::size_t at = 0;
  while (text.size() - at >= sizeof(std::uint64_t) && word_passes(load_word(text.data() + at))) {
    at += sizeof(std::uint64_t);
  }
  while (at < text.size() && byte_passes(text[at])) ++at;
  return at;
}

std::size_t ascii_prefix(std::string_view text) { return prefix_length(text, is_ascii_word, is_ascii); }
std::size_t plain_prefix(std::string_view text) { return prefix_length(text, is_plain_word, is_plain); }

bool is_all_ascii(std::string_view text) { return ascii_prefix(text) == text.size(); }
bool is_all_plain(std::string_view text) { return plain_prefix(text) == text.size(); }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// --- code points -----------------------------------------------------------------------------------------------------

constexpr utf8proc_int32_t kNotUtf8 = -1;

struct CodePoint {
  utf8proc_int32_t value = kNotUtf8;
  std::size_t length = 1;
};

// The code point at the beginning of a text that is not empty; `kNotUtf8` with length 1 when there is none.
CodePoint first_code_point(std::string_view text) {
  if (is_ascii(text.front())) return {.value = text.front(), .length = 1};
  constexpr std::size_t kLongest = 4;
  utf8proc_int32_t value = 0;
  const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                       static_cast<utf8proc_ssize_t>(std::min(text.size(), kLongest)), &value);
  if (length <= 0) return {};
  return {.value = value, .length = static_cast<std::size_t>(length)};
}

CodePoint take_code_point(std::string_view& text) {
  const CodePoint taken = first_code_point(text);
  text.remove_prefix(taken.length);
  return taken;
}

const utf8proc_property_t& property(utf8proc_int32_t value) { return *utf8proc_get_property(value); }

bool is_bidi_control(utf8proc_int32_t value) {
  return value == 0x061c || value == 0x200e || value == 0x200f || (value >= 0x202a && value <= 0x202e) ||
         (value >= 0x2066 && value <= 0x2069);
}

bool is_control(utf8proc_int32_t value) {
  const bool c0_or_delete_or_c1 = value < 0x20 || (value >= 0x7f && value < 0xa0);
  return c0_or_delete_or_c1 || value == 0x2028 || value == 0x2029 || is_bidi_control(value);
}

std::size_t width_of(utf8proc_int32_t value) {
  if (value == kNotUtf8) return 1;
  const auto& facts = property(value);
  // Terminals draw a box for what their Unicode, or ours, does not know yet.
  if (facts.category == UTF8PROC_CATEGORY_CN) return 1;
  return facts.charwidth;
}

bool is_visible(utf8proc_int32_t value) {
  if (value == kNotUtf8) return false;
  const auto& facts = property(value);
  if (facts.ignorable) return false;
  // U+2800 is the Braille pattern with no dot.
  if (value == 0x2800) return false;
  switch (facts.category) {
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
      return false;
    default:
      return true;
  }
}

bool is_mark(const utf8proc_property_t& facts) {
  return facts.category >= UTF8PROC_CATEGORY_MN && facts.category <= UTF8PROC_CATEGORY_ME;
}

bool is_letter_or_digit(const utf8proc_property_t& facts) {
  const bool letter = facts.category >= UTF8PROC_CATEGORY_LU && facts.category <= UTF8PROC_CATEGORY_LO;
  return letter || facts.category == UTF8PROC_CATEGORY_ND;
}

void append_escaped(utf8proc_int32_t value, std::string& out) {
  if (value == '\n') {
    out += "\\n";
  } else if (value == '\t') {
    out += "\\t";
  } else if (value < 0x80) {
    fmt::format_to(std::back_inserter(out), "\\x{:02x}", value);
  } else {
    fmt::format_to(std::back_inserter(out), "\\u{{{:x}}}", value);
  }
}

// --- normal forms ----------------------------------------------------------------------------------------------------

// Passwords pass through here, and a vector that grows leaves copies behind.
template <class T>
struct WipingAllocator {
  using value_type = T;
  WipingAllocator() = default;
  template <class U>
  explicit WipingAllocator(const WipingAllocator<U>& /*other*/) {}
  T* allocate(std::size_t count) { return std::allocator<T>().allocate(count); }
  void deallocate(T* memory, std::size_t count) {
    wipe({reinterpret_cast<char*>(memory), count * sizeof(T)});
    std::allocator<T>().deallocate(memory, count);
  }
  friend bool operator==(const WipingAllocator&, const WipingAllocator&) { return true; }
};

using CodePoints = std::vector<utf8proc_int32_t, WipingAllocator<utf8proc_int32_t>>;

[[noreturn]] void throw_not_utf8() {
  throw Error({.code = "text-not-utf8",
               .kind = FailureKind::bug,
               .message = "text that should have been checked is not UTF-8",
               .hint = ""});
}

void append_decomposed(utf8proc_int32_t value, int options, CodePoints& out) {
  constexpr std::size_t kRoom = 32;  // the longest decomposition, that of U+FDFA, has 18
  const std::size_t before = out.size();
  out.resize(before + kRoom);
  int last_boundclass = UTF8PROC_BOUNDCLASS_START;
  const auto written = utf8proc_decompose_char(value, out.data() + before, static_cast<utf8proc_ssize_t>(kRoom),
                                               static_cast<utf8proc_option_t>(options), &last_boundclass);
  if (written < 0 || written > static_cast<utf8proc_ssize_t>(kRoom)) throw_not_utf8();
  out.resize(before + static_cast<std::size_t>(written));
}

auto combining_class(utf8proc_int32_t value) { return property(value).combining_class; }

using Position = CodePoints::iterator;

// A counting sort: canonical classes are below 255, and a run of hostile length must not cost its square.
void sort_marks(Position begin, Position end) {
  const auto by_class = [](auto a, auto b) { return combining_class(a) < combining_class(b); };
  if (std::is_sorted(begin, end, by_class)) return;
  std::array<std::size_t, 256> starts{};
  for (auto at = begin; at != end; ++at) ++starts[static_cast<std::size_t>(combining_class(*at))];
  std::exclusive_scan(starts.begin(), starts.end(), starts.begin(), std::size_t{0});
  CodePoints sorted(static_cast<std::size_t>(end - begin));
  for (auto at = begin; at != end; ++at) sorted[starts[static_cast<std::size_t>(combining_class(*at))]++] = *at;
  std::copy(sorted.begin(), sorted.end(), begin);
}

// The canonical order of combining marks. utf8proc's own takes time quadratic in the length of a run of marks.
void order_marks(CodePoints& text) {
  const auto is_starter = [](auto value) { return combining_class(value) == 0; };
  for (auto at = text.begin(); at != text.end();) {
    const auto begin = std::find_if_not(at, text.end(), is_starter);
    at = std::find_if(begin, text.end(), is_starter);
    sort_marks(begin, at);
  }
}

CodePoints decompose(std::string_view text, int options) {
  CodePoints out;
  out.reserve(text.size() + 32);
  while (!text.empty()) {
    const auto next = take_code_point(text);
    if (next.value == kNotUtf8) throw_not_utf8();
    append_decomposed(next.value, options, out);
  }
  order_marks(out);
  return out;
}

CodePoints decompose(const CodePoints& text, int options) {
  CodePoints out;
  out.reserve(text.size() + 32);
  for (const auto value : text) append_decomposed(value, options, out);
  order_marks(out);
  return out;
}

std::size_t encoded_length(utf8proc_int32_t value) {
  if (value < 0x80) return 1;
  if (value < 0x800) return 2;
  return value < 0x10000 ? 3 : 4;
}

// Sized beforehand, so that no outgrown buffer with part of the text is left behind.
std::string encode(const CodePoints& text) {
  std::size_t size = 0;
  for (const auto value : text) size += encoded_length(value);
  std::string out(size, '\0');
  auto* to = reinterpret_cast<utf8proc_uint8_t*>(out.data());
  for (const auto value : text) to += utf8proc_encode_char(value, to);
  return out;
}

std::string compose(CodePoints text) {
  const auto length = utf8proc_normalize_utf32(text.data(), static_cast<utf8proc_ssize_t>(text.size()),
                                               static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  if (length < 0) throw_not_utf8();
  text.resize(static_cast<std::size_t>(length));
  return encode(text);
}

// Every code point below U+0300 is its own normal form C, and none of them composes with a neighbour.
bool is_surely_nfc(std::string_view text) {
  constexpr unsigned char kLeadOfU0300 = 0xcc;
  return std::ranges::all_of(text, [](unsigned char c) { return c < kLeadOfU0300; }) && is_utf8(text);
}

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

bool is_utf8(std::string_view text) {
  while (true) {
    text.remove_prefix(ascii_prefix(text));
    if (text.empty()) return true;
    if (take_code_point(text).value == kNotUtf8) return false;
  }
}

bool has_control_characters(std::string_view text) {
  while (true) {
    text.remove_prefix(plain_prefix(text));
    if (text.empty()) return false;
    const auto next = take_code_point(text);
    if (next.value == kNotUtf8 || is_control(next.value)) return true;
  }
}

std::string escape_controls(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (true) {
    const std::size_t plain = plain_prefix(text);
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) return out;
    const std::string_view here = text;
    const auto next = take_code_point(text);
    if (next.value == kNotUtf8) {
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<unsigned char>(here.front()));
    } else if (is_control(next.value)) {
      append_escaped(next.value, out);
    } else {
      out += here.substr(0, next.length);
    }
  }
}

std::size_t display_width(std::string_view text) {
  std::size_t width = plain_prefix(text);
  text.remove_prefix(width);
  while (!text.empty()) width += width_of(take_code_point(text).value);
  return width;
}

std::string fit_width(std::string_view text, std::size_t columns) {
  if (text.size() <= columns && is_all_plain(text)) return std::string(text);
  std::size_t width = 0;
  std::size_t cut = 0;           // the last place where a cut leaves a column for the ellipsis
  utf8proc_int32_t before = 0;   // U+0000: a boundary stands behind every control
  utf8proc_int32_t cluster = 0;  // utf8proc's memory of the cluster it is in
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t at = text.size() - rest.size();
    const auto next = take_code_point(rest);
    const auto value = next.value == kNotUtf8 ? 0 : next.value;
    if (utf8proc_grapheme_break_stateful(before, value, &cluster) && width < columns) cut = at;
    before = value;
    width += width_of(next.value);
    if (width > columns) return columns == 0 ? std::string() : std::string(text.substr(0, cut)).append(kEllipsis);
  }
  return std::string(text);
}

std::string shorten(std::string_view text, std::size_t code_points) {
  std::string_view rest = text;
  for (; code_points > 0 && !rest.empty(); --code_points) take_code_point(rest);
  std::string kept(text.substr(0, text.size() - rest.size()));
  return rest.empty() ? kept : kept.append(kEllipsis);
}

bool has_visible_character(std::string_view text) {
  while (!text.empty()) {
    if (is_visible(take_code_point(text).value)) return true;
  }
  return false;
}

bool is_word(std::string_view text) {
  bool inside = false;
  while (!text.empty()) {
    const auto next = take_code_point(text);
    if (next.value == kNotUtf8) return false;
    const auto& facts = property(next.value);
    const bool belongs = is_letter_or_digit(facts) || (inside && is_mark(facts));
    if (!belongs || facts.ignorable) return false;
    inside = true;
  }
  return inside;
}

std::size_t count_code_points(std::string_view text) {
  const auto is_first_byte = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };
  return static_cast<std::size_t>(std::ranges::count_if(text, is_first_byte));
}

std::string to_nfc(std::string_view text) {
  if (is_all_ascii(text) || is_surely_nfc(text)) return std::string(text);
  return compose(decompose(text, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE));
}

std::string to_nfkc(std::string_view text) {
  if (is_all_ascii(text)) return std::string(text);
  return compose(decompose(text, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT));
}

std::string to_fold_key(std::string_view text) {
  if (is_all_ascii(text)) return to_ascii_lower(text);
  // Marks are put in order before folding too, because folding makes a letter of the mark U+0345.
  const int form = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_IGNORE;
  return compose(decompose(decompose(text, form), form | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD));
}

std::string to_ascii_lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlanks = " \t";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string join_words(std::span<const std::string> words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " and " : ", ";
    out += words[i];
  }
  return out;
}

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
