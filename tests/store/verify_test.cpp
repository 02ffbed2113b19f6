#include "store/canonical.hpp"
#include "store/engine.hpp"
#include "support/store_fixture.hpp"

#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/deleted_users.hpp"
#include "pcadmin/store/directory_links.hpp"
#include "pcadmin/store/erasures.hpp"
#include "pcadmin/store/profile_links.hpp"
#include "pcadmin/store/settings.hpp"
#include "pcadmin/store/skills.hpp"
#include "pcadmin/store/tokens.hpp"
#include "pcadmin/store/users.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

/// What `audit verify` finds. Each test is somebody with a SQLite shell and an hour to spare.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using store::Query;

/// A store whose every business table has rows of now and of then, over several change-sets:
///   1  Ada makes it           3  other names, a setting, a token; Bob comes      5  Ann's title changes, a role goes
///   2  Ann comes, two roles   4  Ann takes every field; Bob goes and is erased   6  an attempt is refused
class Tampered {
 public:
  Tampered() {
    store::execute(house.db, "PRAGMA foreign_keys = OFF");
    const auto ann = house.settle("ann", {"report-viewer", "incentives-user"});
    const auto bob = add_bob(ann);
    house.change([&](store::ChangeId change) {
      store::update_user(house.db, ann, full_record("Head of Sales"), change);
      store::put_setting(house.db, "password-length", "20", change);
      store::delete_user(house.db, bob, kNoon, change);
      store::erase_user(house.db, bob, change);
    });
    house.change([&](store::ChangeId change) {
      store::update_user(house.db, ann, full_record("Head of Everything"), change);
      take_role(house.db, ann, role("report-viewer"));
      const auto number = std::to_string(change.number);
      store::execute(house.db,
                     "UPDATE assignment SET location_id = 1, starts_at = 5, expires_at = 1795500000, bundle = 'desk', "
                     "granted_in = 2, by_rule = 1, since = " +
                         number);
      for (const std::string table :
           {"token", "erasure", "location", "bundle", "request", "profile_link", "skill", "known_skill", "support",
            "association", "designation", "designation_metric", "directory_link"})
        store::execute(house.db, "UPDATE " + table + " SET since = " + number);
    });
    store::Transaction transaction(house.db, store::Access::write);
    store::record_refusal(house.db, full_header(), "not-allowed", house.random);
    transaction.commit();
  }

  House house{};

