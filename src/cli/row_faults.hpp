#pragma once

#include "pcadmin/base/result.hpp"
#include "pcadmin/domain/user.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

/// Everything wrong with an imported file, as one failure.
namespace pcadmin::cli {

struct FoundFaults {
  std::span<const domain::RowFault> faults;
  std::uint64_t count;    ///< of all of them
  std::uint64_t rows;     ///< of the file
  std::string_view then;  ///< what was not done: `nobody was added or changed`
  bool denied = false;    ///< among them is something the operator has no right to do
};
/// Faults that the rules found name their field; where it stands in the row, `column_of` says.
Failure import_failure(const FoundFaults& found, const std::function<std::uint64_t(std::string_view)>& column_of);

}  // namespace pcadmin::cli
