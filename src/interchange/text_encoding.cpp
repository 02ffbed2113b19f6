#include "interchange/text_encoding.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pcadmin::interchange {
namespace {

using namespace std::string_view_literals;

bool is_high(char c) { return static_cast<unsigned char>(c) >= 0x80; }
bool is_c1(char c) { return static_cast<unsigned char>(c) >= 0x80 && static_cast<unsigned char>(c) <= 0x9F; }
bool is_undefined_in_windows(char c) { return "\x81\x8D\x8F\x90\x9D"sv.find(c) != std::string_view::npos; }

/// Whether somewhere in it a character of UTF-8 of more than one byte stands whole.
bool has_utf8_character(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size(); ++at)
    for (std::size_t size = 2; is_high(bytes[at]) && size <= 4 && at + size <= bytes.size(); ++size)
      if (is_utf8(bytes.substr(at, size)) && is_high(bytes[at + 1])) return true;
  return false;
}

}  // namespace

Encoding likely_encoding(std::string_view bytes) {
  if (has_utf8_character(bytes) || std::ranges::any_of(bytes, is_undefined_in_windows)) return {};
  if (std::ranges::any_of(bytes, is_c1)) return {.title = "Windows-1252", .iconv = "CP1252"};
  return {.title = "Latin-1", .iconv = "LATIN1"};
}

std::string not_utf8_message(std::string_view what, std::string_view bytes) {
  const auto encoding = likely_encoding(bytes);
  return encoding.title.empty() ? fmt::format("{} is not UTF-8", what)
                                : fmt::format("{} is not UTF-8; it looks like {}", what, encoding.title);
}

std::string not_utf8_hint(std::string_view bytes, std::string_view suffix) {
  const auto encoding = likely_encoding(bytes);
  if (encoding.title.empty()) return "find out how the file is encoded, and export it again as UTF-8";
  return fmt::format("if the file is {}, convert it: iconv -f {} -t UTF-8 FILE > FILE.utf8.{}", encoding.title,
                     encoding.iconv, suffix);
}

}  // namespace pcadmin::interchange
