#include "columns.hpp"

#include <fmt/format.h>

namespace pcadmin::cli {

namespace {

std::string name_of(const ops::GuardState& state) { return std::string(domain::info_of(state.guard).name); }

}  // namespace

Row guard_values(const ops::GuardState& state) {
  return make_row(name_of(state), state.value, state.set, state.now, std::string(domain::info_of(state.guard).says));
}

Report guard_report(const ops::GuardChange& change) {
  Report report{.changed = change.changed, .undoable = true};
  report.body = RecordBody{"guard", kGuardColumns, guard_values(change.state), true};
  report.said = fmt::format("{} is {}{}{}", name_of(change.state), change.state.value,
                            change.state.set ? "" : ", as it is by itself", change.changed ? "" : " already");
  report.warnings = change.state.notes;
  return report;
}

}  // namespace pcadmin::cli
