#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/base/random.hpp"
#include "pcadmin/base/secret.hpp"
#include "pcadmin/domain/password_hash.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// Everything outside the program, as one value made in `main`. Nothing else asks for the time, randomness, the
/// environment or the terminal, so a test is a run in a world of its own.
namespace pcadmin::cli {

/// Where words go: standard output or standard error.
class Sink {
 public:
  virtual ~Sink() = default;
  /// May keep the text until `flush`.
  virtual void write(std::string_view text) = 0;
  /// Throws `Error` closed_output when nobody reads any more, and `output-failed` (kind store) when the bytes cannot be
  /// kept.
  virtual void flush() = 0;
};

/// Standard input, when it is not somebody at a keyboard.
class Input {
 public:
  virtual ~Input() = default;
  /// Fills the beginning of `into` and says how much; 0 at the end. Throws `Error` `input-failed`.
  virtual std::size_t read(std::span<char> into) = 0;
};

/// The person at the keyboard, if there is one.
class Terminal {
 public:
  virtual ~Terminal() = default;
  /// Somebody can be asked: standard input and standard error are a terminal.
  virtual bool can_ask() const = 0;
  virtual bool shows_output() const = 0;  ///< standard output is a terminal
  virtual bool shows_errors() const = 0;  ///< standard error is a terminal
  /// Columns, when it shows output or errors.
  virtual std::size_t columns() const = 0;
  /// Shows `prompt` and reads a line; nullopt at the end of input. Throws `Error` `interrupted`.
  virtual std::optional<std::string> ask(std::string_view prompt) = 0;
  /// The same, without showing what is typed.
  virtual std::optional<Secret> ask_secret(std::string_view prompt) = 0;
};

struct World {
  Sink& out;
  Sink& err;
  Input& in;
  Terminal& terminal;
  const Clock& clock;
  Random& random;
  std::function<std::optional<std::string>(std::string_view)> env;  ///< nullopt when not set
  std::function<std::string()> os_user;                             ///< who the operating system says is running this
  domain::HashCost hash_cost{};
  bool ends_with_run = false;  ///< the process ends after one run: what the system takes back need not be given back
  /// From here on Ctrl-C and SIGTERM do not end the program but make `check_interrupted` throw: for work that has to be
  /// taken back in order.
  std::function<void()> watch_interrupts = [] {};
  /// The same for as long as what it gives back lives.
  std::function<std::shared_ptr<void>()> watch_meanwhile = [] { return std::shared_ptr<void>(); };
  /// Throws `Error` `interrupted` when a watched signal has come; long work asks now and then, and the commit does.
  std::function<void()> check_interrupted = [] {};
};

}  // namespace pcadmin::cli
