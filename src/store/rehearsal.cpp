#include "pcadmin/store/rehearsal.hpp"

#include "engine.hpp"

#include <chrono>
#include <thread>

namespace pcadmin::store {

bool is_past(const Database& db) { return db.engine().forerunner != nullptr; }

bool take_turn(Database& db) {
  using Clock = std::chrono::steady_clock;
  constexpr std::chrono::milliseconds kPause{5};
  if (db.read_only() || db.exposed()) return false;
  for (const auto end = Clock::now() + std::chrono::seconds(1);;) {
    try {
      execute(db, "DELETE FROM setting WHERE false");  // writes nothing, in its turn
      return true;
    } catch (const Error& error) {
      // SQLite does not wait here by itself: whoever reads and waits for a writer may be what that one waits for.
      if (error.failure().kind != FailureKind::busy || Clock::now() >= end) return false;
      std::this_thread::sleep_for(kPause);
    }
  }
}

Rehearsal::Rehearsal(Database& database) : database_(&database) { execute(database, "SAVEPOINT rehearsal"); }

Rehearsal::~Rehearsal() {
  if (!open_) return;
  try {
    execute(*database_, "ROLLBACK TO rehearsal");
    execute(*database_, "RELEASE rehearsal");
  } catch (const Error&) {  // the engine has rolled back everything by itself
  }
}

void Rehearsal::keep() {
  execute(*database_, "RELEASE rehearsal");
  open_ = false;
}

}  // namespace pcadmin::store
