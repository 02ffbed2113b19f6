#include "meanwhile.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <thread>
#include <utility>

namespace pcadmin::store {

namespace {

using namespace std::chrono_literals;

/// Short, so that nobody sleeps for long once the way is free; the first are shorter, because most waits are.
constexpr std::array kPauses = {1ms, 2ms, 5ms, 10ms};
/// Steps of the engine's machine between two calls: some milliseconds.
constexpr int kSteps = 200'000;

}  // namespace

void Meanwhile::attend(sqlite3* connection, OpenOptions options) {
  options_ = std::move(options);
  sqlite3_busy_handler(connection, &Meanwhile::wait, this);
  if (options_.while_working) sqlite3_progress_handler(connection, kSteps, &Meanwhile::work, this);
}

void Meanwhile::rethrow() {
  if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
}

int Meanwhile::wait(void* self, int waits) noexcept {
  auto& me = *static_cast<Meanwhile*>(self);
  const auto now = std::chrono::steady_clock::now();
  if (waits == 0) me.since_ = now;
  const auto waited = std::chrono::floor<std::chrono::milliseconds>(now - me.since_);
  if (waited >= me.options_.busy_timeout) return 0;
  try {
    if (me.options_.while_waiting) me.options_.while_waiting(waited);
    const auto pause = kPauses.at(std::min(static_cast<std::size_t>(waits), kPauses.size() - 1));
    std::this_thread::sleep_for(std::min<std::chrono::milliseconds>(pause, me.options_.busy_timeout - waited));
    return 1;
  } catch (...) {
    me.thrown_ = std::current_exception();
    return 0;
  }
}

int Meanwhile::work(void* self) noexcept {
  auto& me = *static_cast<Meanwhile*>(self);
  try {
    me.options_.while_working();
    return 0;
  } catch (...) {
    me.thrown_ = std::current_exception();
    return 1;
  }
}

}  // namespace pcadmin::store
