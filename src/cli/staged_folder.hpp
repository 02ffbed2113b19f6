#pragma once

#include "private_file.hpp"

#include <filesystem>
#include <string_view>

namespace pcadmin::cli {

/// A private folder of private files that gets its name only when everything else is certain, as a `StagedFile` does:
/// `FOLDER.partial` of mode 0700 until `publish`, gone with all that is in it if it is never published.
class StagedFolder {
 public:
  /// The folder is new, or it is there and empty. Throws `Error`: `file-exists` (kind conflict), `file-not-writable`
  /// and `invalid-file-name` (kind invalid).
  explicit StagedFolder(const std::filesystem::path& folder);
  StagedFolder(StagedFolder&& other) noexcept;
  StagedFolder& operator=(StagedFolder&&) = delete;
  ~StagedFolder();

  /// A new file in it, to be written and closed. `name` is one that no other file of it has.
  PrivateFile add(std::string_view name) const;
  /// Everything in it is on disk. Throws `file-not-writable`.
  void seal();
  /// Throws `Error` `file-exists` when somebody put something into the folder meanwhile; all is then in the
  /// `.partial` folder, and stays.
  void publish();
  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
  std::filesystem::path partial_;
};

}  // namespace pcadmin::cli
