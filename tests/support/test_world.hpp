#pragma once

#include "support/seeded_random.hpp"

#include "pcadmin/base/clock.hpp"
#include "pcadmin/cli/world.hpp"

#include <chrono>
#include <cstddef>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// A world of strings for runs of whole commands inside the test's own process.
namespace pcadmin::test {

/// Keeps what is flushed. What is written and never flushed is lost, as with the real one.
class StringSink : public cli::Sink {
 public:
  void write(std::string_view text) override { pending_ += text; }
  void flush() override;
  const std::string& text() const { return text_; }
  void clear();
  /// Told of every flush, before `text` has it.
  std::function<void(std::string_view)> on_flush = [](std::string_view) {};
  /// What the next flush throws instead of keeping anything.
  std::optional<Failure> broken{};

 private:
  std::string text_;
  std::string pending_;
};

class StringInput : public cli::Input {
 public:
  std::size_t read(std::span<char> into) override;
  void give(std::string text);
  std::string_view rest() const { return std::string_view(text_).substr(at_); }

 private:
  std::string text_;
  std::size_t at_ = 0;
};

/// Somebody at a keyboard who gives answers in order, and then leaves (end of input).
class ScriptedTerminal : public cli::Terminal {
 public:
  bool can_ask() const override { return asks; }
  bool shows_output() const override { return width.has_value(); }
  bool shows_errors() const override { return width.has_value(); }
  std::size_t columns() const override { return width.value_or(80); }
  std::optional<std::string> ask(std::string_view prompt) override;
  std::optional<Secret> ask_secret(std::string_view prompt) override;

  bool asks = false;
  std::optional<std::size_t> width{};  ///< columns; nullopt: the output is not a terminal
  std::deque<std::string> answers{};
  std::vector<std::string> prompts{};
  /// Told of every question with its answer; nullopt: nobody was there any more.
  std::function<void(std::string_view, const std::optional<std::string>&)> on_ask =
      [](std::string_view, const std::optional<std::string>&) {};
};

/// Stands still until a test moves it.
class StoppedClock : public Clock {
 public:
  Time now() const override { return time; }
  std::chrono::milliseconds elapsed() const override { return running; }
  Time time =
      std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + std::chrono::hours{9} + std::chrono::minutes{15};
  std::chrono::milliseconds running{};
};

/// What a run left behind.
struct Ran {
  int code;
  std::string out;
  std::string err;
};

/// One operator's machine: a folder of its own with the store's and the sessions' places in it, gone with this object.
class TestWorld {
 public:
  TestWorld();
  ~TestWorld();
  TestWorld(const TestWorld&) = delete;
  TestWorld& operator=(const TestWorld&) = delete;

  /// Runs `pcadmin WORDS...`; gives what it printed, and forgets it.
  Ran run_words(const std::vector<std::string>& words);
  /// The same from a line as typed to a shell, without `pcadmin` in front.
  Ran run(std::string_view line);
  /// Makes a store whose first global admin, Ada, is signed in with `kAdasPassword`.
  void init();
  static constexpr std::string_view kAdasPassword = "seven grey herons at dawn";

  cli::World& world() { return world_; }
  const std::filesystem::path& folder() const { return folder_; }
  std::filesystem::path store() const { return folder_ / "data/pcadmin/store.db"; }
  /// The only session file there is; empty when there is none.
  std::filesystem::path session() const;

  StringSink out;
  StringSink err;
  StringInput in;
  ScriptedTerminal terminal;
  StoppedClock clock;
  SeededRandom random;
  std::map<std::string, std::string, std::less<>> env;

 private:
  std::filesystem::path folder_;
  cli::World world_;
};

/// The words of a line as a POSIX shell splits it: blanks, '...', "...", \x and $'...' with \n, \t, \e, \\, \' and
/// \xHH. No variables, no globs. Throws `std::invalid_argument` for a quote without its end.
std::vector<std::string> shell_words(std::string_view line);

/// A file's bytes; empty when there is none.
std::string read_file(const std::filesystem::path& file);
void write_file(const std::filesystem::path& file, std::string_view bytes);
/// Permissions as `ls` would count them: 0600.
unsigned mode_of(const std::filesystem::path& file);

}  // namespace pcadmin::test
