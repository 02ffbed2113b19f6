#pragma once

#include "args.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace pcadmin::cli {

/// Several lists of arguments as one.
template <std::size_t... N>
constexpr auto joined(const std::array<const ArgSpec*, N>&... lists) {
  std::array<const ArgSpec*, (N + ...)> all{};
  auto at = all.begin();
  ((at = std::ranges::copy(lists, at).out), ...);
  return all;
}

}  // namespace pcadmin::cli
