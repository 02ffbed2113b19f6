#pragma once

#include "pcadmin/store/database.hpp"

/// Writing for the sake of finding out whether it could be done.
namespace pcadmin::store {

/// Whether the past is looked back at.
bool is_past(const Database& db);

/// Gets a transaction that has only read so far a writer's turn, which it then keeps until it ends; false where the
/// turn does not come within a second, or the file is not to be written.
bool take_turn(Database& db);

/// What is written while it lives is as if it had never been, unless it is kept; they may be nested. Only in a
/// transaction that has a writer's turn.
class Rehearsal {
 public:
  explicit Rehearsal(Database& database);
  ~Rehearsal();
  Rehearsal(const Rehearsal&) = delete;
  Rehearsal& operator=(const Rehearsal&) = delete;

  /// What was written stays, as far as whatever is around it lets it.
  void keep();

 private:
  Database* database_;
  bool open_ = true;
};

}  // namespace pcadmin::store
