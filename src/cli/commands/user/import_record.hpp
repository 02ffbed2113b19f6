#pragma once

#include "../../report.hpp"
#include "../../spool.hpp"

#include "pcadmin/ops/import_people.hpp"

namespace pcadmin::cli {

/// What became of a row, as a record of a spool. In a dry run nobody new gets an id that lasts: it is left out.
void put_outcome(Spool& spool, const ops::RowOutcome& outcome, bool dry_run);
/// The same as a row of `kImportRowColumns`.
Row outcome_row(Spool::Record record);

}  // namespace pcadmin::cli
