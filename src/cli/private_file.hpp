#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace pcadmin::cli {

/// A new file of mode 0600, whatever the umask, written through a buffer that is wiped: it may hold passwords. It stays
/// when this object goes; see `StagedFile` and `StagedFolder`.
class PrivateFile {
 public:
  /// Nothing of that name may be there, no symbolic link either: `made` says so. Throws `Error` `file-not-writable`,
  /// kind invalid, where it cannot be made for another reason.
  explicit PrivateFile(std::filesystem::path file);
  PrivateFile(PrivateFile&& other) noexcept;
  PrivateFile& operator=(PrivateFile&&) = delete;
  ~PrivateFile();

  /// Whether the file is there now; false where the name was taken.
  bool made() const { return descriptor_ >= 0; }
  /// Throws `Error` `file-not-writable`.
  void write(std::string_view text);
  /// On disk.
  void sync();
  /// Handed to the system, which has yet to bring it to the disk: see `StagedFolder::seal`.
  void close();

 private:
  void drain();

  std::filesystem::path file_;
  int descriptor_ = -1;
  std::string buffer_;
};

/// Throws `Error` `file-not-writable` for what `errno` says: `doing` is `made`, `written`.
[[noreturn]] void throw_not_writable(const std::filesystem::path& file, const char* doing);

/// The folder of `file` is on disk with its names, as far as the system can.
void sync_folder_of(const std::filesystem::path& file);

}  // namespace pcadmin::cli
