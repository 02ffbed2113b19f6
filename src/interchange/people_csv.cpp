#include "interchange/csv_rows.hpp"
#include "interchange/people_header.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/interchange/csv.hpp"
#include "pcadmin/interchange/people_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace pcadmin::interchange {
namespace {

using domain::RowFault;
using Faults = std::vector<RowFault>;

/// A header that cannot be read leaves nothing to read: the fault of its row is the file's failure.
[[noreturn]] void refuse_file(const RowFault& fault) {
  throw Error({.code = fault.code,
               .kind = FailureKind::invalid,
               .message = fmt::format("line {}: {}", fault.line, fault.message),
               .hint = fault.hint,
               .details = {{"line", static_cast<std::int64_t>(fault.line)},
                           {"column", static_cast<std::int64_t>(fault.column)}}});
}

PeopleHeader read_header(CsvRows& rows) {
  switch (rows.next()) {
    case CsvRows::Step::end:
      throw Error({.code = "empty-file",
                   .kind = FailureKind::invalid,
                   .message = "the file is empty",
                   .hint = "the first line names the columns, \"name\" and \"email\" among them"});
    case CsvRows::Step::fault:
      refuse_file(rows.fault());
    case CsvRows::Step::row:
      break;
  }
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < rows.size(); ++i) cells.emplace_back(rows.cell(i));
  return {cells, rows.line()};
}

/// One row of text becoming a person; gathers everything wrong with it.
class PersonCells {
 public:
  PersonCells(const CsvRows& rows, const PeopleHeader& header) : rows_(rows), header_(header) {}

  /// What the column's cell holds; empty when the file has no such column.
  std::string_view text(PersonColumn column) const {
    const auto ordinal = header_.ordinal(column);
    return ordinal == 0 ? std::string_view() : restore_cell(rows_.cell(ordinal - 1));
  }

  /// The cell by `parse`; nullopt when there is nothing in it, or a fault.
  template <class Parse>
  auto optional(PersonColumn column, Parse parse) -> std::optional<typename decltype(parse({}))::value_type> {
    const auto cell = text(column);
    if (trim(cell).empty()) return std::nullopt;
    auto value = parse(cell);
    if (value) return std::move(*value);
    add(column, cell, std::move(value.error()));
    return std::nullopt;
  }

  template <class Parse>
  auto required(PersonColumn column, Parse parse) {
    if (trim(text(column)).empty()) add(column, {}, missing(column));
    return optional(column, parse);
  }

  /// Several by `;`, each unknown one a fault of its own, one given twice taken once.
  std::vector<domain::RoleId> roles() {
    std::vector<domain::RoleId> found;
    auto rest = text(PersonColumn::roles);
    while (!rest.empty()) {
      const auto end = std::min(rest.find(';'), rest.size());
      add_role(found, trim(rest.substr(0, end)));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return found;
  }

  /// In the order of the file's columns.
  Faults take_faults() {
    std::stable_sort(faults_.begin(), faults_.end(),
                     [](const RowFault& a, const RowFault& b) { return a.column < b.column; });
    return std::move(faults_);
  }

 private:
  static Failure missing(PersonColumn column) {
    const auto name = to_string(column);
    return {.code = fmt::format("missing-{}", name),
            .kind = FailureKind::invalid,
            .message = fmt::format("the row has no {}", name),
            .hint = "every person has a name and an email"};
  }

  void add_role(std::vector<domain::RoleId>& found, std::string_view word) {
    if (word.empty()) return;
    auto role = domain::RoleId::parse(word);
    if (!role)
      add(PersonColumn::roles, word, std::move(role.error()));
    else if (std::find(found.begin(), found.end(), *role) == found.end())
      found.push_back(*role);
  }

  void add(PersonColumn column, std::string_view value, Failure failure) {
    faults_.push_back({.line = rows_.line(),
                       .column = header_.ordinal(column),
                       .field = std::string(to_string(column)),
                       .code = std::move(failure.code),
                       .value = excerpt(value),
                       .message = std::move(failure.message),
                       .hint = std::move(failure.hint)});
  }

  const CsvRows& rows_;
  const PeopleHeader& header_;
  Faults faults_;
};

class PeopleCsv final : public PeopleReader {
 public:
  explicit PeopleCsv(ByteSource& source) : rows_(source), header_(read_header(rows_)) {}

  std::optional<Row> next() override {
    switch (rows_.next()) {
      case CsvRows::Step::row:
        return rows_.size() == header_.size() ? read_person() : one_fault(wrong_count());
      case CsvRows::Step::fault:
        return one_fault(rows_.fault());
      case CsvRows::Step::end:
        break;
    }
    return std::nullopt;
  }

  std::uint64_t column_of(std::string_view field) const override { return header_.ordinal(field); }

 private:
  Row one_fault(RowFault fault) const {
    fault.field = header_.field(fault.column);
    return tl::unexpected<Faults>(Faults{std::move(fault)});
  }

  RowFault wrong_count() const {
    return {.line = rows_.line(),
            .column = 0,
            .field = {},
            .code = rows_.size() < header_.size() ? "too-few-columns" : "too-many-columns",
            .value = {},
            .message = fmt::format("the row has {} columns, the header {}", rows_.size(), header_.size()),
            .hint = "a cell that holds a comma must be in quotes"};
  }

  Row read_person() const {
    using namespace domain;
    using enum PersonColumn;
    PersonCells cells(rows_, header_);
    auto person_name = cells.required(name, PersonName::parse);
    auto person_email = cells.required(email, Email::parse);
    auto person_roles = cells.roles();
    auto given = cells.optional(given_name, GivenName::parse);
    auto family = cells.optional(family_name, FamilyName::parse);
    auto user_kind = cells.optional(kind, parse_user_kind);
    auto title = cells.optional(job_title, JobTitle::parse);
    auto unit = cells.optional(department, Department::parse);
    auto number = cells.optional(phone, Phone::parse);
    auto country = cells.optional(usage_location, UsageLocation::parse);
    auto user_state = cells.optional(state, parse_user_state);

    if (auto faults = cells.take_faults(); !faults.empty()) return tl::unexpected<Faults>(std::move(faults));
    return PersonRow{.line = rows_.line(),
                     .name = std::move(*person_name),
                     .email = std::move(*person_email),
                     .roles = std::move(person_roles),
                     .given_name = std::move(given),
                     .family_name = std::move(family),
                     .kind = user_kind,
                     .job_title = std::move(title),
                     .department = std::move(unit),
                     .phone = std::move(number),
                     .usage_location = std::move(country),
                     .state = user_state};
  }

  CsvRows rows_;
  PeopleHeader header_;
};

}  // namespace

std::unique_ptr<PeopleReader> read_people_csv(ByteSource& source) { return std::make_unique<PeopleCsv>(source); }

}  // namespace pcadmin::interchange
