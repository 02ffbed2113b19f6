#include "staged_file.hpp"

#include "pcadmin/base/result.hpp"
#include "pcadmin/base/secret.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace pcadmin::cli {

namespace {

constexpr std::size_t kBufferSize = std::size_t{64} * 1024;

[[noreturn]] void refuse_existing(const std::filesystem::path& file) {
  throw Error({.code = "file-exists",
               .kind = FailureKind::conflict,
               .message = fmt::format("\"{}\" exists already", file.string()),
               .hint = "name a file that does not exist yet; nothing is ever overwritten"});
}

[[noreturn]] void refuse_leftover(const std::filesystem::path& partial) {
  throw Error({.code = "file-exists",
               .kind = FailureKind::conflict,
               .message = fmt::format("\"{}\" is left over from a run that was cut short", partial.string()),
               .hint = "if its people are in the store (pcadmin user show EMAIL), these are their passwords: give the "
                       "file another name. If they are not, remove it"});
}

}  // namespace

StagedFile::StagedFile(std::filesystem::path file, Replace replace)
    : file_(std::move(file)), partial_(file_), replace_(replace) {
  if (replace == Replace::no && std::filesystem::exists(std::filesystem::symlink_status(file_))) refuse_existing(file_);
  partial_ += replace == Replace::yes ? fmt::format(".{}.partial", ::getpid()) : ".partial";
  descriptor_ = ::open(partial_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (descriptor_ < 0 && errno == EEXIST) refuse_leftover(partial_);
  if (descriptor_ < 0) fail("made");
  ::fchmod(descriptor_, 0600);
}

StagedFile::StagedFile(StagedFile&& other) noexcept
    : file_(std::move(other.file_)),
      partial_(std::exchange(other.partial_, {})),
      replace_(other.replace_),
      descriptor_(std::exchange(other.descriptor_, -1)),
      buffer_(std::move(other.buffer_)) {}

StagedFile::~StagedFile() {
  wipe(buffer_);
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!partial_.empty()) ::unlink(partial_.c_str());
}

void StagedFile::fail(const char* doing) const {
  throw Error({.code = "file-not-writable",
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" cannot be {}: {}", partial_.string(), doing, std::strerror(errno)),
               .hint = "check its folder, the permissions and the free space; nothing was changed"});
}

void StagedFile::write(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() >= kBufferSize) drain();
}

void StagedFile::drain() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const auto written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("written");
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  wipe(buffer_);
  buffer_.clear();
}

void StagedFile::seal() {
  drain();
  if (::fsync(descriptor_) != 0) fail("written");
  ::close(std::exchange(descriptor_, -1));
}

void StagedFile::publish() {
  const auto partial = std::exchange(partial_, {});  // from here on it stays, whatever happens
  const unsigned flags = replace_ == Replace::no ? RENAME_NOREPLACE : 0U;
  if (::renameat2(AT_FDCWD, partial.c_str(), AT_FDCWD, file_.c_str(), flags) != 0) {
    throw Error({.code = "file-exists",
                 .kind = FailureKind::conflict,
                 .message = fmt::format("the change is made, but \"{}\" could not get its name: {}", file_.string(),
                                        std::strerror(errno)),
                 .hint = fmt::format("what belongs in it is in \"{}\"", partial.string())});
  }
  const auto folder = file_.has_parent_path() ? file_.parent_path() : std::filesystem::path(".");
  if (const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); descriptor >= 0) {
    ::fsync(descriptor);
    ::close(descriptor);
  }
}

}  // namespace pcadmin::cli
