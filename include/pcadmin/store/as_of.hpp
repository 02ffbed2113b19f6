#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/domain/as_of.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

/// Looking back: every function of the store that reads, asked of a moment of the past. docs/history.md says how.
namespace pcadmin::store {

/// A state of the store: after `change`, judged at `at`.
struct Moment {
  ChangeId change;
  Time at;
};

/// The moment somebody means. A change-set is judged at its own time; of a time, the last change-set made by then
/// counts. Throws `Error`: `time-to-come`, kind invalid; `unknown-change`, kind not_found; `before-history`, kind
/// not_found, for a time before the store was made.
Moment get_moment(const Database& db, const domain::AsOf& as_of, Time now);

/// For the rest of this reading transaction, which must end without a commit, whatever reads the store finds it as it
/// was at `moment`. Not for acting on: verifiers, sessions and what failed sign-ins have locked have no past.
///
/// Whoever was purged since then is found, as far as the history still knows them: as what is left of them.
void look_back(Database& db, const Moment& moment);

}  // namespace pcadmin::store
