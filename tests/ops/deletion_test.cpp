#include "pcadmin/ops/deletion.hpp"

#include "store/engine.hpp"
#include "support/store_fixture.hpp"

#include "pcadmin/ops/identity.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/store/credentials.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

/// The end of an account, and its return.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using namespace std::chrono_literals;
using ops::Unit;
using Words = std::vector<std::string>;

void remove(House& house, std::string_view name) {
  house.by("ada", [&](Unit& unit) { ops::delete_users(unit, {ref(name)}); });
}

ops::Restoration restore(House& house, std::string_view name) {
  return house.by("ada", [&](Unit& unit) { return ops::restore_user(unit, ref(name)); });
}

domain::UserRecord full(std::string_view name) {
  auto record = person(name);
  record.given_name = value_or_throw(domain::GivenName::parse("Ann"));
  record.job_title = value_or_throw(domain::JobTitle::parse("Head of Sales"));
  record.phone = value_or_throw(domain::Phone::parse("+49 30 1234"));
  record.os_account = value_or_throw(domain::OsAccount::parse("ann"));
  return record;
}

TEST_CASE("a deleted person is gone, with roles and sessions, and the address is free", "[ops][deletion]") {
  House house;
  const auto ann = house.settle("ann", {"report-viewer"});
  const auto session = house.by(kNobody, [](Unit& unit) { return sign_in_as(unit, "ann", Secret(kPassword)).token; });
  remove(house, "ann");
  CHECK_FALSE(house.exists("ann"));
  CHECK_FALSE(ops::resume(house.db, session, house.now));
  CHECK(house.settle("ann") != ann);
}

TEST_CASE("somebody deleted and restored is who they were, to the letter", "[ops][deletion]") {
  House house;
  const auto id = house.settle(full("ann"), roles({"report-viewer", "sales-agent"}));
  house.by("ada", [](Unit& unit) {
    ops::assign_role(unit, ref("ann"), role("helpdesk-agent"), value_or_throw(domain::Expiry::parse("60d")));
  });
  house.by(kNobody, [](Unit& unit) { sign_in_as(unit, "ann", Secret(kPassword)); });
  const auto before = house.record_of("ann");
  const auto held = store::list_assignments(house.db, id);
  const auto verifier = store::find_credential(house.db, id)->verifier;
  house.now += 24h;
  remove(house, "ann");
  house.now += 29 * 24h;
  const auto back = restore(house, "ann");
  CHECK(back.lost.empty());
  const auto after = house.record_of("ann");
  CHECK(after.id == id);
  CHECK(after.record == before.record);
  CHECK(after.created_at == before.created_at);
  CHECK(store::find_credential(house.db, id)->verifier == verifier);
  CHECK(store::find_last_sign_in(house.db, id) == kNoon);
  const auto again = store::list_assignments(house.db, id);
  REQUIRE(again.size() == held.size());
  for (std::size_t i = 0; i < held.size(); ++i) {
    CHECK(again[i].role == held[i].role);
    CHECK(again[i].assigned_at == held[i].assigned_at);
    CHECK(again[i].change == held[i].change);
    CHECK(again[i].expires_at == held[i].expires_at);
  }
  CHECK(store::verify(house.db, {}).findings.empty());
}

TEST_CASE("a role that has ended since stays away and is named", "[ops][deletion]") {
  House house;
  house.settle("ann", {"report-viewer"});
  house.by("ada", [](Unit& unit) {
    ops::assign_role(unit, ref("ann"), role("sales-agent"), value_or_throw(domain::Expiry::parse("2d")));
  });
  remove(house, "ann");
  house.now += 48h;
  const auto back = restore(house, "ann");
  REQUIRE(back.lost.size() == 1);
  CHECK(back.lost.front().what == "sales-agent");
  CHECK(back.lost.front().code == "role-expired");
  CHECK(house.held_by("ann") == Words{"report-viewer"});
}

TEST_CASE("a role that a rule forbids stays away and is named", "[ops][deletion]") {
  House house;
  auto guest = person("guest");
  guest.kind = domain::UserKind::guest;
  house.settle(guest, roles({"sales-agent", "referrals-admin"}));  // before the rule, so to speak
  remove(house, "guest");
  const auto back = restore(house, "guest");
  REQUIRE(back.lost.size() == 1);
  CHECK(back.lost.front().what == "sales-agent");
  CHECK(back.lost.front().code == "guest-role");
  CHECK(house.held_by("guest") == Words{"referrals-admin"});
}

