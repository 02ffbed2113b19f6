#include "terminal.hpp"

#include "signals.hpp"

#include <cerrno>
#include <charconv>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace pcadmin::cli {

namespace {

constexpr std::size_t kUsualColumns = 80;
constexpr std::size_t kMostColumns = 10'000;

void write_all(std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(STDERR_FILENO, text.data(), text.size());
    if (written < 0 && errno != EINTR) return;
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
}

/// Hands over typed bytes one by one until the end of the line; false at the end of input before any.
template <class Take>
bool read_line(Take take) {
  bool any = false;
  for (;;) {
    char byte = 0;
    const auto got = ::read(STDIN_FILENO, &byte, 1);
    throw_if_signalled();
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return any;
    any = true;
    if (byte == '\n') return true;
    take(byte);
  }
}

/// Typing is not shown while this lives.
class NoEcho {
 public:
  NoEcho() {
    changed_ = ::tcgetattr(STDIN_FILENO, &before_) == 0;
    if (!changed_) return;
    auto silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  ~NoEcho() {
    if (!changed_) return;
    ::tcsetattr(STDIN_FILENO, TCSADRAIN, &before_);
    write_all("\n");
  }
  NoEcho(const NoEcho&) = delete;
  NoEcho& operator=(const NoEcho&) = delete;

 private:
  termios before_{};
  bool changed_ = false;
};

}  // namespace

bool RealTerminal::can_ask() const { return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1; }

bool RealTerminal::shows_output() const { return ::isatty(STDOUT_FILENO) == 1; }

bool RealTerminal::shows_errors() const { return ::isatty(STDERR_FILENO) == 1; }

std::size_t RealTerminal::columns() const {
  if (const auto text = env_("COLUMNS")) {
    std::size_t columns = 0;
    const auto [rest, error] = std::from_chars(text->data(), text->data() + text->size(), columns);
    if (error == std::errc{} && rest == text->data() + text->size() && columns > 0 && columns <= kMostColumns)
      return columns;
  }
  winsize size{};
  for (const int descriptor : {STDOUT_FILENO, STDERR_FILENO}) {
    if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  }
  return kUsualColumns;
}

std::optional<std::string> RealTerminal::ask(std::string_view prompt) {
  const NotedSignals signals;
  write_all(prompt);
  std::string line;
  if (!read_line([&](char byte) { line += byte; })) return std::nullopt;
  return line;
}

std::optional<Secret> RealTerminal::ask_secret(std::string_view prompt) {
  const NotedSignals signals;
  const NoEcho silent;  // before the prompt: who answers at once is not seen either
  write_all(prompt);
  Secret line;
  if (!read_line([&](char byte) { line.append({&byte, 1}); })) return std::nullopt;
  return line;
}

}  // namespace pcadmin::cli
