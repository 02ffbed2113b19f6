#pragma once

#include "../../report.hpp"
#include "../user/record_args.hpp"

#include "pcadmin/base/clock.hpp"
#include "pcadmin/domain/role.hpp"
#include "pcadmin/store/assignments.hpp"

#include <array>
#include <span>

/// How roles and their holders appear.
namespace pcadmin::cli {

inline constexpr std::array<std::string_view, 3> kStandings = {"in-force", "not-begun", "expired"};
/// Where and in which state an assignment is stands in the table where it can be one of several.
constexpr std::array<Column, 16> member_columns(bool by_place, bool by_standing) {
  return {{{.key = "id", .title = "ID", .in_table = false, .is_id = true, .type = domain::FieldType::id},
           {.key = "name", .title = "NAME"},
           {.key = "email", .title = "E-MAIL", .whole = true, .type = domain::FieldType::email},
           {.key = "role", .title = "ROLE", .type = domain::FieldType::role},
           {.key = "location", .title = "LOCATION", .in_table = by_place, .nothing = "whole organisation"},
           {.key = "location_name", .title = "LOCATION NAME", .in_table = false},
           {.key = "state", .title = "STATE", .type = domain::FieldType::word, .words = flags::kStates},
           {.key = "can_sign_in", .title = "CAN SIGN IN", .in_table = false, .type = domain::FieldType::yes_no},
           {.key = "assignment_state",
            .title = "ASSIGNMENT",
            .in_table = by_standing,
            .type = domain::FieldType::word,
            .words = kStandings},
           {.key = "assigned_at", .title = "ASSIGNED AT", .type = domain::FieldType::time},
           {.key = "assigned_by", .title = "ASSIGNED BY", .in_table = false, .type = domain::FieldType::email},
           {.key = "reason", .title = "REASON", .in_table = false},
           {.key = "ticket", .title = "TICKET", .in_table = false},
           {.key = "starts_at", .title = "STARTS AT", .in_table = by_standing, .type = domain::FieldType::time},
           {.key = "expires_at", .title = "EXPIRES AT", .nothing = "never", .type = domain::FieldType::time},
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
