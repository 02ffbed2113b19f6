#pragma once

#include "staged_file.hpp"

#include "pcadmin/base/secret.hpp"
#include "pcadmin/cli/world.hpp"

#include <filesystem>
#include <optional>
#include <string>

/// The operator's end of a session: a private file with the token, one for each store.
namespace pcadmin::cli {

/// `$XDG_STATE_HOME/pcadmin/session-<store>`, else below `~/.local/state`. Throws `Error` `no-home`, kind usage, when
/// there is neither.
std::filesystem::path session_file(const World& world, const std::string& store_uid);

/// The token, if there is a file and it is the operator's alone. Throws `Error` `session-exposed`, kind denied, when
/// others may read it.
std::optional<Secret> read_session(const std::filesystem::path& file);

/// A new token, on disk, waiting for its name.
StagedFile stage_session(const std::filesystem::path& file, const Secret& token);
void remove_session(const std::filesystem::path& file);

/// Makes the folders of a file, each 0700. Throws `Error` `file-not-writable`.
void make_private_folders(const std::filesystem::path& folder);

/// The first that is set and absolute: `$<variable>/pcadmin`, `$HOME/<below_home>/pcadmin`. Throws `no-home`.
std::filesystem::path xdg_folder(const World& world, const char* variable, const char* below_home);

}  // namespace pcadmin::cli
