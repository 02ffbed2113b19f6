#include "pcadmin/ops/undo.hpp"

#include "ops/snapshot.hpp"
#include "store/engine.hpp"
#include "store/undo_tables.hpp"
#include "support/store_fixture.hpp"

#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/bundles.hpp"
#include "pcadmin/ops/deletion.hpp"
#include "pcadmin/ops/guards.hpp"
#include "pcadmin/ops/identity.hpp"
#include "pcadmin/ops/import_people.hpp"
#include "pcadmin/ops/lockout.hpp"
#include "pcadmin/ops/offboard.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/policy.hpp"
#include "pcadmin/ops/requests.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/ops/tokens.hpp"
#include "pcadmin/store/credentials.hpp"
#include "pcadmin/store/requests.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <functional>
#include <string>
#include <utility>
#include <vector>

/// Taking change-sets back.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using namespace std::chrono_literals;
using ops::Unit;
using store::ChangeId;

using Write = std::function<void(Unit&)>;

/// The change-set in which ada did it.
ChangeId done(House& house, const Write& act, std::string_view who = "ada") {
  house.by(who, act);
  return house.head().change;
}

ops::Undo undo(House& house, ChangeId change, std::string_view who = "ada") {
  return house.by(who, [&](Unit& unit) { return ops::undo_change(unit, change); });
}

Failure refusal(House& house, ChangeId change, std::string_view who = "ada") {
  return house.refused(who, [&](Unit& unit) { ops::undo_change(unit, change); });
}

/// Undoes what an act did, and undoes that: each time the exact state has to come back.
void check_there_and_back(House& house, const Write& act) {
  const auto before = snapshot(house.db);
  const auto secrets_before = snapshot_of_secrets(house.db);
  const auto change = done(house, act);
  const auto after = snapshot(house.db);
  const auto secrets_after = snapshot_of_secrets(house.db);
  REQUIRE(after != before);
  house.now += 1h;
  CHECK(undo(house, change).undoable);
  CHECK(snapshot(house.db) == before);
  CHECK(snapshot_of_secrets(house.db) == secrets_before);
  house.now += 1h;
  undo(house, house.head().change);
  CHECK(snapshot(house.db) == after);
  CHECK(snapshot_of_secrets(house.db) == secrets_after);
  undo(house, house.head().change);
  CHECK(snapshot(house.db) == before);
  CHECK(broken_history(house.db).empty());
}

domain::UserRecord with_account(std::string_view name, std::string_view account) {
  auto record = person(name);
  record.os_account = value_or_throw(domain::OsAccount::parse(account));
  return record;
}

void assign(Unit& unit, std::string_view name, std::string_view what, const char* expiry = nullptr) {
  ops::assign_role(unit, ref(name), role(what),
                   expiry != nullptr ? std::optional(value_or_throw(domain::Expiry::parse(expiry))) : std::nullopt);
}

void make_token(Unit& unit, const char* name) {
  ops::create_token(unit, {.name = value_or_throw(domain::TokenName::parse(name))});
}

std::size_t tokens_in(const House& house) {
  store::Query query(house.db, "SELECT count(*) FROM token");
  query.step();
  return static_cast<std::size_t>(query.integer(0));
}

ops::ImportSummary import_people(Unit& unit, std::size_t count, std::size_t roles_each) {
  const std::vector all = {role("report-viewer"), role("sales-agent"), role("helpdesk-agent")};
  std::size_t next = 0;
  return ops::import_people(
      unit,
      [&]() -> std::optional<tl::expected<domain::PersonRow, std::vector<domain::RowFault>>> {
        if (next == count) return std::nullopt;
        const auto name = "person" + std::to_string(next++);
        return domain::PersonRow{.line = next + 1,
                                 .name = person(name).name,
                                 .email = email(name),
                                 .roles = {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(roles_each)}};
      },
      ops::OnExisting::error, [](const auto&) {});
}

// ---- The state that comes back

TEST_CASE("adding a person can be undone and done again", "[ops][undo]") {
  House house;
  check_there_and_back(house, [](Unit& unit) { ops::add_user(unit, person("ann"), roles({"report-viewer"})); });
  CHECK_FALSE(house.exists("ann"));
}

TEST_CASE("deleting people can be undone with password and last sign-in", "[ops][undo]") {
  House house;
  house.settle(with_account("ann", "ann"), roles({"report-viewer", "sales-agent"}));
  house.settle("bob");
  house.by(kNobody, [](Unit& unit) { sign_in_as(unit, "ann", Secret(kPassword)); });
  check_there_and_back(house, [](Unit& unit) { ops::delete_users(unit, {ref("ann"), ref("bob")}); });
  CHECK_NOTHROW(house.by(kNobody, [](Unit& unit) { sign_in_as(unit, "ann", Secret(kPassword)); }));
}

