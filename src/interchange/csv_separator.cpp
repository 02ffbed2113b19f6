#include "interchange/csv_separator.hpp"

#include "pcadmin/base/result.hpp"
#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

namespace pcadmin::interchange {
namespace {

constexpr std::string_view kSigns = ",;\t";
constexpr std::string_view kSeparatorLine = "sep=";

std::string_view first_line(std::string_view text) { return text.substr(0, text.find_first_of("\r\n")); }

/// A text without its first line.
std::string_view behind_line(std::string_view text) {
  text.remove_prefix(first_line(text).size());
  text.remove_prefix(text.starts_with("\r\n") ? 2 : std::min<std::size_t>(1, text.size()));
  return text;
}

bool begins_with_word(std::string_view text, std::string_view word) {
  if (text.starts_with('"')) text.remove_prefix(1);
  return to_ascii_lower(text.substr(0, word.size())) == word;
}

/// Behind `sep=`, also in quotes, and with more separators behind it, as a spreadsheet fills its rows.
std::optional<char> told_separator(std::string_view line) {
  if (!begins_with_word(line, kSeparatorLine)) return std::nullopt;
  const bool quoted = line.starts_with('"');
  line.remove_prefix(kSeparatorLine.size() + (quoted ? 1 : 0));
  const char sign = line.empty() ? '"' : line.front();
  const auto is_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  if (sign == '"' || (sign != '\t' && (sign < ' ' || sign > '~')) || is_word(sign))
    throw Error({.code = "csv-separator",
                 .kind = FailureKind::invalid,
                 .message = fmt::format("line 1: \"sep={}\" names no separator", shorten(line, 20)),
                 .hint = "write sep=; or sep=, or leave the line out",
                 .details = {{"line", std::int64_t{1}}}});
  return sign;
}

/// How often each of `kSigns` stands in the header, outside quotes.
std::array<std::size_t, kSigns.size()> count_signs(std::string_view header) {
  std::array<std::size_t, kSigns.size()> counts{};
  bool quoted = false;
  for (const char c : header) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') break;
    if (const auto sign = kSigns.find(c); sign != std::string_view::npos) ++counts[sign];
  }
  return counts;
}

}  // namespace

std::string_view CsvSeparator::title() const {
  switch (sign) {
    case ',':
      return "a comma";
    case ';':
      return "a semicolon";
    case '\t':
      return "a tab";
    default:
      return "the separator";
  }
}

CsvSeparator find_separator(std::string_view beginning) {
  if (const auto sign = told_separator(first_line(beginning))) return {.sign = *sign, .has_line = true};
  while (!beginning.empty() &&
         (trim(first_line(beginning)).empty() || begins_with_word(first_line(beginning), "version:")))
    beginning = behind_line(beginning);
  const auto counts = count_signs(beginning);
  const auto* const most = std::ranges::max_element(counts);
  return {.sign = kSigns[static_cast<std::size_t>(most - counts.begin())]};
}

}  // namespace pcadmin::interchange
