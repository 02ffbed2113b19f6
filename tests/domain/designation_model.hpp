#pragma once

#include "pcadmin/domain/designation_standing.hpp"
#include "pcadmin/domain/designation_ways.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// The arithmetic of designations once more, in the slowest and plainest way: everything is counted one by one and
/// tried out.
namespace pcadmin::test {

struct SlowMetric {
  std::vector<domain::UserId> who{};
  std::vector<domain::NotCounted> not_counted{};
  std::int64_t least = 0;  ///< hundredths
  std::int64_t most = 0;
  friend bool operator==(const SlowMetric&, const SlowMetric&) = default;
};

struct SlowStanding {
  domain::Standing standing;
  std::vector<SlowMetric> metrics{};
};
SlowStanding slow_standing(const domain::Designation& designation, std::span<const domain::Achiever> people,
                           domain::Day day);

/// The fewest people more with whom it is reached, as every choice of at most `most` more in each metric tells;
/// nullopt: none does.
std::optional<std::int64_t> slow_fewest(const domain::Designation& designation,
                                        const domain::DesignationStanding& standing, std::int64_t most);

}  // namespace pcadmin::test
