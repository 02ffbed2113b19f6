#pragma once

#include <memory>

#include "args.hpp"
#include "pcadmin/cli/world.hpp"
#include "pcadmin/interchange/people_reader.hpp"

namespace pcadmin::cli {

/// A file to read from, or standard input for `-`. Throws `Error`, kind invalid: `file-not-readable`, with the reason.
/// Standard input must outlive what comes back.
std::unique_ptr<interchange::ByteSource> open_input(const FileName& file, World& world);

}  // namespace pcadmin::cli
