#pragma once

#include "pcadmin/base/result.hpp"
#include "pcadmin/cli/world.hpp"

#include <cstddef>
#include <span>

namespace pcadmin::cli {

/// How many of a failure's lines people are shown.
inline constexpr std::size_t kMostDetailLines = 50;

/// What a failure lists, a line each on `world.err`, the first of them where they are many: and how many more there
/// are, by its detail `count`.
void write_fault_lines(const Failure& failure, std::span<const DetailRow> rows, World& world);

}  // namespace pcadmin::cli
