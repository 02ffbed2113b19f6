#include "perform.hpp"

#include "filter_rows.hpp"

#include <utility>

namespace pcadmin::cli {

namespace {

Report read(RunRead run, const Command& command, const ops::Unit& unit, Context& context) {
  context.filter = filter_of(command, context.args, unit.now());
  auto report = run(unit, context);
  narrow(report, context.filter);
  return report;
}

/// What a dry run made up is no secret of anybody: it is not shown as one.
void hide_once(const Command& command, Report& report) {
  auto* const record = std::get_if<RecordBody>(&report.body);
  if (record == nullptr || command.once.empty()) return;
  for (std::size_t i = 0; i < record->columns.size(); ++i) {
    if (record->columns[i].key == command.once) record->row[i] = Value();
  }
}

}  // namespace

Report perform(const Command& command, ops::Unit& unit, Context& context, const Answers& answers) {
  if (const auto* const tool = std::get_if<RunTool>(&command.run)) return (*tool)(context);
  if (const auto* const run = std::get_if<RunRead>(&command.run))
    return read(*run, command, std::as_const(unit), context);
  auto report = std::get<RunWrite>(command.run)(unit, context, answers);
  if (context.dry_run) hide_once(command, report);
  return report;
}

}  // namespace pcadmin::cli
