#include "pcadmin/base/text.hpp"

#include "pcadmin/base/result.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace pcadmin;  // NOLINT(google-build-using-namespace)
using namespace std::string_literals;
using Words = std::vector<std::string>;

constexpr std::size_t kMebibyte = std::size_t{1} << 20;

std::string repeat(std::string_view part, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += part;
  return out;
}

// Generous, because tests also run under sanitizers; a quadratic algorithm takes minutes.
template <class Work>
bool is_quick(Work work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::steady_clock::now() - begin < std::chrono::seconds{10};
}

const Words kNotUtf8 = {
    "\x80",              // a continuation with no beginning
    "abc\xbf",           //
    "\xc3",              // cut off
    "\xe2\x82",          //
    "\xf0\x9f\x98",      //
    "\xc0\xaf",          // overlong
    "\xe0\x80\xaf",      //
    "\xf0\x80\x80\xaf",  //
    "\xc1\xbf",          //
    "\xed\xa0\x80",      // surrogates
    "\xed\xbf\xbf",      //
    "\xf4\x90\x80\x80",  // past U+10FFFF
    "\xf8\x88\x80\x80\x80",
    "\xfc\x84\x80\x80\x80\x80",
    "\xfe",
    "\xff",
    "a\xc3(",
    "12345678\xff",
    "1234567\xc3"s,
};

TEST_CASE("well-formed UTF-8 is known from every other sequence of bytes", "[base][text]") {
  CHECK(is_utf8(""));
  CHECK(is_utf8("plain"));
  CHECK(is_utf8("a\0b"s));
  CHECK(is_utf8("münchen €  😀 \u0301"));
  CHECK(is_utf8("\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf\xef\xbf\xbf"));
  for (const auto& text : kNotUtf8) {
    CAPTURE(escape_controls(text));
    CHECK_FALSE(is_utf8(text));
    CHECK_FALSE(is_utf8("a long beginning of plain text " + text));
  }
}

TEST_CASE("controls, separators of lines and changes of direction are found wherever they stand", "[base][text]") {
  CHECK_FALSE(has_control_characters(""));
  CHECK_FALSE(has_control_characters("Zoë O'Brien-Ørsted ~ 😀 नहीं"));
  CHECK_FALSE(has_control_characters("\u00a0\u200b\u200d\ufeff"));
  const Words bad = {"\0"s,    "\x01",   "\n",     "\r",     "\t",     "\x1b",   "\x1f",   "\x7f",
                     "\u0080", "\u0085", "\u009b", "\u009f", "\u2028", "\u2029", "\u061c", "\u200e",
                     "\u200f", "\u202a", "\u202e", "\u2066", "\u2069", "\x80",   "\xff"};
  for (const auto& text : bad) {
    CAPTURE(escape_controls(text));
    for (std::size_t at = 0; at < 18; ++at) CHECK(has_control_characters(std::string(at, 'x') + text + "yyyyyyyyy"));
  }
}

TEST_CASE("every ASCII byte is judged alike alone and within eight others", "[base][text]") {
  for (int byte = 0; byte < 128; ++byte) {
    const bool control = byte < 0x20 || byte == 0x7f;
    const std::string one(1, static_cast<char>(byte));
    CHECK(has_control_characters(one) == control);
    CHECK(has_control_characters("~~~ " + one + " ~~~~~~") == control);
  }
}

TEST_CASE("escaped text says what it holds and moves no cursor", "[base][text]") {
  CHECK(escape_controls("plain \\ text") == "plain \\ text");
  CHECK(escape_controls("a\nb\tc\rd\x1b[31m\x7f"s) == "a\\nb\\tc\\x0dd\\x1b[31m\\x7f");
  CHECK(escape_controls("nul\0end"s) == "nul\\x00end");
  CHECK(escape_controls("a\u202eb\u0085c\u2028") == "a\\u{202e}b\\u{85}c\\u{2028}");
  CHECK(escape_controls("caf\xe9 caf\u00e9") == "caf\\xe9 caf\u00e9");
  for (const auto& text : kNotUtf8) CHECK_FALSE(has_control_characters(escape_controls(text)));
}

