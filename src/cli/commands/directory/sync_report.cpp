#include "sync_report.hpp"

#include "../../designation_impact.hpp"
#include "directory_input.hpp"
#include "sync_rows.hpp"

#include <fmt/format.h>

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace pcadmin::cli {

namespace {

RecordBody sum_of(const ops::DirectorySync& sync) {
  return {"directory",
          kSyncColumns,
          {sync.entries, sync.added, sync.changed, sync.disabled, sync.unchanged, sync.gone, sync.still_gone,
           static_cast<std::int64_t>(sync.conflicts.size()), sync.without_address, sync.roles_given, sync.roles_taken}};
}

/// `5000 entries: 12 added, 3 changed, 4985 unchanged`.
std::string told(const ops::DirectorySync& sync) {
  auto text = fmt::format("{} {} of people", sync.entries, sync.entries == 1 ? "entry" : "entries");
  const std::array<std::pair<std::int64_t, std::string_view>, 7> parts = {
      {{sync.added, "added"},
       {sync.changed, "changed"},
       {sync.disabled, "of them disabled"},
       {sync.unchanged, "unchanged"},
       {sync.gone, "gone"},
       {static_cast<std::int64_t>(sync.conflicts.size()), "in conflict"},
       {sync.without_address, "without an address"}}};
  std::string_view before = ": ";
  for (const auto& [count, what] : parts) {
    if (count == 0) continue;
    text += fmt::format("{}{} {}", before, count, what);
    before = ", ";
  }
  return text;
}

void warn(Report& report, const ops::DirectorySync& sync) {
  if (const auto gone = sync.gone + sync.still_gone; gone > 0)
    report.warnings.push_back(
        fmt::format("{} no longer in the directory, and marked for review: pcadmin directory "
                    "status --gone",
                    gone == 1 ? "1 person is" : fmt::format("{} people are", gone)));
  for (const auto& group : sync.empty_groups)
    report.warnings.push_back(
        fmt::format("no entry is in the group {}: the roles that only its rule gives are taken from everybody in the "
                    "directory; look whether its name is right",
                    group));
  if (sync.added > 0)
    report.warnings.push_back(fmt::format("{} no password yet: pcadmin password reset USER",
                                          sync.added == 1 ? "who is added has" : "those who are added have"));
}

Failure verdict_of(const ops::DirectorySync& sync, bool dry_run) {
  const auto count = sync.conflicts.size();
  const auto* const done = dry_run ? "would be left out; the rest would be" : "left out; the rest is";
  return {.code = "directory-conflicts",
          .kind = FailureKind::partial,
          .message = fmt::format("{} in conflict and {} as the directory says",
                                 count == 1 ? "1 entry is" : fmt::format("{} entries are", count), done),
          .hint = "see what is in the way: the rows whose action is conflict"};
}

}  // namespace

Report sync_report(ops::Unit& unit, Context& context) {
  auto& input = *context.directory;
  std::vector<Row> rows;
  ops::SyncWishes wishes;
  wishes.each = [&](const domain::PlannedPerson& planned) {
    context.world.check_interrupted();
    rows.push_back(row_of(planned));
  };
  wishes.gone = [&](const ops::GonePerson& person) { rows.push_back(row_of(person)); };
  const DesignationImpact impact(unit);
  const auto notes = std::move(input.directory.notes);
  const auto sync =
      ops::sync_directory(unit, std::move(input.directory), input.rules ? &*input.rules : nullptr, wishes);
  for (const auto& conflict : sync.conflicts) rows.push_back(row_of(conflict));
  Report report{.changed = sync.changes_anything(), .said = told(sync), .undoable = true, .warnings = notes};
  warn(report, sync);
  impact.warn(report, unit);
  if (!sync.conflicts.empty()) report.verdict = verdict_of(sync, context.dry_run);
  report.body = ListBody{.key = "people",
                         .columns = kSyncRowColumns,
                         .produce = all_of(std::move(rows)),
                         .sum = std::make_shared<const RecordBody>(sum_of(sync))};
  return report;
}

}  // namespace pcadmin::cli
