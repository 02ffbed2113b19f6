#pragma once

#include "../../report.hpp"

#include "pcadmin/store/changes.hpp"

#include <array>

/// How change-sets appear.
namespace pcadmin::cli {

inline constexpr std::size_t kChangeColumnCount = 10;
inline constexpr std::array<Column, kChangeColumnCount> kChangeColumns = {{
    {.key = "change", .title = "CHANGE", .is_id = true},
    {.key = "at", .title = "AT"},
    {.key = "actor", .title = "ACTOR"},
    {.key = "via", .title = "VIA", .in_table = false},
    {.key = "outcome", .title = "OUTCOME"},
    {.key = "command", .title = "COMMAND"},
    {.key = "reason", .title = "REASON", .in_table = false},
    {.key = "ticket", .title = "TICKET", .in_table = false},
    {.key = "os_user", .title = "OS USER", .in_table = false},
    {.key = "digest", .title = "DIGEST", .in_table = false},
}};

Row change_values(const store::Change& change);

}  // namespace pcadmin::cli
