#include "store/engine.hpp"
#include "support/store_fixture.hpp"

#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/users.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using store::Query;

std::int64_t count(const store::Database& db, const std::string& sql) {
  Query query(db, sql);
  query.step();
  return query.integer(0);
}

/// Puts a name to a person, in the change-set given.
void rename(House& house, domain::UserId id, std::string_view name, store::ChangeId change) {
  auto record = store::find_user(house.db, id)->record;
  record.name = value_or_throw(domain::PersonName::parse(name));
  store::update_user(house.db, id, record, change);
}

void rename(House& house, domain::UserId id, std::string_view name) {
  house.change([&](store::ChangeId change) { rename(house, id, name, change); });
}

/// Past names of a person, oldest first.
std::vector<std::string> past_names(const House& house, domain::UserId id) {
  Query query(house.db, "SELECT name FROM user_history WHERE id = ?1 ORDER BY since");
  query.bind(id.number());
  std::vector<std::string> names;
  while (query.step()) names.push_back(query.text(0));
  return names;
}

std::vector<store::Change> changes_of(const store::Database& db) {
  std::vector<store::Change> changes;
  store::list_changes(db, {}, [&](const store::Change& change) {
    changes.push_back(change);
    return true;
  });
  return changes;
}

// Change-sets.

TEST_CASE("change-sets are numbered 1, 2, 3 without a gap", "[store][history]") {
  House house;
  for (std::int64_t expected = 2; expected < 6; ++expected) {
    CHECK(house.change([](auto) {}).number == expected);
  }
}

TEST_CASE("a change-set that is rolled back leaves no gap", "[store][history]") {
  House house;
  {
    const store::Transaction abandoned(house.db, store::Access::write);
    CHECK(store::begin_change(house.db, {.at = kNoon, .os_user = "t", .command = "c"}, house.random).number == 2);
  }
  CHECK(house.change([](auto) {}).number == 2);
}

TEST_CASE("a change-set keeps who, when, what, why and for which ticket", "[store][history]") {
  House house;
  const auto ada = house.record_of("ada").id;
  const store::ChangeHeader header{.at = kNoon + std::chrono::hours(1),
                                   .actor = ada,
                                   .os_user = "ops-runner",
                                   .command = "pcadmin role assign ann@contoso.example account-admin",
                                   .reason = "cover for Ada",
                                   .ticket = "INC-42"};
  store::Transaction transaction(house.db, store::Access::write);
  const auto id = store::begin_change(house.db, header, house.random);
  store::close_change(house.db, id);
  transaction.commit();

  const auto kept = store::get_change(house.db, id);
  CHECK(kept.at == header.at);
  CHECK(kept.actor == ada);
  CHECK(kept.actor_email == "ada@contoso.example");
  CHECK(kept.os_user == header.os_user);
  CHECK(kept.command == header.command);
  CHECK(kept.reason == header.reason);
  CHECK(kept.ticket == header.ticket);
  CHECK(kept.outcome == "done");
}

TEST_CASE("the history's time never runs backwards, even when the clock does", "[store][history]") {
  House house;
  house.now = kNoon + std::chrono::hours(5);
  const auto late = house.change([](auto) {});
  house.now = kNoon;
  const auto after = house.change([](auto) {});
  CHECK(store::get_change(house.db, after).at == store::get_change(house.db, late).at);
}

TEST_CASE("a refused attempt is a change-set with the refusal's code and no rows", "[store][history]") {
  House house;
  store::Transaction transaction(house.db, store::Access::write);
  const auto id = store::record_refusal(house.db, {.at = kNoon, .os_user = "t", .command = "pcadmin user add"},
                                        "not-allowed", house.random);
  transaction.commit();
  CHECK(store::get_change(house.db, id).outcome == "not-allowed");
  CHECK(count(house.db, "SELECT count(*) FROM user WHERE since = 2") == 0);
  CHECK(store::verify(house.db, {}).findings.empty());
}

TEST_CASE("the history lists the newest change-set first, and no more than asked for", "[store][history]") {
  House house;
  for (int i = 0; i < 4; ++i) house.change([](auto) {});
  const auto all = changes_of(house.db);
  REQUIRE(all.size() == 5);
  CHECK(all.front().id.number == 5);
  CHECK(all.back().id.number == 1);
  std::vector<std::int64_t> two;
  store::list_changes(house.db, 2, [&](const store::Change& change) {
    two.push_back(change.id.number);
    return true;
  });
  CHECK(two == std::vector<std::int64_t>{5, 4});
}

TEST_CASE("a change-set that is not there is not found", "[store][history]") {
  const House house;
  for (const std::int64_t number : {0, -1, 2}) {
    const auto failure = failure_of([&] { store::get_change(house.db, {number}); });
    CHECK(failure.code == "unknown-change");
    CHECK(failure.kind == FailureKind::not_found);
  }
}

// The chain.

TEST_CASE("the head is the newest change-set with its digest", "[store][history]") {
  House house;
  const auto id = house.change([](auto) {});
  CHECK(house.head().change == id);
  CHECK(house.head().digest == store::get_change(house.db, id).digest);
}

TEST_CASE("two change-sets that say the same have different digests: each holds the one before", "[store][history]") {
  House house;
  const auto first = house.change([](auto) {});
  const auto second = house.change([](auto) {});
  CHECK(store::get_change(house.db, first).digest != store::get_change(house.db, second).digest);
}

