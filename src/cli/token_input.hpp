#pragma once

#include "args.hpp"

#include "pcadmin/base/secret.hpp"
#include "pcadmin/cli/world.hpp"

#include <optional>

/// The token a script acts by. It comes from a file or a file descriptor, never from the command line or the
/// environment, which others on the machine may see.
namespace pcadmin::cli {

/// The first line behind --token-fd, else of the file $PCADMIN_TOKEN_FILE names; nullopt when neither is given.
///
/// Throws `Error`, kind denied: `token-exposed` when group or others may read the file; `token-unreadable` when it is
/// not there, cannot be read or is no regular file, or when there is nothing, or more than a token can be, to be read.
std::optional<Secret> read_token(const Args& args, const World& world);

}  // namespace pcadmin::cli
