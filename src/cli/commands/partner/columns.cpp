#include "columns.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

namespace pcadmin::cli {

const std::string& who_of(const store::Association& association) {
  return (association.account ? *association.account : association.address()).text();
}

std::string association_words(const store::Association& association) {
  const auto& who = who_of(association);
  const auto& address = association.address().text();
  return who == address ? who : fmt::format("{}, by {},", who, address);
}

Row association_values(const store::Association& association) {
  const auto& [user, address, state, way] = association.record;
  const auto& act = association.act;
  return make_row(who_of(association), value_of(user), value_of(association.name), association.address().text(),
                  std::string(to_string(state)), std::string(to_string(way)), to_rfc3339(association.at),
                  act ? text_or_nothing(act->by) : Value(), act ? text_or_nothing(act->reason) : Value(),
                  act ? text_or_nothing(act->ticket) : Value(), act ? Value(act->change.number) : Value());
}

Report associations_report(const std::vector<ops::AssociationChange>& changes, std::string_view done,
                           std::string_view nothing) {
  std::vector<Row> rows;
  std::vector<std::string> changed;
  for (const auto& change : changes) {
    rows.push_back(association_values(change.now));
    if (change.changed) changed.push_back(who_of(change.now));
  }
  Report report{.changed = !changed.empty(), .undoable = true};
  report.said = changed.empty() ? std::string(nothing) : fmt::format("{} {}", done, join_words(changed));
  report.body = ListBody{"associations", kAssociationColumns, all_of(std::move(rows)), true};
  return report;
}

Report association_report(const ops::AssociationChange& change, std::string said) {
  return {.body = RecordBody{"association", kAssociationColumns, association_values(change.now), true},
          .changed = change.changed,
          .said = std::move(said),
          .undoable = true};
}

}  // namespace pcadmin::cli
