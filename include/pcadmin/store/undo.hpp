#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/domain/request.hpp"
#include "pcadmin/domain/role.hpp"
#include "pcadmin/domain/skill.hpp"
#include "pcadmin/domain/token.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Taking a change-set back: its rows as they were before it, whatever command wrote them. Every function is a few
/// statements over whole tables, so a change-set of a million rows costs no loop. docs/history.md says what comes back.
namespace pcadmin::store {

/// What of a change-set there is to take back.
struct Undoable {
  std::vector<std::string> tables{};  ///< business tables it wrote or ended rows of; of tokens, only those it made
  std::int64_t tokens_ended = 0;      ///< by it: they stay ended
};
Undoable find_undoable(const Database& db, ChangeId change);

/// Whether it wrote, changed or ended the setting.
bool touches_setting(const Database& db, ChangeId change, std::string_view name);

/// A change-set after the one to be undone, which wrote the same rows or others that need them.
struct Obstacle {
  ChangeId change;
  Time at;
  std::string by;  ///< address, id, or OS user
  std::string command;
  std::string what;   ///< one of its rows, for people: `role assignment report-viewer of ann@contoso.example`
  std::int64_t rows;  ///< how many of them
  /// A purge: itself, or one that took what undoing it would need. It is in the way for good.
  std::optional<ChangeId> purge;
};
inline constexpr std::size_t kMostObstacles = 100;
struct Obstacles {
  std::vector<Obstacle> latest{};  ///< the latest first, at most `kMostObstacles`
  std::int64_t count = 0;          ///< all of them
};
/// With those that are in the way of others in the way, so that one after the other can be undone.
Obstacles find_obstacles(const Database& db, ChangeId change);
/// Whether there are none; sooner known.
bool stands_alone(const Database& db, ChangeId change);

/// A role, and somebody it is about.
struct RoleOfSomebody {
  domain::RoleId role;
  domain::UserId user;
};
/// A request that would change, come or go, other than with the person who asked.
struct UndoneRequest {
  domain::RequestId id;
  domain::UserId owner;
  domain::RoleId role;
  bool owner_only;  ///< asked or withdrawn: what only the owner does; else decided on
};
/// A certification profile of somebody whose record the change-set left alone.
struct UndoneLink {
  domain::UserId owner;
  bool goes;      ///< it is taken off by undoing; else linked again
  bool by_owner;  ///< the change-set is the owner's own
};
/// An OS account that somebody would have and does not have now.
struct AttachedAccount {
  domain::UserId user;
  std::string email;  ///< theirs, as it would be
  bool comes;         ///< they come back with it
};
/// What undoing a change-set would do, as far as rights are judged by it. To be asked before it is done.
struct UndoReach {
  std::vector<domain::RoleId> roles{};         ///< given to or taken from people who are there before and after
  bool people = false;                         ///< records of people come, go or change
  std::vector<RoleOfSomebody> held{};          ///< every role held by those people, one holder each
  std::vector<AttachedAccount> os_accounts{};  ///< at most two
  domain::RoleSet bundled{};                   ///< roles of bundles that come, go or change, before and after
  std::vector<UndoneRequest> requests{};
  std::vector<domain::TokenId> tokens{};  ///< that would end because the change-set made them
  std::vector<UndoneLink> links{};
  bool skills = false;  ///< what people passed comes, goes or changes, whose records the change-set left alone
};
/// Roles that have expired by `now` count only where they come back. `apart`: somebody whose roles do not count.
UndoReach reach_of_undo(const Database& db, ChangeId change, Time now, std::optional<domain::UserId> apart);

/// Whether undoing would do more to associations than take back what `who` asked for themselves.
bool touches_associations_beyond(const Database& db, ChangeId change, domain::UserId who);

/// Somebody who would come back.
struct Comer {
  std::string email;
  std::optional<Time> deleted_at;  ///< nullopt: nothing of theirs is kept
};
/// One of those whom undoing would bring back and who were deleted at `since` or before.
std::optional<Comer> find_late_comer(const Database& db, ChangeId change, Time since);

/// A certification profile that undoing would link again, of somebody whose record the change-set left alone, though
/// they or the profile have begun another association since.
struct OutrunLink {
  domain::UserId owner;
  domain::ProfileId profile;
};
std::optional<OutrunLink> find_outrun_link(const Database& db, ChangeId change);

/// What undoing did to the rows of one table.
struct UndoneRows {
  std::string table;
  std::int64_t removed = 0;   ///< the change-set had added them
  std::int64_t changed = 0;   ///< they have their old values again
  std::int64_t returned = 0;  ///< the change-set had taken them away
};
struct Undone {
  std::vector<UndoneRows> rows{};  ///< tables with any, people and their roles first
  std::int64_t tokens_ended = 0;   ///< of people who are disabled now
};
/// Puts everything back, as part of change-set `by`. Nothing may stand in the way: see `find_obstacles`. People who go
/// can be restored; people who come back have the password they had.
Undone undo_rows(Database& db, ChangeId change, ChangeId by, Time now);

/// The roles that guests hold at `now`, or will, by what change-set `by` wrote.
std::vector<domain::RoleId> roles_given_to_guests(const Database& db, ChangeId by, Time now);
/// Of the requests that `by` opened again, one whose owner has another open for the same role and place: that other.
std::optional<domain::RequestId> find_request_beside(const Database& db, ChangeId by);
/// A name that a bundle has no more because of `by`, and that assignments in force at `now` or to come have it by.
std::optional<std::string> find_bundle_name_in_use(const Database& db, ChangeId by, Time now);

}  // namespace pcadmin::store
