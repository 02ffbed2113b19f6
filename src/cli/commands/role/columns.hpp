#pragma once

#include "../../report.hpp"

#include "pcadmin/domain/role.hpp"
#include "pcadmin/store/assignments.hpp"

#include <array>

/// How roles and their holders appear.
namespace pcadmin::cli {

inline constexpr std::array<Column, 10> kMemberColumns = {{
    {.key = "id", .title = "ID", .in_table = false, .is_id = true},
    {.key = "name", .title = "NAME"},
    {.key = "email", .title = "E-MAIL", .whole = true},
    {.key = "role", .title = "ROLE"},
    {.key = "state", .title = "STATE"},
    {.key = "can_sign_in", .title = "CAN SIGN IN", .in_table = false},
    {.key = "assigned_at", .title = "ASSIGNED AT"},
    {.key = "assigned_by", .title = "ASSIGNED BY", .in_table = false},
    {.key = "reason", .title = "REASON", .in_table = false},
    {.key = "expires_at", .title = "EXPIRES AT", .nothing = "never"},
}};
Row member_values(const store::Member& member);

std::vector<std::string> words_of(std::span<const std::string_view> words);

}  // namespace pcadmin::cli