TEST_CASE("width counts columns, not letters", "[base][text]") {
  CHECK(display_width("") == 0);
  CHECK(display_width("abc") == 3);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("日本") == 4);
  CHECK(display_width("x😀") == 3);
  CHECK(display_width("\u200b") == 0);
}

TEST_CASE("text that fits is left alone, and other text ends in an ellipsis", "[base][text]") {
  CHECK(fit_width("abc", 3) == "abc");
  CHECK(fit_width("abcd", 3) == "ab…");
  CHECK(fit_width("abcd", 1) == "…");
  CHECK(fit_width("abcd", 0).empty());
  CHECK(fit_width("", 0).empty());
  CHECK(fit_width("日本語", 6) == "日本語");
  CHECK(fit_width("日本語", 5) == "日本…");
  CHECK(fit_width("日本語", 4) == "日…");
  CHECK(fit_width("日本語", 1) == "…");
}

TEST_CASE("text is cut between grapheme clusters only", "[base][text]") {
  CHECK(fit_width("ae\u0301\u0302b", 2) == "ae\u0301\u0302b"s.substr(0, 1) + "…");
  CHECK(fit_width("ae\u0301\u0302bc", 3) == "ae\u0301\u0302…");
  CHECK(fit_width("e\u0301", 1) == "e\u0301");
  const std::string family = "👩\u200d👩\u200d👧";
  CHECK(fit_width("a" + family + "b", 4) == "a…");
  CHECK(fit_width("🇩🇪🇫🇷x", 3) == "🇩🇪…");
}

TEST_CASE("whatever the text and the width, what comes back fits", "[base][text]") {
  const Words texts = {"abc def", "日本語 text", "e\u0301e\u0301e\u0301", "👩\u200d👩\u200d👧 x", "\xff\xfe z", "🇩🇪🇫🇷"};
  for (const auto& text : texts) {
    for (std::size_t columns = 0; columns < 12; ++columns) CHECK(display_width(fit_width(text, columns)) <= columns);
  }
}

TEST_CASE("a quoted value is shortened by code points", "[base][text]") {
  CHECK(shorten("abc", 3) == "abc");
  CHECK(shorten("abcd", 3) == "abc…");
  CHECK(shorten("äöüß", 2) == "äö…");
  CHECK(shorten("\xff\xff\xff", 2) == "\xff\xff…");
  CHECK(shorten("", 0).empty());
}

TEST_CASE("a text shows when one character of it does", "[base][text]") {
  CHECK(has_visible_character("a"));
  CHECK(has_visible_character(" 日 "));
  CHECK(has_visible_character("😀"));
  CHECK_FALSE(has_visible_character(""));
  CHECK_FALSE(has_visible_character(" \u00a0\u3000"));
  CHECK_FALSE(has_visible_character("\u200b\u200d\u2060\ufeff\u00ad"));
  CHECK_FALSE(has_visible_character("\u3164\u115f\uffa0\u2800"));
  CHECK_FALSE(has_visible_character("\u0301"));
}

TEST_CASE("a word is letters and digits of any script with their marks", "[base][text]") {
  for (const auto* word : {"a", "Zoë", "Zoe\u0308", "नहीं", "日本", "42", "٤٢"}) CHECK(is_word(word));
  for (const auto* other : {"", " ", "a b", "a-b", "😀", "\u0301", "\u200d", "\u3164", "x\ufe0f", "\xff"}) {
    CHECK_FALSE(is_word(other));
  }
}

TEST_CASE("code points are counted, not bytes", "[base][text]") {
  CHECK(count_code_points("") == 0);
  CHECK(count_code_points("aé€😀") == 4);
}

TEST_CASE("normal form C composes and keeps what only looks alike", "[base][text]") {
  CHECK(to_nfc("plain") == "plain");
  CHECK(to_nfc("Zoë") == "Zoë");
  CHECK(to_nfc("Zoe\u0308") == "Zoë");
  CHECK(to_nfc("\u212b") == "Å");
  CHECK(to_nfc("ﬁ Ａ") == "ﬁ Ａ");
  CHECK(to_nfc("\u1112\u1161\u11ab") == "한");
  CHECK(to_nfc("q\u0307\u0323") == "q\u0323\u0307");
  CHECK(to_nfc("\u0958") == "\u0915\u093c");  // a composition exclusion
  CHECK(to_nfc("e\u0300\u0301") == "è\u0301");
  CHECK(to_nfc("\u00c7\u0301") == "\u1e08");
}

