#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>

namespace pcadmin::interchange {

inline std::string note_on_passwords(std::uint64_t count) {
  return fmt::format("{} password{} in the file {} not read: everybody gets a temporary one", count,
                     count == 1 ? "" : "s", count == 1 ? "was" : "were");
}

}  // namespace pcadmin::interchange
