#pragma once

#include "pcadmin/store/database.hpp"

#include <span>
#include <string_view>

namespace pcadmin::store {

/// One step of the schema. Numbered 1, 2, 3 ... by position; only ever appended to.
struct Migration {
  std::string_view name;
  std::string_view sql;
};

/// The steps compiled in from src/store/migrations.
std::span<const Migration> migrations();

/// Marks a SQLite file as a pcadmin store: "PcAd" in `application_id`.
inline constexpr std::int32_t kApplicationId = 0x50634164;

/// The schema of an open store, from 0 (none) up.
int schema_version(const Database& db);

/// Applies the steps the store does not have yet, all in one transaction of its own.
void migrate(Database& db, std::span<const Migration> steps);

/// `migrate`, but for a store that holds something: first a copy beside it (`FILE.v<version>.bak`, mode 0600), checked
/// with SQLite's integrity check. Throws `Error` `backup-failed`, kind store, and leaves the store as it was, when that
/// cannot be made.
void upgrade(Database& db, std::span<const Migration> steps);

}  // namespace pcadmin::store
