#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace pcadmin::cli {

/// Whether a file of that name may be there already.
enum class Replace { no, yes };

/// A private file that gets its name only when everything else is certain. Written as `FILE.partial`, mode 0600
/// whatever the umask; `seal` puts it on disk; `publish`, after the commit, gives it its name. Gone without a trace if
/// it is never published.
class StagedFile {
 public:
  /// Throws `Error`: `file-exists` (kind conflict), `file-not-writable` (kind invalid).
  StagedFile(std::filesystem::path file, Replace replace);
  StagedFile(StagedFile&& other) noexcept;
  StagedFile& operator=(StagedFile&&) = delete;
  ~StagedFile();

  /// Throws `Error` `file-not-writable`.
  void write(std::string_view text);
  void seal();
  /// Throws `Error` `file-exists` when somebody was faster; the content is then in the `.partial` file, and stays.
  void publish();
  const std::filesystem::path& file() const { return file_; }

 private:
  [[noreturn]] void fail(const char* doing) const;
  void drain();

  std::filesystem::path file_;
  std::filesystem::path partial_;
  Replace replace_;
  int descriptor_ = -1;
  std::string buffer_;
};

}  // namespace pcadmin::cli
