#pragma once

#include "pcadmin/domain/designation_standing.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

/// What is missing for a designation, and what would bring it.
namespace pcadmin::domain {

/// What would bring it: people more in some metrics, and points that only the vendor's page can report.
struct Way {
  std::vector<std::int64_t> more{};  ///< people, by metric
  std::int64_t people = 0;           ///< in all
  Points reported{};                 ///< more of what is not kept here; 0: none is needed
  friend bool operator==(const Way&, const Way&) = default;
};

/// Ways to reach `designation`, each with as few people as it can, the one with the fewest first: first the way with
/// the fewest people of all, and where that is another, those that go by one metric beyond what none of them can do
/// without. Where people alone do not get there, the only way is all that they can bring, and points reported. What is
/// not known counts as nothing. Empty when it is reached, when its threshold is not known, and when what is not known
/// leaves no way.
std::vector<Way> ways_to(const Designation& designation, const DesignationStanding& standing);

}  // namespace pcadmin::domain