  /// Bob, who is to be erased, in a change-set that names him; and other things worth altering.
  domain::UserId add_bob(domain::UserId ann) {
    store::Transaction transaction(house.db, store::Access::write);
    const auto change = store::begin_change(
        house.db, {.at = kNoon, .os_user = "tester", .command = "user add bob@contoso.example"}, house.random);
    const auto number = std::to_string(change.number);
    store::execute(house.db, "UPDATE organization SET name = 'Contoso Ltd', since = " + number);
    store::execute(house.db, "UPDATE domain SET name = 'contoso.test', since = " + number);
    store::put_setting(house.db, "password-length", "16", change);
    store::execute(
        house.db,
        "INSERT INTO location (partner_id, name, country, parent, since) VALUES ('4391508', 'Lyon', 'FR', "
        "'4391507', " +
            number +
            ");"
            "INSERT INTO bundle (name, summary, roles, since) VALUES ('desk', 'the desk', 'helpdesk-agent', " +
            number +
            ");"
            "INSERT INTO support (name, place, note, since) VALUES ('vendor', 'https://contoso.example', 'all', " +
            number +
            ");"
            "INSERT INTO association (user_id, address, address_key, state, way, salt, since) VALUES (" +
            std::to_string(ann.number()) +
            ", 'lee@contoso.example', 'lee@contoso.example', 'associated', 'admin', x'0102', " + number +
            ");"
            "INSERT INTO designation (name, title, programme, needs, every_metric, confidence, source, since) VALUES "
            "('plan', 'Plan', 'Own', 7000, 1, 'own', 'a page', " +
            number +
            ");"
            "INSERT INTO designation_metric (designation_id, position, name, most, of_people, counts, kind, "
            "per_person, full_at, gate, reported, confidence, source, since) VALUES (1, 0, 'm', 2000, 1, 'AZ-104', "
            "'exam', 100, 20, 2, 500, 'own', 'a page', " +
            number +
            ");"
            "INSERT INTO request (user_id, role, location_id, wanted_end, state, opened_in, decided_in, since) "
            "VALUES (" +
            std::to_string(ann.number()) + ", 'referrals-user', 1, '30d', 'denied', 2, 3, " + number + ")");
    store::insert_profile_link(
        house.db, {.user = ann, .profile = value_or_throw(domain::ProfileId::parse("991234567")), .started_at = kNoon},
        change, house.random);
    const domain::KnownSkill known{.kind = domain::SkillKind::exam,
                                   .code = value_or_throw(domain::SkillCode::parse("AZ-104")),
                                   .title = value_or_throw(domain::SkillTitle::parse("Administrator")),
                                   .retired = domain::Day::of(kNoon)};
    store::put_known_skill(house.db, known, change);
    store::insert_skill(house.db, ann,
                        {.kind = known.kind,
                         .code = known.code,
                         .title = known.title,
                         .profile = value_or_throw(domain::ProfileId::parse("991234567")),
                         .achieved = domain::Day::of(kNoon),
                         .expires = domain::Day::of(kNoon)},
                        change, house.random);
    domain::DirectoryLink link{.anchor = value_or_throw(domain::Anchor::parse("6f2f7a3c-1d0e-4b57-9a3e-2f6f5f0c7b11")),
                               .gone = true};
    link.fields.put(domain::SyncedField::name, true);
    store::put_directory_link(house.db, ann, link, kNoon, change, house.random);
    const store::Token token{.id = {},
                             .owner = ann,
                             .owner_email = {},
                             .name = "cron",
                             .roles = role_set({"incentives-user"}),
                             .created_at = kNoon,
                             .expires_at = kNoon + std::chrono::hours(1)};
    store::insert_token(house.db, token, {}, change, house.random);
    const auto bob = store::insert_user(house.db, person("bob"), kNoon, change, house.random);
    store::close_change(house.db, change);
    transaction.commit();
    return bob;
  }

  /// What verification finds after `sql` was run behind pcadmin's back: past its triggers, keys and checks, which are
  /// put back before anybody looks. The store is as it was afterwards.
  store::Verification after(const std::string& sql, const std::optional<store::Head>& expected = {}) {
    const store::Transaction undone(house.db, store::Access::write);
    const auto triggers = drop_triggers();
    store::execute(house.db, "PRAGMA ignore_check_constraints = ON");
    store::execute(house.db, sql);
    store::execute(house.db, "PRAGMA ignore_check_constraints = OFF");
    for (const auto& trigger : triggers) store::execute(house.db, trigger);
    return store::verify(house.db, expected);
  }

  std::vector<std::string> list(const std::string& sql) const {
    Query query(house.db, sql);
    std::vector<std::string> values;
    while (query.step()) values.push_back(query.text(0));
    return values;
  }

 private:
  static domain::UserRecord full_record(std::string_view title) {
    auto record = person("ann");
    record.given_name = value_or_throw(domain::GivenName::parse("Ann"));
    record.family_name = value_or_throw(domain::FamilyName::parse("Lee"));
    record.job_title = value_or_throw(domain::JobTitle::parse(title));
    record.department = value_or_throw(domain::Department::parse("Sales"));
    record.phone = value_or_throw(domain::Phone::parse("+49 30 1234"));
    record.usage_location = value_or_throw(domain::UsageLocation::parse("DE"));
    return record;
  }

  store::ChangeHeader full_header() const {
    return {.at = kNoon,
            .actor = house.record_of("ann").id,
            .os_user = "tester",
            .command = "pcadmin test",
            .reason = "a reason",
            .ticket = "INC-42",
            .via = "token cron"};
  }

