#include "people_import.hpp"

#include "../../credentials_file.hpp"
#include "import_args.hpp"
#include "import_faults.hpp"

#include "pcadmin/ops/identity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace pcadmin::cli {

namespace {

using namespace flags;

interchange::PeopleFormat format_of(const Args& args, const interchange::PeekedSource& source) {
  if (const auto given = args.find(kPeopleFormat)) return *given;
  return value_or_throw(interchange::detect_format(source.beginning()));
}

/// One file on its way into the store.
class PeopleImport {
 public:
  PeopleImport(ops::Unit& unit, Context& context)
      : unit_(unit),
        context_(context),
        source_(*context.input),
        format_(format_of(context.args, source_)),
        reader_(interchange::read_people(source_, format_, context.args.all(kMap))),
        files_(context, format_, *reader_),
        rows_(*reader_, files_, ops::organization_domains(unit)),
        credentials_(unit, context) {}

  Report run() {
    read();
    const auto counts = counts_of(summary_, rows_);
    const bool is_partial = context_.args.on(kKeepGoing) && !rows_.broke_off() && counts.rows_with_faults < counts.rows;
    auto files = files_.finish(counts, rows_.broke_off());
    if (counts.faults > 0 && !is_partial) {
      for (auto& file : files) file.publish();
      throw Error(faults_failure(summary_, counts, *reader_, advice()));
    }
    auto report = report_of(counts);
    if (counts.faults > 0) report.verdict = partial_failure(summary_, counts, *reader_, advice());
    if (report.changed && !context_.dry_run)
      std::ranges::move(files, std::back_inserter(report.files));
    else
      for (auto& file : files) file.publish();
    report.tell_refusal = naming_lines();
    return report;
  }

 private:
  void read() {
    const auto next = [&] { return context_.world.check_interrupted(), rows_.next(); };
    summary_ = ops::import_people(
        unit_, next, context_.args.get(kOnExisting, ops::OnExisting::error),
        [&](const ops::Temporary& temporary) { credentials_.add(temporary); },
        [&](const domain::RowFault& fault) { rows_.note(fault); });
    context_.world.check_interrupted();  // Ctrl-C ends a whole pipeline: what was read may be half a file
  }

  FaultAdvice advice() const {
    return {.dry_run = context_.dry_run,
            .keep_going = context_.args.on(kKeepGoing),
            .broke_off = rows_.broke_off(),
            .report = report_name(context_.args),
            .rejects = rejects_name(context_.args)};
  }

  Report report_of(const FaultCounts& counts) {
    Report report{.changed = summary_.added + summary_.updated > 0, .undoable = true, .warnings = reader_->notes()};
    std::ranges::move(rows_.warnings(), std::back_inserter(report.warnings));
    Row row;
    for (const auto number : {summary_.rows, summary_.added, summary_.updated, summary_.disabled, summary_.unchanged,
                              summary_.skipped, counts.rows_with_faults})
      row.emplace_back(static_cast<std::int64_t>(number));
    report.body = RecordBody{"import", kImportColumns, std::move(row)};
    if (summary_.added > 0 && !credentials_.none())
      report.said = fmt::format("added {} {}; their temporary passwords are in {}", summary_.added,
                                summary_.added == 1 ? "person" : "people", credentials_.hand_over(report));
    return report;
  }

  /// What a guard refuses, with the lines of the people it is about; the report of the file is wanted all the same.
  std::function<Failure(const ops::Unit&, Report&, Failure)> naming_lines() {
    const auto name = report_name(context_.args);
    return [summary = std::move(summary_), name](const ops::Unit& unit, Report& report, Failure refusal) {
      for (auto& file : report.files)
        if (name && file.file() == *name) file.publish();
      return ops::with_lines(unit, summary, std::move(refusal));
    };
  }

  ops::Unit& unit_;
  Context& context_;
  interchange::PeekedSource source_;
  interchange::PeopleFormat format_;
  std::unique_ptr<interchange::PeopleReader> reader_;
  FaultFiles files_;
  ImportRows rows_;
  CredentialFiles credentials_;
  ops::ImportSummary summary_{};
};

}  // namespace

Report import_file(ops::Unit& unit, Context& context) {
  context.world.watch_interrupts();
  return PeopleImport(unit, context).run();
}

}  // namespace pcadmin::cli
