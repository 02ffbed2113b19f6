#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/store/database.hpp"

#include <cstdint>
#include <span>
#include <vector>

/// How many there were of what, at moments of the past, counted from what the history keeps of every row.
namespace pcadmin::store {

struct Headcount {
  Time at;
  std::int64_t people = 0;       ///< with an account, in whatever state
  std::int64_t active = 0;       ///< of them
  std::int64_t assignments = 0;  ///< in force, whatever the state of the account
};

/// Of each of these moments, which rise, as `look_back` would show it. Reads every row and every past one once, however
/// many moments there are; keeps none.
std::vector<Headcount> count_over_time(const Database& db, std::span<const Time> moments);

}  // namespace pcadmin::store
