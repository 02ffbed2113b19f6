#include "import_faults.hpp"

#include <fmt/format.h>

#include <utility>

namespace pcadmin::cli {

Failure faults_failure(const ops::ImportSummary& summary, const interchange::PeopleReader& reader) {
  std::vector<DetailRow> rows;
  for (const auto& fault : summary.faults) {
    rows.push_back(
        {{"line", static_cast<std::int64_t>(fault.line)},
         {"column", static_cast<std::int64_t>(fault.column != 0 ? fault.column : reader.column_of(fault.field))},
         {"field", fault.field},
         {"code", fault.code},
         {"value", fault.value},
         {"message", fault.message},
         {"hint", fault.hint}});
  }
  const auto count = summary.fault_count;
  const auto left_out = count - summary.faults.size();
  return {.code = "import-faults",
          .kind = summary.denied ? FailureKind::denied : FailureKind::invalid,
          .message = fmt::format("{} thing{} wrong in {} row{}: nobody was added or changed", count,
                                 count == 1 ? " is" : "s are", summary.rows, summary.rows == 1 ? "" : "s"),
          .hint = left_out == 0 ? "mend the lines above and import the file again"
                                : fmt::format("mend the lines above and import again to see the other {}", left_out),
          .details = {{"rows", static_cast<std::int64_t>(summary.rows)},
                      {"count", static_cast<std::int64_t>(count)},
                      {"faults", std::move(rows)}}};
}

std::function<Failure(const ops::Unit&, Failure)> naming_lines(ops::ImportSummary summary) {
  return [summary = std::move(summary)](const ops::Unit& unit, Failure refusal) {
    return ops::with_lines(unit, summary, std::move(refusal));
  };
}

}  // namespace pcadmin::cli