  std::vector<std::string> drop_triggers() {
    const auto triggers = list("SELECT sql FROM sqlite_schema WHERE type = 'trigger'");
    for (const auto& name : list("SELECT name FROM sqlite_schema WHERE type = 'trigger'")) {
      store::execute(house.db, "DROP TRIGGER " + name);
    }
    return triggers;
  }
};

std::set<std::string> codes(const store::Verification& verification) {
  std::set<std::string> codes;
  for (const auto& finding : verification.findings) codes.insert(finding.code);
  return codes;
}

bool names_change(const store::Verification& verification, std::int64_t change) {
  return std::ranges::any_of(verification.findings, [&](const auto& finding) { return finding.change == change; });
}

using Codes = std::set<std::string>;

TEST_CASE("an honest store verifies, and says how much was checked", "[store][verify]") {
  const Tampered store;
  const auto verification = store::verify(store.house.db, store.house.head());
  CHECK(verification.findings.empty());
  CHECK(verification.changes == 6);
  // assignment 4, domain 2, organization 2, user 1 + Ann three times + Bob, setting and token 2 each, erasure 2 twice,
  // and 2 of each other table
  CHECK(verification.rows == 7 + 2 + 2 + 5 + 2 + 2 + 4 + 2 * 11);
}

TEST_CASE("a store without a history does not verify: somebody emptied it", "[store][verify]") {
  SeededRandom random;
  const auto empty = store::Database::in_memory(random);
  CHECK(codes(store::verify(empty, {})) == Codes{"change-missing"});
}

// Content.

/// One other value for a column, of its own type, that only a digest could tell from the true one.
std::string other_value(const std::string& type, const std::string& column) {
  if (column == "id") return "id + 1000";
  if (type == "INTEGER") return "coalesce(" + column + ", 0) + 1";
  if (type == "BLOB")
    return "CAST(iif(substr(" + column + ", 1, 1) = x'00', x'01', x'00') || coalesce(substr(" + column +
           ", 2), x'') AS BLOB)";
  return "coalesce(" + column + ", '') || 'x'";
}

/// Alters each column of each row of a table in every way, one at a time; verification has to find each.
void every_value_counts(Tampered& store, const std::string& table) {
  // WITHOUT ROWID tables have no rowid: a row is named by its key, id alone or id and since.
  const bool history = table.ends_with("_history");
  const auto rows = store.list(history ? "SELECT 'id = ' || id || ' AND since = ' || since FROM " + table
                                       : "SELECT 'id = ' || id FROM " + table);
  REQUIRE_FALSE(rows.empty());
  const auto names = store.list("SELECT name FROM pragma_table_info('" + table + "') ORDER BY cid");
  for (const auto& column : names) {
    const auto about = [&](const std::string& what) {
      return store.list("SELECT " + what + " FROM pragma_table_info('" + table + "') WHERE name = '" + column + "'")
          .front();
    };
    const auto type = about("type");
    const bool nullable = about("\"notnull\" = 0 AND pk = 0") == "1";
    for (const auto& row : rows) {
      const auto altered = "UPDATE " + table + " SET " + column + " = " + other_value(type, column) + " WHERE " + row;
      CAPTURE(altered);
      CHECK_FALSE(store.after(altered).findings.empty());
      const bool empty = store.list("SELECT " + column + " IS NULL FROM " + table + " WHERE " + row).front() == "1";
      if (!nullable || empty) continue;
      const auto erased = "UPDATE " + table + " SET " + column + " = NULL WHERE " + row;
      CAPTURE(erased);
      CHECK_FALSE(store.after(erased).findings.empty());
    }
  }
}

TEST_CASE("one altered value is found, in every column of every row of every table of today", "[store][verify]") {
  Tampered store;
  for (const auto table : store::kBusinessTables) every_value_counts(store, std::string(table));
}

TEST_CASE("one altered value is found, in every column of every row of the past", "[store][verify]") {
  Tampered store;
  for (const auto table : store::kBusinessTables) every_value_counts(store, std::string(table) + "_history");
}

TEST_CASE("one altered value is found, in every column of every change-set", "[store][verify]") {
  Tampered store;
  every_value_counts(store, "change_set");
}

