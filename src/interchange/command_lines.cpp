#include "pcadmin/interchange/command_lines.hpp"

#include "interchange/policy_node.hpp"
#include "interchange/shell_words.hpp"
#include "interchange/text_lines.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace pcadmin::interchange {

namespace {

using Word = CommandLine::Word;
using Kind = PolicyNode::Kind;

constexpr std::size_t kQuoted = 60;
constexpr std::size_t kMostIdCharacters = 200;
constexpr std::string_view kShape =
    R"(an object is {"command": ["user", "show", "EMAIL"], "id": "1"}, with or without id)";

/// An object's faults.
[[noreturn]] void refuse(const PolicyNode& node, std::string message) {
  throw CommandFault{.column = node.place.column,
                     .code = "invalid-command-line",
                     .value = shorten(node.text, kQuoted),
                     .message = std::move(message),
                     .hint = std::string(kShape)};
}

std::string id_of(const PolicyNode& node) {
  const bool text = node.kind == Kind::text && !has_control_characters(node.text);
  if (!text || count_code_points(node.text) > kMostIdCharacters)
    refuse(node, fmt::format("id is no text of at most {} characters on one line", kMostIdCharacters));
  return node.text;
}

std::vector<Word> words_of(const PolicyNode& node) {
  if (node.kind != Kind::list) refuse(node, "command is not a list of words");
  std::vector<Word> words;
  for (const auto& item : node.items) {
    if (item.kind != Kind::text) refuse(item, "every word of a command is a text");
    if (item.text.find('\0') != std::string::npos) refuse(item, "no word of a command holds NUL");
    words.push_back({.text = item.text, .column = item.place.column});
  }
  return words;
}

CommandLine command_of(const PolicyNode& root) {
  if (root.kind != Kind::mapping) refuse(root, "this is no object");
  CommandLine command;
  bool any = false;
  for (const auto& [key, value] : root.members) {
    const bool is_command = key.text == "command";
    if (!is_command && key.text != "id")
      refuse(key, fmt::format("there is no field \"{}\" here", shorten(key.text, kQuoted)));
    if (is_command ? any : command.id.has_value()) refuse(key, key.text + " stands there twice");
    if (is_command)
      command.words = words_of(value), any = true;
    else
      command.id = id_of(value);
  }
  if (!any) refuse(root, "command is missing");
  return command;
}

/// Throws a `CommandFault`.
CommandLine parse_object(std::string_view line) {
  try {
    return command_of(parse_policy_json(line));
  } catch (const PolicySyntaxError& error) {
    throw CommandFault{.column = error.place.column,
                       .code = "invalid-command-line",
                       .message = error.code == "policy-syntax" ? error.message : "there is more in it than a command",
                       .hint = std::string(kShape)};
  }
}

CommandLine parse_typed(std::string_view line) {
  auto words = split_shell_words(line);
  if (!words) throw std::move(words.error());
  return {.words = std::move(*words)};
}

void check_text(std::string_view line) {
  if (const auto nul = line.find('\0'); nul != std::string_view::npos) {
    throw CommandFault{.column = nul + 1,
                       .code = "nul-byte",
                       .message = "the line holds a NUL byte",
                       .hint = "a file of commands is text in UTF-8; convert UTF-16 with iconv"};
  }
  if (!is_utf8(line))
    throw CommandFault{.code = "not-utf8", .message = "the line is not UTF-8", .hint = "convert the file with iconv"};
}

/// Nullopt: there is no command on this line.
std::optional<CommandLine> parse(std::string_view line) {
  check_text(line);
  const auto first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos) return std::nullopt;
  const bool typed = line[first] != '{';
  auto command = typed ? parse_typed(line) : parse_object(line);
  if (command.words.empty() && typed) return std::nullopt;
  if (!command.words.empty() && command.words.front().text == "pcadmin") command.words.erase(command.words.begin());
  if (command.words.empty()) {
    throw CommandFault{.column = count_code_points(line.substr(0, first)) + 1,
                       .code = "no-command",
                       .message = "there is no command on this line",
                       .hint = "a comment begins with #"};
  }
  return command;
}

}  // namespace

/// Whole lines, as far as they are not too long.
class CommandLines::Lines {
 public:
  explicit Lines(ByteSource& source) : pieces_(source) {}

  std::uint64_t number() const { return pieces_.line(); }
  bool too_long() const { return line_.size() > Limits::kRowBytes; }

  /// Nullopt at the end, and behind a line that is too long: it may never end.
  std::optional<std::string_view> next() {
    if (too_long()) return std::nullopt;
    line_.clear();
    bool any = false;
    while (const auto piece = pieces_.next()) {
      any = true;
      line_ += piece->content();
      if (piece->ends_line() || too_long()) break;
    }
    return any ? std::optional<std::string_view>(line_) : std::nullopt;
  }

 private:
  TextLines pieces_;
  std::string line_;
};

CommandLines::CommandLines(ByteSource& source) : lines_(std::make_unique<Lines>(source)) {}

CommandLines::~CommandLines() = default;

std::optional<CommandLines::Row> CommandLines::next() {
  while (const auto line = lines_->next()) {
    try {
      if (lines_->too_long()) {
        throw CommandFault{.code = "line-too-long",
                           .message = fmt::format("the line has more than {} bytes", Limits::kRowBytes),
                           .hint = "split the command; people come in by the million with pcadmin user import"};
      }
      auto command = parse(*line);
      if (!command) continue;
      command->line = lines_->number();
      return std::move(*command);
    } catch (CommandFault& fault) {
      fault.line = lines_->number();
      return tl::unexpected<CommandFault>(std::move(fault));
    }
  }
  return std::nullopt;
}

}  // namespace pcadmin::interchange
