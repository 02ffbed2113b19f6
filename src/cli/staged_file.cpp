#include "staged_file.hpp"

#include "pcadmin/base/result.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace pcadmin::cli {

namespace {

std::filesystem::path partial_name(const std::filesystem::path& file, Replace replace) {
  if (replace == Replace::no) return partial_of(file);
  return fmt::format("{}.{}.partial", file.string(), ::getpid());
}

/// Beside a database, files of these names are SQLite's: it reads them as parts of the database, and removes them.
void refuse_name_of_database(const std::filesystem::path& file) {
  const auto name = file.string();
  for (const std::string_view end : {"-journal", "-wal", "-shm"}) {
    if (!name.ends_with(end)) continue;
    const auto database = name.substr(0, name.size() - end.size());
    if (!std::filesystem::exists(database)) continue;
    throw Error(
        {.code = "invalid-file-name",
         .kind = FailureKind::invalid,
         .message = fmt::format("\"{}\" is a name that a database beside it, \"{}\", has for itself", name, database),
         .hint = "name another file"});
  }
}

PrivateFile begin(const std::filesystem::path& file, const std::filesystem::path& partial, Replace replace) {
  if (replace == Replace::no && std::filesystem::exists(std::filesystem::symlink_status(file))) refuse_existing(file);
  refuse_name_of_database(file);
  PrivateFile content(partial);
  if (!content.made()) refuse_leftover(partial);
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
  const unsigned flags = replace_ == Replace::no ? RENAME_NOREPLACE : 0U;
  if (::renameat2(AT_FDCWD, partial.c_str(), AT_FDCWD, file_.c_str(), flags) != 0) refuse_name(file_, partial);
  sync_folder_of(file_);
}

std::filesystem::path partial_of(std::filesystem::path file) {
  file += ".partial";
  return file;
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
               .message = fmt::format("the change is made, but \"{}\" could not get its name: {}", file.string(),
                                      std::strerror(errno)),
               .hint = fmt::format("what belongs in it is in \"{}\"", partial.string())});
}

}  // namespace pcadmin::cli
