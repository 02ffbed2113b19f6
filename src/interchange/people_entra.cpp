#include "pcadmin/interchange/people_entra.hpp"

#include "interchange/cell_faults.hpp"
#include "interchange/csv_table.hpp"
#include "interchange/entra_header.hpp"
#include "interchange/reader_notes.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/interchange/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace pcadmin::interchange {
namespace {

using domain::RowFault;
using Faults = std::vector<RowFault>;
using enum EntraColumn;

constexpr std::string_view kVersionWord = "version:";
constexpr std::string_view kVersion = "v1.0";

/// What pcadmin calls what the template calls otherwise.
constexpr std::array<std::pair<std::string_view, EntraColumn>, 9> kFields = {{
    {"name", display_name},
    {"email", user_principal_name},
    {"given_name", given_name},
    {"family_name", surname},
    {"job_title", job_title},
    {"department", department},
    {"usage_location", usage_location},
    {"phone", telephone_number},
    {"state", account_enabled},
}};

Failure refuse(std::string_view code, std::string message, std::string_view hint) {
  return {.code = std::string(code),
          .kind = FailureKind::invalid,
          .message = std::move(message),
          .hint = std::string(hint)};
}

bool is_word(std::string_view text, std::string_view word) { return to_ascii_lower(trim(text)) == word; }

bool begins_with_word(std::string_view text, std::string_view word) {
  return to_ascii_lower(trim(text).substr(0, word.size())) == word;
}

void go_to_row(CsvRows& rows) {
  go_to_header(rows, "the file has no header",
               "the first two lines are those of Entra's template: version:v1.0, and the columns");
}

EntraHeader read_header(CsvRows& rows) {
  go_to_row(rows);
  if (!begins_with_word(rows.cell(0), kVersionWord)) return EntraHeader(rows);
  const auto version = trim(trim(rows.cell(0)).substr(kVersionWord.size()));
  if (to_ascii_lower(version) != kVersion)
    throw Error({.code = "entra-version",
                 .kind = FailureKind::invalid,
                 .message = fmt::format("the file is of version \"{}\" of Entra's template", shorten(version, 20)),
                 .hint = "version:v1.0 is read; fetch the template for bulk creation again",
                 .details = {{"line", static_cast<std::int64_t>(rows.line())}}});
  go_to_row(rows);
  return EntraHeader(rows);
}

template <class Parse>
auto read_required(CellFaults& faults, const Cell& cell, std::string_view code, Parse parse) {
  if (cell.is_blank())
    faults.add(cell,
               refuse(code, fmt::format("the row has no {}", cell.field), "every person has a name and an email"));
  return faults.read(cell, parse);
}

class PeopleEntra final : public PeopleReader {
 public:
  explicit PeopleEntra(ByteSource& source) : rows_(source), header_(read_header(rows_)) {}

  std::optional<Row> next() override {
    while (true) {
      switch (rows_.next()) {
        case CsvRows::Step::end:
          return std::nullopt;
        case CsvRows::Step::fault:
          may_be_example_ = false;
          return broken_row();
        case CsvRows::Step::row:
          break;
      }
      if (is_example() || is_blank()) continue;
      if (!cell(password_profile).is_blank()) ++passwords_;
      return read_person();
    }
  }

  std::uint64_t column_of(std::string_view field) const override {
    for (const auto& [name, column] : kFields)
      if (name == field) return header_.ordinal(column);
    return 0;
  }

  /// Where a cell may be missing or too many, nobody knows which of them is the password, and none is left out.
  RawRow raw() const override {
    auto row = raw_row(rows_);
    if (is_blank(header_.size())) row.cells.resize(header_.size());
    if (row.cells.size() != header_.size()) return row;
    const auto leave_out = [&](EntraColumn property) {
      if (const auto at = header_.ordinal(property); at != 0) row.cells[at - 1] = {};
    };
    leave_out(password_profile);
    if (!is_clear(cell(account_enabled))) leave_out(account_enabled);  // one cell too many in front: that is it
    return row;
  }

  bool breaks_off() const override { return rows_.breaks_off(); }
  std::vector<std::string> header() const override { return header_.titles(); }

  std::vector<std::string> notes() const override {
    std::vector<std::string> all;
    if (passwords_ > 0) all.push_back(note_on_passwords(passwords_));
    if (example_line_ > 0) all.push_back(fmt::format("the template's example in line {} was skipped", example_line_));
    if (const auto count = header_.unknown().size(); count > 0)
      all.push_back(fmt::format("{} not of Entra's template and {} not read: {}",
                                count == 1 ? std::string("1 column is") : fmt::format("{} columns are", count),
                                count == 1 ? "was" : "were", join_words(header_.unknown())));
    return all;
  }

