#include "input_file.hpp"

#include "spool.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace pcadmin::cli {

namespace {

constexpr std::size_t kSpoolBuffer = std::size_t{256} * 1024;

[[noreturn]] void throw_unreadable(const std::string& name, const char* why) {
  throw Error({.code = "file-not-readable",
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" cannot be read: {}", name, why),
               .hint = "name a file that is there and yours to read, or - for standard input"});
}

class File : public interchange::ByteSource {
 public:
  File(std::string name, int descriptor, const World& world)
      : name_(std::move(name)), descriptor_(descriptor), world_(world) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() override { ::close(descriptor_); }

  std::size_t read(std::span<char> into) override {
    for (;;) {
      const auto got = ::read(descriptor_, into.data(), into.size());
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) throw_unreadable(name_, std::strerror(errno));
      world_.check_interrupted();
    }
  }

  std::optional<std::uint64_t> size() const override {
    struct stat status {};
    const bool known = ::fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode);
    return known ? std::optional(static_cast<std::uint64_t>(status.st_size)) : std::nullopt;
  }

 private:
  std::string name_;
  int descriptor_;
  const World& world_;
};

/// All of standard input in a temporary file that has no name. Returns its descriptor, at the beginning.
int spool(World& world) {
  constexpr std::string_view kWhat = "standard input";
  const auto watched = world.watch_meanwhile();  // Ctrl-C says what became of the change: nothing
  const int descriptor = open_nameless(world, kWhat);
  std::vector<char> buffer(kSpoolBuffer);
  while (const auto got = world.in.read(buffer)) {
    world.check_interrupted();
    std::span<const char> rest(buffer.data(), got);
    while (!rest.empty()) {
      const auto written = ::write(descriptor, rest.data(), rest.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) {
        ::close(descriptor);
        throw_no_spool(world, kWhat);
      }
      rest = rest.subspan(static_cast<std::size_t>(written));
    }
  }
  ::lseek(descriptor, 0, SEEK_SET);
  return descriptor;
}

}  // namespace

std::unique_ptr<interchange::ByteSource> open_input(const FileName& file, World& world) {
  if (file.text == "-") return std::make_unique<File>("standard input", spool(world), world);
  const int descriptor = ::open(file.text.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) throw_unreadable(file.text, std::strerror(errno));
  return std::make_unique<File>(file.text, descriptor, world);
}

}  // namespace pcadmin::cli
