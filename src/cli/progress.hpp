#pragma once

#include "pcadmin/cli/world.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pcadmin::cli {

struct Output;

/// A part of long work.
struct Stage {
  std::string_view doing;                ///< `reading`; a constant
  std::string_view unit = "rows";        ///< what is counted; a constant
  std::optional<std::uint64_t> whole{};  ///< how much there is in all: bytes, where bytes are told, else units
};

/// How far long work is, for whoever sits at a terminal: a line on standard error that is repainted and in the end
/// taken away; or plain lines, a few seconds apart, with --accessible and on a terminal that cannot go back in a line.
/// Nothing in the first half second, with --quiet, and where standard error is no terminal. None of its words come from
/// data. It never fails: when nobody can read it, it falls silent.
class ProgressLine {
 public:
  /// One that says nothing.
  ProgressLine() = default;
  ProgressLine(const Output& output, World& world);
  ~ProgressLine() { hide(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void begin(const Stage& stage);
  /// What follows the stages that were begun; where none was, the work is not known to be long and nothing is said.
  void then(std::string_view doing);
  /// One unit is done.
  void step();
  /// So many units are done.
  void reach(std::uint64_t units);
  void add_bytes(std::uint64_t bytes) { bytes_ += bytes; }
  /// The work goes on.
  void tick();
  /// Before anything else is written to the terminal. The line comes back with the next step.
  void hide();

 private:
  using Moment = std::chrono::milliseconds;
  void show(Moment now);
  std::string text(Moment now) const;
  void write(const std::string& text);

  World* world_ = nullptr;
  bool plain_ = false;
  Stage stage_{};
  Moment began_{};               ///< the stage
  std::optional<Moment> due_{};  ///< when to say something next; nullopt: nothing has begun
  bool shown_ = false;           ///< anything, ever
  std::uint64_t units_ = 0;
  std::uint64_t bytes_ = 0;
  std::size_t painted_ = 0;  ///< columns of what stands there now
};

}  // namespace pcadmin::cli
