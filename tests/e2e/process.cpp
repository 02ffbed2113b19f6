#include "e2e/process.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <grp.h>
#include <iterator>
#include <poll.h>
#include <pty.h>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <thread>
#include <unistd.h>
#include <utmp.h>

namespace pcadmin::e2e {

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kPatience = std::chrono::seconds{120};
constexpr int kCannotStart = 127;

[[noreturn]] void stop(const std::string& what) { throw std::runtime_error(what); }

int checked(int result, const char* what) {
  if (result < 0) stop(std::string(what) + " failed");
  return result;
}

struct Pipe {
  int read = -1;
  int write = -1;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  checked(::pipe2(ends.data(), O_CLOEXEC), "pipe2");
  return {ends[0], ends[1]};
}

void close_once(int& descriptor) {
  if (descriptor >= 0) ::close(descriptor);
  descriptor = -1;
}

/// What execve needs, made before the fork: after it nothing may allocate.
class Image {
 public:
  explicit Image(const Spawn& spawn) : spawn_(spawn), program_(::open(spawn.words.front().c_str(), O_PATH)) {
    checked(program_, "opening the program");
    for (const auto& [name, value] : spawn.env) assignments_.push_back(name + "=" + value);
    for (const auto& word : spawn.words) words_.push_back(const_cast<char*>(word.c_str()));
    for (auto& assignment : assignments_) env_.push_back(assignment.data());
    words_.push_back(nullptr);
    env_.push_back(nullptr);
    folder_ = spawn.folder.string();
  }
  ~Image() { ::close(program_); }
  Image(const Image&) = delete;
  Image& operator=(const Image&) = delete;

  /// In the child. The program was opened before, because another user may not be able to reach it.
  [[noreturn]] void start() const {
    for (const int number : {SIGPIPE, SIGINT, SIGTERM, SIGXFSZ}) std::signal(number, SIG_DFL);
    if (spawn_.umask) ::umask(*spawn_.umask);
    if (spawn_.most_file_bytes) {
      const rlimit limit{*spawn_.most_file_bytes, *spawn_.most_file_bytes};
      if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) ::_exit(kCannotStart);
    }
    if (::chdir(folder_.c_str()) != 0) ::_exit(kCannotStart);
    if (spawn_.uid && (::setgroups(0, nullptr) != 0 || ::setgid(*spawn_.uid) != 0 || ::setuid(*spawn_.uid) != 0)) {
      ::_exit(kCannotStart);
    }
    if (spawn_.closed_in) ::close(STDIN_FILENO);
    if (spawn_.closed_out) ::close(STDOUT_FILENO);
    if (spawn_.closed_err) ::close(STDERR_FILENO);
    ::fexecve(program_, words_.data(), env_.data());
    ::_exit(kCannotStart);
  }

 private:
  const Spawn& spawn_;
  int program_;
  std::string folder_;
  Words assignments_{};
  std::vector<char*> words_{};
  std::vector<char*> env_{};
};

/// The program's own promise, wherever a test looks: it does not break.
void check_not_broken(const std::string& said) {
  for (const char* const sign : {"terminate called", "Sanitizer", "runtime error:"}) {
    INFO(said);
    CHECK(said.find(sign) == std::string::npos);
  }
}

void put_status(Outcome& outcome, int status) {
  if (WIFEXITED(status)) outcome.code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) outcome.signal = WTERMSIG(status);
}

std::optional<int> status_of(pid_t pid) {
  int status = 0;
  if (::waitpid(pid, &status, WNOHANG) != pid) return std::nullopt;
  return status;
}

void end_child(pid_t pid, const std::optional<int>& status) {
  if (pid <= 0 || status) return;
  ::kill(pid, SIGKILL);
  ::waitpid(pid, nullptr, 0);
}

}  // namespace

Process::Process(const Spawn& spawn)
    : keep_in_open_(spawn.keep_in_open), to_write_(spawn.in), deadline_(Clock::now() + kPatience) {
  std::signal(SIGPIPE, SIG_IGN);  // a child that does not read its input is no reason for us to die
  const Image image(spawn);
  const auto in = make_pipe();
  const auto out = make_pipe();
  const auto err = make_pipe();
  const int out_file = spawn.out_file.empty() ? -1 : ::open(spawn.out_file.c_str(), O_WRONLY | O_CLOEXEC);
  pid_ = checked(::fork(), "fork");
  if (pid_ == 0) {
    ::dup2(in.read, STDIN_FILENO);
    ::dup2(out_file < 0 ? out.write : out_file, STDOUT_FILENO);
    ::dup2(err.write, STDERR_FILENO);
    image.start();
  }
  for (const int descriptor : {in.read, out.write, err.write}) ::close(descriptor);
  if (out_file >= 0) ::close(out_file);
  in_ = in.write;
  out_ = out.read;
  err_ = err.read;
  for (const int descriptor : {in_, out_, err_}) ::fcntl(descriptor, F_SETFL, O_NONBLOCK);
  if (to_write_.empty() && !keep_in_open_) close_once(in_);
}

Process::~Process() {
  end_child(pid_, status_);
  for (int* const descriptor : {&in_, &out_, &err_}) close_once(*descriptor);
}

void Process::give_up(const char* why) {
  end_child(pid_, status_);
  status_ = 0;
  FAIL("the child " << why << "; it said: " << outcome_.both());
}

void Process::drain(int& descriptor, std::string& into) {
  std::array<char, 65536> buffer{};
  const auto got = ::read(descriptor, buffer.data(), buffer.size());
  if (got > 0) into.append(buffer.data(), static_cast<std::size_t>(got));
  if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) close_once(descriptor);
}

