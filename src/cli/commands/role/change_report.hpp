#pragma once

#include "../../report.hpp"
#include "../user/columns.hpp"

#include "pcadmin/ops/roles.hpp"

#include <array>

namespace pcadmin::cli {

/// Giving and taking a role answer with the person as they are then.
inline constexpr auto kRoleChangeColumns = kPersonColumns;
Report role_report(const ops::RoleChange& change);

}  // namespace pcadmin::cli
