#pragma once

#include "interchange/csv_rows.hpp"

#include "pcadmin/base/result.hpp"
#include "pcadmin/base/text.hpp"
#include "pcadmin/domain/user.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace pcadmin::interchange {

/// A value as it stands in its file.
struct Cell {
  std::uint64_t line = 0;
  std::uint64_t column = 0;  ///< from 1; 0 in a format without columns
  std::string_view field{};  ///< as the file calls it
  std::string_view text{};
  bool is_blank() const { return trim(text).empty(); }
};

/// Everything wrong with the values of one person.
class CellFaults {
 public:
  void add(const Cell& cell, Failure failure) {
    faults_.push_back({.line = cell.line,
                       .column = cell.column,
                       .field = std::string(cell.field),
                       .code = std::move(failure.code),
                       .value = excerpt(cell.text),
                       .message = std::move(failure.message),
                       .hint = std::move(failure.hint)});
  }

  /// The cell without the blanks around it, by `parse`; nullopt when nothing is in it, and with a fault.
  template <class Parse>
  auto read(const Cell& cell, Parse parse) -> std::optional<typename decltype(parse({}))::value_type> {
    if (cell.is_blank()) return std::nullopt;
    auto value = parse(trim(cell.text));
    if (value) return std::move(*value);
    add(cell, std::move(value.error()));
    return std::nullopt;
  }

  bool empty() const { return faults_.empty(); }
  /// In the order of the file.
  std::vector<domain::RowFault> take() {
    std::ranges::stable_sort(faults_, {}, [](const auto& fault) { return std::pair(fault.line, fault.column); });
    return std::exchange(faults_, {});
  }

 private:
  std::vector<domain::RowFault> faults_;
};

}  // namespace pcadmin::interchange
