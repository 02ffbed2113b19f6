#include "staged_folder.hpp"

#include "staged_file.hpp"

#include "pcadmin/base/result.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace pcadmin::cli {

namespace {

namespace fs = std::filesystem;

/// `letters` of `letters/`.
fs::path without_slash(const fs::path& folder) {
  return folder.has_filename() || folder == folder.root_path() ? folder : folder.parent_path();
}

/// A link is no folder here: what would get the name is the link.
void require_free(const fs::path& folder) {
  const auto status = status_of(folder);
  if (!fs::exists(status)) return;
  std::error_code error;
  if (fs::is_directory(status) && fs::is_empty(folder, error) && !error) return;
  if (!fs::is_directory(status)) refuse_existing(folder);
  throw Error({.code = "file-exists",
               .kind = FailureKind::conflict,
               .message = fmt::format("the folder \"{}\" is not empty", folder.string()),
               .hint = "name a new folder, or an empty one; nothing is ever overwritten"});
}

}  // namespace

StagedFolder::StagedFolder(const fs::path& folder) : folder_(without_slash(folder)), partial_(partial_of(folder_)) {
  require_free(folder_);
  refuse_name_of_database(folder_);
  if (::mkdir(partial_.c_str(), 0700) == 0) {
    ::chmod(partial_.c_str(), 0700);
    return;
  }
  if (errno == EEXIST) refuse_leftover(partial_);
  throw_not_writable(partial_, "made");
}

StagedFolder::StagedFolder(StagedFolder&& other) noexcept
    : folder_(std::move(other.folder_)), partial_(std::exchange(other.partial_, {})) {}

StagedFolder::~StagedFolder() {
  std::error_code ignored;
  if (!partial_.empty()) fs::remove_all(partial_, ignored);
}

PrivateFile StagedFolder::add(std::string_view name) const {
  PrivateFile file(partial_ / name);
  if (!file.made()) refuse_existing(partial_ / name);
  return file;
}

void StagedFolder::seal() {
  // One call for a million files, where fsync would be one a file.
  const int descriptor = ::open(partial_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && ::syncfs(descriptor) == 0;
  const int why = errno;
  if (descriptor >= 0) ::close(descriptor);
  errno = why;
  if (!synced) throw_not_writable(partial_, "written");
}

void StagedFolder::publish() {
  const auto partial = std::exchange(partial_, {});  // from here on it stays, whatever happens
  if (::rename(partial.c_str(), folder_.c_str()) != 0) refuse_name(folder_, partial);  // takes an empty folder's place
  sync_folder_of(folder_);
}

}  // namespace pcadmin::cli
