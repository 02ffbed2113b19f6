#pragma once

#include "../../command.hpp"
#include "../../report.hpp"

#include "pcadmin/ops/unit.hpp"

#include <array>

namespace pcadmin::cli {

/// What an import comes to, in numbers.
inline constexpr std::array<Column, 7> kImportColumns = {{{.key = "rows", .title = "ROWS"},
                                                          {.key = "added", .title = "ADDED", .is_id = true},
                                                          {.key = "updated", .title = "UPDATED"},
                                                          {.key = "disabled", .title = "DISABLED"},
                                                          {.key = "unchanged", .title = "UNCHANGED"},
                                                          {.key = "skipped", .title = "SKIPPED"},
                                                          {.key = "rejected", .title = "REJECTED"}}};

/// Imports the file that is the context's input. With faults, nobody, and throws `import-faults`; or with --keep-going,
/// unless every row has some or the file breaks off, the others, and `import-partial` is the verdict. The report and
/// the rejects are on disk when it returns: at their names where nothing is to be committed, else staged.
Report import_file(ops::Unit& unit, Context& context);

}  // namespace pcadmin::cli
