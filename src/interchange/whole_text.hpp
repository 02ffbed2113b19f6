#pragma once

#include "pcadmin/interchange/people_reader.hpp"

#include <cstddef>
#include <string>
#include <string_view>

/// Files that are read as a whole before anything in them is judged.
namespace pcadmin::interchange {

/// What such a file is, for who is told that this one is not.
struct WholeText {
  std::size_t most;           ///< bytes
  std::string_view too_long;  ///< the hint
  std::string_view what;      ///< `policy`
  std::string_view shape;     ///< the hint for an empty file
};

/// Reads it to its end; without a byte order mark. Throws `Error`, kind invalid: `file-too-long`, `empty-file`,
/// `nul-byte`, `not-utf8`.
std::string read_whole_text(ByteSource& source, const WholeText& is);

}  // namespace pcadmin::interchange
