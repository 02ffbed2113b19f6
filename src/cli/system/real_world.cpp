#include "real_world.hpp"

#include "signals.hpp"
#include "terminal.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <pwd.h>
#include <unistd.h>

namespace pcadmin::cli {

namespace {

constexpr std::size_t kBufferSize = std::size_t{64} * 1024;

/// What becomes of text that cannot be written.
enum class Unwritten { fails, is_lost };

/// A descriptor with a buffer; at the end it is emptied, whatever happened before.
class FileSink : public Sink {
 public:
  FileSink(int descriptor, Unwritten unwritten) : descriptor_(descriptor), unwritten_(unwritten) {}

  void write(std::string_view text) override {
    buffer_ += text;
    if (buffer_.size() >= kBufferSize) flush();
  }

  void flush() override {
    std::string_view rest = buffer_;
    while (!rest.empty()) {
      const auto written = ::write(descriptor_, rest.data(), rest.size());
      if (written >= 0) {
        rest.remove_prefix(static_cast<std::size_t>(written));
      } else if (errno != EINTR) {
        if (unwritten_ == Unwritten::is_lost) break;
        give_up(errno);
      }
    }
    clear();
  }

 private:
  void clear() {
    wipe(buffer_);  // a temporary password may have passed through
    buffer_.clear();
  }

  [[noreturn]] void give_up(int error) {
    clear();
    if (error == EPIPE)
      throw Error(
          {.code = "closed-output", .kind = FailureKind::closed_output, .message = "nobody reads the output any more"});
    throw Error({.code = "output-failed",
                 .kind = FailureKind::store,
                 .message = fmt::format("the answer could not be written: {}", std::strerror(error)),
                 .hint = "only the answer is lost: what the command was to change, if anything, is changed"});
  }

  int descriptor_;
  Unwritten unwritten_;
  std::string buffer_;
};

class StandardInput : public Input {
 public:
  std::size_t read(std::span<char> into) override {
    for (;;) {
      const auto got = ::read(STDIN_FILENO, into.data(), into.size());
      if (got >= 0) return static_cast<std::size_t>(got);
      throw_if_signalled();
      if (errno != EINTR) {
        throw Error({.code = "input-failed",
                     .kind = FailureKind::invalid,
                     .message = fmt::format("standard input cannot be read: {}", std::strerror(errno)),
                     .hint = "nothing was changed"});
      }
    }
  }
};

class SystemClock : public Clock {
 public:
  Time now() const override { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }
  std::chrono::milliseconds elapsed() const override {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
  }
};

/// A system call for every sixteen bytes would be felt in an import: they are drawn in stock, each given out once and
/// wiped.
class SystemRandom : public Random {
 public:
  ~SystemRandom() override { sodium_memzero(stock_.data(), stock_.size()); }

  void fill(std::span<std::byte> out) override {
    if (out.size() > stock_.size()) return randombytes_buf(out.data(), out.size());
    if (out.size() > left_) {
      randombytes_buf(stock_.data(), stock_.size());
      left_ = stock_.size();
    }
    left_ -= out.size();
    std::memcpy(out.data(), stock_.data() + left_, out.size());
    sodium_memzero(stock_.data() + left_, out.size());
  }

 private:
  std::array<std::byte, 1024> stock_{};
  std::size_t left_ = 0;
};

std::optional<std::string> environment(std::string_view name) {
  const auto* const value = std::getenv(std::string(name).c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

/// The name of the real uid, from /etc/passwd alone: the program is static, and the C library's name service is not.
std::string os_user() {
  const auto uid = ::getuid();
  if (auto* const file = std::fopen("/etc/passwd", "re")) {
    std::string name;
    while (const auto* const entry = ::fgetpwent(file)) {
      if (entry->pw_uid == uid) {
        name = entry->pw_name;
        break;
      }
    }
    std::fclose(file);
    if (!name.empty()) return name;
  }
  return fmt::format("uid {}", uid);
}

}  // namespace

struct RealWorld::Parts {
  FileSink out{STDOUT_FILENO, Unwritten::fails};
  FileSink err{STDERR_FILENO,
               Unwritten::is_lost};  // a word that nobody hears must not undo the work, nor its exit code
  StandardInput in;
  RealTerminal terminal{environment};
  SystemClock clock;
  SystemRandom random;
  World world{.out = out,
              .err = err,
              .in = in,
              .terminal = terminal,
              .clock = clock,
              .random = random,
              .env = environment,
              .os_user = os_user,
              .ends_with_run = true,
              .watch_interrupts = note_signals_from_now_on,
              .watch_meanwhile = [] { return std::make_shared<NotedSignals>(); },
              .check_interrupted = throw_if_signalled};
};

RealWorld::RealWorld() : parts_(std::make_unique<Parts>()) {}

RealWorld::~RealWorld() = default;

World& RealWorld::world() { return parts_->world; }

}  // namespace pcadmin::cli
