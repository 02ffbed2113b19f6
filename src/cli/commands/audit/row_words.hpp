#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pcadmin::cli {

/// Rows of a table as people call them: `2 role assignments`.
std::string counted_rows(std::string_view table, std::int64_t number);

}  // namespace pcadmin::cli
