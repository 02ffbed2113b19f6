#pragma once

#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/undo.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

/// Taking a change-set back, whatever command made it.
namespace pcadmin::ops {

struct Undo {
  store::ChangeId undone;
  std::vector<store::UndoneRows> rows;
  std::int64_t tokens_ended;  ///< of people who are disabled again
  std::int64_t tokens_lost;   ///< that the undone change-set ended: they do not come back
  bool undoable;              ///< whether this can be undone in turn: all but the end of a token
};
/// Puts the rows of a change-set back. The undo is a change-set as any other, and can be undone. Rights are asked for
/// by what it does: for every role that somebody gets or loses the right to grant it, for people the right to manage
/// them with all they hold, for settings the right to set rules, for tokens that to revoke them; guards speak in
/// `Unit::finish`. The change-set must be one's own, unless one may read the history.
/// Throws `Error`: `unknown-change` (kind not_found); `not-allowed`, `token-not-enough` (denied); kind conflict:
///   nothing-to-undo  it was refused, or changed only what keeps no past: passwords, sessions, tokens that ended
///   undo-init        it made the store
///   undo-purge       it erased somebody, for good
///   undo-blocklist   it replaced the organisation's own list of passwords, whose words have no history
///   undo-conflict    later change-sets stand in the way; in the details, the latest first: change, at, by, command,
///   what
/// and kind refused: `restore-expired` for people deleted longer ago than `kRestorable`, `guest-role`.
Undo undo_change(Unit& unit, store::ChangeId change);

/// The newest change-sets that can be undone as far as the history goes, at most `most` of the last hundred, until
/// `each` says false: one's own, or with the right to read the history everybody's. Whether one has the rights it
/// would take is not asked.
void list_undoable(const Unit& unit, std::size_t most, const std::function<bool(const store::Change&)>& each);

}  // namespace pcadmin::ops