void Process::feed() {
  const auto put = ::write(in_, to_write_.data(), to_write_.size());
  if (put > 0) to_write_.erase(0, static_cast<std::size_t>(put));
  if (put < 0 && errno != EAGAIN && errno != EINTR) {
    to_write_.clear();
    close_once(in_);
  }
  if (to_write_.empty() && !keep_in_open_) close_once(in_);
}

void Process::pump(int milliseconds) {
  if (Clock::now() > deadline_) give_up("takes too long");
  std::array<pollfd, 3> wanted{{{to_write_.empty() ? -1 : in_, POLLOUT, 0}, {out_, POLLIN, 0}, {err_, POLLIN, 0}}};
  if (::poll(wanted.data(), wanted.size(), milliseconds) <= 0) return;
  if (wanted[0].revents != 0) feed();
  if (wanted[1].revents != 0) drain(out_, outcome_.out);
  if (wanted[2].revents != 0) drain(err_, outcome_.err);
}

void Process::write(std::string_view text) {
  to_write_ += text;
  while (!to_write_.empty()) pump(20);
}

void Process::end_input() {
  keep_in_open_ = false;
  if (to_write_.empty()) close_once(in_);
}

void Process::close_output() { close_once(out_); }

void Process::close_errors() { close_once(err_); }

void Process::read_output(std::size_t bytes) {
  while (outcome_.out.size() < bytes && out_ >= 0) pump(20);
}

void Process::signal(int number) const { ::kill(pid_, number); }

bool Process::runs() {
  if (!status_) status_ = status_of(pid_);
  return !status_;
}

Outcome Process::wait() {
  end_input();
  while (out_ >= 0 || err_ >= 0 || in_ >= 0) {
    pump(20);
    if (in_ >= 0 && !runs()) close_once(in_);
  }
  while (runs()) pump(2);
  put_status(outcome_, *status_);
  check_not_broken(outcome_.err);
  return outcome_;
}

Outcome run(const Spawn& spawn) { return Process(spawn).wait(); }

Typist::Typist(const Spawn& spawn) : deadline_(Clock::now() + kPatience) {
  const Image image(spawn);
  winsize size{};
  size.ws_row = 50;
  size.ws_col = 160;
  checked(::openpty(&terminal_, &other_side_, nullptr, nullptr, &size), "openpty");
  ::fcntl(terminal_, F_SETFD, FD_CLOEXEC);
  pid_ = checked(::fork(), "fork");
  if (pid_ == 0) {
    if (::login_tty(other_side_) != 0) ::_exit(kCannotStart);
    image.start();
  }
}

Typist::~Typist() {
  end_child(pid_, status_);
  ::close(terminal_);
  ::close(other_side_);
}

void Typist::read_some(int milliseconds) {
  if (Clock::now() > deadline_) FAIL("the child at the terminal takes too long; the screen: " << screen_);
  pollfd wanted{terminal_, POLLIN, 0};
  if (::poll(&wanted, 1, milliseconds) <= 0) return;
  std::array<char, 4096> buffer{};
  const auto got = ::read(terminal_, buffer.data(), buffer.size());
  if (got > 0) screen_.append(buffer.data(), static_cast<std::size_t>(got));
}

void Typist::see(std::string_view text) {
  for (;;) {
    if (const auto at = screen_.find(text, seen_); at != std::string::npos) {
      seen_ = at + text.size();
      return;
    }
    const bool over = status_.has_value();
    if (!over) status_ = status_of(pid_);
    const auto before = screen_.size();
    read_some(20);
    if (over && screen_.size() == before) FAIL("the terminal never showed \"" << text << "\" but:\n" << screen_);
  }
}

void Typist::see_question(std::string_view prompt) {
  see(prompt);
  const auto status = "/proc/" + std::to_string(pid_) + "/stat";
  wait_until("the child to wait for a key", [&] {
    std::ifstream file(status);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return text.find(") S ") != std::string::npos;
  });
}

void Typist::type(std::string_view keys) const {
  if (::write(terminal_, keys.data(), keys.size()) != static_cast<ssize_t>(keys.size())) stop("typing failed");
}

void Typist::answer(std::string_view prompt, std::string_view line) {
  see(prompt);
  type(std::string(line) + "\n");
}

void Typist::answer_unseen(std::string_view prompt, std::string_view line) {
  see(prompt);
  INFO(screen_);
  CHECK_FALSE(shows_typing());  // by the time somebody can answer
  type(std::string(line) + "\n");
}

bool Typist::shows_typing() const {
  termios settings{};
  checked(::tcgetattr(terminal_, &settings), "tcgetattr");
  return (settings.c_lflag & static_cast<tcflag_t>(ECHO)) != 0;
}

Outcome Typist::wait() {
  while (!status_) {
    read_some(5);
    status_ = status_of(pid_);
  }
  for (std::size_t before = 0; before != screen_.size();) {
    before = screen_.size();
    read_some(20);
  }
  Outcome outcome;
  put_status(outcome, *status_);
  outcome.out = screen_;
  check_not_broken(screen_);
  return outcome;
}

void wait_until(std::string_view what, const std::function<bool()>& is_so) {
  const auto deadline = Clock::now() + std::chrono::minutes{1};
  while (!is_so()) {
    if (Clock::now() > deadline) FAIL("waited a minute for: " << what);
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }
}

}  // namespace pcadmin::e2e
