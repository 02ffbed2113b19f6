#include "import_faults.hpp"

#include "../../render/fault_lines.hpp"
#include "../../row_faults.hpp"
#include "fault_files.hpp"
#include "import_args.hpp"

#include <fmt/format.h>

#include <utility>

namespace pcadmin::cli {

namespace {

std::string what_is_wrong(const FaultCounts& counts, bool broke_off) {
  return what_is_wrong(counts) + (broke_off ? ", and what follows could not be read" : "");
}

std::string what_to_do(const FaultCounts& counts, const FaultAdvice& advice) {
  if (advice.broke_off && advice.keep_going)
    return "mend what ends the file and import it again: of a file that cannot be read to its end --keep-going takes "
           "nothing";
  if (advice.rejects && advice.dry_run)
    return fmt::format("without --dry-run their rows would be in {}, to be mended and imported", *advice.rejects);
  if (advice.rejects) return fmt::format("mend the rows in {} and import that file", *advice.rejects);
  if (advice.keep_going && counts.rows_with_faults < counts.rows)
    return advice.dry_run ? "mend the lines above, or give --rejects a file for them"
                          : "mend the lines above and import the file again, with --on-existing skip";
  if (advice.keep_going || advice.broke_off || counts.rows_with_faults == counts.rows)
    return "mend the lines above and import the file again";
  return "mend the lines above and import the file again; or import the other rows: --keep-going --rejects FILE";
}

std::string hint_of(const FaultCounts& counts, const FaultAdvice& advice) {
  auto hint = what_to_do(counts, advice);
  if (advice.report)
    hint += fmt::format("; everything that is wrong is in {}", *advice.report);
  else if (counts.faults > kMostDetailLines)
    hint += "; --report FILE.csv writes down everything that is wrong";
  return hint;
}

}  // namespace

FaultAdvice advice_of(const Context& context, const ImportReading& reading) {
  return {.dry_run = context.dry_run,
          .keep_going = context.args.on(flags::kKeepGoing),
          .broke_off = reading.broke_off(),
          .report = report_name(context.args),
          .rejects = rejects_name(context.args),
          .slips = reading.warnings()};
}

Failure faults_failure(const ops::ImportSummary& summary, const FaultCounts& counts, const FaultAdvice& advice) {
  return {.code = "import-faults",
          .kind = summary.denied ? FailureKind::denied : FailureKind::invalid,
          .message = what_is_wrong(counts, advice.broke_off) + ": nobody was added or changed",
          .hint = hint_of(counts, advice) +
                  (advice.slips.empty() ? "" : fmt::format("; {}", fmt::join(advice.slips, "; "))),
          .details = fault_details(counts, summary.faults)};
}

Failure partial_failure(const ops::ImportSummary& summary, const FaultCounts& counts, const FaultAdvice& advice) {
  const auto rejected = advice.dry_run                 ? "would be rejected"
                        : counts.rows_with_faults == 1 ? "was rejected"
                                                       : "were rejected";
  return {.code = "import-partial",
          .kind = FailureKind::partial,
          .message = fmt::format("{}: {} {}", what_is_wrong(counts, advice.broke_off),
                                 counted(counts.rows_with_faults, "row"), rejected),
          .hint = hint_of(counts, advice),
          .details = fault_details(counts, summary.faults)};
}

std::function<Failure(const ops::Unit&, Report&, Failure)> naming_lines(ops::ImportSummary summary,
                                                                        std::optional<std::string> report) {
  return
      [summary = std::move(summary), name = std::move(report)](const ops::Unit& unit, Report& answer, Failure refusal) {
        for (auto& file : answer.files)
          if (name && file.file() == *name) file.publish();
        return ops::with_lines(unit, summary, std::move(refusal));
      };
}

}  // namespace pcadmin::cli
