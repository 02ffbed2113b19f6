#pragma once

#include "pcadmin/domain/support.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <optional>
#include <vector>

/// Table `support`: whom to turn to, as far as the organisation has set it.
namespace pcadmin::store {

/// By name.
std::vector<domain::Support> list_support(const Database& db);
std::optional<domain::Support> find_support(const Database& db, const domain::SupportName& name);
/// Adds the entry, or changes the one of its name.
void put_support(Database& db, const domain::Support& support, ChangeId change);
/// Whether there was one.
bool delete_support(Database& db, const domain::SupportName& name);

}  // namespace pcadmin::store
