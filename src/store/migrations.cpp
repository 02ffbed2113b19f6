#include "migrations.hpp"

#include "engine.hpp"
#include "migrations_embedded.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <sys/stat.h>

namespace pcadmin::store {

namespace {

constexpr auto kMigrations = [] {
  std::array<Migration, std::size(embedded::kFiles)> steps{};
  for (std::size_t i = 0; i < steps.size(); ++i) steps.at(i) = {embedded::kFiles[i].name, embedded::kFiles[i].text};
  return steps;
}();

[[noreturn]] void fail_backup(const std::filesystem::path& backup, std::string_view why) {
  throw Error({.code = "backup-failed",
               .kind = FailureKind::store,
               .message = fmt::format("the store needs an upgrade, but no backup could be made at \"{}\": {}",
                                      backup.string(), why),
               .hint = "make room beside the store, or move that file away, and try again; the store is as it was"});
}

void check_backup(const std::filesystem::path& backup) {
  try {
    SQLite::Database copy(backup.string(), SQLite::OPEN_READONLY);
    SQLite::Statement check(copy, "PRAGMA integrity_check(1)");
    if (!check.executeStep() || check.getColumn(0).getString() != "ok") fail_backup(backup, "the copy is not intact");
  } catch (const SQLite::Exception& error) {
    fail_backup(backup, error.what());
  }
}

void make_backup(Database& db) {
  auto backup = db.engine().file;
  backup += fmt::format(".v{}.bak", schema_version(db));
  if (std::filesystem::exists(backup)) fail_backup(backup, "it exists already");
  const auto old_mask = ::umask(0077);
  try {
    SQLite::Statement copy(db.engine().connection, "VACUUM INTO ?1");
    copy.bind(1, backup.string());
    copy.exec();
    ::umask(old_mask);
  } catch (const SQLite::Exception& error) {
    ::umask(old_mask);
    fail_backup(backup, error.what());
  }
  check_backup(backup);
}

}  // namespace

std::span<const Migration> migrations() { return kMigrations; }

int schema_version(const Database& db) {
  Query query(db, "PRAGMA user_version");
  query.step();
  return static_cast<int>(query.integer(0));
}

void migrate(Database& db, std::span<const Migration> steps) {
  Transaction transaction(db, Access::write);
  const auto have =
      static_cast<std::size_t>(schema_version(db));  // asked again inside: another process may have been faster
  for (std::size_t i = have; i < steps.size(); ++i) execute(db, std::string(steps[i].sql));
  if (have < steps.size()) execute(db, fmt::format("PRAGMA user_version = {}", steps.size()));
  transaction.commit();
}

void upgrade(Database& db, std::span<const Migration> steps) {
  if (static_cast<std::size_t>(schema_version(db)) == steps.size()) return;
  make_backup(db);
  migrate(db, steps);
}

}  // namespace pcadmin::store
