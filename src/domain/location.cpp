#include "pcadmin/domain/location.hpp"

#include <algorithm>

namespace pcadmin::domain {

bool fits_portal(const Phone& phone) {
  constexpr std::size_t kLongest = 10;
  const auto& text = phone.text();
  return text.size() <= kLongest && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace pcadmin::domain
