#include "migrations.hpp"

#include "engine.hpp"
#include "migrations_embedded.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace pcadmin::store {

namespace {

constexpr auto kMigrations = [] {
  std::array<Migration, std::size(embedded::kFiles)> steps{};
  for (std::size_t i = 0; i < steps.size(); ++i) steps.at(i) = {embedded::kFiles[i].name, embedded::kFiles[i].text};
  return steps;
}();

[[noreturn]] void fail_backup(const std::filesystem::path& file, std::string_view why) {
  throw Error({.code = "backup-failed",
               .kind = FailureKind::store,
               .message = fmt::format("the store needs an upgrade, but no backup could be made beside \"{}\": {}",
                                      file.string(), why),
               .hint = "make room beside the store and try again; the store is as it was"});
}

void copy_store(Database& db, const std::filesystem::path& copy) {
  const auto old_mask = ::umask(0077);
  try {
    SQLite::Statement statement(db.engine().connection, "VACUUM INTO ?1");
    statement.bind(1, std::filesystem::absolute(copy).string());  // no URI
    statement.exec();
    ::umask(old_mask);
  } catch (const SQLite::Exception&) {
    ::umask(old_mask);
    throw;
  }
}

bool is_intact(const std::filesystem::path& copy) {
  const SQLite::Database database(copy.string(), SQLite::OPEN_READONLY);
  SQLite::Statement check(database, "PRAGMA integrity_check(1)");
  return check.executeStep() && check.getColumn(0).getString() == "ok";
}

/// `FILE.v1.bak`, or where there is one already `FILE.v1.2.bak`, and so on: no backup is ever overwritten.
bool take_name(const std::filesystem::path& partial, const std::filesystem::path& file, int version) {
  constexpr int kMost = 100;
  for (int number = 1; number <= kMost; ++number) {
    auto backup = file;
    backup += number == 1 ? fmt::format(".v{}.bak", version) : fmt::format(".v{}.{}.bak", version, number);
    if (::renameat2(AT_FDCWD, partial.c_str(), AT_FDCWD, backup.c_str(), RENAME_NOREPLACE) == 0) return true;
    if (errno != EEXIST) return false;
  }
  return false;
}

/// The backup has its name only once it is whole and checked.
void make_backup(Database& db) {
  const auto& file = db.engine().file;
  auto partial = file;
  partial += fmt::format(".backup-{}.partial", ::getpid());
  ::unlink(partial.c_str());
  try {
    copy_store(db, partial);
    if (is_intact(partial) && take_name(partial, file, schema_version(db))) return;
  } catch (const SQLite::Exception& error) {
    ::unlink(partial.c_str());
    fail_backup(file, error.what());
  }
  ::unlink(partial.c_str());
  fail_backup(file, "the copy is not intact, or cannot take its name");
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
