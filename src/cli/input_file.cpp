#include "input_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace pcadmin::cli {

namespace {

[[noreturn]] void throw_unreadable(const std::string& name, const char* why) {
  throw Error({.code = "file-not-readable",
               .kind = FailureKind::invalid,
               .message = fmt::format("\"{}\" cannot be read: {}", name, why),
               .hint = "name a file that is there and yours to read, or - for standard input"});
}

class File : public interchange::ByteSource {
 public:
  explicit File(const FileName& file) : name_(file.text), descriptor_(::open(file.text.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (descriptor_ < 0) throw_unreadable(name_, std::strerror(errno));
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() override { ::close(descriptor_); }

  std::size_t read(std::span<char> into) override {
    for (;;) {
      const auto got = ::read(descriptor_, into.data(), into.size());
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) throw_unreadable(name_, std::strerror(errno));
    }
  }

 private:
  std::string name_;
  int descriptor_;
};

class StandardInput : public interchange::ByteSource {
 public:
  explicit StandardInput(Input& in) : in_(in) {}
  std::size_t read(std::span<char> into) override { return in_.read(into); }

 private:
  Input& in_;
};

}  // namespace

std::unique_ptr<interchange::ByteSource> open_input(const FileName& file, World& world) {
  if (file.text == "-") return std::make_unique<StandardInput>(world.in);
  return std::make_unique<File>(file);
}

}  // namespace pcadmin::cli