TEST_CASE("another identity for the store is found: the chain begins with it", "[store][verify]") {
  Tampered store;
  CHECK_FALSE(store.after("UPDATE store_identity SET uid = randomblob(16)").findings.empty());
}

TEST_CASE("an altered row is blamed on the change-set that wrote it, and on no other", "[store][verify]") {
  Tampered store;
  const auto found = store.after("UPDATE user SET name = 'Bib' WHERE email = 'ada@contoso.example'");
  REQUIRE(found.findings.size() == 1);
  CHECK(found.findings.front().code == "change-altered");
  CHECK(found.findings.front().change == 1);
}

TEST_CASE("values swapped between two columns or two rows are found", "[store][verify]") {
  Tampered store;
  CHECK_FALSE(
      store.after("UPDATE user SET given_name = family_name, family_name = given_name WHERE id = 2").findings.empty());
  CHECK_FALSE(store.after("UPDATE user SET name = (SELECT name FROM user WHERE id = 1) WHERE id = 2").findings.empty());
  CHECK_FALSE(store
                  .after("UPDATE assignment SET id = 99 WHERE id = 1; UPDATE assignment SET id = 1 WHERE id = 4;"
                         "UPDATE assignment SET id = 4 WHERE id = 99")
                  .findings.empty());
}

TEST_CASE("a letter moved from the end of one field to the beginning of the next is found", "[store][verify]") {
  Tampered store;
  CHECK_FALSE(
      store.after("UPDATE change_set SET reason = 'a reaso', ticket = 'nINC-42' WHERE id = 6").findings.empty());
  CHECK_FALSE(store.after("UPDATE user SET given_name = 'An', family_name = 'nLee' WHERE id = 2").findings.empty());
}

// Rows.

TEST_CASE("a deleted row is found", "[store][verify]") {
  Tampered store;
  CHECK(codes(store.after("DELETE FROM assignment WHERE user_id = 1 AND role = 'account-admin'")) ==
        Codes{"change-altered"});
}

TEST_CASE("a row added behind pcadmin's back is found, whichever change-set it claims", "[store][verify]") {
  Tampered store;
  for (const std::string since : {"1", "5", "6"}) {
    CAPTURE(since);
    const auto found =
        store.after("INSERT INTO assignment (user_id, role, since) VALUES (2, 'global-admin', " + since + ")");
    CHECK(codes(found) == Codes{"change-altered"});
    CHECK(names_change(found, std::stoi(since)));
  }
}

TEST_CASE("a row that claims a change-set that never was is found", "[store][verify]") {
  Tampered store;
  const auto found = store.after("INSERT INTO assignment (user_id, role, since) VALUES (2, 'global-admin', 7)");
  CHECK(codes(found) == Codes{"row-orphaned"});
  CHECK(names_change(found, 7));
}

TEST_CASE("a row that refers to somebody who is gone is found", "[store][verify]") {
  Tampered store;
  CHECK(codes(store.after("DELETE FROM user WHERE id = 1; INSERT INTO session VALUES (x'00', 1, 0, 0)")) ==
        Codes{"change-altered", "row-orphaned"});
}

TEST_CASE("a role that was never held cannot be written into the past", "[store][verify]") {
  Tampered store;
  const std::string insert = "INSERT INTO assignment_history (id, user_id, role, since, until) VALUES ";
  CHECK_FALSE(store.after(insert + "(99, 2, 'global-admin', 2, 3)").findings.empty());
  CHECK(codes(store.after(insert + "(99, 2, 'global-admin', 7, 8)")) == Codes{"row-orphaned"});
  CHECK(codes(store.after(insert + "(99, 2, 'global-admin', 0, 8)")) == Codes{"row-orphaned"});
  CHECK(codes(store.after(insert + "(99, 2, 'global-admin', 8, 8)")) == Codes{"row-orphaned"});
}

TEST_CASE("a row that was once cannot be taken out of the past", "[store][verify]") {
  Tampered store;
  for (const auto table : store::kBusinessTables) {
    const std::string history = std::string(table) + "_history";
    CAPTURE(history);
    CHECK_FALSE(store.after("DELETE FROM " + history + " WHERE since = (SELECT max(since) FROM " + history + ")")
                    .findings.empty());
  }
}

