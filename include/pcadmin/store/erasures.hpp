#pragma once

#include "pcadmin/domain/user.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <cstdint>

/// Table `erasure`: taking a person's data out of the history without breaking its chain. docs/history.md says how.
namespace pcadmin::store {

struct ErasedUser {
  std::int64_t rows;     ///< past states of their record and tokens
  std::int64_t changes;  ///< change-sets whose words named them, or were said by them
};

/// Erases what the history holds of somebody who was deleted: their records, the names of their tokens, and in every
/// change-set the words that name them or the OS user they acted as. `change` is the purging change-set; its own words
/// keep nothing of them either.
ErasedUser erase_user(Database& db, domain::UserId id, ChangeId change);

}  // namespace pcadmin::store
