#include "row_faults.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace pcadmin::cli {

Failure import_failure(const FoundFaults& found, const std::function<std::uint64_t(std::string_view)>& column_of) {
  std::vector<DetailRow> rows;
  for (const auto& fault : found.faults) {
    rows.push_back({{"line", static_cast<std::int64_t>(fault.line)},
                    {"column", static_cast<std::int64_t>(fault.column != 0 ? fault.column : column_of(fault.field))},
                    {"field", fault.field},
                    {"code", fault.code},
                    {"value", fault.value},
                    {"message", fault.message},
                    {"hint", fault.hint}});
  }
  const auto count = found.count;
  const auto left_out = count - found.faults.size();
  return {.code = "import-faults",
          .kind = found.denied ? FailureKind::denied : FailureKind::invalid,
          .message = fmt::format("{} thing{} wrong in {} row{}: {}", count, count == 1 ? " is" : "s are", found.rows,
                                 found.rows == 1 ? "" : "s", found.then),
          .hint = left_out == 0 ? "mend the lines above and import the file again"
                                : fmt::format("mend the lines above and import again to see the other {}", left_out),
          .details = {{"rows", static_cast<std::int64_t>(found.rows)},
                      {"count", static_cast<std::int64_t>(count)},
                      {"faults", std::move(rows)}}};
}

}  // namespace pcadmin::cli
