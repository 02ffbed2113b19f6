#pragma once

#include "args.hpp"

#include "pcadmin/cli/world.hpp"
#include "pcadmin/interchange/people_reader.hpp"

#include <memory>

namespace pcadmin::cli {

/// A file to read from, or for `-` all of standard input, which is read to its end first and kept in a nameless
/// temporary file: whoever holds the store's lock must not wait for a slow pipe. Throws `Error`, kind invalid:
/// `file-not-readable`, `spool-failed`, with the reason.
std::unique_ptr<interchange::ByteSource> open_input(const FileName& file, World& world);

}  // namespace pcadmin::cli