TEST_CASE("an OS account that somebody else has now stays with them", "[ops][deletion]") {
  House house;
  house.settle(full("ann"), {});
  remove(house, "ann");
  house.settle(full("bob"), {});
  const auto back = restore(house, "ann");
  REQUIRE(back.lost.size() == 1);
  CHECK(back.lost.front().what == "os-account ann");
  CHECK_FALSE(back.user.record.os_account);
  CHECK_FALSE(house.record_of("ann").record.os_account);
  CHECK(house.record_of("bob").record.os_account);
}

TEST_CASE("an OS account comes back only by who may attach it and is named else", "[ops][deletion]") {
  House house;
  house.settle("uma", {"user-management-admin"});
  auto record = person("ann");
  record.os_account = value_or_throw(domain::OsAccount::parse("ann"));
  house.settle(record, {});
  remove(house, "ann");
  const auto back = house.by("uma", [](Unit& unit) { return ops::restore_user(unit, ref("ann")); });
  CHECK_FALSE(back.user.record.os_account);
  CHECK_FALSE(house.record_of("ann").record.os_account);
  REQUIRE(back.lost.size() == 1);
  CHECK(back.lost.front().what == "os-account ann");
  CHECK(back.lost.front().code == "not-allowed");
}

TEST_CASE("an account can be restored for thirty days and not a second longer", "[ops][deletion]") {
  House house;
  house.settle("ann");
  remove(house, "ann");
  house.now += 30 * 24h;
  const auto failure = failure_of([&] { restore(house, "ann"); });
  CHECK(failure.code == "restore-expired");
  CHECK(failure.kind == FailureKind::refused);
  house.now -= 1s;
  restore(house, "ann");
  CHECK(house.exists("ann"));
}

TEST_CASE("an address that somebody else has by now stands in the way of a restoration", "[ops][deletion]") {
  House house;
  const auto id = house.settle("ann");
  remove(house, "ann");
  house.settle("ann");
  const auto by_id = value_or_throw(domain::UserRef::parse(id.text()));
  CHECK(house.refused("ada", [&](Unit& unit) { ops::restore_user(unit, by_id); }).code == "email-taken");
}

TEST_CASE("of two who had an address, the one deleted last comes back", "[ops][deletion]") {
  House house;
  const auto first = house.settle("ann");
  remove(house, "ann");
  const auto second = house.settle("ann");
  remove(house, "ann");
  CHECK(restore(house, "ann").user.id == second);
  remove(house, "ann");
  CHECK(
      house
          .by("ada",
              [&](Unit& unit) { return ops::restore_user(unit, value_or_throw(domain::UserRef::parse(first.text()))); })
          .user.id == first);
}

TEST_CASE("a disabled account comes back disabled", "[ops][deletion]") {
  House house;
  auto record = person("ann");
  record.state = domain::UserState::disabled;
  house.settle(record, {});
  remove(house, "ann");
  CHECK(restore(house, "ann").user.record.state == domain::UserState::disabled);
}

TEST_CASE("who is there is not restored or purged, and who never was is unknown", "[ops][deletion]") {
  House house;
  house.settle("ann");
  const auto refused = [&](std::string_view name) {
    const auto code = house.refused("ada", [&](Unit& unit) { ops::restore_user(unit, ref(name)); }).code;
    CHECK(house.refused("ada", [&](Unit& unit) { ops::purge_user(unit, ref(name)); }).code == code);
    return code;
  };
  CHECK(refused("ann") == "not-deleted");
  CHECK(refused("nobody") == "unknown-user");
}

TEST_CASE("whoever speaks of somebody deleted is told so, and how to bring them back", "[ops][deletion]") {
  House house;
  const auto id = house.settle("ann");
  remove(house, "ann");
  const auto failure =
      house.refused("ada", [](Unit& unit) { ops::assign_role(unit, ref("ann"), role("report-viewer")); });
  CHECK(failure.code == "unknown-user");
  CHECK(failure.message.find("deleted at") != std::string::npos);
  CHECK(failure.hint == "bring them back: pcadmin user restore " + id.text());
}

