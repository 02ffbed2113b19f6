#include "interchange/csv_rows.hpp"

#include "interchange/text_encoding.hpp"

#include "pcadmin/base/result.hpp"
#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <optional>

namespace pcadmin::interchange {
namespace {

constexpr std::size_t kParserBlockBytes = 4096;

bool is_ascii(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  std::uint64_t bits = 0;
  for (; text.size() >= sizeof bits; text.remove_prefix(sizeof bits)) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data(), sizeof word);
    bits |= word;
  }
  for (const char c : text) bits |= static_cast<unsigned char>(c);
  return (bits & kHighBits) == 0;
}

bool continues_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

std::string excerpt(std::string_view text) {
  constexpr std::size_t kCodePoints = 100;
  constexpr std::size_t kBytes = 4 * kCodePoints;
  std::size_t end = 0;
  for (std::size_t seen = 0; end < std::min(text.size(), kBytes); ++end)
    if (!continues_code_point(text[end]) && ++seen > kCodePoints) break;
  const auto head = text.substr(0, end);
  return is_utf8(head) ? std::string(head) : escape_controls(head);
}

void refuse_file(const domain::RowFault& fault) {
  throw Error({.code = fault.code,
               .kind = FailureKind::invalid,
               .message = fmt::format("line {}: {}", fault.line, fault.message),
               .hint = fault.hint,
               .details = {{"line", static_cast<std::int64_t>(fault.line)},
                           {"column", static_cast<std::int64_t>(fault.column)}}});
}

CsvRows::CsvRows(ByteSource& source) : lines_(source), separator_(find_separator(lines_.beginning())) {
  csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
  csv_set_blk_size(&parser_, kParserBlockBytes);
  csv_set_delim(&parser_, static_cast<unsigned char>(separator_.sign));
  if (separator_.has_line) pass_separator_line();
  // All a row may ever take, so that the callbacks have nothing to allocate.
  text_.reserve(Limits::kRowBytes);
  ends_.reserve(Limits::kColumns);
}

CsvRows::~CsvRows() { csv_free(&parser_); }

CsvRows::Step CsvRows::next() {
  if (ended_) return Step::end;
  begin_row();
  while (const auto piece = lines_.next()) {
    if (row_bytes_ == 0) line_ = lines_.line();
    feed(*piece);
    if (trouble_ != Trouble::none) return refuse(*piece);
    if (complete_) return finish_row();
    if (piece->ends_line() && !has_begun()) row_bytes_ = 0;
  }
  return finish_file();
}

std::string_view CsvRows::cell(std::size_t index) const {
  const auto begin = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(text_).substr(begin, ends_[index] - begin);
}

void CsvRows::pass_separator_line() {
  while (const auto piece = lines_.next())
    if (piece->ends_line()) return;
}

void CsvRows::begin_row() {
  text_.clear();
  ends_.clear();
  row_bytes_ = 0;
  complete_ = false;
  trouble_ = Trouble::none;
}

/// Parses up to the first byte that may not be there, so that of two troubles the first is told.
void CsvRows::feed(const TextLines::Piece& piece) {
  const auto content = piece.content();
  const auto room = Limits::kRowBytes - std::min(row_bytes_, Limits::kRowBytes);
  const auto clean = std::min(content.find('\0'), content.size());
  row_bytes_ += piece.text.size();
  if (clean > room) {
    parse(content.substr(0, room));
    if (trouble_ == Trouble::none) trouble_ = Trouble::row_too_long;
  } else if (clean < content.size()) {
    parse(content.substr(0, clean));
    if (trouble_ == Trouble::none) trouble_ = Trouble::nul;
  } else {
    parse(piece.text);
  }
}

void CsvRows::parse(std::string_view text) {
  const auto parsed = csv_parse(&parser_, text.data(), text.size(), on_cell, on_row, this);
  if (trouble_ != Trouble::none) return;
  // A cell still open: libcsv drops the blanks at its end, and in a quoted one the last byte may be the closing quote.
  if (parser_.entry_pos - parser_.spaces > Limits::kFieldBytes + 1) {
    trouble_ = Trouble::field_too_long;
  } else if (parsed < text.size()) {
    if (csv_error(&parser_) != CSV_EPARSE) throw std::bad_alloc();
    trouble_ = parser_.quoted != 0 ? Trouble::text_after_quote : Trouble::stray_quote;
  }
}