TEST_CASE("a row of today moved into the past is found", "[store][verify]") {
  Tampered store;
  for (const std::string until : {"3", "6", "7"}) {
    CAPTURE(until);
    CHECK_FALSE(
        store
            .after(
                "INSERT INTO assignment_history (id, user_id, role, since, until) SELECT id, user_id, role, since, " +
                until + " FROM assignment WHERE id = 1; DELETE FROM assignment WHERE id = 1")
            .findings.empty());
  }
}

TEST_CASE("a row of the past brought back to today is found", "[store][verify]") {
  Tampered store;
  const std::string past = " assignment_history WHERE role = 'report-viewer'";
  CHECK_FALSE(store
                  .after("INSERT INTO assignment (id, user_id, role, since) SELECT id, user_id, role, since FROM" +
                         past + "; DELETE FROM" + past)
                  .findings.empty());
}

TEST_CASE("a moment in the past moved earlier or later is found", "[store][verify]") {
  Tampered store;
  CHECK_FALSE(store.after("UPDATE assignment_history SET until = 6").findings.empty());
  CHECK_FALSE(store.after("UPDATE assignment_history SET since = 1").findings.empty());
  CHECK_FALSE(store.after("UPDATE assignment_history SET until = since").findings.empty());
}

// Change-sets.

TEST_CASE("a change-set taken out of the middle is missed by its number", "[store][verify]") {
  Tampered store;
  for (const std::string id : {"2", "3", "5"}) {
    CAPTURE(id);
    const auto found = store.after("DELETE FROM change_set WHERE id = " + id);
    CHECK(codes(found).contains("change-missing"));
    CHECK(names_change(found, std::stoi(id)));
  }
}

TEST_CASE("a refused attempt cannot be made to disappear", "[store][verify]") {
  Tampered store;
  store.house.change([](auto) {});
  CHECK(codes(store.after("DELETE FROM change_set WHERE id = 6")) == Codes{"change-altered", "change-missing"});
}

TEST_CASE("a change-set taken out with the numbers closed up behind it is found", "[store][verify]") {
  Tampered store;
  store.house.change([](auto) {});
  CHECK_FALSE(
      store.after("DELETE FROM change_set WHERE id = 6; UPDATE change_set SET id = 6 WHERE id = 7").findings.empty());
}

TEST_CASE("a change-set put in is found", "[store][verify]") {
  Tampered store;
  const std::string forged =
      "SELECT 7, at, actor, os_user, command, reason, ticket, outcome, salt, words_digest, digest, via FROM change_set "
      "WHERE id = 6";
  CHECK(codes(store.after("INSERT INTO change_set " + forged)) == Codes{"change-altered"});
  CHECK_FALSE(store
                  .after("INSERT INTO change_set SELECT 0, at, actor, os_user, command, reason, ticket, outcome, salt, "
                         "words_digest, digest, via "
                         "FROM change_set WHERE id = 1")
                  .findings.empty());
}

TEST_CASE("change-sets that change places are found", "[store][verify]") {
  Tampered store;
  CHECK_FALSE(store
                  .after("UPDATE change_set SET id = 99 WHERE id = 6; UPDATE change_set SET id = 6 WHERE id = 5;"
                         "UPDATE change_set SET id = 5 WHERE id = 99")
                  .findings.empty());
}

TEST_CASE("an empty history is found", "[store][verify]") {
  Tampered store;
  CHECK(codes(store.after("DELETE FROM change_set")).contains("change-missing"));
}

// Schema.

TEST_CASE("a missing trigger is found, each of them", "[store][verify]") {
  Tampered store;
  for (const auto& name : store.list("SELECT name FROM sqlite_schema WHERE type = 'trigger'")) {
    const store::Transaction undone(store.house.db, store::Access::write);
    store::execute(store.house.db, "DROP TRIGGER " + name);
    const auto found = store::verify(store.house.db, {});
    REQUIRE(found.findings.size() == 1);
    CHECK(found.findings.front().code == "schema-altered");
    CHECK(found.findings.front().message == "trigger " + name + " is missing");
  }
}