TEST_CASE("deleting, restoring and purging take the right to grant every role", "[ops][deletion]") {
  House house;
  house.settle("carl", {"account-admin"});
  house.settle("sam", {"sales-agent"});  // not an account admin's to give
  const auto refused = [&](const std::function<void(Unit&)>& act) { return house.refused("carl", act).code; };
  CHECK(refused([](Unit& unit) { ops::delete_users(unit, {ref("sam")}); }) == "not-allowed");
  remove(house, "sam");
  CHECK(refused([](Unit& unit) { ops::restore_user(unit, ref("sam")); }) == "not-allowed");
  CHECK(refused([](Unit& unit) { ops::purge_user(unit, ref("sam")); }) == "not-allowed");
}

TEST_CASE("who administers nobody deletes and restores nobody, not even those without a role", "[ops][deletion]") {
  House house;
  house.settle("mel", {"mpn-partner-admin", "marketplace-owner"});
  house.settle("bob");
  CHECK(house.refused("mel", [](Unit& unit) { ops::delete_users(unit, {ref("bob")}); }).code == "not-allowed");
  CHECK(house.refused("bob", [](Unit& unit) { ops::delete_users(unit, {ref("bob")}); }).code == "not-allowed");
  remove(house, "bob");
  CHECK(house.refused("mel", [](Unit& unit) { ops::restore_user(unit, ref("bob")); }).code == "not-allowed");
  CHECK(house.refused("mel", [](Unit& unit) { ops::restore_users(unit, {ref("bob")}); }).code == "not-allowed");
  CHECK_FALSE(house.exists("bob"));
}

TEST_CASE("several people are restored together, whoever is named twice once", "[ops][deletion]") {
  House house;
  house.settle("ann");
  house.settle("bob");
  remove(house, "ann");
  remove(house, "bob");
  const auto back = house.by("ada", [](Unit& unit) {
    return ops::restore_users(unit, {ref("ann"), ref("bob"), ref("ann"), ref("bob")});
  });
  REQUIRE(back.size() == 2);
  CHECK(back[0].user.record.email == email("ann"));
  CHECK(back[1].user.record.email == email("bob"));
  CHECK(house.exists("ann"));
  CHECK(house.exists("bob"));
  remove(house, "ann");
  const auto alone = house.by("ada", [](Unit& unit) { return ops::restore_users(unit, {ref("ann"), ref("ann")}); });
  CHECK(alone.size() == 1);
}

TEST_CASE("who was there before is not restored along with others: that is a mistake", "[ops][deletion]") {
  House house;
  house.settle("ann");
  house.settle("bob");
  remove(house, "ann");
  const auto both = [](Unit& unit) { ops::restore_users(unit, {ref("ann"), ref("bob")}); };
  CHECK(house.refused("ada", both).code == "not-deleted");
  CHECK_FALSE(house.exists("ann"));
}

TEST_CASE("the list of deleted people has those who can still be restored, the last first", "[ops][deletion]") {
  House house;
  house.settle("old");
  remove(house, "old");
  house.now += 20 * 24h;
  house.settle("ann", {"report-viewer"});
  house.settle("bob");
  remove(house, "ann");
  remove(house, "bob");
  const auto listed = [&](const ops::PeopleQuery& query) {
    Words emails;
    house.seen_by("ada", [&](const Unit& unit) {
      ops::list_deleted(unit, query, [&](const ops::Deleted& deleted) {
        emails.push_back(deleted.user.record.email.text());
        return true;
      });
      return 0;
    });
    return emails;
  };
  CHECK(listed({}) == Words{"bob@contoso.example", "ann@contoso.example", "old@contoso.example"});
  CHECK(listed({.filter = {.role = role("report-viewer")}}) == Words{"ann@contoso.example"});
  CHECK(listed({.match = "*bob*"}) == Words{"bob@contoso.example"});
  CHECK(listed({.limit = 1}) == Words{"bob@contoso.example"});
  house.now += 10 * 24h;
  CHECK(listed({}) == Words{"bob@contoso.example", "ann@contoso.example"});
}

