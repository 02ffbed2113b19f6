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

/// A header that cannot be read leaves nothing to read: the fault of its row is the file's failure. Throws it.
[[noreturn]] void refuse_file(const domain::RowFault& fault);

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

  void pass_separator_line();
  void begin_row();
  void feed(const TextLines::Piece& piece);
  void parse(std::string_view text);
  Step finish_file();
  Step finish_row();
  Step refuse(TextLines::Piece piece);
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
  bool complete_ = false;
  bool ended_ = false;
  Trouble trouble_ = Trouble::none;
  domain::RowFault fault_;
};

}  // namespace pcadmin::interchange
