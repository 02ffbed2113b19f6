#pragma once

#include "pcadmin/domain/organization.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <optional>

/// Table `organization`.
namespace pcadmin::store {

/// Every store has one.
domain::Organization get_organization(const Database& db);
/// The country it is in, or was in last before that was cleared; nullopt: none was ever set.
std::optional<domain::Country> last_country(const Database& db);
void insert_organization(Database& db, const domain::Organization& organization, ChangeId change);
void update_organization(Database& db, const domain::Organization& organization, ChangeId change);

}  // namespace pcadmin::store
