#pragma once

#include "../../command.hpp"
#include "../../report.hpp"

#include "pcadmin/ops/unit.hpp"

namespace pcadmin::cli {

/// Imports the file that is the context's input. With faults, nobody, and throws `import-faults`; or with --keep-going,
/// unless every row has some or the file breaks off, the others, and `import-partial` is the verdict. The report and
/// the rejects are on disk when it returns: at their names where nothing is to be committed, else staged.
Report import_file(ops::Unit& unit, Context& context);

}  // namespace pcadmin::cli
