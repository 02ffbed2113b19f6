#pragma once

#include "../../report.hpp"
#include "../../spool.hpp"

#include "pcadmin/ops/import_people.hpp"

#include <span>

namespace pcadmin::cli {

/// What became of a row, as a record of a spool.
void put_outcome(Spool& spool, const ops::RowOutcome& outcome);
/// The same as a row of `kImportRowColumns`. Who was added has the first id of `added`, which is used up; none in a dry
/// run, where nobody new gets an id that lasts.
Row outcome_row(Spool::Record record, std::span<const domain::UserId>& added);

}  // namespace pcadmin::cli
