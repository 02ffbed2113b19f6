#pragma once

#include "pcadmin/interchange/people_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace pcadmin::interchange {

/// The physical lines of a UTF-8 text file, numbered from 1: each ends with LF, CRLF or a lone CR. A byte order mark
/// is dropped. Constant memory: a line too long for the buffer comes in pieces. What comes out does not depend on how
/// the source cuts its bytes.
class TextLines {
 public:
  struct Piece {
    std::string_view text;   ///< never empty; valid until the next call
    std::size_t ending = 0;  ///< bytes of the line end that `text` closes with; 0 when it has none
    std::string_view content() const { return text.substr(0, text.size() - ending); }
    bool ends_line() const { return ending != 0; }
  };

  /// Throws `Error` with code `not-utf8`, kind `invalid`, for UTF-16 and UTF-32, with the command that converts it
  /// to a file whose name ends with `suffix`.
  explicit TextLines(ByteSource& source, std::string_view suffix = "csv");

  /// What has been read of the file and not been handed out; before the first `next`, its beginning: all of it, or
  /// 64 KiB less a byte order mark.
  std::string_view beginning() const { return {buffer_.get() + begin_, end_ - begin_}; }

  /// Nullopt at the end of the file. Passes on what the source throws.
  std::optional<Piece> next();

  /// The line the last piece is of.
  std::uint64_t line() const { return line_; }

 private:
  void fill();
  void find_line_end();
  std::size_t position_of(char c) const;
  std::size_t ending_at(std::size_t at) const;
  bool knows_line_end() const;

  ByteSource& source_;
  std::unique_ptr<char[]> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t lf_ = 0;  ///< the next LF and CR at or after `begin_`, `end_` when there is none: looked up once each,
  std::size_t cr_ = 0;  ///< so that a file without one of them is not searched to the end for every line
  std::uint64_t line_ = 1;
  bool line_ended_ = false;
  bool source_ended_ = false;
};

}  // namespace pcadmin::interchange
