#include "pcadmin/interchange/word_list.hpp"

#include "interchange/text_lines.hpp"

#include "pcadmin/base/result.hpp"
#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

namespace pcadmin::interchange {

namespace {

constexpr std::size_t kMostBytes = WordList::kMostCharacters * 4;

[[noreturn]] void refuse(std::string code, std::string message, std::string hint) {
  throw Error(
      {.code = std::move(code), .kind = FailureKind::invalid, .message = std::move(message), .hint = std::move(hint)});
}

/// A line without its end and the blanks around it.
std::string checked(std::string_view line, std::uint64_t number) {
  const auto word = trim(line);
  if (!is_utf8(word)) refuse("not-utf8", fmt::format("line {} is not UTF-8", number), "convert the file with iconv");
  if (count_code_points(word) > WordList::kMostCharacters) {
    refuse("text-too-long", fmt::format("line {} has more than {} characters", number, WordList::kMostCharacters),
           "a word a line; no password is longer");
  }
  if (has_control_characters(word))
    refuse("control-characters", fmt::format("line {} holds control characters", number), "leave them out");
  return std::string(word);
}

}  // namespace

class WordList::Lines : public TextLines {
 public:
  using TextLines::TextLines;
};

WordList::WordList(ByteSource& source) : lines_(std::make_unique<Lines>(source)) {}

WordList::~WordList() = default;

std::optional<std::string> WordList::next_line() {
  std::string line;
  bool any = false;
  while (const auto piece = lines_->next()) {
    any = true;
    if (lines_->line() > kMostLines) {
      refuse("too-many-lines", fmt::format("the file has more than {} lines", kMostLines),
             "keep the most common words");
    }
    // Of a line that is too long anyway, no more is read than shows it: it may never end.
    if (line.size() > kMostBytes) break;
    line += piece->content().substr(0, kMostBytes + 1);
    if (piece->ends_line()) break;
  }
  return any ? std::optional(std::move(line)) : std::nullopt;
}

std::optional<std::string> WordList::next() {
  while (const auto line = next_line()) {
    if (line->size() > kMostBytes) {
      refuse("text-too-long", fmt::format("line {} has more than {} characters", lines_->line(), kMostCharacters),
             "a word a line; no password is longer");
    }
    auto word = checked(*line, lines_->line());
    if (word.empty()) continue;
    any_ = true;
    return word;
  }
  if (!any_) refuse("empty-file", "there is no word in the file", "a word a line; none takes a list away");
  return std::nullopt;
}

}  // namespace pcadmin::interchange
