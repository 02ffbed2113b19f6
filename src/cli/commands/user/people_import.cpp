#include "people_import.hpp"

#include "../../credentials_file.hpp"
#include "../../input_file.hpp"
#include "import_args.hpp"
#include "import_faults.hpp"
#include "import_rows.hpp"
#include "import_stages.hpp"

#include "pcadmin/ops/identity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace pcadmin::cli {

namespace {

using namespace flags;

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
        reading_(context.args.get(kPeopleFile), *reader_, files_, ops::organization_domains(unit)),
        rows_(context),
        stages_(context),
        credentials_(unit, context) {}

  Report run() {
    read();
    const auto counts = counts_of(summary_, reading_);
    const bool is_partial =
        context_.args.on(kKeepGoing) && !reading_.broke_off() && counts.rows_with_faults < counts.rows;
    auto files = files_.finish(counts, reading_.broke_off());
    if (counts.faults > 0 && !is_partial) {
      for (auto& file : files) file.publish();
      throw Error(faults_failure(summary_, counts, advice_of(context_, reading_)));
    }
    auto report = report_of(counts);
    if (counts.faults > 0) report.verdict = partial_failure(summary_, counts, advice_of(context_, reading_));
    if (summary_.denied) report.refused = faults_failure(summary_, counts, advice_of(context_, reading_));
    if (report.changed && !context_.dry_run)
      std::ranges::move(files, std::back_inserter(report.files));
    else
      for (auto& file : files) file.publish();
    report.tell_refusal = naming_lines(std::move(summary_), report_name(context_.args));
    return report;
  }

 private:
  void read() {
    const auto next = [&] { return stages_.read(reading_.next()); };
    const auto credential = [&](const ops::Temporary& temporary) {
      stages_.password_made();
      require_credentials_file(context_);
      credentials_.add(temporary);
      rows_.add_id(temporary.id);
    };
    const bool goes_on = context_.args.on(kKeepGoing);
    summary_ = ops::import_people(unit_, next, context_.args.get(kOnExisting, ops::OnExisting::error), credential,
                                  {.roles_mode = context_.args.get(kRolesMode, ops::RolesMode::add),
                                   .on_faults = goes_on ? ops::OnFaults::others : ops::OnFaults::nobody,
                                   .each = rows_.listener(),
                                   .fault = [&](domain::RowFault& fault) { reading_.note(fault); },
                                   .makes_passwords = [&](auto people) { stages_.make_passwords(people); },
                                   .written = [&](auto written, auto people) { stages_.write(written, people); }});
    stages_.check();  // Ctrl-C ends a whole pipeline: what was read may be half a file
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

  ops::Unit& unit_;
  Context& context_;
  CountedSource counted_;
  interchange::PeekedSource source_;
  interchange::PeopleFormat format_;
  std::unique_ptr<interchange::PeopleReader> reader_;
  FaultFiles files_;
  ImportReading reading_;
  ImportRows rows_;
  ImportStages stages_;
  CredentialFiles credentials_;
  ops::ImportSummary summary_{};
};

}  // namespace

Report import_file(ops::Unit& unit, Context& context) {
  context.world.watch_interrupts();
  context.progress.begin({.doing = "reading", .whole = context.input->size()});
  try {
    return PeopleImport(unit, context).run();
  } catch (const Error& error) {
    rethrow_with_name(error, context.args.get(kPeopleFile));
  }
}

}  // namespace pcadmin::cli
