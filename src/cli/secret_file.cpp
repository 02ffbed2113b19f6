#include "secret_file.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace pcadmin::cli {

namespace {

[[noreturn]] void refuse(std::string code, const FileName& file, std::string_view why) {
  throw Error({.code = std::move(code),
               .kind = FailureKind::invalid,
               .message = fmt::format("the file \"{}\" gives no password: {}", file.text, why),
               .hint = fmt::format("put the password alone on its first line, and chmod 600 \"{}\"", file.text)});
}

/// Closes what it holds, and wipes what went through.
struct Reading {
  int descriptor;
  std::array<char, 1024> bytes{};
  explicit Reading(int number) : descriptor(number) {}
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;
  ~Reading() {
    wipe(bytes);
    if (descriptor >= 0) ::close(descriptor);
  }
};

}  // namespace

Secret read_secret_file(const FileName& file, const World& world) {
  // Links are followed: that is how containers are given their secrets. It waits for no FIFO.
  Reading reading(::open(file.text.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
  struct stat status {};
  if (reading.descriptor < 0 || ::fstat(reading.descriptor, &status) != 0)
    refuse("password-file-unreadable", file, std::strerror(errno));
  if (!S_ISREG(status.st_mode)) refuse("password-file-unreadable", file, "it is not a regular file");
  if ((status.st_mode & 077U) != 0)
    refuse("password-file-exposed", file, fmt::format("others can read it (mode {:04o})", status.st_mode & 07777U));
  ssize_t got = -1;
  while ((got = ::read(reading.descriptor, reading.bytes.data(), reading.bytes.size())) < 0 && errno == EINTR)
    world.check_interrupted();
  if (got < 0) refuse("password-file-unreadable", file, std::strerror(errno));
  std::string_view line(reading.bytes.data(), static_cast<std::size_t>(got));
  line = line.substr(0, line.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.empty()) refuse("password-file-unreadable", file, "its first line is empty");
  if (line.size() == reading.bytes.size()) refuse("password-file-unreadable", file, "its first line is too long");
  return Secret(line);
}

}  // namespace pcadmin::cli
