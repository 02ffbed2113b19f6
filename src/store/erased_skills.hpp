#pragma once

#include "erased_contacts.hpp"

#include "pcadmin/domain/user.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <cstdint>
#include <vector>

/// The certification profiles of somebody whose data is to be erased, and what they passed.
namespace pcadmin::store {

/// Adds their profiles: words that mean them as an address of theirs does, until somebody else linked the profile.
void add_profiles(const Database& db, domain::UserId id, std::vector<Address>& addresses);

/// Takes their profiles and what they passed out of what is past. How many past states were erased.
std::int64_t erase_skills(Database& db, domain::UserId id, ChangeId change);

}  // namespace pcadmin::store
