#include "staged_file.hpp"

#include "pcadmin/base/result.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace pcadmin::cli {

namespace {

std::filesystem::path partial_name(const std::filesystem::path& file, Replace replace) {
  if (replace == Replace::no) return partial_of(file);
  return fmt::format("{}.{}.partial", file.string(), ::getpid());
}

/// Renames where nothing has the name. A file system that has no such renaming (NFS) has links, which replace nothing
/// either.
bool take_free_name(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return true;
  if (errno != EINVAL && errno != ENOSYS) return false;
  if (::link(from.c_str(), to.c_str()) == 0) return ::unlink(from.c_str()), true;
  if (errno != EPERM && errno != EOPNOTSUPP) return false;
  // Nor links (exFAT): whoever takes the name at this very moment loses it.
  return ::access(to.c_str(), F_OK) != 0 && errno == ENOENT && ::rename(from.c_str(), to.c_str()) == 0;
}

PrivateFile begin(const std::filesystem::path& file, const std::filesystem::path& partial, Replace replace) {
  if (replace != Replace::yes && std::filesystem::exists(status_of(file))) refuse_existing(file);
  refuse_name_of_database(file);
  PrivateFile content(partial);
  if (!content.made() && replace == Replace::no) refuse_leftover(partial);
  if (!content.made()) refuse_existing(partial);
  return content;
}

}  // namespace

StagedFile::StagedFile(std::filesystem::path file, Replace replace)
    : file_(std::move(file)),
      partial_(partial_name(file_, replace)),
      replace_(replace),
      content_(begin(file_, partial_, replace)) {}

StagedFile::StagedFile(StagedFile&& other) noexcept
    : file_(std::move(other.file_)),
      partial_(std::exchange(other.partial_, {})),
      replace_(other.replace_),
      content_(std::move(other.content_)) {}

StagedFile::~StagedFile() {
  if (!partial_.empty()) ::unlink(partial_.c_str());
}

void StagedFile::publish() {
  const auto partial = std::exchange(partial_, {});  // from here on it stays, whatever happens
  const bool named =
      replace_ == Replace::yes ? ::rename(partial.c_str(), file_.c_str()) == 0 : take_free_name(partial, file_);
  if (!named) refuse_name(file_, partial);
  sync_folder_of(file_);
}

std::filesystem::path partial_of(std::filesystem::path file) {
  file += ".partial";
  return file;
}

std::filesystem::file_status status_of(const std::filesystem::path& file) {
  std::error_code error;
  auto status = std::filesystem::symlink_status(file, error);
  if (std::filesystem::status_known(status)) return status;
  errno = error.value();
  throw_not_writable(file, "looked at");
}

void refuse_name_of_database(const std::filesystem::path& file) {
  const auto name = file.string();
  for (const std::string_view end : {"-journal", "-wal", "-shm"}) {
    if (!name.ends_with(end)) continue;
    const auto database = name.substr(0, name.size() - end.size());
    std::error_code unknown;
    if (!std::filesystem::exists(database, unknown)) continue;
    throw Error(
        {.code = "invalid-file-name",
         .kind = FailureKind::invalid,
         .message = fmt::format("\"{}\" is a name that a database beside it, \"{}\", has for itself", name, database),
         .hint = "name another file"});
  }
}

void refuse_existing(const std::filesystem::path& file) {
  throw Error({.code = "file-exists",
               .kind = FailureKind::conflict,
               .message = fmt::format("\"{}\" exists already", file.string()),
               .hint = "name a file that does not exist yet; nothing is ever overwritten"});
}

void refuse_leftover(const std::filesystem::path& partial) {
  throw Error({.code = "file-exists",
               .kind = FailureKind::conflict,
               .message = fmt::format("\"{}\" is left over from a run that was cut short", partial.string()),
               .hint =
                   "if the change it belongs to was made (pcadmin audit list), nothing else has what is in it, such "
                   "as passwords: give the file another name. If it was not, remove it"});
}

void refuse_name(const std::filesystem::path& file, const std::filesystem::path& partial) {
  throw Error({.code = "file-exists",
               .kind = FailureKind::conflict,
               .message = fmt::format("\"{}\" could not get its name: {}", file.string(), std::strerror(errno)),
               .hint = fmt::format("what belongs in it is in \"{}\"", partial.string())});
}

}  // namespace pcadmin::cli