TEST_CASE("normal form KC also replaces compatibility forms", "[base][text]") {
  CHECK(to_nfkc("ﬁ Ａ①") == "fi A1");
  CHECK(to_nfkc("\u00a0") == " ");
  CHECK(to_nfkc("\ufdfa").size() == 33);
}

TEST_CASE("spellings of one word have one fold key", "[base][text]") {
  CHECK(to_fold_key("ANN") == "ann");
  CHECK(to_fold_key("STRASSE") == to_fold_key("straße"));
  CHECK(to_fold_key("ZOE\u0308") == to_fold_key("zoë"));
  CHECK(to_fold_key("Ａnn") == "ann");
  CHECK(to_fold_key("ΣΊΣΥΦΟΣ") == to_fold_key("σίσυφος"));
  CHECK(to_fold_key("a\u200db\u00adc") == "abc");
  CHECK(to_fold_key("\u03b1\u0345\u0301") == to_fold_key("\u03b1\u0301\u0345"));
  CHECK(to_fold_key("\u0391\u0345\u0301") == to_fold_key("\u1fb4"));
  CHECK(to_fold_key("ann") != to_fold_key("änn"));
}

TEST_CASE("a fold key is its own fold key", "[base][text]") {
  for (char32_t point = 0x80; point < 0x30000; point += point < 0x3400 || point > 0xf900 ? 1 : 97) {
    if (point >= 0xd800 && point < 0xe000) continue;
    std::string text;
    if (point < 0x800) {
      text = {static_cast<char>(0xc0 | (point >> 6)), static_cast<char>(0x80 | (point & 0x3f))};
    } else if (point < 0x10000) {
      text = {static_cast<char>(0xe0 | (point >> 12)), static_cast<char>(0x80 | ((point >> 6) & 0x3f)),
              static_cast<char>(0x80 | (point & 0x3f))};
    } else {
      text = {static_cast<char>(0xf0 | (point >> 18)), static_cast<char>(0x80 | ((point >> 12) & 0x3f)),
              static_cast<char>(0x80 | ((point >> 6) & 0x3f)), static_cast<char>(0x80 | (point & 0x3f))};
    }
    const std::string key = to_fold_key(text);
    if (to_fold_key(key) != key || to_fold_key(to_nfc(text)) != key)
      FAIL_CHECK("U+" << std::hex << std::uint32_t{point});
  }
}

TEST_CASE("normalising what is not UTF-8 is a defect of the caller, and thrown", "[base][text]") {
  for (const auto& text : kNotUtf8) {
    CHECK_THROWS_AS(to_nfc(text), Error);
    CHECK_THROWS_AS(to_nfkc(text), Error);
    CHECK_THROWS_AS(to_fold_key(text), Error);
  }
}

TEST_CASE("only ASCII letters and blanks are lowered and trimmed", "[base][text]") {
  CHECK(to_ascii_lower("ABCÄ@[Z") == "abcÄ@[z");
  CHECK(trim(" \t a b \t") == "a b");
  CHECK(trim(" \t ").empty());
  CHECK(trim("").empty());
  CHECK(trim("\u00a0a\n") == "\u00a0a\n");
}

TEST_CASE("splitting gives one part more than there are separators", "[base][text]") {
  using Parts = std::vector<std::string_view>;
  CHECK(split("", ';') == Parts{""});
  CHECK(split("a", ';') == Parts{"a"});
  CHECK(split("a;;b;", ';') == Parts{"a", "", "b", ""});
}

TEST_CASE("words are joined as a person would", "[base][text]") {
  CHECK(join_words({}).empty());
  CHECK(join_words(Words{"a"}) == "a");
  CHECK(join_words(Words{"a", "b"}) == "a and b");
  CHECK(join_words(Words{"a", "b", "c"}) == "a, b and c");
}

