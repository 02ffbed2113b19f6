#pragma once

#include "interchange/csv_separator.hpp"
#include "interchange/text_lines.hpp"

#include "pcadmin/domain/user.hpp"
#include "pcadmin/interchange/people_reader.hpp"

#include <csv.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pcadmin::interchange {

/// The beginning of `text`, at most 100 code points, for `RowFault::value`; bytes that are not UTF-8 escaped.
std::string excerpt(std::string_view text);

/// The rows of a CSV file as text, each with the line it begins on. Blank lines are no rows; blanks around a cell
/// that are not within its quotes are not part of it. The separator is found by `find_separator`; a `sep=` line is no
/// row. Reuses its memory from row to row.
class CsvRows {
 public:
  enum class Step {
    row,    ///< `size()` and `cell()` are those of a row
    fault,  ///< `fault()` says what is wrong with one
    end,
  };

  /// Throws as `TextLines` and `find_separator` do. The source must outlive the rows.
  explicit CsvRows(ByteSource& source);
  ~CsvRows();
  CsvRows(const CsvRows&) = delete;
  CsvRows& operator=(const CsvRows&) = delete;

  /// After a fault the reading goes on only when it is certain where the next row begins.
  Step next();

  /// The line on which the row begins.
  std::uint64_t line() const { return line_; }
  std::size_t size() const { return ends_.size(); }
  const CsvSeparator& separator() const { return separator_; }
  /// Well-formed UTF-8, valid until the next step.
  std::string_view cell(std::size_t index) const;

  /// Of a row that is refused for a stray quote, the ordinal of the cell it is in, and 0 of any other: of such a row
  /// `cell` gives what a lenient reader sees.
  std::size_t unquoted() const { return unquoted_; }
  /// Whether the last fault leaves no row behind: the reading ends, or the bytes of the row are not to be had.
  bool breaks_off() const { return breaks_off_; }

  /// `field` is left empty: these rows do not know their header.
  const domain::RowFault& fault() const { return fault_; }

 private:
  /// What libcsv's callbacks note: they must neither allocate nor throw, being called from C.
  enum class Trouble {
    none,
    nul,
    stray_quote,
    text_after_quote,
    unclosed_quote,
    field_too_long,
    too_many_columns,
    row_too_long,
    not_utf8,
  };

  struct Wording {
    std::string_view code;
    std::string message;
    std::string hint;
  };

  static void on_cell(void* text, std::size_t size, void* self) noexcept;
  static void on_row(int terminator, void* self) noexcept;
  static void on_lenient_cell(void* text, std::size_t size, void* self);

  void pass_separator_line();
  void begin_row();
  void feed(const TextLines::Piece& piece);
  void parse(std::string_view text);
  Step finish_file();
  Step finish_row();
  Step refuse(TextLines::Piece piece);
  Step refuse_rest();
  std::string take_rest(TextLines::Piece piece);
  void split_leniently(std::string_view rest);
  Step report();
  Wording wording() const;
  bool has_begun() const { return !ends_.empty() || parser_.entry_pos > 0; }

  TextLines lines_;
  CsvSeparator separator_;
  csv_parser parser_{};
  std::string text_;               ///< the row's cells, end to end
  std::vector<std::size_t> ends_;  ///< where in `text_` each of them ends
  std::uint64_t line_ = 1;
  std::size_t row_bytes_ = 0;
  std::size_t parsed_ = 0;  ///< bytes of the last piece, up to where libcsv refused to go on
  std::size_t unquoted_ = 0;
  bool breaks_off_ = false;
  bool complete_ = false;
  bool ended_ = false;
  Trouble trouble_ = Trouble::none;
  domain::RowFault fault_;
};

/// The row at which `rows` stands.
RawRow raw_row(const CsvRows& rows);

}  // namespace pcadmin::interchange
