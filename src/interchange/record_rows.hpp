#pragma once

#include "interchange/cell_faults.hpp"

#include "pcadmin/interchange/people_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pcadmin::interchange {

/// Another name a file may have for a field.
struct FieldAlias {
  std::string_view name;
  std::string_view field;
};

/// What a file of records may have, and what is said of it.
struct RecordShape {
  std::string_view list;                       ///< in JSON, the key of the list: as our own list writes it
  std::span<const std::string_view> fields;    ///< by name, as columns of CSV and keys of JSON are called
  std::span<const std::string_view> required;  ///< of them, columns no CSV is without
  std::span<const std::string_view> left_out;  ///< what our own lists tell besides, which is nothing to be read
  std::span<const FieldAlias> aliases{};

  /// The place of a field called `name`, in any of its names; nullopt: none is.
  std::optional<std::size_t> find(std::string_view name) const;
  bool leaves_out(std::string_view name) const;
  /// `a, b and c`.
  std::string known() const;
};

/// The records of a file, CSV or JSON by its first byte, as texts. Constant memory.
class RecordRows {
 public:
  /// A cell for each of the shape's fields, in that order; one that the file does not have is blank. Good until the
  /// next row.
  using Row = tl::expected<std::vector<Cell>, std::vector<domain::RowFault>>;

  virtual ~RecordRows() = default;
  /// The next record, or everything wrong with it; nullopt at the end. Faults are those of `CsvRows`, `JsonElements`
  /// and `JsonTree`, and `too-few-columns`, `too-many-columns`; `not-an-object`, `unknown-field`, `wrong-type`.
  virtual std::optional<Row> next() = 0;
  /// Where a field stands in a row, from 1; 0 where the file does not have it, or has no columns.
  virtual std::uint64_t column_of(std::string_view field) const = 0;
  /// The character of its line, from 1, at which the record begins; 0 where it is the first thing on it.
  virtual std::uint64_t column() const = 0;
};

/// Source and shape must outlive what comes back. Throws `Error`, kind invalid, where the file as a whole cannot be
/// such: `empty-file`, `not-utf8`, `csv-separator`; `missing-column`, `unknown-column`, `duplicate-column`.
std::unique_ptr<RecordRows> read_records(ByteSource& source, const RecordShape& shape);

/// One of the two, whatever the file begins with.
std::unique_ptr<RecordRows> csv_records(ByteSource& source, const RecordShape& shape);
std::unique_ptr<RecordRows> json_records(ByteSource& source, const RecordShape& shape);

}  // namespace pcadmin::interchange