TEST_CASE("restoring somebody can be undone: they are deleted since then and as they were", "[ops][undo]") {
  House house;
  house.settle("ann", {"report-viewer"});
  done(house, [](Unit& unit) { assign(unit, "ann", "sales-agent", "2d"); });
  done(house, [](Unit& unit) { ops::delete_users(unit, {ref("ann")}); });
  const auto gone = snapshot_of_deleted(house.db);
  house.now += 72h;  // sales-agent has ended and does not come back
  undo(house, done(house, [](Unit& unit) { ops::restore_user(unit, ref("ann")); }));
  CHECK(snapshot_of_deleted(house.db) == gone);
  undo(house, house.head().change);
  undo(house, house.head().change);
  CHECK(snapshot_of_deleted(house.db) == gone);
  check_there_and_back(house, [](Unit& unit) { ops::restore_user(unit, ref("ann")); });
  CHECK(snapshot_of_deleted(house.db) == gone);
  CHECK(house.by("ada", [](Unit& unit) { return ops::restore_user(unit, ref("ann")); }).lost.size() == 1);
}

TEST_CASE("editing disabling and enabling can be undone", "[ops][undo]") {
  House house;
  house.settle("ann");
  check_there_and_back(house, [](Unit& unit) {
    ops::edit_user(unit, ref("ann"),
                   {.email = email("anna"), .os_account = value_or_throw(domain::OsAccount::parse("cron"))});
  });
  check_there_and_back(house, [](Unit& unit) { ops::disable_users(unit, {ref("ann")}); });
  done(house, [](Unit& unit) { ops::disable_users(unit, {ref("ann")}); });
  check_there_and_back(house, [](Unit& unit) { ops::enable_users(unit, {ref("ann")}); });
}

TEST_CASE("offboarding can be undone on both sides", "[ops][undo]") {
  House house;
  house.settle(with_account("ann", "ann"), roles({"report-viewer", "sales-agent"}));
  house.settle("bob");
  check_there_and_back(house, [](Unit& unit) { ops::offboard_user(unit, ref("ann"), ref("bob")); });
}

TEST_CASE("giving taking and prolonging a role can be undone and the role stays the one that was given",
          "[ops][undo]") {
  House house;
  const auto ann = house.settle("ann", {"report-viewer"});
  const auto given = store::find_assignment(house.db, ann, role("report-viewer"))->change;
  check_there_and_back(house, [](Unit& unit) { assign(unit, "ann", "sales-agent", "30d"); });
  check_there_and_back(house, [](Unit& unit) { ops::unassign_role(unit, ref("ann"), role("report-viewer")); });
  check_there_and_back(house, [](Unit& unit) { assign(unit, "ann", "report-viewer", "60d"); });
  const auto back = store::find_assignment(house.db, ann, role("report-viewer"));
  CHECK(back->change == given);
  CHECK(back->assigned_at == kNoon);
}

TEST_CASE("guards and the password policy can be undone", "[ops][undo]") {
  House house;
  check_there_and_back(house, [](Unit& unit) { ops::set_guard(unit, domain::Guard::max_removals, "10%"); });
  done(house, [](Unit& unit) { ops::set_guard(unit, domain::Guard::max_removals, "10%"); });
  check_there_and_back(house, [](Unit& unit) { ops::set_guard(unit, domain::Guard::max_removals, "20"); });
  check_there_and_back(house, [](Unit& unit) { ops::unset_guard(unit, domain::Guard::max_removals); });
  check_there_and_back(house, [](Unit& unit) {
    ops::set_policy(
        unit, {.length = value_or_throw(domain::LeastLength::parse("20")), .temporary_life = {}, .blocklist = {}});
  });
}

TEST_CASE("an import can be undone with everybody it added and changed", "[ops][undo]") {
  House house;
  house.settle("person1");
  const Write import = [](Unit& unit) { import_people(unit, 1, 3); };
  check_there_and_back(house, import);
  const auto change = done(house, import);
  const auto undone = undo(house, change);
  REQUIRE(undone.rows.size() == 2);
  CHECK(undone.rows[0].table == "user");
  CHECK(undone.rows[0].removed == 1);
  CHECK(undone.rows[1].table == "assignment");
  CHECK(undone.rows[1].removed == 3);
}

TEST_CASE("rows that have to swap a value come back", "[ops][undo]") {
  House house;
  const auto ann = house.settle(with_account("ann", "one"), {});
  const auto bob = house.settle(with_account("bob", "two"), {});
  const auto before = snapshot(house.db);
  const auto change = house.change([&](ChangeId number) {
    const auto put = [&](domain::UserId id, std::string_view name, std::string_view account) {
      store::update_user(house.db, id, with_account(name, account), number);
    };
    put(ann, "nobody", "none");
    put(bob, "ann", "one");
    put(ann, "bob", "two");
  });
  REQUIRE(house.record_of("bob").id == ann);
  undo(house, change);
  CHECK(snapshot(house.db) == before);
  CHECK(broken_history(house.db).empty());
}

