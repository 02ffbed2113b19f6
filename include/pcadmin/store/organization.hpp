#pragma once

#include "pcadmin/domain/organization.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

/// Table `organization`.
namespace pcadmin::store {

/// Every store has one.
domain::Organization get_organization(const Database& db);
void insert_organization(Database& db, const domain::Organization& organization, ChangeId change);
void update_organization(Database& db, const domain::Organization& organization, ChangeId change);

}  // namespace pcadmin::store
