#pragma once

#include "engine.hpp"

#include "pcadmin/domain/role.hpp"
#include "pcadmin/store/database.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

/// Which change-sets wrote or ended which rows.
namespace pcadmin::store {

/// A change-set and a row it wrote or ended.
struct Touch {
  std::int64_t change;
  std::int64_t row;
  friend bool operator==(const Touch&, const Touch&) = default;
};

/// SQL: every touch of the rows of `table` for which `which` is true, newest first; two of one row by one change-set
/// follow each other. With `older`, two parameters (`?2, ?3`): only what comes behind that change-set and row.
std::string touches_sql(std::string_view table, std::string_view which, std::string_view older = "");

/// The touches a query of `touches_sql` finds, each once, until `each` says false.
void walk_touches(Query& query, const std::function<bool(const Touch&)>& each);

/// When a walk stops and asks how the rest is found soonest.
struct TouchLimits {
  std::int64_t looked_at = 1'000;  ///< so many of the newest rows of all roles are looked at first, unless the role has
                                   ///< fewer itself
  std::int64_t sorted = 50'000;    ///< with fewer rows of the role, these are sorted
};
/// The touches of a role's assignments, newest first, each once, until `each` says false. Memory does not grow with
/// their number.
void walk_role_touches(const Database& db, domain::RoleId role, const std::function<bool(const Touch&)>& each,
                       TouchLimits limits = {});

}  // namespace pcadmin::store
