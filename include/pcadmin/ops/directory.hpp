#pragma once

#include "pcadmin/domain/directory.hpp"
#include "pcadmin/domain/directory_plan.hpp"
#include "pcadmin/domain/user_ref.hpp"
#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/directory_links.hpp"
#include "pcadmin/store/users.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// The directory on the premises: taking over what it says of people, and which of them it vouches for.
namespace pcadmin::ops {

/// Somebody who vanished from the directory: marked for review, and otherwise left as they are.
struct GonePerson {
  domain::UserId id;
  std::string name;
  std::string email;
};

struct DirectorySync {
  std::int64_t entries = 0;  ///< of people
  std::int64_t added = 0;
  std::int64_t changed = 0;
  std::int64_t disabled = 0;  ///< of the changed: whose account was active before
  std::int64_t unchanged = 0;
  std::int64_t gone = 0;
  std::int64_t still_gone = 0;
  std::int64_t roles_given = 0;
  std::int64_t roles_taken = 0;
  std::int64_t without_address = 0;
  std::vector<domain::SyncConflict> conflicts{};  ///< in the order of the directory
  std::vector<std::string> empty_groups{};        ///< of the rules, that no entry is in
  bool denied = false;                            ///< among them, something the operator has no right to do

  bool changes_anything() const { return added + changed + gone > 0; }
};

/// Who is told of what becomes of people.
struct SyncWishes {
  /// Everybody who is added or changed, in the order of the directory.
  std::function<void(const domain::PlannedPerson&)> each = [](const domain::PlannedPerson&) {};
  /// Everybody who is marked, in the order in which they were added.
  std::function<void(const GonePerson&)> gone = [](const GonePerson&) {};
};

/// Makes the people here what the directory says; see `plan_directory`. Without `rules` (nullptr) roles are let be.
/// Whoever is added has no password. Who vanished is marked. Entries in conflict are left out, and the rest is done:
/// beside those of the plan `not-allowed`, `guest-role`, and `deleted-here` for somebody who was deleted and can still
/// be restored. Throws `not-allowed`; `directory-empty`, kind refused, where nobody is in it, or nobody with an anchor,
/// and somebody is tied to it. `Unit::finish` counts those who vanished as it counts who
/// loses something: `too-many-removals`.
DirectorySync sync_directory(Unit& unit, domain::Directory directory, const domain::GroupRules* rules,
                             const SyncWishes& wishes = {});

/// By address, until `each` says false. Takes the right to see people in lists.
void list_linked_people(const Unit& unit, const std::function<bool(const store::LinkedPerson&)>& each);
store::LinkCounts count_links(const Unit& unit);
/// How somebody is tied to their entry; nullopt: to none. Throws as `show_user`.
std::optional<domain::DirectoryLink> find_link(const Unit& unit, const domain::UserRef& ref);

struct Unlinked {
  store::StoredUser user;
  std::optional<domain::Anchor> anchor;  ///< of the entry they were tied to; nullopt: to none
  std::int64_t roles_kept = 0;           ///< that rules had given
};
/// From now on they are kept here: nothing of them is read-only, and what rules gave stays. All or none. Throws
/// `not-allowed`, `unknown-user`.
std::vector<Unlinked> unlink_people(Unit& unit, const std::vector<domain::UserRef>& refs);

}  // namespace pcadmin::ops
