#pragma once

#include "../../report.hpp"

#include "pcadmin/base/clock.hpp"
#include "pcadmin/domain/role.hpp"
#include "pcadmin/store/assignments.hpp"

#include <array>
#include <span>

/// How roles and their holders appear.
namespace pcadmin::cli {

/// Where and in which state an assignment is stands in the table where it can be one of several.
constexpr std::array<Column, 15> member_columns(bool by_place, bool by_standing) {
  return {{{.key = "id", .title = "ID", .in_table = false, .is_id = true},
           {.key = "name", .title = "NAME"},
           {.key = "email", .title = "E-MAIL", .whole = true},
           {.key = "role", .title = "ROLE"},
           {.key = "location", .title = "LOCATION", .in_table = by_place, .nothing = "everywhere"},
           {.key = "location_name", .title = "LOCATION NAME", .in_table = false},
           {.key = "state", .title = "STATE"},
           {.key = "can_sign_in", .title = "CAN SIGN IN", .in_table = false},
           {.key = "assignment_state", .title = "ASSIGNMENT", .in_table = by_standing},
           {.key = "assigned_at", .title = "ASSIGNED AT"},
           {.key = "assigned_by", .title = "ASSIGNED BY", .in_table = false},
           {.key = "reason", .title = "REASON", .in_table = false},
           {.key = "starts_at", .title = "STARTS AT", .in_table = by_standing},
           {.key = "expires_at", .title = "EXPIRES AT", .nothing = "never"},
           {.key = "bundle", .title = "BUNDLE", .in_table = false}}};
}
inline constexpr auto kMemberColumns = member_columns(false, false);
/// Those for the members of a role: by place where it can be held for one.
std::span<const Column> columns_for_members(domain::RoleId role, bool by_standing);
Row member_values(const store::Member& member, Time now);

/// `in-force`, `not-begun` or `expired`.
std::string_view standing_of(const store::Assignment& assignment, Time now);
/// The location's Partner ID; its name.
Value location_or_nothing(const store::Assignment& assignment);
Value location_name_or_nothing(const store::Assignment& assignment);

std::vector<std::string> words_of(std::span<const std::string_view> words);

}  // namespace pcadmin::cli
