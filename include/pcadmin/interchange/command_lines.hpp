#pragma once

#include "pcadmin/interchange/people_reader.hpp"

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// Files of commands, for `batch`.
namespace pcadmin::interchange {

/// One command of a file, in words. A `pcadmin` in front is left out.
struct CommandLine {
  struct Word {
    std::string text;
    std::uint64_t column = 1;  ///< where it begins, in characters from 1
  };
  std::uint64_t line = 0;           ///< from 1
  std::optional<std::string> id{};  ///< as an object gave it
  std::vector<Word> words{};        ///< at least one
};

/// What is wrong with a line.
struct CommandFault {
  std::uint64_t line = 0;
  std::uint64_t column = 1;  ///< in characters from 1
  std::string code;          ///< as `Failure::code`
  std::string value{};       ///< what stood there, shortened
  std::string message{};
  std::string hint{};
};

/// Reads a command a line, UTF-8, LF or CRLF. Constant memory. Empty lines, and what follows a `#` that begins a word,
/// are left out. A line is one of two:
///
///   user add --name "Ann Lee" ann@contoso.example     as typed, in words as a POSIX shell reads them
///   {"command": ["user", "add", ...], "id": "42"}     an object, whose words are taken as they are; `id` may be
///   missing
///
/// Of the shell there are blanks, '...', "..." and backslashes, and nothing else: what a shell would expand or do
/// (`$`, a backtick, `|`, `&`, `;`, `<`, `>`, `(`, `)`) is refused unless it is quoted, and so is a line that goes on
/// in the next. Other characters stand for themselves, `*` and `~` too. A line has at most `Limits::kRowBytes` bytes.
class CommandLines {
 public:
  using Row = tl::expected<CommandLine, CommandFault>;

  /// The source must outlive it. Throws `not-utf8`, kind invalid, for UTF-16 and UTF-32.
  explicit CommandLines(ByteSource& source);
  ~CommandLines();
  CommandLines(const CommandLines&) = delete;
  CommandLines& operator=(const CommandLines&) = delete;

  /// The next command, or what is wrong with its line; nullopt at the end of the file. Codes: `not-utf8`, `nul-byte`,
  /// `line-too-long` (after which the file ends), `unquoted-character`, `unclosed-quote`, `line-goes-on`,
  /// `invalid-command-line` for an object that is not as above, `no-command`.
  std::optional<Row> next();

 private:
  class Lines;
  std::unique_ptr<Lines> lines_;
};

}  // namespace pcadmin::interchange
