#include "interchange/column_names.hpp"
#include "interchange/csv_table.hpp"
#include "interchange/record_rows.hpp"

#include "pcadmin/base/result.hpp"
#include "pcadmin/interchange/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

namespace pcadmin::interchange {
namespace {

using domain::RowFault;

[[noreturn]] void refuse(std::string code, std::string message, std::string hint, std::uint64_t line) {
  throw Error({.code = std::move(code),
               .kind = FailureKind::invalid,
               .message = std::move(message),
               .hint = std::move(hint),
               .details = {{"line", static_cast<std::int64_t>(line)}}});
}

/// Which column holds which field.
class Header {
 public:
  Header(CsvRows& rows, const RecordShape& shape) : shape_(shape) {
    go_to_header(rows, "the file is empty", "the first line names the columns: " + shape.known());
    for (std::size_t i = 0; i < rows.size(); ++i) take(rows.cell(i), rows.line());
    require(rows.line());
  }

  std::size_t size() const { return fields_.size(); }
  /// The field of a column from 0; nullopt for one that is left out.
  const std::optional<std::size_t>& field(std::size_t column) const { return fields_[column]; }
  std::uint64_t ordinal(std::string_view name) const {
    const auto field = shape_.find(name);
    const auto found = std::ranges::find(fields_, field);
    return !field || found == fields_.end() ? 0 : static_cast<std::uint64_t>(found - fields_.begin()) + 1;
  }

 private:
  void take(std::string_view cell, std::uint64_t line) {
    const auto name = normalised_name(cell);
    const auto field = shape_.find(name);
    if (!field && !shape_.leaves_out(name)) refuse_unknown(cell, name, line);
    if (field && std::ranges::find(fields_, field) != fields_.end())
      refuse("duplicate-column", fmt::format("two columns are \"{}\"", shape_.fields[*field]), "keep one of them",
             line);
    fields_.push_back(field);
  }

  void refuse_unknown(std::string_view cell, const std::string& name, std::uint64_t line) const {
    const auto near = nearest(name, std::vector<std::string>(shape_.fields.begin(), shape_.fields.end()));
    const auto meant = near.empty() ? std::string() : fmt::format("did you mean \"{}\"? ", near.front());
    refuse("unknown-column", fmt::format("no column is called \"{}\"", excerpt(cell)),
           meant + "the columns there are: " + shape_.known(), line);
  }

  void require(std::uint64_t line) const {
    for (const auto name : shape_.required) {
      if (ordinal(name) == 0)
        refuse("missing-column", fmt::format("the file has no column \"{}\"", name),
               "the first line names the columns: " + shape_.known(), line);
    }
  }

  const RecordShape& shape_;
  std::vector<std::optional<std::size_t>> fields_;
};

class CsvRecords final : public RecordRows {
 public:
  CsvRecords(ByteSource& source, const RecordShape& shape) : shape_(shape), rows_(source), header_(rows_, shape) {}

  std::optional<Row> next() override {
    switch (rows_.next()) {
      case CsvRows::Step::row:
        return rows_.size() == header_.size() ? read() : fault(wrong_count(rows_, header_.size()));
      case CsvRows::Step::fault:
        return fault(rows_.fault());
      case CsvRows::Step::end:
        break;
    }
    return std::nullopt;
  }

  std::uint64_t column_of(std::string_view field) const override { return header_.ordinal(field); }
  std::uint64_t column() const override { return 0; }

 private:
  Row fault(RowFault one) const {
    const auto column = one.column;
    const bool known = column > 0 && column <= header_.size() && header_.field(column - 1);
    if (known) one.field = shape_.fields[*header_.field(column - 1)];
    return tl::unexpected(std::vector<RowFault>{std::move(one)});
  }

  Row read() const {
    std::vector<Cell> cells;
    for (const auto name : shape_.fields)
      cells.push_back({.line = rows_.line(), .column = 0, .field = name, .text = {}});
    for (std::size_t i = 0; i < header_.size(); ++i) {
      if (!header_.field(i)) continue;
      auto& cell = cells[*header_.field(i)];
      cell.column = i + 1;
      cell.text = restore_cell(rows_.cell(i));
    }
    return cells;
  }

  const RecordShape& shape_;
  CsvRows rows_;
  Header header_;
};

}  // namespace

std::unique_ptr<RecordRows> csv_records(ByteSource& source, const RecordShape& shape) {
  return std::make_unique<CsvRecords>(source, shape);
}

}  // namespace pcadmin::interchange