TEST_CASE("the nearest words are those within a third of the length or begun by the word", "[base][text]") {
  const Words words = {"assign", "unassign", "list", "list-all", "import", "export", "user", "users"};
  CHECK(nearest("asign", words) == Words{"assign"});
  CHECK(nearest("assgin", words).front() == "assign");
  CHECK(nearest("LIST", words) == Words{"list", "list-all"});
  CHECK(nearest("lis", words) == Words{"list", "list-all"});
  CHECK(nearest("imprt", words).front() == "import");
  CHECK(nearest("usre", words) == Words{"user"});
  CHECK(nearest("zzz", words).empty());
  CHECK(nearest("", words).empty());
  CHECK(nearest("ab", Words{"ac"}).empty());
  CHECK(nearest("Ünter", Words{"ünder"}) == Words{"ünder"});
  CHECK(nearest("a", Words{"a1", "a2", "a3", "a4"}).size() == 3);
  CHECK(nearest("same", Words{"same", "same"}) == Words{"same"});
}

TEST_CASE("a word over 64 bytes or of any bytes is safe to look up", "[base][text]") {
  CHECK(nearest(std::string(65, 'a'), Words{std::string(65, 'a')}).empty());
  CHECK(nearest(std::string(64, 'a'), Words{std::string(64, 'a')}).size() == 1);
  for (const auto& text : kNotUtf8) CHECK(nearest(text, Words{"list"}).empty());
  CHECK(nearest("li\xffst", Words{"list"}) == Words{"list"});
}

TEST_CASE("a glob matches the whole text whatever its letter case and form", "[base][text]") {
  CHECK(glob_matches("", ""));
  CHECK(glob_matches("*", ""));
  CHECK_FALSE(glob_matches("?", ""));
  CHECK_FALSE(glob_matches("", "a"));
  CHECK(glob_matches("ann*", "Ann Lee"));
  CHECK(glob_matches("*@CONTOSO.*", "ann@contoso.example"));
  CHECK_FALSE(glob_matches("ann", "ann lee"));
  CHECK(glob_matches("z?e", "Zöe"));
  CHECK(glob_matches("zo?", "ZOE\u0308"));
  CHECK(glob_matches("?", "😀"));
  CHECK_FALSE(glob_matches("??", "😀"));
  CHECK(glob_matches("a*b*c", "a-b-b-c"));
  CHECK_FALSE(glob_matches("a*b*c", "a-b-b-d"));
  CHECK(glob_matches("**a**", "cab"));
  CHECK(glob_matches("*ße", "STRASSE"));
}

TEST_CASE("a wide star of the text or pattern is a letter", "[base][text]") {
  CHECK(glob_matches("a＊", "a*"));
  CHECK_FALSE(glob_matches("a＊", "abc"));
  CHECK(glob_matches("?＊?", "a*b"));
}

TEST_CASE("a mebibyte of anything is read quickly", "[base][text]") {
  const std::string marks = "a" + repeat("\u0301\u0323", kMebibyte / 4);
  const std::string wide = repeat("\ufdfa", kMebibyte / 3);
  const std::string bytes(kMebibyte, '\xff');
  const std::string plain(kMebibyte, 'a');
  CHECK(is_quick([&] { CHECK(count_code_points(to_nfc(marks)) == kMebibyte / 2); }));
  CHECK(is_quick([&] { CHECK_FALSE(to_fold_key(marks).empty()); }));
  CHECK(is_quick([&] { CHECK_FALSE(to_nfkc(wide).empty()); }));
  CHECK(is_quick([&] { CHECK(escape_controls(bytes).size() == 4 * kMebibyte); }));
  CHECK(is_quick([&] { CHECK(fit_width(marks, 10) == marks); }));
  CHECK(is_quick([&] { CHECK(display_width(bytes) == kMebibyte); }));
  CHECK(is_quick([&] { CHECK(nearest("aaaa", Words{plain}).size() == 1); }));
  CHECK(is_quick([&] { CHECK_FALSE(glob_matches("*a*a*a*b", plain)); }));
}

TEST_CASE("a long run of marks is put in canonical order, equal classes as they stood", "[base][text]") {
  const std::string marks = "q" + repeat("\u0301\u0323", 1000);
  CHECK(to_nfc(marks) == "q" + repeat("\u0323", 1000) + repeat("\u0301", 1000));
}

}  // namespace
