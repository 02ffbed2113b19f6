#pragma once

#include "../../../report.hpp"

#include "pcadmin/domain/link_limits.hpp"

#include <array>
#include <cstdint>

/// How the limits of linking appear.
namespace pcadmin::cli {

inline constexpr std::array<Column, 2> kLinkLimitColumns = {
    {{.key = "links_a_year", .title = "LINKS A YEAR", .is_id = true},
     {.key = "days_between", .title = "DAYS BETWEEN"}}};

inline RecordBody link_limits_record(const domain::LinkLimits& limits) {
  return {"rules", kLinkLimitColumns, {limits.a_year.number(), std::int64_t{limits.between.days().count()}}};
}

}  // namespace pcadmin::cli
