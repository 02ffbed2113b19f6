#pragma once

#include "../../report.hpp"
#include "../user/columns.hpp"

#include "pcadmin/ops/roles.hpp"

#include <array>
#include <string>

namespace pcadmin::cli {

/// Giving and taking a role answer with the person as they are then, and with the assignments that were meant.
inline constexpr auto kRoleChangeColumns =
    person_columns_and(std::array<Column, 1>{{{.key = "assignments", .title = "ASSIGNMENTS", .in_table = false}}});
Report role_report(const ops::RoleChange& change, Time now);

/// Whether nothing is new but why: the reason or the ticket.
bool is_only_why(const ops::RoleChange& change);

/// `Berlin (4391508)`, or `the whole organisation`.
std::string place_of(const store::Assignment& assignment);
/// ` for Berlin (4391508) and Paris (4391509) until 2026-12-24T00:00:00Z`: where and when the assignments hold. Of one
/// for the whole organisation only when, which is nothing where it has begun and never ends.
std::string where_and_when(const std::vector<ops::AssignmentChange>& assignments, Time now);
/// ` for Berlin (4391508)`: where they hold.
std::string where(const std::vector<ops::AssignmentChange>& assignments);

}  // namespace pcadmin::cli