TEST_CASE("deleted people are filtered by what they were: state, kind and having no role", "[ops][deletion]") {
  House house;
  house.settle("ann", {"report-viewer"});
  auto guest = person("gil");
  guest.kind = domain::UserKind::guest;
  house.settle(guest, {});
  auto disabled = person("dan");
  disabled.state = domain::UserState::disabled;
  house.settle(disabled, {});
  for (const auto* const name : {"ann", "gil", "dan"}) remove(house, name);
  const auto listed = [&](const store::UserFilter& filter) {
    Words names;
    house.seen_by("ada", [&](const Unit& unit) {
      ops::list_deleted(unit, {.filter = filter}, [&](const ops::Deleted& deleted) {
        names.push_back(deleted.user.record.name.text());
        return true;
      });
    });
    return names;
  };
  CHECK(listed({.state = domain::UserState::active}) == Words{"gil", "ann"});
  CHECK(listed({.state = domain::UserState::disabled}) == Words{"dan"});
  CHECK(listed({.kind = domain::UserKind::guest}) == Words{"gil"});
  CHECK(listed({.kind = domain::UserKind::member}) == Words{"dan", "ann"});
  CHECK(listed({.without_role = true}) == Words{"dan", "gil"});
  CHECK(listed({.state = domain::UserState::active, .without_role = true}) == Words{"gil"});
}

TEST_CASE("a clock that was wrong for one deletion hides no other from the list of deleted people", "[ops][deletion]") {
  House house;
  house.settle("ann");
  house.settle("bob");
  remove(house, "ann");
  house.now -= 60 * 24h;  // too early by the clock, and after all the others
  remove(house, "bob");
  house.now += 61 * 24h;
  Words names;
  house.seen_by("ada", [&](const Unit& unit) {
    ops::list_deleted(unit, {}, [&](const ops::Deleted& deleted) {
      names.push_back(deleted.user.record.name.text());
      return true;
    });
  });
  CHECK(names == Words{"ann"});
}

TEST_CASE("who was deleted is told to those who may list people, and to nobody else", "[ops][deletion]") {
  House house;
  house.settle("mel", {"mpn-partner-admin"});
  house.settle("ann", {"helpdesk-agent", "marketplace-owner"});
  const auto list = [](const Unit& unit) { ops::list_deleted(unit, {}, [](const ops::Deleted&) { return true; }); };
  house.seen_by("mel", list);
  CHECK(house.refused_to_see("ann", list).code == "not-allowed");
  CHECK(house.refused_to_see(kNobody, list).code == "not-signed-in");
}

TEST_CASE("somebody purged cannot be restored, and is unknown", "[ops][deletion]") {
  House house;
  const auto id = house.settle("ann", {"report-viewer"});
  remove(house, "ann");
  const auto purge = house.by("ada", [](Unit& unit) { return ops::purge_user(unit, ref("ann")); });
  CHECK(purge.id == id);
  CHECK(failure_of([&] { restore(house, "ann"); }).code == "unknown-user");
  CHECK(store::verify(house.db, {}).findings.empty());
}

TEST_CASE("a password nobody can come back to is not kept", "[ops][deletion]") {
  House house;
  const auto id = house.settle("ann");
  remove(house, "ann");
  const auto passwords = [&] {
    store::Query query(house.db, "SELECT count(*) FROM deleted_user WHERE verifier IS NOT NULL");
    query.step();
    return query.integer(0);
  };
  house.now += 30 * 24h;
  house.by(kNobody, [](Unit& unit) { sign_in_as(unit, "ada", Secret(kPassword)); });
  CHECK(passwords() == 1);
  house.now += 1s;
  house.by(kNobody, [](Unit& unit) { sign_in_as(unit, "ada", Secret(kPassword)); });
  CHECK(passwords() == 0);
  CHECK(store::find_deleted_user(house.db, id));  // still to be purged
}

TEST_CASE("several people are deleted together or not at all", "[ops][deletion]") {
  House house;
  house.settle("ann");
  CHECK(house.refused("ada",
                      [](Unit& unit) {
                        ops::delete_users(unit, {ref("ann"), ref("nobody")});
                      })
            .code == "unknown-user");
  CHECK(house.exists("ann"));
  house.settle("bob");
  CHECK(house.by("ada", [](Unit& unit) { return ops::delete_users(unit, {ref("bob"), ref("bob")}); }).size() == 1);
  const auto gone = house.by("ada", [](Unit& unit) {
    return ops::delete_users(unit, {ref("ann"), ref("nobody"), ref("ann")}, ops::IfMissing::pass);
  });
  CHECK(gone.size() == 1);
}

}  // namespace
