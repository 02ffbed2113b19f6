#pragma once

#include "pcadmin/domain/user.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <cstdint>

namespace pcadmin::store {

/// Takes the entry of the directory somebody was tied to out of what is past. How many past states were erased.
std::int64_t erase_directory_link(Database& db, domain::UserId id, ChangeId change);

}  // namespace pcadmin::store
