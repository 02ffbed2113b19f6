#include "fault_lines.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pcadmin::cli {

namespace {

/// `line 3, column 2, email: "x" is not an e-mail address [invalid-email]; an address looks like ...`; or the message
/// alone, where it is about no line of a file.
std::string fault_line(const DetailRow& row) {
  const auto text = [&](std::string_view key) {
    const auto found = std::ranges::find(row, key, &DetailRow::value_type::first);
    if (found == row.end()) return std::string();
    return std::visit([](const auto& value) { return fmt::format("{}", value); }, found->second);
  };
  if (text("line").empty()) return text("message");
  const auto field = text("field");
  const auto column = text("column");
  const auto hint = text("hint");
  return fmt::format("line {}{}{}: {} [{}]{}", text("line"),
                     column.empty() || column == "0" ? "" : ", column " + column, field.empty() ? "" : ", " + field,
                     text("message"), text("code"), hint.empty() ? "" : "; " + hint);
}

/// How many there are of what a failure lists, some of which it may have left out.
std::uint64_t all_of_them(const Failure& failure, std::size_t listed) {
  const auto found = std::ranges::find(failure.details, "count", [](const auto& detail) { return detail.first; });
  const auto* const count = found == failure.details.end() ? nullptr : std::get_if<std::int64_t>(&found->second);
  return std::max<std::uint64_t>(listed, count == nullptr ? 0 : static_cast<std::uint64_t>(*count));
}

}  // namespace

void write_fault_lines(const Failure& failure, std::span<const DetailRow> rows, World& world) {
  const auto all = all_of_them(failure, rows.size());
  const auto shown = rows.first(std::min(rows.size(), kMostDetailLines));
  for (const auto& row : shown) world.err.write(escape_controls(fault_line(row)) + "\n");
  if (all > shown.size()) world.err.write(fmt::format("and {} more\n", all - shown.size()));
}

}  // namespace pcadmin::cli
