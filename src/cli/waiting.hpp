#pragma once

#include "command.hpp"
#include "output.hpp"
#include "progress.hpp"

#include "pcadmin/cli/world.hpp"
#include "pcadmin/store/database.hpp"

#include <chrono>
#include <memory>

namespace pcadmin::cli {

/// How long this command waits for another pcadmin: $PCADMIN_BUSY_TIMEOUT in seconds, else ten of them; five minutes
/// for what only reads, and for what may itself keep others waiting. Throws `invalid-number`.
std::chrono::milliseconds busy_timeout(const Command& command, const World& world);

/// Waiting for another pcadmin that has the store: says so once it takes a second, and can be interrupted.
class Waiting {
 public:
  Waiting(const Command& command, ProgressLine& progress, const Output& output, World& world)
      : command_(command), progress_(progress), output_(output), world_(world) {}
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;

  /// How to open the store. This must outlive it. Throws `invalid-number`.
  store::OpenOptions options(store::Access access);
  /// From here on those who read are waited for: a commit comes when they have done.
  void for_readers() { for_readers_ = true; }
  /// The turn has come, and Ctrl-C means again what it meant before. Throws `Error` `interrupted` when it came
  /// meanwhile.
  void over();

 private:
  void wait(std::chrono::milliseconds waited);

  const Command& command_;
  ProgressLine& progress_;
  const Output& output_;
  World& world_;
  std::shared_ptr<void> watch_{};
  bool for_readers_ = false;
  bool said_ = false;
};

}  // namespace pcadmin::cli
