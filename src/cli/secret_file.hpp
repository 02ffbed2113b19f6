#pragma once

#include "args.hpp"

#include "pcadmin/base/secret.hpp"
#include "pcadmin/cli/world.hpp"

namespace pcadmin::cli {

/// The first line of a file with a password. Throws `Error`, kind invalid: `password-file-exposed` when group or others
/// may read it, `password-file-unreadable` when it is not there, cannot be read, is no regular file, or has no line.
Secret read_secret_file(const FileName& file, const World& world);

}  // namespace pcadmin::cli
