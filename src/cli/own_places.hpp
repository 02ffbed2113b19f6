#pragma once

#include "args.hpp"

#include <span>
#include <string>

namespace pcadmin::cli {

/// A file or folder that a flag has written.
struct Place {
  const ArgSpec* flag;
  std::string name;
};

/// Refuses `-`, which is no file, and one place for two of them. Throws `Error`, kind usage: `invalid-file-name`,
/// `same-file`.
void require_own_places(std::span<const Place> places);

}  // namespace pcadmin::cli
