#include "import_faults.hpp"

#include "../../row_faults.hpp"

#include <utility>

namespace pcadmin::cli {

Failure faults_failure(const ops::ImportSummary& summary, const interchange::PeopleReader& reader) {
  return import_failure({.faults = summary.faults,
                         .count = summary.fault_count,
                         .rows = summary.rows,
                         .then = "nobody was added or changed",
                         .denied = summary.denied},
                        [&](std::string_view field) { return reader.column_of(field); });
}

std::function<Failure(const ops::Unit&, Failure)> naming_lines(ops::ImportSummary summary) {
  return [summary = std::move(summary)](const ops::Unit& unit, Failure refusal) {
    return ops::with_lines(unit, summary, std::move(refusal));
  };
}

}  // namespace pcadmin::cli
