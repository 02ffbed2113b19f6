#pragma once

#include "pcadmin/domain/user.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <cstdint>
#include <vector>

/// Table `erasure`: taking a person's data out of the history without breaking its chain. docs/history.md says how.
namespace pcadmin::store {

struct ErasedUser {
  /// Past states of their record, their tokens, associations, locations they are the contact of, certification
  /// profiles, skills and ties to the directory.
  std::int64_t rows;
  std::vector<std::int64_t> changes;  ///< numbers of the change-sets whose words were erased, in part or whole
};

/// Erases what the history holds of somebody who was deleted: their records and the names of their tokens; the
/// addresses of their associations, and invitations of theirs, also those that are open; their certification profiles
/// and what they passed; them as a location's contact, where it has an address of theirs, also of a location as it is
/// now; command and reason of every change-set that changed them and nobody else; their addresses wherever they stand
/// as words, from when they had them; and the OS user they acted as. `change` is the purging change-set; its own words
/// keep nothing of them either. Their name in the reason of a change to others is not looked for.
ErasedUser erase_user(Database& db, domain::UserId id, ChangeId change);

}  // namespace pcadmin::store
