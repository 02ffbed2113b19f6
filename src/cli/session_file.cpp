#include "session_file.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pcadmin::cli {

namespace {

constexpr std::size_t kLongestToken = 256;

}  // namespace

std::filesystem::path xdg_folder(const World& world, const char* variable, const char* below_home) {
  // The XDG Base Directory Specification has relative paths ignored.
  if (const auto folder = world.env(variable); folder && folder->starts_with('/'))
    return std::filesystem::path(*folder) / "pcadmin";
  if (const auto home = world.env("HOME"); home && home->starts_with('/'))
    return std::filesystem::path(*home) / below_home / "pcadmin";
  throw Error({.code = "no-home",
               .kind = FailureKind::usage,
               .message = fmt::format("neither {} nor HOME names a folder", variable),
               .hint = fmt::format("set {}, or name the store with --store FILE", variable)});
}

std::filesystem::path session_file(const World& world, const std::string& store_uid) {
  return xdg_folder(world, "XDG_STATE_HOME", ".local/state") / ("session-" + store_uid);
}

std::optional<Secret> read_session(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  if (descriptor < 0) return std::nullopt;
  struct stat status {};
  const bool known = ::fstat(descriptor, &status) == 0;
  std::array<char, kLongestToken> text{};
  const auto size = ::read(descriptor, text.data(), text.size());
  ::close(descriptor);
  if (known && (status.st_mode & 077U) != 0) {
    wipe(text);
    throw Error({.code = "session-exposed",
                 .kind = FailureKind::denied,
                 .message = fmt::format("the session file \"{}\" can be read by others (mode {:04o})", file.string(),
                                        status.st_mode & 07777U),
                 .hint = "remove it and sign in again: others may have used it"});
  }
  std::string_view token(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  if (token.ends_with('\n')) token.remove_suffix(1);
  auto secret = token.empty() ? std::nullopt : std::optional<Secret>(Secret(token));
  wipe(text);
  return secret;
}

void make_private_folders(const std::filesystem::path& folder) {
  if (folder.empty() || std::filesystem::exists(folder)) return;
  make_private_folders(folder.parent_path());
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
    throw Error({.code = "file-not-writable",
                 .kind = FailureKind::invalid,
                 .message = fmt::format("the folder \"{}\" cannot be made: {}", folder.string(), std::strerror(errno)),
                 .hint = "XDG_STATE_HOME can name another place; nothing was changed"});
  }
  ::chmod(folder.c_str(), 0700);  // whatever the umask
}

StagedFile stage_session(const std::filesystem::path& file, const Secret& token) {
  make_private_folders(file.parent_path());
  StagedFile staged(file, Replace::yes);
  staged.write(token.reveal());
  staged.write("\n");
  staged.seal();
  return staged;
}

void remove_session(const std::filesystem::path& file) { ::unlink(file.c_str()); }

}  // namespace pcadmin::cli