TEST_CASE("locations bundles and requests come back", "[ops][undo]") {
  House house;
  const auto ann = house.settle("ann");
  const auto run = [&](const std::string& sql, ChangeId number) {
    store::Query(house.db, sql).bind(number.number).run();
  };
  const auto id = std::to_string(ann.number());
  const auto made = house.change([&](ChangeId number) {
    run("INSERT INTO location (id, partner_id, name, country, parent, since) VALUES (7, '4391508', 'Oslo', 'NO', "
        "'4391507', ?1)",
        number);
    run("INSERT INTO bundle (id, name, roles, since) VALUES (3, 'front-desk', 'helpdesk-agent', ?1)", number);
    run("INSERT INTO assignment (user_id, role, location_id, since) VALUES (" + id + ", 'referrals-user', 7, ?1)",
        number);
    run("INSERT INTO request (user_id, role, location_id, state, opened_in, since) VALUES (1, 'referrals-user', 7, "
        "'open', ?1, ?1)",
        number);
  });
  const auto with_all = snapshot(house.db);
  undo(house, made);
  CHECK(house.held_by("ann").empty());
  undo(house, house.head().change);
  CHECK(snapshot(house.db) == with_all);
  const auto moved = house.change([&](ChangeId number) {
    run("INSERT INTO location (id, partner_id, name, country, parent, since) VALUES (8, '4391509', 'Rome', 'IT', "
        "'4391507', ?1)",
        number);
    run("UPDATE assignment SET location_id = 8, since = ?1 WHERE location_id = 7", number);
    run("UPDATE request SET location_id = 8, since = ?1 WHERE location_id = 7", number);
    store::Query(house.db, "DELETE FROM location WHERE id = 7").run();
  });
  undo(house, moved);
  CHECK(snapshot(house.db) == with_all);
  CHECK(broken_history(house.db).empty());
}

TEST_CASE("tokens that ended stay ended and a token that was made ends", "[ops][undo]") {
  House house;
  house.settle("ann", {"report-viewer"});
  const auto made = done(
      house, [](Unit& unit) { make_token(unit, "nightly"); }, "ann");
  CHECK_FALSE(undo(house, made, "ann").undoable);
  CHECK(tokens_in(house) == 0);
  CHECK(refusal(house, house.head().change).code == "nothing-to-undo");
  done(
      house, [](Unit& unit) { make_token(unit, "nightly"); }, "ann");
  const auto disabled = done(house, [](Unit& unit) { ops::disable_users(unit, {ref("ann")}); });
  CHECK(undo(house, disabled).tokens_lost == 1);
  CHECK(tokens_in(house) == 0);
}

TEST_CASE("whoever is disabled again loses sessions and tokens", "[ops][undo]") {
  House house;
  house.settle("ann");
  done(house, [](Unit& unit) { ops::disable_users(unit, {ref("ann")}); });
  const auto enabled = done(house, [](Unit& unit) { ops::enable_users(unit, {ref("ann")}); });
  const auto session = house.by(kNobody, [](Unit& unit) { return sign_in_as(unit, "ann", Secret(kPassword)).token; });
  done(
      house, [](Unit& unit) { make_token(unit, "nightly"); }, "ann");
  CHECK(undo(house, enabled).tokens_ended == 1);
  CHECK(tokens_in(house) == 0);
  done(house, [](Unit& unit) { ops::enable_users(unit, {ref("ann")}); });
  CHECK_FALSE(ops::resume(house.db, session, house.now));
}

TEST_CASE("somebody who was added and is gone again can be restored", "[ops][undo]") {
  House house;
  const auto added = done(house, [](Unit& unit) { ops::add_user(unit, person("ann"), roles({"report-viewer"})); });
  undo(house, added);
  house.by("ada", [](Unit& unit) { ops::restore_user(unit, ref("ann")); });
  CHECK(house.held_by("ann") == std::vector<std::string>{"report-viewer"});
}

// ---- What cannot be undone

