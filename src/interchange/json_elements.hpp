#pragma once

#include "pcadmin/domain/user.hpp"
#include "pcadmin/interchange/people_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace pcadmin::interchange {

/// The values of a JSON file that may be people, as text, each with the line it begins on. Constant memory: a value has
/// at most `Limits::kRowBytes`. Whether a value is JSON is left to its parser: all that is looked at here is brackets
/// and quotes.
class JsonElements {
 public:
  enum class Step {
    element,  ///< `text()` and `line()` are those of a value
    fault,    ///< `fault()` says what is wrong
    end,
  };

  /// The object around the list of people, without what is in the list.
  struct Wrapper {
    std::string text{};           ///< empty: there was none
    std::uint64_t line = 0;       ///< where it begins
    std::size_t list_end = 0;     ///< byte of `text` at which the list ends
    std::uint64_t rest_line = 0;  ///< and the line of it in the file
    std::uint64_t elements = 0;   ///< what the list held
    std::uint64_t line_at(std::size_t byte) const;
  };

  virtual ~JsonElements() = default;
  /// After a fault there is nothing more.
  virtual Step next() = 0;
  /// Whether it is certain where the element after this one begins, even if this one is no JSON.
  virtual bool goes_on_after_broken() const = 0;
  /// Whole when `next` has given `end`.
  virtual const Wrapper& wrapper() const { return wrapper_; }

  /// From its first to its last byte, valid until the next step.
  std::string_view text() const { return text_; }
  std::uint64_t line() const { return line_; }
  /// The character of that line, from 1, at which it begins; 0 where it is the first thing on it.
  std::uint64_t column() const { return column_; }
  const domain::RowFault& fault() const { return fault_; }
  /// Overwrites the text: it held what must not stay in memory.
  void wipe();

 protected:
  Step refuse(std::uint64_t line, std::string code, std::string message, std::string hint);
  Step refuse_long(std::string hint);

  std::string text_;
  std::uint64_t line_ = 1;
  std::uint64_t column_ = 0;
  domain::RowFault fault_;
  Wrapper wrapper_;
};

/// A document: a list; an object that is a person, or several, one behind the other; or an object with the list under
/// one of `lists`, keys that are compared as they are written. After any fault the document is over. The source and
/// `lists` must outlive what comes back. Throws `Error`, kind invalid: `empty-file`, and as `TextLines` does.
std::unique_ptr<JsonElements> json_document(ByteSource& source, std::span<const std::string_view> lists);

/// NDJSON: a value on each line; blank lines are none. Throws likewise.
std::unique_ptr<JsonElements> json_lines(ByteSource& source);

}  // namespace pcadmin::interchange
