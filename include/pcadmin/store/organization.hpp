#pragma once

#include "pcadmin/domain/organization.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <string>
#include <vector>

/// Tables `organization` and `domain`.
namespace pcadmin::store {

/// Every store has one.
domain::Organization get_organization(const Database& db);
void insert_organization(Database& db, const domain::Organization& organization, ChangeId change);
/// In their lower-case ASCII form.
std::vector<std::string> list_domains(const Database& db);
void insert_domain(Database& db, const std::string& name, ChangeId change);

}  // namespace pcadmin::store
