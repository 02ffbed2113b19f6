#pragma once

#include "import_reading.hpp"

#include "pcadmin/base/result.hpp"
#include "pcadmin/ops/import_people.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pcadmin::cli {

/// What was asked for, as far as it matters to who is told what is wrong.
struct FaultAdvice {
  bool dry_run = false;
  bool keep_going = false;
  bool broke_off = false;
  std::optional<std::string> report{};   ///< where everything is written
  std::optional<std::string> rejects{};  ///< where the rows are
  std::vector<std::string> slips{};      ///< what looks wrong and is not refused, a sentence each
};

FaultCounts counts_of(const ops::ImportSummary& summary, const ImportReading& rows);

/// Everything wrong with a file of which nothing is imported, as one failure. Faults that the rules found name their
/// field; where it stands in the row is the file's to say.
Failure faults_failure(const ops::ImportSummary& summary, const FaultCounts& counts,
                       const interchange::PeopleReader& reader, const FaultAdvice& advice);

/// The same of a file of which the other rows are imported: `import-partial`, kind partial.
Failure partial_failure(const ops::ImportSummary& summary, const FaultCounts& counts,
                        const interchange::PeopleReader& reader, const FaultAdvice& advice);

}  // namespace pcadmin::cli