TEST_CASE("what keeps no past cannot be undone", "[ops][undo]") {
  House house;
  house.settle("ann");
  house.by(kNobody, [](Unit& unit) { sign_in_as(unit, "ann", Secret(kPassword)); });
  CHECK(refusal(house, house.head().change).code == "nothing-to-undo");
  const auto reset = done(house, [](Unit& unit) { ops::reset_password(unit, ref("ann")); });
  CHECK(refusal(house, reset).code == "nothing-to-undo");
  store::Transaction transaction(house.db, store::Access::write);
  const auto refused =
      store::record_refusal(house.db, {.at = house.now, .os_user = "x", .command = "x"}, "guest-role", house.random);
  transaction.commit();
  const auto failure = refusal(house, refused);
  CHECK(failure.code == "nothing-to-undo");
  CHECK(failure.message.find("guest-role") != std::string::npos);
  CHECK(failure.kind == FailureKind::conflict);
}

TEST_CASE("making the store and erasing somebody and a blocklist cannot be undone", "[ops][undo]") {
  House house;
  house.settle("ann");
  CHECK(refusal(house, {1}).code == "undo-init");
  const auto deleted = done(house, [](Unit& unit) { ops::delete_users(unit, {ref("ann")}); });
  const auto purged = done(house, [](Unit& unit) { ops::purge_user(unit, ref("ann")); });
  CHECK(refusal(house, purged).code == "undo-purge");
  const auto later = refusal(house, deleted);
  CHECK(later.code == "undo-conflict");
  CHECK(later.message.find("cannot be undone any more: change-set " + std::to_string(purged.number)) !=
        std::string::npos);
  CHECK(later.hint.ends_with("pcadmin audit show " + std::to_string(deleted.number)));
  bool told = false;
  const auto listed = done(house, [&](Unit& unit) {
    ops::set_policy(unit, {.length = {}, .temporary_life = {}, .blocklist = [&]() -> std::optional<std::string> {
                             return std::exchange(told, true) ? std::nullopt : std::optional<std::string>("violet");
                           }});
  });
  CHECK(refusal(house, listed).code == "undo-blocklist");
}

TEST_CASE("that a purge is behind what stands in the way is told at once", "[ops][undo]") {
  House house;
  house.settle("ann");
  house.settle("bob");
  const auto both = done(house, [](Unit& unit) {
    assign(unit, "ann", "report-viewer");
    assign(unit, "bob", "report-viewer");
  });
  const auto deleted = done(house, [](Unit& unit) { ops::delete_users(unit, {ref("ann")}); });
  CHECK(refusal(house, both).hint == "undo that one first: pcadmin undo " + std::to_string(deleted.number));
  const auto purged = done(house, [](Unit& unit) { ops::purge_user(unit, ref("ann")); });
  const auto failure = refusal(house, both);
  CHECK(failure.code == "undo-conflict");
  CHECK(failure.message.find("any more: change-set " + std::to_string(purged.number)) != std::string::npos);
  CHECK(failure.hint.find("undo") == std::string::npos);
}

TEST_CASE("a change-set that is not there cannot be undone and neither can the undo itself", "[ops][undo]") {
  House house;
  CHECK(refusal(house, {99}).code == "unknown-change");
  CHECK(refusal(house, {house.head().change.number + 1}).code == "unknown-change");
}

// ---- What stands in the way

std::int64_t number_in(const DetailRow& row, std::string_view key) {
  const auto found = std::ranges::find(row, key, &DetailRow::value_type::first);
  return std::get<std::int64_t>(found->second);
}

/// The change-sets a refusal names.
std::vector<std::int64_t> in_the_way(const Failure& failure) {
  REQUIRE(failure.code == "undo-conflict");
  std::vector<std::int64_t> numbers;
  for (const auto& [key, value] : failure.details) {
    const auto* const rows = std::get_if<std::vector<DetailRow>>(&value);
    if (rows == nullptr) continue;
    for (const auto& row : *rows) numbers.push_back(number_in(row, "change"));
  }
  return numbers;
}

TEST_CASE("later change-sets of the same rows stand in the way: all of them", "[ops][undo]") {
  House house;
  const auto added = done(house, [](Unit& unit) { ops::add_user(unit, person("ann"), {}); });
  std::vector<std::int64_t> later;
  for (const auto* const title : {"Lead", "Head", "Chief"}) {
    later.insert(later.begin(), done(house, [&](Unit& unit) {
                                  ops::edit_user(unit, ref("ann"),
                                                 {.job_title = value_or_throw(domain::JobTitle::parse(title))});
                                }).number);
  }
  CHECK(in_the_way(refusal(house, added)) == later);
  undo(house, {later.front()});
  later.erase(later.begin());
  CHECK(in_the_way(refusal(house, added)) == later);  // what was done and undone is no longer in the way
  for (const auto number : later) undo(house, {number});
  CHECK_NOTHROW(undo(house, added));
  CHECK_FALSE(house.exists("ann"));
  CHECK(broken_history(house.db).empty());
}