void CsvRows::on_cell(void* text, std::size_t size, void* self) noexcept {
  auto& rows = *static_cast<CsvRows*>(self);
  if (rows.trouble_ != Trouble::none) return;
  if (size > Limits::kFieldBytes) {
    rows.trouble_ = Trouble::field_too_long;
  } else if (rows.ends_.size() == Limits::kColumns) {
    rows.trouble_ = Trouble::too_many_columns;
  } else {
    rows.text_.append(static_cast<const char*>(text), size);
    rows.ends_.push_back(rows.text_.size());
  }
}

void CsvRows::on_row(int /*terminator*/, void* self) noexcept { static_cast<CsvRows*>(self)->complete_ = true; }

CsvRows::Step CsvRows::finish_file() {
  ended_ = true;
  if (csv_fini(&parser_, on_cell, on_row, this) != 0) trouble_ = Trouble::unclosed_quote;
  if (trouble_ != Trouble::none) return report();
  return complete_ ? finish_row() : Step::end;
}

CsvRows::Step CsvRows::finish_row() {
  if (is_ascii(text_)) return Step::row;
  for (std::size_t i = 0; i < ends_.size(); ++i) {
    if (is_utf8(cell(i))) continue;
    trouble_ = Trouble::not_utf8;
    ended_ = true;
    report();
    fault_.column = i + 1;
    fault_.value = excerpt(cell(i));
    fault_.message = not_utf8_message("the cell", cell(i));
    fault_.hint = not_utf8_hint(cell(i), "csv");
    return Step::fault;
  }
  return Step::row;
}

/// A quote in a cell that is not quoted leaves no doubt that the row ends with its line; all other trouble does.
CsvRows::Step CsvRows::refuse(TextLines::Piece piece) {
  if (trouble_ != Trouble::stray_quote) {
    ended_ = true;
    return report();
  }
  csv_fini(&parser_, nullptr, nullptr, nullptr);
  while (!piece.ends_line()) {
    const auto rest = lines_.next();
    if (!rest) break;
    piece = *rest;
  }
  return report();
}

CsvRows::Step CsvRows::report() {
  const bool whole_row = trouble_ == Trouble::too_many_columns || trouble_ == Trouble::row_too_long;
  auto [code, message, hint] = wording();
  fault_ = {.line = line_,
            .column = whole_row ? 0 : ends_.size() + 1,
            .field = {},
            .code = std::string(code),
            .value = {},
            .message = std::move(message),
            .hint = std::move(hint)};
  return Step::fault;
}

CsvRows::Wording CsvRows::wording() const {
  const std::string kQuoting = "put the whole cell in quotes and write each quote inside it twice";
  const std::string kLimit = "look for a quote that never closes";
  switch (trouble_) {
    case Trouble::none:
      break;
    case Trouble::nul:
      return {"nul-byte", "a NUL byte stands in the row", "a text file has none; export the file again as CSV"};
    case Trouble::stray_quote:
      return {"csv-quote", fmt::format("a quote inside a cell without quotes, in the row of line {}", line_), kQuoting};
    case Trouble::text_after_quote:
      return {"csv-quote", fmt::format("text after the closing quote of a cell, in the row of line {}", line_),
              kQuoting};
    case Trouble::unclosed_quote:
      return {"csv-quote", fmt::format("a quote opened in the row that begins on line {} never closes", line_),
              kQuoting};
    case Trouble::field_too_long:
      return {"field-too-long", fmt::format("a cell is longer than {} bytes", Limits::kFieldBytes), kLimit};
    case Trouble::too_many_columns:
      return {"too-many-columns", fmt::format("the row has more than {} columns", Limits::kColumns),
              fmt::format("a cell that holds {} must be in quotes", separator_.title())};
    case Trouble::row_too_long:
      return {"row-too-long", fmt::format("the row is longer than {} bytes", Limits::kRowBytes), kLimit};
    case Trouble::not_utf8:
      return {"not-utf8", {}, {}};  // what it looks like instead is told by whoever has the cell
  }
  return {};
}

}  // namespace pcadmin::interchange
