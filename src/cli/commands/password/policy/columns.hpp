#pragma once

#include "../../../report.hpp"

#include "pcadmin/ops/policy.hpp"

#include <array>
#include <cstdint>

/// How the password policy appears.
namespace pcadmin::cli {

inline constexpr std::array<Column, 3> kPolicyColumns = {
    {{.key = "length", .title = "LEAST LENGTH", .is_id = true},
     {.key = "temporary_hours", .title = "TEMPORARY PASSWORD HOURS"},
     {.key = "blocklist", .title = "BLOCKLIST", .nothing = "only the one that comes with pcadmin"}}};

inline RecordBody policy_record(const ops::PasswordPolicy& policy) {
  return {"policy",
          kPolicyColumns,
          {static_cast<std::int64_t>(policy.length.number()), std::int64_t{policy.temporary_life.hours().count()},
           text_or_nothing(policy.blocklist)}};
}

}  // namespace pcadmin::cli
