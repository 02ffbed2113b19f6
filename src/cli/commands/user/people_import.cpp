#include "people_import.hpp"

#include "../../credentials_file.hpp"
#include "../../input_file.hpp"
#include "import_args.hpp"
#include "import_faults.hpp"
#include "import_rows.hpp"

#include "pcadmin/ops/identity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

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
        counted_(*context.input, context.progress),
        source_(counted_),
        format_(format_of(context.args, source_)),
        reader_(interchange::read_people(source_, format_, context.args.all(kMap))),
        files_(context, format_, *reader_),
        reading_(*reader_, files_, ops::organization_domains(unit)),
        rows_(context),
        credentials_(unit, context) {}

  Report run() {
    read();
    const auto counts = counts_of(summary_, reading_);
    const bool is_partial =
        context_.args.on(kKeepGoing) && !reading_.broke_off() && counts.rows_with_faults < counts.rows;
    auto files = files_.finish(counts, reading_.broke_off());
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
    const auto next = [&] { return check(), context_.progress.step(), reading_.next(); };
    const auto credential = [&](const ops::Temporary& temporary) {
      check();
      context_.progress.tick();
      require_credentials_file(context_);
      credentials_.add(temporary);
      rows_.add_id(temporary.id);
    };
    const bool goes_on = context_.args.on(kKeepGoing);
    summary_ = ops::import_people(unit_, next, context_.args.get(kOnExisting, ops::OnExisting::error), credential,
                                  {.roles_mode = context_.args.get(kRolesMode, ops::RolesMode::add),
                                   .on_faults = goes_on ? ops::OnFaults::others : ops::OnFaults::nobody,
                                   .each = rows_.listener(),
                                   .fault = [&](const domain::RowFault& fault) { reading_.note(fault); },
                                   .written = [&](auto written, auto all) { write_on(written, all); }});
    check();  // Ctrl-C ends a whole pipeline: what was read may be half a file
  }

  void check() { context_.world.check_interrupted(); }

  /// The file has been read; who is in it is written.
  void write_on(std::uint64_t written, std::uint64_t all) {
    check();
    if (written == 0) context_.progress.begin({.doing = "writing", .unit = "people", .whole = all});
    context_.progress.reach(written);
  }

  FaultAdvice advice() const {
    return {.dry_run = context_.dry_run,
            .keep_going = context_.args.on(kKeepGoing),
            .broke_off = reading_.broke_off(),
            .report = report_name(context_.args),
            .rejects = rejects_name(context_.args),
            .slips = reading_.warnings()};
  }

  Report report_of(const FaultCounts& counts) {
    Report report{.changed = summary_.added + summary_.updated > 0, .undoable = true, .warnings = reader_->notes()};
    std::ranges::move(reading_.warnings(), std::back_inserter(report.warnings));
    rows_.answer(report, summary_, counts.rows_with_faults);
    if (summary_.added > 0 && !credentials_.none()) {
      if (report.said.empty())
        report.said = fmt::format("added {} {}", summary_.added, summary_.added == 1 ? "person" : "people");
      report.said += "; their temporary passwords are in " + credentials_.hand_over(report);
    }
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
  CountedSource counted_;
  interchange::PeekedSource source_;
  interchange::PeopleFormat format_;
  std::unique_ptr<interchange::PeopleReader> reader_;
  FaultFiles files_;
  ImportReading reading_;
  ImportRows rows_;
  CredentialFiles credentials_;
  ops::ImportSummary summary_{};
};

}  // namespace

Report import_file(ops::Unit& unit, Context& context) {
  context.world.watch_interrupts();
  context.progress.begin({.doing = "reading", .whole = context.input->size()});
  return PeopleImport(unit, context).run();
}

}  // namespace pcadmin::cli
