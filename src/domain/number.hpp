#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace pcadmin::domain {

/// The whole of `text` as a decimal number from `least` to `most`; nullopt for anything else.
inline std::optional<std::int64_t> number_in(std::string_view text, std::int64_t least, std::int64_t most) {
  std::int64_t number = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc{} && rest == text.data() + text.size();
  return whole && number >= least && number <= most ? std::optional(number) : std::nullopt;
}

}  // namespace pcadmin::domain
