#pragma once

#include "pcadmin/base/result.hpp"
#include "pcadmin/domain/user.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What is wrong with the rows of an imported file, as a failure tells it.
namespace pcadmin::cli {

/// How much of a file is wrong.
struct FaultCounts {
  std::uint64_t rows = 0;
  std::uint64_t faults = 0;
  std::uint64_t rows_with_faults = 0;
};

/// `5 rows`, `1 row`.
std::string counted(std::uint64_t number, std::string_view what);

/// `6 things are wrong in 5 of 6 rows`.
std::string what_is_wrong(const FaultCounts& counts);

/// Where a field stands in a row, from 1; 0 where the file does not have it, or has no columns.
using ColumnOf = std::function<std::uint64_t(std::string_view field)>;

/// A failure's details: `rows`, `count`, `rows_with_faults`, and `faults`, a row each. Faults that the rules found name
/// their field; where it stands in the row is for `column_of` to say, unless the fault does.
std::vector<std::pair<std::string, DetailValue>> fault_details(const FaultCounts& counts,
                                                               std::span<const domain::RowFault> faults,
                                                               const ColumnOf& column_of = {});

}  // namespace pcadmin::cli