TEST_CASE("two stores that say the same have different digests: each chain begins with the store's own id",
          "[store][history]") {
  const auto head_of = [](std::uint64_t seed) {
    SeededRandom random(seed);
    auto db = store::Database::in_memory(random);
    SeededRandom same(1);
    store::Transaction transaction(db, store::Access::write);
    store::close_change(db, store::begin_change(db, {.at = kNoon, .os_user = "t", .command = "c"}, same));
    transaction.commit();
    return store::find_head(db)->digest;
  };
  CHECK(head_of(1) == head_of(1));
  CHECK(head_of(1) != head_of(2));
}

TEST_CASE("a head is written NUMBER:DIGEST and read back", "[store][history]") {
  const House house;
  const auto head = house.head();
  const auto text = head.text();
  CHECK(text == "1:" + store::to_hex(head.digest));
  const auto parsed = store::Head::parse(text);
  REQUIRE(parsed);
  CHECK(parsed->change == head.change);
  CHECK(parsed->digest == head.digest);
}

TEST_CASE("what is no head is refused with what a head looks like", "[store][history]") {
  const std::string digest(64, 'a');
  for (const auto& text :
       {std::string(), std::string(":"), digest, ":" + digest, "x:" + digest, "1:" + digest + "a",
        "1:" + digest.substr(1), "1 :" + digest, "1:" + std::string(64, 'g'), "99999999999999999999:" + digest,
        "1:+" + digest.substr(1), "1:-" + digest.substr(1), "0x1:" + digest}) {
    CAPTURE(text);
    const auto parsed = store::Head::parse(text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == "invalid-head");
    CHECK_FALSE(parsed.error().hint.empty());
  }
}

TEST_CASE("the number of a head is that of a change-set: from 1", "[store][history]") {
  const std::string digest(64, 'a');
  CHECK_FALSE(store::Head::parse("0:" + digest));
  CHECK_FALSE(store::Head::parse("-1:" + digest));
}

// Rows.

TEST_CASE("a row that is changed leaves its old state in the history, with when it ended", "[store][history]") {
  House house;
  const auto ann = house.settle("ann");
  const auto written = store::find_user(house.db, ann)->since;
  rename(house, ann, "Ann Lee");
  CHECK(past_names(house, ann) == std::vector<std::string>{"ann"});
  CHECK(count(house.db, "SELECT since FROM user_history") == written.number);
  CHECK(count(house.db, "SELECT until FROM user_history") == store::find_user(house.db, ann)->since.number);
}

TEST_CASE("a row that is deleted leaves its old state in the history, with when it ended", "[store][history]") {
  House house;
  const auto ann = house.settle("ann", {"report-viewer"});
  const auto deleted = house.change([&](store::ChangeId) { take_role(house.db, ann, role("report-viewer")); });
  CHECK(count(house.db, "SELECT count(*) FROM assignment_history WHERE role = 'report-viewer'") == 1);
  CHECK(count(house.db, "SELECT until FROM assignment_history WHERE role = 'report-viewer'") == deleted.number);
}

TEST_CASE("no old state of a row is lost, however often it is changed", "[store][history]") {
  House house;
  const auto ann = house.settle("ann");
  for (const auto* const name : {"Ann Lee", "Ann Li", "Ann Low"}) rename(house, ann, name);
  CHECK(past_names(house, ann) == std::vector<std::string>{"ann", "Ann Lee", "Ann Li"});
}

TEST_CASE("a row that one change-set changes twice has one state in the history: the one from before",
          "[store][history]") {
  House house;
  const auto ann = house.settle("ann");
  house.change([&](store::ChangeId change) {
    rename(house, ann, "Ann Lee", change);
    rename(house, ann, "Ann Low", change);
  });
  CHECK(past_names(house, ann) == std::vector<std::string>{"ann"});
  CHECK(store::verify(house.db, {}).findings.empty());
}

TEST_CASE("a row that one change-set adds and takes away again never was", "[store][history]") {
  House house;
  const auto ann = house.settle("ann");
  house.change([&](store::ChangeId change) {
    store::insert_assignment(house.db, ann, role("report-viewer"), change);
    take_role(house.db, ann, role("report-viewer"));
  });
  CHECK(count(house.db, "SELECT count(*) FROM assignment_history") == 0);
  CHECK(store::verify(house.db, {}).findings.empty());
}

TEST_CASE("a role taken and given back by one change-set is a new assignment beside the old one", "[store][history]") {
  House house;
  const auto ann = house.settle("ann", {"report-viewer"});
  house.change([&](store::ChangeId change) {
    take_role(house.db, ann, role("report-viewer"));
    store::insert_assignment(house.db, ann, role("report-viewer"), change);
  });
  CHECK(count(house.db, "SELECT count(*) FROM assignment_history WHERE role = 'report-viewer'") == 1);
  CHECK(store::verify(house.db, {}).findings.empty());
}

TEST_CASE("an id is never used twice, not even after its row is deleted", "[store][history]") {
  House house;
  const auto ann = house.settle("ann", {}, Password::none);
  house.change([&](store::ChangeId) { Query(house.db, "DELETE FROM user WHERE id = ?1").bind(ann.number()).run(); });
  CHECK(house.settle("bob", {}, Password::none).number() == ann.number() + 1);
}

}  // namespace
