#include "import_report.hpp"

#include "../../dialog.hpp"

#include <fmt/format.h>

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

}  // namespace pcadmin::cli
