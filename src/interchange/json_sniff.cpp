#include "interchange/json_sniff.hpp"

#include "pcadmin/base/text.hpp"

#include <algorithm>

namespace pcadmin::interchange {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

std::string_view without_blanks(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(kBlanks), text.size()));
}

/// Where the text that begins at `text[0]`, a quote, ends: behind its other quote.
std::size_t end_of_text(std::string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '\\')
      ++i;
    else if (text[i] == '"')
      return i + 1;
  }
  return text.size();
}

/// Notes a text and says whether it is a key.
void note_text(JsonSniff& sniff, std::string_view text, std::string_view behind) {
  if (text.size() < 2) return;
  auto word = to_ascii_lower(text.substr(1, text.size() - 2));
  if (word.starts_with("urn:ietf:params:scim:")) sniff.has_scim_schema = true;
  if (without_blanks(behind).starts_with(':')) sniff.keys.insert(std::move(word));
}

/// Reads on as far as there is text; `first` is the end of the first value, or npos.
std::size_t note_all(JsonSniff& sniff, std::string_view text) {
  std::size_t depth = 0;
  std::size_t first = std::string_view::npos;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == '"') {
      const auto end = end_of_text(text.substr(i));
      note_text(sniff, text.substr(i, end), text.substr(i + end));
      i += end;
      continue;
    }
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && depth > 0 && --depth == 0 && first == std::string_view::npos) first = i + 1;
    ++i;
  }
  return first;
}

}  // namespace

std::optional<JsonSniff> sniff_json(std::string_view beginning) {
  const auto text = without_blanks(beginning);
  const bool object = text.starts_with('{');
  const bool list = text.starts_with('[');
  if (!object && !list) return std::nullopt;
  JsonSniff sniff;
  sniff.is_empty = list && without_blanks(text.substr(1)).starts_with(']');
  const auto end = note_all(sniff, text);
  if (object) {
    const auto first_line = text.substr(0, text.find_first_of("\r\n"));
    const bool is_reject = first_line.find("\"_line\":") != std::string_view::npos;  // a whole line, broken or not
    const bool ends = end <= first_line.size();
    sniff.is_lines = is_reject || (ends && without_blanks(text.substr(end)).starts_with('{'));
  }
  return sniff;
}

}  // namespace pcadmin::interchange
