#pragma once

#include "../../report.hpp"

#include "pcadmin/domain/directory_plan.hpp"
#include "pcadmin/ops/directory.hpp"

namespace pcadmin::cli {

/// Of `kSyncRowColumns`: what becomes of one person, or of one entry.
Row row_of(const domain::PlannedPerson& planned);
Row row_of(const ops::GonePerson& person);
Row row_of(const domain::SyncConflict& conflict);

}  // namespace pcadmin::cli
