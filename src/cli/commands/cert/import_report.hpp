#pragma once

#include "../../args.hpp"
#include "../../command.hpp"
#include "../../input_file.hpp"
#include "../../report.hpp"
#include "../../row_faults.hpp"

#include "pcadmin/ops/skills.hpp"

#include <array>

/// What both files of skills have in common: how they are opened, read and reported.
namespace pcadmin::cli {

namespace flags {
inline constexpr Arg<FileName> kSkillFile{
    {.name = "FILE", .help = "CSV or JSON, or - for standard input", .completes = Completes::file, .required = true}};
}  // namespace flags

inline constexpr std::array<Column, 4> kSkillImportColumns = {{{.key = "rows", .title = "ROWS"},
                                                               {.key = "added", .title = "ADDED", .is_id = true},
                                                               {.key = "updated", .title = "UPDATED"},
                                                               {.key = "unchanged", .title = "UNCHANGED"}}};

/// An `ask`: opens the file.
bool open_skill_file(Dialog& dialog, const Failure* failure);
Report skill_import_report(const ops::SkillImport& done);

/// `import-faults`: everything that is wrong with a file, of which nothing is kept.
Failure skill_faults(const ops::SkillImport& done, const ColumnOf& column_of);

/// Reads the file with `reader` by `import`, to its end. Throws `import-faults` with everything that is wrong with it.
template <class Record, class Reader, class Import>
ops::SkillImport import_file(ops::Unit& unit, Context& context, Reader& reader, Import import) {
  context.world.watch_interrupts();
  const ops::NextOf<Record> next = [&] { return context.world.check_interrupted(), reader.next(); };
  auto done = import(unit, next);
  context.world.check_interrupted();  // Ctrl-C ends a whole pipeline: what was read may be half a file
  if (done.faults.empty()) return done;
  throw Error(skill_faults(done, [&](std::string_view field) { return reader.column_of(field); }));
}

}  // namespace pcadmin::cli
