#pragma once

#include "../../report.hpp"
#include "columns.hpp"

#include "pcadmin/ops/accounts.hpp"

#include <array>

/// What disabling and enabling people answers.
namespace pcadmin::cli {

inline constexpr auto kSwitchColumns = person_columns_and(std::array<Column, 2>{
    {{.key = "changed", .title = "CHANGED"}, {.key = "tokens_ended", .title = "TOKENS ENDED", .in_table = false}}});

/// `now`: the state everybody is in, whether or not they were before.
Report switch_report(const ops::AccountChanges& changes, domain::UserState now);

}  // namespace pcadmin::cli