TEST_CASE("what was undone and done again can be undone at once", "[ops][undo]") {
  House house;
  const auto before = snapshot(house.db);
  const auto added = done(house, [](Unit& unit) { ops::add_user(unit, person("ann"), roles({"report-viewer"})); });
  const auto undone = undo(house, added).undone;
  CHECK(undone == added);
  const auto first = house.head().change;
  CHECK(in_the_way(refusal(house, added)) == std::vector{first.number});
  undo(house, first);
  undo(house, added);
  CHECK(snapshot(house.db) == before);
}

TEST_CASE("what later depends on a person stands in the way", "[ops][undo]") {
  House house;
  const auto added = done(house, [](Unit& unit) { ops::add_user(unit, person("ann"), {}); });
  const auto given = done(house, [](Unit& unit) { assign(unit, "ann", "report-viewer"); });
  const auto failure = refusal(house, added);
  CHECK(in_the_way(failure) == std::vector{given.number});
  CHECK(failure.hint == "undo that one first: pcadmin undo " + std::to_string(given.number));
  undo(house, given);
  CHECK_NOTHROW(undo(house, added));
  const auto bob = done(house, [](Unit& unit) { ops::add_user(unit, person("bob"), roles({"account-admin"})); });
  house.change([&](ChangeId number) {
    store::put_credential(house.db, house.record_of("bob").id,
                          {.kind = store::CredentialKind::chosen, .verifier = "v", .expires_at = {}}, house.now,
                          number);
  });
  const auto token = done(
      house, [](Unit& unit) { make_token(unit, "nightly"); }, "bob");
  CHECK(in_the_way(refusal(house, bob)) == std::vector{token.number});
}

TEST_CASE("a role does not come back to somebody who is gone", "[ops][undo]") {
  House house;
  house.settle("ann", {"report-viewer"});
  const auto taken = done(house, [](Unit& unit) { ops::unassign_role(unit, ref("ann"), role("report-viewer")); });
  const auto deleted = done(house, [](Unit& unit) { ops::delete_users(unit, {ref("ann")}); });
  CHECK(in_the_way(refusal(house, taken)) == std::vector{deleted.number});
  undo(house, deleted);
  CHECK_NOTHROW(undo(house, taken));
}

TEST_CASE("what only one may have and somebody else has now stands in the way", "[ops][undo]") {
  House house;
  house.settle(with_account("ann", "cron"), {});
  house.settle("bob");
  const auto gone = done(house, [](Unit& unit) { ops::delete_users(unit, {ref("ann")}); });
  const auto address = done(house, [](Unit& unit) { ops::add_user(unit, person("ann"), {}); });
  const auto account = done(house, [](Unit& unit) {
    ops::edit_user(unit, ref("bob"), {.os_account = value_or_throw(domain::OsAccount::parse("cron"))});
  });
  CHECK(in_the_way(refusal(house, gone)) == std::vector{account.number, address.number});
  const auto taken = done(house, [](Unit& unit) { assign(unit, "bob", "report-viewer"); });
  const auto ended = done(house, [](Unit& unit) { ops::unassign_role(unit, ref("bob"), role("report-viewer")); });
  const auto again = done(house, [](Unit& unit) { assign(unit, "bob", "report-viewer"); });
  CHECK(in_the_way(refusal(house, ended)) == std::vector{again.number});
  CHECK(in_the_way(refusal(house, taken)) == std::vector{again.number, ended.number});
  const auto set = done(house, [](Unit& unit) { ops::set_guard(unit, domain::Guard::max_removals, "10%"); });
  const auto unset = done(house, [](Unit& unit) { ops::unset_guard(unit, domain::Guard::max_removals); });
  const auto reset = done(house, [](Unit& unit) { ops::set_guard(unit, domain::Guard::max_removals, "20%"); });
  CHECK(in_the_way(refusal(house, unset)) == std::vector{reset.number});
  CHECK(in_the_way(refusal(house, set)) == std::vector{reset.number, unset.number});
}

TEST_CASE("what is in the way of what is in the way is named too, so that the list can be followed", "[ops][undo]") {
  House house;
  const auto added = done(house, [](Unit& unit) { ops::add_user(unit, person("ann"), {}); });
  done(house, [](Unit& unit) { assign(unit, "ann", "report-viewer"); });
  const auto taken = done(house, [](Unit& unit) { ops::unassign_role(unit, ref("ann"), role("report-viewer")); });
  const auto again = done(house, [](Unit& unit) { assign(unit, "ann", "report-viewer"); });
  const auto deleted = done(house, [](Unit& unit) { ops::delete_users(unit, {ref("ann")}); });
  CHECK(in_the_way(refusal(house, taken)) == std::vector{deleted.number, again.number});
  const std::vector all{deleted.number, again.number};  // what was given and taken is not: it leaves nothing
  CHECK(in_the_way(refusal(house, added)) == all);
  for (const auto number : all) CHECK_NOTHROW(undo(house, {number}));
  CHECK_NOTHROW(undo(house, added));
}

