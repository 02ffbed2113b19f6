#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

/// Real processes: started, fed, read, killed.
namespace pcadmin::e2e {

using Words = std::vector<std::string>;
using Environment = std::map<std::string, std::string>;

/// How a process begins. Its environment is this one and nothing else.
struct Spawn {
  Words words;  ///< the program's path first
  Environment env{};
  std::filesystem::path folder = "/";
  std::string in{};           ///< its whole standard input, unless it is kept open
  bool keep_in_open = false;  ///< more follows by `write`, until `end_input`
  bool closed_in = false;
  bool closed_out = false;
  bool closed_err = false;
  std::filesystem::path out_file{};  ///< where standard output goes instead of to us
  std::optional<std::size_t> most_file_bytes{};
  std::optional<uid_t> uid{};
  std::optional<mode_t> umask{};
};

struct Outcome {
  int code = -1;   ///< -1 when a signal ended it
  int signal = 0;  ///< that signal
  std::string out{};
  std::string err{};

  std::string both() const { return out + err; }
};

/// A child with pipes. Whatever is not over at the end is killed.
class Process {
 public:
  explicit Process(const Spawn& spawn);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  /// More standard input; waits until the child has taken it.
  void write(std::string_view text);
  void end_input();
  /// Nobody reads its standard output any more.
  void close_output();
  /// Nor its standard error.
  void close_errors();
  /// Reads at least this many bytes of standard output.
  void read_output(std::size_t bytes);
  void signal(int number) const;
  bool runs();
  /// Reads everything and waits for the end. A child that takes too long is killed, and the test fails.
  Outcome wait();

 private:
  void pump(int milliseconds);
  void feed();
  static void drain(int& descriptor, std::string& into);
  void give_up(const char* why);

  pid_t pid_ = -1;
  int in_ = -1;
  int out_ = -1;
  int err_ = -1;
  bool keep_in_open_ = false;
  std::string to_write_;
  std::optional<int> status_{};
  Outcome outcome_{};
  std::chrono::steady_clock::time_point deadline_;
};

Outcome run(const Spawn& spawn);

/// A child at a terminal of its own, and somebody who reads and types.
class Typist {
 public:
  explicit Typist(const Spawn& spawn);
  ~Typist();
  Typist(const Typist&) = delete;
  Typist& operator=(const Typist&) = delete;

  /// Waits until `text` appears behind what was seen before.
  void see(std::string_view text);
  /// The same, and until the child sleeps: it waits for a key.
  void see_question(std::string_view prompt);
  /// Waits for `prompt`, then types a line.
  void answer(std::string_view prompt, std::string_view line);
  /// The same, once the terminal no longer shows what is typed.
  void answer_unseen(std::string_view prompt, std::string_view line);
  void type(std::string_view keys) const;
  bool shows_typing() const;
  /// Everything that stood on the terminal so far.
  const std::string& screen() const { return screen_; }
  /// The end of the child; both streams are in `out`.
  Outcome wait();

 private:
  void read_some(int milliseconds);

  pid_t pid_ = -1;
  int terminal_ = -1;
  int other_side_ = -1;  ///< kept open, so that the terminal outlives the child
  std::string screen_;
  std::size_t seen_ = 0;
  std::optional<int> status_{};
  std::chrono::steady_clock::time_point deadline_;
};

/// Asks again and again until it is so, or fails the test after a minute.
void wait_until(std::string_view what, const std::function<bool()>& is_so);

}  // namespace pcadmin::e2e
