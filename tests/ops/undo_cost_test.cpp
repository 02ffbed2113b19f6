#include "store/engine.hpp"
#include "support/store_fixture.hpp"

#include "pcadmin/ops/undo.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <sqlite3.h>

#include <cstdint>
#include <initializer_list>
#include <string>

/// What looking for obstacles costs: counted in steps of the engine, never in time.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using store::ChangeId;

constexpr std::int64_t kFew = 250;
constexpr std::int64_t kMany = 4 * kFew;

/// Runs SQL of ?1, the change-set, and of ?2, how many; `n (i)` are the numbers up to it.
ChangeId run(House& house, std::int64_t count, std::initializer_list<std::string> statements) {
  return house.change([&](ChangeId change) {
    for (const auto& sql : statements) {
      const std::string numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2) ";
      store::Query(house.db, numbers + sql).bind(change.number).bind(count).run();
    }
  });
}

constexpr const char* kAddPeople =
    "INSERT INTO user (id, name, email, email_key, kind, state, created_at, salt, since) SELECT 1000 + i, 'Person', "
    "'p' || i || '@contoso.example', 'p' || i || '@contoso.example', 'member', 'active', 0, randomblob(16), ?1 FROM n";
constexpr const char* kGiveRoles =
    "INSERT INTO assignment (user_id, role, since) SELECT 1000 + i, 'report-viewer', ?1 FROM n";
constexpr const char* kTakeRoles = "DELETE FROM assignment WHERE user_id > 1000 AND ?1 > 0 AND ?2 > 0";
constexpr const char* kRename = "UPDATE user SET name = 'Other', since = ?1 WHERE id > 1000 AND ?2 > 0";
constexpr const char* kRenew = "UPDATE skill SET expires_on = '2027-01-01', since = ?1 WHERE ?2 > 0";

/// How many steps the engine takes to tell what stands in the way of undoing a change-set.
std::int64_t steps(House& house, ChangeId change) {
  std::int64_t steps = 0;
  auto* const connection = house.db.engine().connection.getHandle();
  sqlite3_progress_handler(
      connection, 1, [](void* count) { return ++*static_cast<std::int64_t*>(count), 0; }, &steps);
  const auto refused = house.refused("ada", [&](ops::Unit& unit) { ops::undo_change(unit, change); });
  sqlite3_progress_handler(connection, 0, nullptr, nullptr);
  CHECK(refused.code == "undo-conflict");
  return steps;
}

/// Skills of an import, overwritten by a second one: `whose`, `code` and `profile` are SQL of the number `i`.
std::int64_t steps_of_skills(std::int64_t count, const std::string& whose, const std::string& code,
                             const std::string& profile) {
  House house;
  run(house, count, {kAddPeople});
  const auto columns =
      fmt::format("{0}, 'exam', {1}, {1}, {2}, {2}, '2026-03-01', randomblob(16), ?1", whose, code, profile);
  const auto imported =
      run(house, count,
          {"INSERT INTO skill (user_id, kind, code, code_key, profile, profile_key, achieved_on, salt, since) SELECT " +
           columns + " FROM n"});
  run(house, count, {kRenew});
  return steps(house, imported);
}

std::int64_t steps_of_people(std::int64_t count) {
  House house;
  const auto imported = run(house, count, {kAddPeople, kGiveRoles});
  run(house, count, {kRename, kTakeRoles, kGiveRoles});
  return steps(house, imported);
}

void check_linear(std::int64_t few, std::int64_t many) {
  CAPTURE(few, many);
  CHECK(many < 6 * few);
}

void check_linear_with_skills(const std::string& whose, const std::string& code, const std::string& profile) {
  CAPTURE(whose, code, profile);
  check_linear(steps_of_skills(kFew, whose, code, profile), steps_of_skills(kMany, whose, code, profile));
}

TEST_CASE("what is in the way of an import of skills is found in time that grows as its rows do",
          "[ops][undo][skills]") {
  check_linear_with_skills("1001", "'e' || i", "'991'");  // all of one person
  check_linear_with_skills("1000 + i", "'e1'", "NULL");   // all the same
  check_linear_with_skills("1000 + i", "'e1'", "'m' || i");
  check_linear_with_skills("1001", "'e1'", "'m' || i");
  check_linear_with_skills("1001 + i % 50", "'e' || (i / 50)", "'m' || (i % 50)");
}

TEST_CASE("what is in the way of an import of people is found in time that grows as its rows do", "[ops][undo]") {
  check_linear(steps_of_people(kFew), steps_of_people(kMany));
}

}  // namespace
