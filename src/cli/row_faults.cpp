#include "row_faults.hpp"

#include <fmt/format.h>

namespace pcadmin::cli {

std::string counted(std::uint64_t number, std::string_view what) {
  return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
}

std::string what_is_wrong(const FaultCounts& counts) {
  return fmt::format("{} {} wrong in {} of {}", counted(counts.faults, "thing"), counts.faults == 1 ? "is" : "are",
                     counts.rows_with_faults, counted(counts.rows, "row"));
}

std::vector<std::pair<std::string, DetailValue>> fault_details(const FaultCounts& counts,
                                                               std::span<const domain::RowFault> faults,
                                                               const ColumnOf& column_of) {
  std::vector<DetailRow> rows;
  for (const auto& fault : faults) {
    rows.push_back(
        {{"line", static_cast<std::int64_t>(fault.line)},
         {"column", static_cast<std::int64_t>(fault.column != 0 || !column_of ? fault.column : column_of(fault.field))},
         {"field", fault.field},
         {"code", fault.code},
         {"value", fault.value},
         {"message", fault.message},
         {"hint", fault.hint}});
  }
  return {{"rows", static_cast<std::int64_t>(counts.rows)},
          {"count", static_cast<std::int64_t>(counts.faults)},
          {"rows_with_faults", static_cast<std::int64_t>(counts.rows_with_faults)},
          {"faults", std::move(rows)}};
}

}  // namespace pcadmin::cli