 private:
  Cell cell(EntraColumn column) const {
    const auto ordinal = header_.ordinal(column);
    const bool there = ordinal != 0 && ordinal <= rows_.size();
    return {.line = rows_.line(),
            .column = ordinal,
            .field = to_string(column),
            .text = there ? restore_cell(rows_.cell(ordinal - 1)) : std::string_view()};
  }

  /// Whether there is no text from a place on.
  bool is_blank(std::size_t from = 0) const {
    for (auto i = from; i < rows_.size(); ++i)
      if (!trim(rows_.cell(i)).empty()) return false;
    return true;
  }

  static bool is_clear(const Cell& block) { return is_word(block.text, "yes") || is_word(block.text, "no"); }

  /// Of the rows only the first can be the example.
  bool is_example() {
    if (!std::exchange(may_be_example_, false) || !begins_with_word(cell(display_name).text, "example")) return false;
    example_line_ = rows_.line();
    return true;
  }

  /// Nothing of it is quoted: where its cells are is not known.
  Row broken_row() const {
    auto fault = rows_.fault();
    fault.field = header_.word_at(fault.column);
    fault.value.clear();
    return tl::unexpected(Faults{std::move(fault)});
  }

  Row one_fault(const Cell& place, Failure failure) const {
    CellFaults faults;
    faults.add(place, std::move(failure));
    return tl::unexpected(faults.take());
  }

  Row read_person() const {
    if (!is_blank(header_.size()))
      return one_fault({.line = rows_.line()},
                       refuse("too-many-columns",
                              fmt::format("the row has {} column{}, the header {}", rows_.size(),
                                          rows_.size() == 1 ? "" : "s", header_.size()),
                              fmt::format("a cell that holds {} must be in quotes", rows_.separator().title())));
    const auto block = cell(account_enabled);
    if (header_.has(account_enabled) && !is_clear(block)) return unclear_block(block);
    const auto state = is_word(block.text, "yes") ? domain::UserState::disabled : domain::UserState::active;
    return read_person(header_.has(account_enabled) ? std::optional(state) : std::nullopt);
  }

  /// The cell is not quoted, and no other judged: if one is missing or too many in front, this may be the password.
  Row unclear_block(const Cell& block) const {
    return one_fault({.line = block.line, .column = block.column, .field = block.field},
                     refuse("invalid-block-sign-in",
                            block.is_blank() ? "\"Block sign in\" is empty" : "\"Block sign in\" is neither Yes nor No",
                            "write Yes or No; if it is there, look for a cell too many or too few in front of it"));
  }

  Row read_person(std::optional<domain::UserState> state) const {
    using namespace domain;
    CellFaults faults;
    auto name = read_required(faults, cell(display_name), "missing-name", PersonName::parse);
    auto email = read_required(faults, cell(user_principal_name), "missing-email", Email::parse);
    auto given = faults.read(cell(EntraColumn::given_name), GivenName::parse);
    auto family = faults.read(cell(surname), FamilyName::parse);
    auto title = faults.read(cell(EntraColumn::job_title), JobTitle::parse);
    auto unit = faults.read(cell(EntraColumn::department), Department::parse);
    auto country = faults.read(cell(EntraColumn::usage_location), UsageLocation::parse);
    const auto office = cell(telephone_number);
    auto phone = faults.read(office.is_blank() ? cell(mobile) : office, Phone::parse);
    if (!faults.empty()) return tl::unexpected(faults.take());
    return PersonRow{.line = rows_.line(),
                     .name = std::move(*name),
                     .email = std::move(*email),
                     .given_name = std::move(given),
                     .family_name = std::move(family),
                     .job_title = std::move(title),
                     .department = std::move(unit),
                     .phone = std::move(phone),
                     .usage_location = std::move(country),
                     .state = state};
  }

  CsvRows rows_;
  EntraHeader header_;
  bool may_be_example_ = true;
  std::uint64_t example_line_ = 0;  ///< 0 when there is none
  std::uint64_t passwords_ = 0;
};

}  // namespace

std::unique_ptr<PeopleReader> read_people_entra_csv(ByteSource& source) {
  return std::make_unique<PeopleEntra>(source);
}

bool looks_like_entra_csv(std::string_view beginning) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  constexpr std::size_t kMostOfLine = 8192;
  if (beginning.starts_with(kByteOrderMark)) beginning.remove_prefix(kByteOrderMark.size());
  const auto pass = [&](std::size_t count) { beginning.remove_prefix(std::min(count, beginning.size())); };
  if (begins_with_word(beginning, "sep=") || begins_with_word(beginning, "\"sep="))
    pass(beginning.find_first_of("\r\n"));
  pass(beginning.find_first_not_of(" \t\r\n\""));
  const auto line = to_ascii_lower(beginning.substr(0, std::min(beginning.find_first_of("\r\n"), kMostOfLine)));
  return line.starts_with("version:v") || line.find("[userprincipalname]") != std::string::npos ||
         line.find("[ userprincipalname]") != std::string::npos;
}

}  // namespace pcadmin::interchange