TEST_CASE("an altered trigger is found", "[store][verify]") {
  Tampered store;
  store::execute(store.house.db,
                 "DROP TRIGGER user_update; CREATE TRIGGER user_update BEFORE UPDATE ON user BEGIN SELECT 1; END");
  const auto found = store::verify(store.house.db, {});
  REQUIRE(found.findings.size() == 1);
  CHECK(found.findings.front().code == "schema-altered");
  CHECK(found.findings.front().message == "trigger user_update is not as pcadmin made it");
}

TEST_CASE("a trigger, view or table that is not pcadmin's is found", "[store][verify]") {
  for (const auto* const sql :
       {"CREATE TRIGGER spy AFTER INSERT ON session BEGIN SELECT 1; END", "CREATE VIEW spy AS SELECT 1",
        "CREATE TABLE spy (x)", "CREATE INDEX spy ON user (name)"}) {
    CAPTURE(sql);
    Tampered store;
    store::execute(store.house.db, sql);
    CHECK(codes(store::verify(store.house.db, {})) == Codes{"schema-altered"});
  }
}

TEST_CASE("a missing table or index is found, and nothing is read that needs it", "[store][verify]") {
  for (const auto* const sql :
       {"DROP TABLE domain_history", "DROP TABLE change_set", "DROP INDEX user_since", "DROP TABLE sign_in"}) {
    CAPTURE(sql);
    Tampered store;
    store::execute(store.house.db, sql);
    CHECK(codes(store::verify(store.house.db, {})).contains("schema-altered"));
  }
}

TEST_CASE("a missing identity of the store is damage, said as such", "[store][verify]") {
  Tampered store;
  store::execute(store.house.db, "DELETE FROM store_identity");
  CHECK(failure_of([&] { store::verify(store.house.db, {}); }).code == "store-damaged");
}

// The end of the chain: what the file alone cannot show.

const std::string kCutTail = "DELETE FROM change_set WHERE id = 6";  // the refused attempt: no row speaks of it

TEST_CASE("a cut tail is invisible in the file itself", "[store][verify]") {
  Tampered store;
  CHECK(store.after(kCutTail).findings.empty());
}

TEST_CASE("a cut tail is found by the head that was kept elsewhere", "[store][verify]") {
  Tampered store;
  const auto found = store.after(kCutTail, store.house.head());
  CHECK(codes(found) == Codes{"tail-cut"});
  CHECK(names_change(found, 6));
}

TEST_CASE("a history that has grown still contains the head that was kept elsewhere", "[store][verify]") {
  Tampered store;
  const auto head = store.house.head();
  store.house.change([](auto) {});
  CHECK(store::verify(store.house.db, head).findings.empty());
}

TEST_CASE("a tail cut and grown again is found by the head that was kept elsewhere", "[store][verify]") {
  Tampered store;
  const auto head = store.house.head();
  store::execute(store.house.db, kCutTail);
  store.house.change([](auto) {});
  CHECK(store::verify(store.house.db, {}).findings.empty());
  CHECK(codes(store::verify(store.house.db, head)) == Codes{"head-mismatch"});
}

TEST_CASE("a history rewritten whole verifies, and is found by the head that was kept elsewhere", "[store][verify]") {
  House honest;
  honest.settle("ann", {"report-viewer"});
  House rewritten;
  rewritten.settle("ann", {"global-admin"});
  CHECK(store::verify(rewritten.db, {}).findings.empty());
  CHECK(codes(store::verify(rewritten.db, honest.head())) == Codes{"head-mismatch"});
}

TEST_CASE("a history with faults everywhere is told of in a hundred findings at most", "[store][verify]") {
  House house;
  for (int i = 0; i < 120; ++i) house.change([](auto) {});
  store::execute(house.db, "UPDATE change_set SET command = 'pcadmin nothing'");
  CHECK(store::verify(house.db, {}).findings.size() == 100);
}

}  // namespace