TEST_CASE("at most a hundred change-sets in the way are named and all are counted", "[ops][undo]") {
  House house;
  const auto added = done(house, [](Unit& unit) { ops::add_user(unit, person("ann"), {}); });
  for (int i = 0; i < 120; ++i) {
    const auto title = value_or_throw(domain::JobTitle::parse("Title " + std::to_string(i)));
    done(house, [&](Unit& unit) { ops::edit_user(unit, ref("ann"), {.job_title = title}); });
  }
  const auto failure = refusal(house, added);
  CHECK(in_the_way(failure).size() == store::kMostObstacles);
  CHECK(failure.message.find("120 later") != std::string::npos);
}

TEST_CASE("every unique key of the business tables is known to undoing", "[ops][undo]") {
  House house;
  for (const auto table : store::kBusinessTables) {
    if (!store::comes_back(table)) continue;
    INFO(table);
    store::Query query(house.db, "SELECT count(*) FROM pragma_index_list(?1) WHERE \"unique\"");
    query.bind(table).step();
    const auto known = std::ranges::count(store::kUniqueKeys, table, &store::UniqueKey::table);
    CHECK(query.integer(0) == known);
  }
}

// ---- Rights and rules

TEST_CASE("undoing asks for what doing it by hand asks for", "[ops][undo]") {
  House house;
  house.settle("uma", {"user-management-admin"});
  house.settle("acc", {"account-admin"});
  house.settle("ann", {"report-viewer"});
  const auto given = done(house, [](Unit& unit) { assign(unit, "ann", "sales-agent"); });
  CHECK(refusal(house, given, "acc").code == "not-allowed");  // sales-agent is not theirs to give
  const auto high = done(house, [](Unit& unit) { ops::add_user(unit, person("eve"), roles({"global-admin"})); });
  CHECK(refusal(house, high, "uma").code == "not-allowed");
  const auto set = done(house, [](Unit& unit) { ops::set_guard(unit, domain::Guard::max_removals, "10%"); });
  CHECK(refusal(house, set, "uma").code == "not-allowed");
  const auto edited = done(house, [](Unit& unit) {
    ops::edit_user(unit, ref("ada"), {.job_title = value_or_throw(domain::JobTitle::parse("Chief"))});
  });
  CHECK(refusal(house, edited, "acc").code == "not-allowed");
  CHECK_NOTHROW(undo(house, given, "uma"));
  CHECK_NOTHROW(undo(house, high));
}

TEST_CASE("who may not read the history undoes only what they did themselves", "[ops][undo]") {
  House house;
  house.settle("own", {"marketplace-owner"});
  house.settle("ann");
  const auto own = done(
      house, [](Unit& unit) { assign(unit, "ann", "marketplace-developer"); }, "own");
  const auto other = done(house, [](Unit& unit) { assign(unit, "ann", "report-viewer"); });
  CHECK(refusal(house, other, "own").code == "not-allowed");
  CHECK(refusal(house, {99}, "own").code == "not-allowed");
  CHECK_NOTHROW(undo(house, own, "own"));
}

TEST_CASE("an OS account comes back only by those who may attach it", "[ops][undo]") {
  House house;
  house.settle("uma", {"user-management-admin"});
  house.settle(with_account("ann", "ann"), {});
  const auto reset = done(house, [](Unit& unit) { ops::reset_password(unit, ref("ann")); });
  CHECK(refusal(house, reset, "uma").code == "not-allowed");
  CHECK_NOTHROW(undo(house, reset));
  CHECK(house.record_of("ann").record.os_account.has_value());
  const auto deleted = done(house, [](Unit& unit) { ops::delete_users(unit, {ref("ann")}); });
  const auto failure = refusal(house, deleted, "uma");
  CHECK(failure.code == "not-allowed");
  CHECK(failure.message.find("attach an OS account") != std::string::npos);
  CHECK(failure.hint.ends_with("or bring them back without it: pcadmin user restore ann@contoso.example"));
  CHECK_NOTHROW(undo(house, deleted));
  CHECK(house.record_of("ann").record.os_account.has_value());
}

domain::BundleName bundle(std::string_view name) { return value_or_throw(domain::BundleName::parse(name)); }

