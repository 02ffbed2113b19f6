#include "interchange/text_lines.hpp"

#include "pcadmin/base/result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

namespace pcadmin::interchange {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kBufferBytes = std::size_t{64} * 1024;
constexpr auto kByteOrderMark = "\xEF\xBB\xBF"sv;

/// Whether every second byte of the beginning, from `offset` on, and no other, is NUL: ASCII in two bytes a letter.
bool is_every_second_byte_nul(std::string_view head, std::size_t offset) {
  constexpr std::size_t kEnough = 8;
  head = head.substr(0, std::min(kEnough, head.size() & ~std::size_t{1}));
  for (std::size_t i = 0; i < head.size(); ++i)
    if ((head[i] == '\0') != (i % 2 == offset)) return false;
  return head.size() >= 4;
}

/// The name `iconv` has for the encoding, when it is one that is told by its first bytes; empty otherwise. Without
/// a byte order mark the order must be in the name.
std::string_view wide_encoding(std::string_view head) {
  if (head.starts_with("\xFF\xFE\0\0"sv) || head.starts_with("\0\0\xFE\xFF"sv)) return "UTF-32";
  if (head.starts_with("\xFF\xFE"sv) || head.starts_with("\xFE\xFF"sv)) return "UTF-16";
  if (is_every_second_byte_nul(head, 1)) return "UTF-16LE";
  if (is_every_second_byte_nul(head, 0)) return "UTF-16BE";
  return {};
}

void refuse_wide(std::string_view head, std::string_view suffix) {
  const auto encoding = wide_encoding(head);
  if (encoding.empty()) return;
  const auto first = head.find_first_not_of("\xFF\xFE\0 \t\r\n"sv);
  if (first != std::string_view::npos && (head[first] == '{' || head[first] == '[')) suffix = "json";
  throw Error({.code = "not-utf8",
               .kind = FailureKind::invalid,
               .message = fmt::format("the file is {}, not UTF-8", encoding),
               .hint = fmt::format("convert it: iconv -f {} -t UTF-8 FILE > FILE.utf8.{}", encoding, suffix)});
}

}  // namespace

TextLines::TextLines(ByteSource& source, std::string_view suffix)
    : source_(source), buffer_(std::make_unique_for_overwrite<char[]>(kBufferBytes)) {
  fill();
  const std::string_view head(buffer_.get(), end_);
  refuse_wide(head, suffix);
  if (head.starts_with(kByteOrderMark)) begin_ = kByteOrderMark.size();
}

std::optional<TextLines::Piece> TextLines::next() {
  find_line_end();
  if (!knows_line_end() && !source_ended_) fill();
  if (begin_ == end_) return std::nullopt;
  if (line_ended_) ++line_;

  Piece piece;
  std::size_t stop = std::min(lf_, cr_);
  if (knows_line_end()) {
    piece.ending = ending_at(stop);
    stop += piece.ending;
  }
  piece.text = {buffer_.get() + begin_, stop - begin_};
  begin_ = stop;
  line_ended_ = piece.ends_line();
  return piece;
}

void TextLines::fill() {
  std::memmove(buffer_.get(), buffer_.get() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  while (!source_ended_ && end_ < kBufferBytes) {
    const auto count = source_.read({buffer_.get() + end_, kBufferBytes - end_});
    source_ended_ = count == 0;
    end_ += count;
  }
  lf_ = position_of('\n');
  cr_ = position_of('\r');
}

void TextLines::find_line_end() {
  if (lf_ < begin_) lf_ = position_of('\n');
  if (cr_ < begin_) cr_ = position_of('\r');
}

std::size_t TextLines::position_of(char c) const {
  const auto rest = std::string_view(buffer_.get(), end_).substr(begin_);
  return begin_ + std::min(rest.find(c), rest.size());
}

std::size_t TextLines::ending_at(std::size_t at) const {
  return buffer_[at] == '\r' && at + 1 < end_ && buffer_[at + 1] == '\n' ? 2 : 1;
}

/// A CR that is the last byte read so far may be half of a CRLF.
bool TextLines::knows_line_end() const {
  const auto first = std::min(lf_, cr_);
  if (first == end_) return false;
  return lf_ < cr_ || first + 1 < end_ || source_ended_;
}

}  // namespace pcadmin::interchange
