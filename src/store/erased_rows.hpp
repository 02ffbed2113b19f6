#pragma once

#include "canonical.hpp"

#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <cstdint>
#include <string>
#include <string_view>

/// Taking somebody's data out of past rows so that the chain still verifies.
namespace pcadmin::store {

/// The chain goes on over the digest that was there first; what is left may change again with a later erasure.
void note_erasure(Database& db, std::string_view table, std::int64_t row, std::int64_t since, const Digest& digest,
                  const Digest& left, ChangeId change);

/// Past rows of `table` for which `condition` on ?1 holds; `blank` is the SQL of ?1 that takes the data out. How many.
std::int64_t erase_rows(Database& db, std::string_view table, std::string_view condition, const std::string& blank,
                        std::int64_t value, ChangeId change);

}  // namespace pcadmin::store
