#pragma once

#include "pcadmin/store/database.hpp"
#include "pcadmin/store/rehearsal.hpp"

#include <optional>

namespace pcadmin::cli {

/// Whether a unit of work has a transaction of its own, or is a part of one that is open already.
enum class Within { nothing, transaction };

/// The transaction of one unit of work; or, as a dry run of many needs it, its part of one.
class Turn {
 public:
  Turn(store::Database& db, store::Access access, Within within) {
    if (within == Within::nothing)
      own_.emplace(db, access);
    else if (access == store::Access::write)
      part_.emplace(db);
  }
  /// A part stays for those that come after it in the transaction.
  void commit() { own_ ? own_->commit() : part_->keep(); }
  void leave_to_system() { own_->leave_to_system(); }

 private:
  std::optional<store::Transaction> own_;
  std::optional<store::Rehearsal> part_;
};

}  // namespace pcadmin::cli