TEST_CASE("a bundle is put back only by who may make it", "[ops][undo]") {
  House house;
  house.settle("acc", {"account-admin"});
  const auto made = done(house, [](Unit& unit) {
    ops::add_bundle(unit, {.name = bundle("desk"), .summary = {}, .roles = role_set({"global-admin"})});
  });
  const auto lowered = done(house, [](Unit& unit) {
    ops::edit_bundle(unit, bundle("desk"), {.name = {}, .roles = role_set({"report-viewer"}), .summary = {}});
  });
  CHECK(refusal(house, lowered, "acc").code == "not-allowed");  // global-admin would come back into it
  undo(house, lowered);
  const auto raised = house.head().change;
  CHECK(refusal(house, raised, "acc").code == "not-allowed");  // it is in it now
  undo(house, raised);
  undo(house, house.head().change);
  const auto gone = done(house, [](Unit& unit) { ops::delete_bundle(unit, bundle("desk")); });
  CHECK(refusal(house, gone, "acc").code == "not-allowed");
  CHECK(refusal(house, gone, "acc").message.find("a bundle with global-admin") != std::string::npos);
  undo(house, gone);
  undo(house, house.head().change);
  undo(house, house.head().change);
  done(house, [](Unit& unit) { ops::delete_bundle(unit, bundle("desk")); });
  CHECK(refusal(house, made, "acc").code == "not-allowed");
  const auto own = done(
      house,
      [](Unit& unit) {
        ops::add_bundle(unit, {.name = bundle("reports"), .summary = {}, .roles = role_set({"report-viewer"})});
      },
      "acc");
  CHECK_NOTHROW(undo(house, own, "acc"));
}

TEST_CASE("a bundle does not come back beside one of the same name in other letters", "[ops][undo]") {
  House house;
  const auto make = [](const char* name) {
    return [=](Unit& unit) {
      ops::add_bundle(unit, {.name = bundle(name), .summary = {}, .roles = role_set({"report-viewer"})});
    };
  };
  done(house, make("desk"));
  const auto gone = done(house, [](Unit& unit) { ops::delete_bundle(unit, bundle("desk")); });
  const auto other = done(house, make("Desk"));
  CHECK(in_the_way(refusal(house, gone)) == std::vector{other.number});
}

/// Ann's request for report-viewer, in a change-set of hers.
ChangeId ask(House& house) {
  return done(
      house,
      [](Unit& unit) {
        store::set_change_reason(unit.db(), unit.change(), "quarterly review");
        ops::open_request(unit, {.role = role("report-viewer")});
      },
      "ann");
}

TEST_CASE("what was decided is reopened by who may decide and what was asked taken back by who asked",
          "[ops][undo][requests]") {
  House house;
  house.settle("ann");
  house.settle("uma", {"user-management-admin"});  // may not give report-viewer
  house.settle("acc", {"account-admin"});
  const auto asked = ask(house);
  for (const auto* const other : {"ada", "acc", "uma"}) {
    const auto failure = refusal(house, asked, other);
    CHECK(failure.code == "not-allowed");
    CHECK(failure.hint == "deny it instead: pcadmin request deny req_1 --reason TEXT");
  }
  const auto denied = done(house, [](Unit& unit) {
    store::set_change_reason(unit.db(), unit.change(), "no");
    ops::deny_request(unit, {1});
  });
  CHECK(refusal(house, denied, "uma").code == "not-allowed");
  CHECK(refusal(house, denied, "ann").code == "not-allowed");
  undo(house, denied, "acc");
  CHECK(refusal(house, house.head().change, "uma").code == "not-allowed");
  const auto approved = done(house, [](Unit& unit) { ops::approve_request(unit, {1}); });
  CHECK(refusal(house, approved, "uma").code == "not-allowed");
  undo(house, approved, "acc");
  CHECK(house.held_by("ann").empty());
  const auto withdrawn = done(
      house, [](Unit& unit) { ops::withdraw_request(unit, {1}); }, "ann");
  CHECK(refusal(house, withdrawn).code == "not-allowed");
  CHECK(refusal(house, withdrawn).hint == "they may ask again: pcadmin request add report-viewer --reason TEXT");
  undo(house, withdrawn, "ann");
  undo(house, asked, "ann");
  CHECK_FALSE(store::find_request(house.db, {1}));
  const auto taken_back = house.head().change;
  CHECK(refusal(house, taken_back).code == "not-allowed");
  undo(house, taken_back, "ann");
  CHECK(store::find_request(house.db, {1})->state == domain::RequestState::open);
  CHECK(broken_history(house.db).empty());
}

TEST_CASE("no request is opened again beside another for the same", "[ops][undo][requests]") {
  House house;
  house.settle("ann");
  ask(house);
  const auto denied = done(house, [](Unit& unit) {
    store::set_change_reason(unit.db(), unit.change(), "no");
    ops::deny_request(unit, {1});
  });
  const auto again = ask(house);
  const auto failure = refusal(house, denied);
  CHECK(failure.code == "request-open");
  CHECK(failure.message.find("beside req_2") != std::string::npos);
  undo(house, again, "ann");
  undo(house, denied);
  CHECK(store::find_request(house.db, {1})->state == domain::RequestState::open);
}

