#include "import_rows.hpp"

#include "../../common_args.hpp"
#include "import_args.hpp"
#include "import_record.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace pcadmin::cli {

namespace {

/// A command has one id: the sum's.
constexpr auto all_columns() {
  std::array<Column, kImportColumns.size() + kImportRowColumns.size()> all{};
  auto* const rows = std::ranges::copy(kImportColumns, all.begin()).out;
  std::ranges::copy(kImportRowColumns, rows);
  std::for_each(rows, all.end(), [](Column& column) { column.is_id = false; });
  return all;
}

/// `3 rows: 1 added, 2 updated`.
std::string told(const ops::ImportSummary& summary, std::uint64_t rejected) {
  auto text = fmt::format("{} row{}: {} added", summary.rows, summary.rows == 1 ? "" : "s", summary.added);
  const std::array<std::pair<std::uint64_t, std::string_view>, 5> rest = {{{summary.updated, "updated"},
                                                                           {summary.disabled, "of them disabled"},
                                                                           {summary.unchanged, "unchanged"},
                                                                           {summary.skipped, "skipped"},
                                                                           {rejected, "rejected"}}};
  for (const auto& [count, what] : rest) {
    if (count > 0) text += fmt::format(", {} {}", count, what);
  }
  return text;
}

RecordBody sum_of(const ops::ImportSummary& summary, std::uint64_t rejected) {
  const auto number = [](std::uint64_t n) { return Value(static_cast<std::int64_t>(n)); };
  return {"import",
          kImportColumns,
          {number(summary.rows), number(summary.added), number(summary.updated), number(summary.disabled),
           number(summary.unchanged), number(summary.skipped), number(rejected)}};
}

bool has(std::span<const Column> columns, std::string_view field) {
  return std::ranges::find(columns, field, &Column::key) != columns.end();
}

}  // namespace

constinit const std::array<Column, kImportColumns.size() + kImportRowColumns.size()> kAllImportColumns = all_columns();

void check_import_words(const Args& args) {
  if (args.has(flags::kRolesMode.spec) &&
      args.get(flags::kOnExisting, ops::OnExisting::error) != ops::OnExisting::update)
    throw Error({.code = "roles-mode-without-update",
                 .kind = FailureKind::usage,
                 .message = "--roles-mode is about people who are there already, and without --on-existing update "
                            "nothing is done about them",
                 .hint = "add --on-existing update, or leave --roles-mode out"});
  const bool rows = args.on(flags::kRows);
  const std::span<const Column> other = rows ? std::span<const Column>(kImportColumns) : kImportRowColumns;
  auto fields = args.all(flags::kFields);
  if (const auto field = args.find(flags::kField)) fields.push_back(*field);
  for (const auto& field : fields) {
    if (!has(other, to_ascii_lower(field.text))) continue;
    throw Error({.code = "unknown-field",
                 .kind = FailureKind::usage,
                 .message = fmt::format("pcadmin user import has no field \"{}\" with{} --rows",
                                        to_ascii_lower(field.text), rows ? "" : "out"),
                 .hint = rows ? "leave out --rows for the sum" : "add --rows for what each row does"});
  }
}

ImportRows::ImportRows(Context& context) {
  if (context.args.on(flags::kRows)) spool_ = std::make_shared<Spool>(context.world, "what the rows do");
}

std::function<void(const ops::RowOutcome&)> ImportRows::listener() const {
  if (!spool_) return {};
  return [spool = spool_](const ops::RowOutcome& outcome) { put_outcome(*spool, outcome); };
}

void ImportRows::add_id(domain::UserId id) {
  if (spool_) added_->push_back(id);
}

void ImportRows::answer(Report& report, const ops::ImportSummary& summary, std::uint64_t rejected) const {
  if (const auto left = summary.roles_left; left > 0)
    report.warnings.push_back(left == 1
                                  ? "1 role that is in no row stays: it is for a location or begins later, which a "
                                    "file cannot say"
                                  : fmt::format("{} roles that are in no row stay: they are for a location or "
                                                "begin later, which a file cannot say",
                                                left));
  if (!spool_) {
    report.body = sum_of(summary, rejected);
    return;
  }
  report.said = told(summary, rejected);
  report.body = ListBody{.key = "rows",
                         .columns = kImportRowColumns,
                         .produce =
                             [spool = spool_, added = added_](const std::function<bool(const Row&)>& each) {
                               std::span<const domain::UserId> ids = *added;
                               spool->read([&](Spool::Record record) { return each(outcome_row(record, ids)); });
                             },
                         .sum = std::make_shared<const RecordBody>(sum_of(summary, rejected))};
}

}  // namespace pcadmin::cli
