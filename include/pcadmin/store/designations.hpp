#pragma once

#include "pcadmin/domain/designation.hpp"
#include "pcadmin/domain/designation_standing.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <optional>
#include <vector>

/// Tables `designation` and `designation_metric`: what the organisation has put down itself of what the vendor demands.
namespace pcadmin::store {

/// By name.
std::vector<domain::Designation> list_designations(const Database& db);
std::optional<domain::Designation> find_designation(const Database& db, const domain::RequirementName& name);
/// Adds it, or changes the one of its name; metrics that stay as they are are not written.
void put_designation(Database& db, const domain::Designation& designation, ChangeId change);
/// Whether there was one.
bool delete_designation(Database& db, const domain::RequirementName& name);

/// Everybody who has passed something, by id.
std::vector<domain::Achiever> list_achievers(const Database& db);

}  // namespace pcadmin::store