TEST_CASE("a bundle does not lose the name by which something came in between", "[ops][undo]") {
  House house;
  house.settle("ann");
  done(house, [](Unit& unit) {
    ops::add_bundle(unit, {.name = bundle("old"), .summary = {}, .roles = role_set({"report-viewer"})});
  });
  const auto renamed = done(house, [](Unit& unit) { ops::edit_bundle(unit, bundle("old"), {.name = bundle("new")}); });
  done(house, [](Unit& unit) { ops::assign_bundle(unit, ref("ann"), bundle("new"), {}); });
  CHECK(refusal(house, renamed).code == "bundle-in-use");
  done(house, [](Unit& unit) { ops::unassign_bundle(unit, ref("ann"), bundle("new")); });
  CHECK_NOTHROW(undo(house, renamed));
}

TEST_CASE("requests come and go with who asked", "[ops][undo][requests]") {
  House house;
  house.settle("ann");
  ask(house);
  check_there_and_back(house, [](Unit& unit) { ops::delete_users(unit, {ref("ann")}); });
  CHECK(store::find_request(house.db, {1}).has_value());
}

TEST_CASE("a token of somebody higher is not ended by undoing", "[ops][undo]") {
  House house;
  house.settle("uma", {"user-management-admin"});
  const auto made = done(house, [](Unit& unit) { make_token(unit, "nightly"); });
  CHECK(refusal(house, made, "uma").code == "not-allowed");
  CHECK_NOTHROW(undo(house, made));
}

TEST_CASE("guards judge an undo as any other change", "[ops][undo]") {
  House house;
  house.settle("bea");
  const auto given = done(house, [](Unit& unit) { assign(unit, "bea", "global-admin"); });
  done(
      house, [](Unit& unit) { ops::unassign_role(unit, ref("ada"), role("global-admin")); }, "bea");
  CHECK(refusal(house, given, "bea").code == "last-global-admin");
  const auto import = done(
      house, [](Unit& unit) { import_people(unit, 4, 1); }, "bea");
  done(
      house, [](Unit& unit) { ops::set_guard(unit, domain::Guard::max_removals, "2"); }, "bea");
  CHECK(refusal(house, import, "bea").code == "too-many-removals");
}

TEST_CASE("an undo gives no guest a role that guests may not hold", "[ops][undo]") {
  House house;
  auto record = person("gwen");
  record.kind = domain::UserKind::guest;
  house.settle(record, {});
  const auto member =
      done(house, [](Unit& unit) { ops::edit_user(unit, ref("gwen"), {.kind = domain::UserKind::member}); });
  done(house, [](Unit& unit) { assign(unit, "gwen", "sales-agent"); });
  CHECK(refusal(house, member).code == "guest-role");
}

TEST_CASE("whoever was deleted too long ago does not come back by undoing", "[ops][undo]") {
  House house;
  house.settle("ann");
  const auto deleted = done(house, [](Unit& unit) { ops::delete_users(unit, {ref("ann")}); });
  house.now += ops::kRestorable;
  CHECK(refusal(house, deleted).code == "restore-expired");
}

/// As an import leaves them, without the time that reading a file takes.
ChangeId settle_many(House& house, std::int64_t count) {
  return house.change([&](ChangeId number) {
    const auto run = [&](const std::string& sql) { store::Query(house.db, sql).bind(number.number).bind(count).run(); };
    const std::string each =
        "FROM (WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2) "
        "SELECT i FROM n)";
    run("INSERT INTO user (id, name, email, email_key, kind, state, created_at, salt, since) SELECT 1000 + i, "
        "'Person', "
        "'p' || i || '@contoso.example', 'p' || i || '@contoso.example', 'member', 'active', 0, randomblob(16), ?1 " +
        each);
    run("INSERT INTO assignment (user_id, role, since) SELECT 1000 + i, 'report-viewer', ?1 " + each);
    run("INSERT INTO credential (user_id, kind, verifier, set_at, set_in, noted_in) SELECT 1000 + i, 'temporary', "
        "randomblob(48), 0, ?1, ?1 " +
        each);
  });
}

TEST_CASE("an import of 100000 people is undone without a loop over them", "[ops][undo][slow]") {
  House house;
  const auto before = snapshot(house.db);
  const auto change = settle_many(house, 100'000);
  const auto begin = std::chrono::steady_clock::now();
  const auto undone = undo(house, change);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  INFO("undone in " << taken.count() << " s");
  CHECK(undone.rows.at(0).removed == 100'000);
  CHECK(undone.rows.at(1).removed == 100'000);
  CHECK(snapshot(house.db) == before);
}

}  // namespace
