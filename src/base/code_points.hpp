#pragma once

#include <utf8proc.h>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace pcadmin {

inline constexpr utf8proc_int32_t kNotUtf8 = -1;

struct CodePoint {
  utf8proc_int32_t value = kNotUtf8;
  std::size_t length = 1;
};

/// The code point at the beginning of a text that is not empty; `kNotUtf8` with length 1 when there is none.
inline CodePoint first_code_point(std::string_view text) {
  if (static_cast<unsigned char>(text.front()) < 0x80) return {.value = text.front(), .length = 1};
  constexpr std::size_t kLongest = 4;
  utf8proc_int32_t value = 0;
  const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                       static_cast<utf8proc_ssize_t>(std::min(text.size(), kLongest)), &value);
  if (length <= 0) return {};
  return {.value = value, .length = static_cast<std::size_t>(length)};
}

/// The same, and takes it off.
inline CodePoint take_code_point(std::string_view& text) {
  const CodePoint taken = first_code_point(text);
  text.remove_prefix(taken.length);
  return taken;
}

}  // namespace pcadmin
