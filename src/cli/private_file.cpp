#include "private_file.hpp"

#include "pcadmin/base/result.hpp"
#include "pcadmin/base/secret.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace pcadmin::cli {

namespace {
constexpr std::size_t kBufferSize = std::size_t{64} * 1024;
}

PrivateFile::PrivateFile(std::filesystem::path file) : file_(std::move(file)) {
  descriptor_ = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (descriptor_ < 0 && errno != EEXIST) throw_not_writable(file_, "made");
  if (descriptor_ >= 0) ::fchmod(descriptor_, 0600);
}

PrivateFile::PrivateFile(PrivateFile&& other) noexcept
    : file_(std::move(other.file_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      buffer_(std::move(other.buffer_)) {}

PrivateFile::~PrivateFile() {
  wipe(buffer_);
  if (descriptor_ >= 0) ::close(descriptor_);
}

void PrivateFile::write(std::string_view text) {
  if (buffer_.capacity() < kBufferSize) buffer_.reserve(kBufferSize);
  if (buffer_.size() + text.size() > kBufferSize) drain();  // it never grows: what it held before would not be wiped
  buffer_ += text;
}

void PrivateFile::drain() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const auto written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw_not_writable(file_, "written");
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  wipe(buffer_);
  buffer_.clear();
}

void PrivateFile::sync() {
  drain();
  if (::fsync(descriptor_) != 0) throw_not_writable(file_, "written");
  close();
}

void PrivateFile::close() {
  drain();
  if (::close(std::exchange(descriptor_, -1)) != 0) throw_not_writable(file_, "written");
}

void throw_not_writable(const std::filesystem::path& file, const char* doing) {
  throw Error({.code = "file-not-writable",
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" cannot be {}: {}", file.string(), doing, std::strerror(errno)),
               .hint = "check its folder, the permissions and the free space; nothing was changed"});
}

void sync_folder_of(const std::filesystem::path& file) {
  const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  if (const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); descriptor >= 0) {
    ::fsync(descriptor);
    ::close(descriptor);
  }
}

}  // namespace pcadmin::cli
