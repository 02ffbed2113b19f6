#pragma once

#include "pcadmin/base/result.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/interchange/column_mapping.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pcadmin::interchange {

/// Bytes of a file, in order. Implemented by whoever owns the file.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Fills the beginning of `into` and says how much; 0 only at the end. Throws `Error` on a read error.
  virtual std::size_t read(std::span<char> into) = 0;
  /// How many there are in all; nullopt where that is not known beforehand.
  virtual std::optional<std::uint64_t> size() const { return std::nullopt; }
};

/// A row as it stands in its file, for who writes it down once more: see `RejectsWriter`.
struct RawRow {
  std::uint64_t line = 0;                 ///< on which it begins
  std::vector<std::string_view> cells{};  ///< of CSV, without the quotes around them
  std::size_t unquoted = 0;               ///< which cell, from 1, has a quote in it and none around it; 0: none
  std::string_view text{};                ///< of JSON the element, of LDIF the lines of the record
};

/// People of a file, row by row, whatever its format. Constant memory.
class PeopleReader {
 public:
  using Row = tl::expected<domain::PersonRow, std::vector<domain::RowFault>>;

  virtual ~PeopleReader() = default;
  /// The next person, or everything wrong with their row; nullopt at the end of the file.
  /// A row with faults does not end the reading. What makes the rest of the file unreadable (a NUL, a quote that never
  /// closes, bytes that are not UTF-8, a limit passed) is a fault of its line, after which the file ends.
  virtual std::optional<Row> next() = 0;
  /// Where a field stands in a row, from 1; 0 when the file does not have it, or has no columns.
  virtual std::uint64_t column_of(std::string_view field) const = 0;
  /// Before the first `next`: `raw` will be asked for. Costs a copy where a format does not keep its rows.
  virtual void keep_raw() {}
  /// The row of which the last `next` gave faults, where the file does not break off with them. Good until the next
  /// `next`. Where it is known what in it is a password, that is left out.
  virtual RawRow raw() const = 0;
  /// Whether the last `next` told what ends the file though it has more, or a row that nobody can write down again.
  virtual bool breaks_off() const = 0;
  /// The cells of the line that names the columns; none in a format without columns.
  virtual std::vector<std::string> header() const { return {}; }
  /// What was left out on purpose, in sentences for the summary; complete when the file has been read.
  virtual std::vector<std::string> notes() const { return {}; }
};

/// The limits of every text format, told when passed.
struct Limits {
  static constexpr std::size_t kFieldBytes = std::size_t{64} * 1024;
  static constexpr std::size_t kColumns = 256;
  static constexpr std::size_t kRowBytes = std::size_t{1024} * 1024;
};

/// Reads pcadmin CSV (RFC 4180, UTF-8, with or without BOM, LF, CRLF or both): a header with `name` and `email` and any
/// of `roles`, `given_name`, `family_name`, `kind`, `job_title`, `department`, `phone`, `usage_location`, `state`, in
/// any order and letter case; several roles separated by `;`, within quotes where that separates the columns too. Cells
/// that were neutralised for spreadsheets are restored (see `neutralise_cell`).
///
/// Columns are separated by commas, semicolons or tabs, whichever the header has most of; or by what a first line
/// `sep=;` says, as Excel writes it.
///
/// What a mapping says of a column goes before the column's own name.
///
/// Throws `Error`, kind `invalid`, when the file as a whole cannot be people: `empty-file`, `not-utf8` (UTF-16 is told
/// by its name and with the command that converts it), `csv-separator`, `missing-column` (also for one of a mapping),
/// `unknown-column` (the nearest column in the hint), `duplicate-column`; a fault of the header row itself
/// (`csv-quote`, `nul-byte`, a limit) by its own code. The source must outlive the reader.
std::unique_ptr<PeopleReader> read_people_csv(ByteSource& source, std::span<const ColumnMapping> mappings = {});

}  // namespace pcadmin::interchange
