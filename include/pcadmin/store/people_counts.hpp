#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/store/database.hpp"

#include <cstdint>

/// Table `user`, counted.
namespace pcadmin::store {

struct PeopleCount {
  std::int64_t all = 0;
  std::int64_t active = 0;
  std::int64_t guests = 0;
};
PeopleCount count_people(const Database& db);

/// How many active people who were added from `from` on and before `until` have never signed in.
std::int64_t count_never_signed_in(const Database& db, Time from, Time until);

}  // namespace pcadmin::store
