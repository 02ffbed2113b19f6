#include "interchange/csv_table.hpp"
#include "interchange/people_header.hpp"
#include "interchange/person_fields.hpp"

#include "pcadmin/interchange/csv.hpp"
#include "pcadmin/interchange/people_reader.hpp"

#include <string>
#include <utility>

namespace pcadmin::interchange {
namespace {

using domain::RowFault;
using Faults = std::vector<RowFault>;

std::vector<std::string> read_header(CsvRows& rows) {
  go_to_header(rows, "the file is empty", "the first line names the columns, \"name\" and \"email\" among them");
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < rows.size(); ++i) cells.emplace_back(rows.cell(i));
  return cells;
}

class PeopleCsv final : public PeopleReader {
 public:
  PeopleCsv(ByteSource& source, std::span<const ColumnMapping> mappings)
      : rows_(source), titles_(read_header(rows_)), header_(titles_, rows_.line(), mappings) {}

  std::optional<Row> next() override {
    for (;;) {
      switch (rows_.next()) {
        case CsvRows::Step::row:
          if (is_blank()) continue;  // as spreadsheets write what lies below their last row
          return rows_.size() == header_.size() ? read_person() : one_fault(wrong_count(rows_, header_.size()));
        case CsvRows::Step::fault:
          return one_fault(rows_.fault());
        case CsvRows::Step::end:
          return std::nullopt;
      }
    }
  }

  std::uint64_t column_of(std::string_view field) const override { return header_.ordinal(field); }

  RawRow raw() const override { return raw_row(rows_); }
  bool breaks_off() const override { return rows_.breaks_off(); }
  std::vector<std::string> header() const override { return titles_; }

 private:
  bool is_blank() const {
    for (std::size_t i = 0; i < rows_.size(); ++i)
      if (!rows_.cell(i).empty()) return false;
    return true;
  }

  Row one_fault(RowFault fault) const {
    fault.field = header_.field(fault.column);
    return tl::unexpected<Faults>(Faults{std::move(fault)});
  }

  Row read_person() const {
    PersonFields fields(rows_.line());
    for (std::size_t i = 0; i < header_.size(); ++i)
      if (const auto column = header_.column(i + 1))
        fields.put(*column, restore_cell(rows_.cell(i)), {.column = i + 1});
    return fields.take();
  }

  CsvRows rows_;
  std::vector<std::string> titles_;
  PeopleHeader header_;
};

}  // namespace

std::unique_ptr<PeopleReader> read_people_csv(ByteSource& source, std::span<const ColumnMapping> mappings) {
  return std::make_unique<PeopleCsv>(source, mappings);
}

}  // namespace pcadmin::interchange
