#include "interchange/csv_table.hpp"

#include "pcadmin/base/result.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <utility>

namespace pcadmin::interchange {

void go_to_header(CsvRows& rows, std::string message, std::string hint) {
  const auto step = rows.next();
  if (step == CsvRows::Step::row) return;
  if (step == CsvRows::Step::end)
    throw Error(
        {.code = "empty-file", .kind = FailureKind::invalid, .message = std::move(message), .hint = std::move(hint)});
  const auto& fault = rows.fault();
  throw Error({.code = fault.code,
               .kind = FailureKind::invalid,
               .message = fmt::format("line {}: {}", fault.line, fault.message),
               .hint = fault.hint,
               .details = {{"line", static_cast<std::int64_t>(fault.line)},
                           {"column", static_cast<std::int64_t>(fault.column)}}});
}

domain::RowFault wrong_count(const CsvRows& rows, std::size_t columns) {
  return {.line = rows.line(),
          .column = 0,
          .field = {},
          .code = rows.size() < columns ? "too-few-columns" : "too-many-columns",
          .value = {},
          .message =
              fmt::format("the row has {} column{}, the header {}", rows.size(), rows.size() == 1 ? "" : "s", columns),
          .hint = fmt::format("a cell that holds {} must be in quotes", rows.separator().title())};
}

}  // namespace pcadmin::interchange
