#include "interchange/shell_words.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace pcadmin::interchange {

namespace {

using Word = CommandLine::Word;

/// What a shell does something with wherever it stands unquoted.
constexpr std::string_view kOperators = "|&;<>()";
/// What it expands, in double quotes too.
constexpr std::string_view kExpansions = "$`";
/// What a backslash takes the meaning from in double quotes; before anything else it stays.
constexpr std::string_view kEscapedInQuotes = "$`\"\\";

bool is_one_of(std::string_view set, char c) { return set.find(c) != std::string_view::npos; }
bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// Goes through one line, a byte at a time. (Everything that means something is ASCII.)
class Splitter {
 public:
  explicit Splitter(std::string_view line) : line_(line) {}

  /// Throws a `CommandFault`.
  std::vector<Word> split() {
    while (skip_blanks(), !at_end() && peek() != '#') words_.push_back(word());
    return std::move(words_);
  }

 private:
  bool at_end() const { return at_ == line_.size(); }
  char peek() const { return line_[at_]; }
  std::uint64_t column_of(std::size_t at) const { return count_code_points(line_.substr(0, at)) + 1; }

  void skip_blanks() {
    while (!at_end() && is_blank(peek())) ++at_;
  }

  Word word() {
    Word word{.text = {}, .column = column_of(at_)};
    while (!at_end() && !is_blank(peek())) {
      const char c = line_[at_++];
      if (c == '\'')
        single_quoted(word.text);
      else if (c == '"')
        double_quoted(word.text);
      else if (c == '\\')
        word.text += escaped();
      else if (is_one_of(kOperators, c) || is_one_of(kExpansions, c))
        refuse_unquoted(at_ - 1);
      else
        word.text += c;
    }
    return word;
  }

  void single_quoted(std::string& text) {
    const auto end = line_.find('\'', at_);
    if (end == std::string_view::npos) refuse_unclosed(at_ - 1);
    text += line_.substr(at_, end - at_);
    at_ = end + 1;
  }

  void double_quoted(std::string& text) {
    const auto begin = at_ - 1;
    while (!at_end() && peek() != '"') {
      const char c = line_[at_++];
      if (is_one_of(kExpansions, c)) refuse_unquoted(at_ - 1);
      if (c == '\\' && !at_end() && is_one_of(kEscapedInQuotes, peek()))
        text += line_[at_++];
      else
        text += c;
    }
    if (at_end()) refuse_unclosed(begin);
    ++at_;
  }

  char escaped() {
    if (at_end()) {
      throw CommandFault{.column = column_of(at_ - 1),
                         .code = "line-goes-on",
                         .value = "\\",
                         .message = "the line goes on in the next",
                         .hint = "write the whole command on one line"};
    }
    return line_[at_++];
  }

  [[noreturn]] void refuse_unquoted(std::size_t at) const {
    const bool expands = is_one_of(kExpansions, line_[at]);
    throw CommandFault{.column = column_of(at),
                       .code = "unquoted-character",
                       .value = std::string(1, line_[at]),
                       .message = fmt::format("{} would mean something to a shell, and this is none", line_[at]),
                       .hint = expands
                                   ? "put the word in single quotes, or a backslash in front"
                                   : "one command a line, without redirections; put the word in quotes if it is meant"};
  }

  [[noreturn]] void refuse_unclosed(std::size_t at) const {
    throw CommandFault{.column = column_of(at),
                       .code = "unclosed-quote",
                       .value = std::string(1, line_[at]),
                       .message = fmt::format("the quote {} is not closed on this line", line_[at]),
                       .hint = "close it; a quote that is meant is written \\' or \\\""};
  }

  std::string_view line_;
  std::size_t at_ = 0;
  std::vector<Word> words_{};
};

}  // namespace

tl::expected<std::vector<Word>, CommandFault> split_shell_words(std::string_view line) {
  try {
    return Splitter(line).split();
  } catch (CommandFault& fault) {
    return tl::unexpected<CommandFault>(std::move(fault));
  }
}

}  // namespace pcadmin::interchange
