#include "token_input.hpp"

#include "common_args.hpp"

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

constexpr std::size_t kLongest = 256;

[[noreturn]] void throw_unreadable(const std::string& where, std::string_view why) {
  throw Error({.code = "token-unreadable",
               .kind = FailureKind::denied,
               .message = fmt::format("{} gives no token: {}", where, why),
               .hint = "pcadmin token create --name NAME --out FILE makes one in a file of its own"});
}

/// A line's bytes on the stack, wiped when they go.
struct WipedLine {
  std::array<char, kLongest> bytes{};
  std::size_t size = 0;
  WipedLine() = default;
  WipedLine(const WipedLine&) = delete;
  WipedLine& operator=(const WipedLine&) = delete;
  ~WipedLine() { wipe(bytes); }
};

/// Up to a line end or the end. Byte by byte: what follows in a stream is somebody else's.
Secret read_line(int descriptor, const std::string& where, const World& world) {
  WipedLine line;
  for (;;) {
    char byte = 0;
    const auto got = ::read(descriptor, &byte, 1);
    if (got < 0 && errno == EINTR) {
      world.check_interrupted();
      continue;
    }
    if (got < 0) throw_unreadable(where, std::strerror(errno));
    if (got == 0 || byte == '\n') break;
    if (line.size == kLongest) throw_unreadable(where, fmt::format("its line has more than {} bytes", kLongest));
    line.bytes[line.size++] = byte;
  }
  if (line.size > 0 && line.bytes[line.size - 1] == '\r') --line.size;
  if (line.size == 0) throw_unreadable(where, "it is empty");
  return Secret({line.bytes.data(), line.size});
}

/// Closes what it holds.
struct OpenFile {
  int descriptor;
  explicit OpenFile(int number) : descriptor(number) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (descriptor >= 0) ::close(descriptor);
  }
};

/// Links are followed: that is how containers are given their secrets. What counts is the file at the end.
Secret read_file(const std::string& name, const World& world) {
  const auto where = fmt::format("the file \"{}\" of PCADMIN_TOKEN_FILE", name);
  const OpenFile file(::open(name.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));  // waits for no FIFO
  if (file.descriptor < 0) throw_unreadable(where, std::strerror(errno));
  struct stat status {};
  if (::fstat(file.descriptor, &status) != 0) throw_unreadable(where, std::strerror(errno));
  if (!S_ISREG(status.st_mode)) throw_unreadable(where, "it is not a regular file");
  if ((status.st_mode & 077U) != 0) {
    throw Error(
        {.code = "token-exposed",
         .kind = FailureKind::denied,
         .message = fmt::format("{} can be read by others (mode {:04o})", where, status.st_mode & 07777U),
         .hint = fmt::format("chmod 600 \"{}\"; if others may have read it, revoke the token and make another", name)});
  }
  return read_line(file.descriptor, where, world);
}

}  // namespace

std::optional<Secret> read_token(const Args& args, const World& world) {
  if (const auto descriptor = args.find(flags::kTokenFd))
    return read_line(descriptor->number, fmt::format("file descriptor {} of --token-fd", descriptor->number), world);
  const auto file = world.env("PCADMIN_TOKEN_FILE");
  if (!file || file->empty()) return std::nullopt;
  return read_file(value_or_throw(FileName::parse(*file)).text, world);
}

}  // namespace pcadmin::cli
