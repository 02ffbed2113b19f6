#pragma once

#include "../../command.hpp"
#include "../../report.hpp"
#include "import_reading.hpp"

#include "pcadmin/base/result.hpp"
#include "pcadmin/ops/import_people.hpp"

#include <functional>
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

FaultAdvice advice_of(const Context& context, const ImportReading& reading);

/// Everything wrong with a file of which nothing is imported, as one failure.
Failure faults_failure(const ops::ImportSummary& summary, const FaultCounts& counts, const FaultAdvice& advice);

/// The same of a file of which the other rows are imported: `import-partial`, kind partial.
Failure partial_failure(const ops::ImportSummary& summary, const FaultCounts& counts, const FaultAdvice& advice);

/// What a guard refuses, with the lines of the people it is about; `report`, what is said of the file, is wanted all
/// the same.
std::function<Failure(const ops::Unit&, Report&, Failure)> naming_lines(ops::ImportSummary summary,
                                                                        std::optional<std::string> report);

}  // namespace pcadmin::cli
