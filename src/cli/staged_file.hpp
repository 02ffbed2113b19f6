#pragma once

#include "private_file.hpp"

#include <filesystem>
#include <string_view>

namespace pcadmin::cli {

/// Whether a file of that name may be there already. `remade`: no, but the content can be made anew at any time, so
/// that what a run that was cut short has left under `FILE.PID.partial` is in nobody's way.
enum class Replace { no, yes, remade };

/// A private file that gets its name only when everything else is certain. Written as `FILE.partial`, mode 0600
/// whatever the umask; `seal` puts it on disk; `publish`, after the commit, gives it its name. Gone without a trace if
/// it is never published.
class StagedFile {
 public:
  /// Throws `Error`: `file-exists` (kind conflict), `file-not-writable` and `invalid-file-name` (kind invalid).
  StagedFile(std::filesystem::path file, Replace replace);
  StagedFile(StagedFile&& other) noexcept;
  StagedFile& operator=(StagedFile&&) = delete;
  ~StagedFile();

  /// Throws `Error` `file-not-writable`.
  void write(std::string_view text) { content_.write(text); }
  void seal() { content_.sync(); }
  /// Throws `Error` `file-exists` when somebody was faster; the content is then in the `.partial` file, and stays.
  void publish();
  const std::filesystem::path& file() const { return file_; }

 private:
  std::filesystem::path file_;
  std::filesystem::path partial_;
  Replace replace_;
  PrivateFile content_;
};

/// What has that name, a link itself. Throws `file-not-writable` where it cannot be seen.
std::filesystem::file_status status_of(const std::filesystem::path& file);
/// Beside a database, names that end in -journal, -wal and -shm are SQLite's: it reads what has them as parts of the
/// database, and removes it. Throws `invalid-file-name`.
void refuse_name_of_database(const std::filesystem::path& file);
/// Under what name the content waits for the commit.
std::filesystem::path partial_of(std::filesystem::path file);
/// Refuses a name that is taken, and one under which a run that was cut short has left something. Throw `file-exists`.
[[noreturn]] void refuse_existing(const std::filesystem::path& file);
[[noreturn]] void refuse_leftover(const std::filesystem::path& partial);
/// The content could not get its name. Throws `file-exists`, with why by `errno`.
[[noreturn]] void refuse_name(const std::filesystem::path& file, const std::filesystem::path& partial);

}  // namespace pcadmin::cli
