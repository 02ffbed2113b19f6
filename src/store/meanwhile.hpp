#pragma once

#include "pcadmin/store/database.hpp"

#include <chrono>
#include <exception>

struct sqlite3;

namespace pcadmin::store {

/// What is done while the engine waits for somebody else, or works for long. Must stay where it is once it attends.
class Meanwhile {
 public:
  /// From here on, for this connection.
  void attend(sqlite3* connection, OpenOptions options);
  void wait_at_most(std::chrono::milliseconds time) { options_.busy_timeout = time; }
  /// Throws what a callback threw, once.
  void rethrow();

 private:
  /// The engine's callbacks; `waits` counts those of one wait. Whether to go on.
  static int wait(void* self, int waits) noexcept;
  static int work(void* self) noexcept;

  OpenOptions options_{};
  std::chrono::steady_clock::time_point since_{};
  std::exception_ptr thrown_{};
};

}  // namespace pcadmin::store
