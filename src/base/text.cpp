#include "pcadmin/base/text.hpp"

#include "code_points.hpp"

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

}  // namespace pcadmin
