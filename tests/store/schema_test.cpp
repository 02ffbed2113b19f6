#include "store/canonical.hpp"
#include "store/engine.hpp"
#include "support/store_fixture.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

/// The promises every migration has to keep. They are read from the schema itself, so a later one that forgets goes red
/// here.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using store::kBusinessTables;
using store::Query;

/// Tables whose rows no digest covers, each with the reason.
const std::set<std::string> kUncovered{
    "deleted_user_history",
    "credential_history",  // of which kind passwords were
    "sign_in_history",     // when people were last here
    "blocked_password",    // a list of words; that it was set, and how many there are, is a setting
    "credential",          // secrets keep no old values; what happened to them is in the change-set
    "deleted_user",        // the password of somebody who can be restored
    "failed_sign_in",      // counters
    "session",             // secrets
    "sign_in",             // the same
    "sqlite_sequence",     // SQLite's own: the last id it gave
    "token_secret",        // secrets
};

std::vector<std::string> list(const store::Database& db, const std::string& sql, const std::string& bound = {}) {
  Query query(db, sql);
  if (!bound.empty()) query.bind(bound);
  std::vector<std::string> values;
  while (query.step()) values.push_back(query.text(0));
  return values;
}

std::vector<std::string> tables(const store::Database& db) {
  return list(db, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
}

std::vector<std::string> columns(const store::Database& db, const std::string& table) {
  return list(db, "SELECT name FROM pragma_table_info(?1) ORDER BY cid", table);
}

bool has_column(const store::Database& db, const std::string& table, const std::string& column) {
  return std::ranges::count(columns(db, table), column) > 0;
}

bool is_history(const std::string& table) { return table.ends_with("_history"); }

/// Puts one change-set over all four business tables and runs `sql` in it.
Failure failure_of_sql(House& house, const std::string& sql) {
  return failure_of([&] { house.change([&](store::ChangeId) { store::execute(house.db, sql); }); });
}

TEST_CASE("every table with a `since` is a business table or the history of one", "[store][schema]") {
  const House house;
  std::set<std::string> found;
  for (const auto& table : tables(house.db)) {
    if (has_column(house.db, table, "since") && !is_history(table)) found.insert(table);
  }
  CHECK(found == std::set<std::string>(kBusinessTables.begin(), kBusinessTables.end()));
}

TEST_CASE("every table is covered by the history, is the history, or is named as an exception", "[store][schema]") {
  const House house;
  for (const auto& table : tables(house.db)) {
    CAPTURE(table);
    const bool business = std::ranges::count(kBusinessTables, table) > 0;
    const bool history =
        is_history(table) && std::ranges::count(kBusinessTables, table.substr(0, table.size() - 8)) > 0;
    CHECK((business || history || table == "change_set" || table == "store_identity" || kUncovered.contains(table)));
  }
}

TEST_CASE("a history table has the columns of its table, and `until`", "[store][schema]") {
  const House house;
  for (const auto name : kBusinessTables) {
    CAPTURE(name);
    auto expected = columns(house.db, std::string(name));
    auto found = columns(house.db, std::string(name) + "_history");
    expected.emplace_back("until");
    // Columns that came later stand behind `until` there.
    std::ranges::sort(expected);
    std::ranges::sort(found);
    CHECK(found == expected);
  }
}

TEST_CASE("a business table has an id and a `since` that is never NULL", "[store][schema]") {
  const House house;
  for (const auto name : kBusinessTables) {
    CAPTURE(name);
    CHECK(list(house.db, "SELECT name FROM pragma_table_info(?1) WHERE pk = 1", std::string(name)) ==
          std::vector<std::string>{"id"});
    CHECK(list(house.db, "SELECT \"notnull\" FROM pragma_table_info(?1) WHERE name = 'since'", std::string(name)) ==
          std::vector<std::string>{"1"});
  }
}

TEST_CASE("a business table has three triggers: on insert, update and delete", "[store][schema]") {
  const House house;
  for (const auto name : kBusinessTables) {
    const std::string table(name);
    CHECK(list(house.db, "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?1 ORDER BY name",
               table) == std::vector<std::string>{table + "_delete", table + "_insert", table + "_update"});
  }
}

TEST_CASE("both triggers that keep old rows keep every column", "[store][schema]") {
  const House house;
  for (const auto name : kBusinessTables) {
    for (const auto* const event : {"_update", "_delete"}) {
      const auto trigger = std::string(name) + event;
      CAPTURE(trigger);
      const auto sql = list(house.db, "SELECT sql FROM sqlite_schema WHERE name = ?1", trigger);
      REQUIRE(sql.size() == 1);
      for (const auto& column : columns(house.db, std::string(name)))
        CHECK(sql.front().find("OLD." + column) != std::string::npos);
    }
  }
}

TEST_CASE("rows are found by the change-set that wrote or ended them without reading a whole table",
          "[store][schema]") {
  const House house;
  for (const auto& table : store::business_tables(house.db)) {
    for (const auto& sql : {table.written, table.ended}) {
      for (const auto& step : [&] {
             Query query(house.db, "EXPLAIN QUERY PLAN " + sql);
             std::vector<std::string> steps;
             while (query.step()) steps.push_back(query.text(3));
             return steps;
           }()) {
        CAPTURE(sql, step);
        CHECK_FALSE(step.starts_with("SCAN"));
      }
    }
  }
}

TEST_CASE("every table is STRICT", "[store][schema]") {
  const House house;
  CHECK(list(house.db,
             "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict "
             "AND name NOT LIKE 'sqlite_%'")
            .empty());
}

// What the triggers refuse.

TEST_CASE("a row is refused that does not carry the number of the change-set being written", "[store][schema]") {
  House house;
  const auto id = std::to_string(house.settle("ann").number());
  for (const std::string since : {"1", "999", "0", "-1"}) {
    CAPTURE(since);
    CHECK(failure_of_sql(house, "INSERT INTO assignment (user_id, role, since) VALUES (" + id + ", 'report-viewer', " +
                                    since + ")")
              .code == "bug");
    CHECK(failure_of_sql(house, "INSERT INTO domain (name, since) VALUES ('fabrikam.example', " + since + ")").code ==
          "bug");
    CHECK(failure_of_sql(house, "UPDATE user SET name = 'Eve', since = " + since + " WHERE id = " + id).code == "bug");
    CHECK(failure_of_sql(house, "UPDATE domain SET name = 'fabrikam.example', since = " + since).code == "bug");
    CHECK(failure_of_sql(house, "UPDATE organization SET name = 'Fabrikam', since = " + since).code == "bug");
    CHECK(failure_of_sql(house, "UPDATE assignment SET role = 'report-viewer', since = " + since).code == "bug");
  }
}

TEST_CASE("a row cannot be changed without saying so in `since`", "[store][schema]") {
  House house;
  CHECK(failure_of_sql(house, "UPDATE user SET name = 'Eve'").code == "bug");
  CHECK(failure_of_sql(house, "UPDATE organization SET name = 'Fabrikam'").code == "bug");
  CHECK(failure_of_sql(house, "UPDATE domain SET name = 'fabrikam.example'").code == "bug");
  CHECK(failure_of_sql(house, "UPDATE assignment SET role = 'report-viewer'").code == "bug");
  CHECK(house.record_of("ada").record.name.text() == "Ada Lovelace");
}

TEST_CASE("a row that is replaced is not lost either", "[store][schema]") {
  House house;
  const auto replaced = house.change([&](store::ChangeId change) {
    store::execute(
        house.db,
        "INSERT OR REPLACE INTO organization (id, name, partner_id, since) VALUES (1, 'Fabrikam', '4391507', " +
            std::to_string(change.number) + ")");
  });
  CHECK(list(house.db, "SELECT name FROM organization_history") == std::vector<std::string>{"Contoso"});
  CHECK(list(house.db, "SELECT until FROM organization_history") ==
        std::vector<std::string>{std::to_string(replaced.number)});
  CHECK(store::verify(house.db, {}).findings.empty());
}

}  // namespace
