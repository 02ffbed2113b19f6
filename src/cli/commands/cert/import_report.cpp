#include "import_report.hpp"

#include "../../dialog.hpp"
#include "../../render/fault_lines.hpp"

#include <string>
#include <utility>

namespace pcadmin::cli {

bool open_skill_file(Dialog& dialog, const Failure* failure) {
  if (failure != nullptr) return false;
  dialog.context.input = open_input(dialog.context.args.get(flags::kSkillFile), dialog.context.world);
  return true;
}

Report skill_import_report(const ops::SkillImport& done) {
  const auto number = [](std::uint64_t n) { return Value(static_cast<std::int64_t>(n)); };
  Report report{.changed = done.added + done.updated > 0, .undoable = true};
  report.body = RecordBody{"import",
                           kSkillImportColumns,
                           {number(done.rows), number(done.added), number(done.updated), number(done.unchanged)}};
  return report;
}

Failure skill_faults(const ops::SkillImport& done, const ColumnOf& column_of) {
  const FaultCounts counts{.rows = done.rows, .faults = done.fault_count, .rows_with_faults = done.rows_with_faults};
  std::string hint = "mend the lines above and import the file again";
  if (counts.faults > kMostDetailLines) hint += "; -o json tells more of them";
  return {.code = "import-faults",
          .kind = FailureKind::invalid,
          .message = what_is_wrong(counts) + ": nothing was changed",
          .hint = std::move(hint),
          .details = fault_details(counts, done.faults, column_of)};
}

}  // namespace pcadmin::cli
