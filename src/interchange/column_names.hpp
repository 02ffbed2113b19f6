#pragma once

#include "pcadmin/base/text.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace pcadmin::interchange {

/// The name of a column as it is compared: letter case does not matter, and blank, hyphen and underscore are alike.
inline std::string normalised_name(std::string_view cell) {
  auto word = to_ascii_lower(trim(cell));
  std::replace_if(
      word.begin(), word.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
  return word;
}

}  // namespace pcadmin::interchange
