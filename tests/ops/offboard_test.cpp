#include "pcadmin/ops/offboard.hpp"

#include "support/store_fixture.hpp"

#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/store/tokens.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

/// Somebody leaves.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using ops::Unit;
using Words = std::vector<std::string>;

ops::Offboarding offboard(House& house, std::string_view who, std::optional<std::string_view> successor = {}) {
  return house.by("ada", [&](Unit& unit) {
    return ops::offboard_user(unit, ref(who), successor ? std::optional(ref(*successor)) : std::nullopt);
  });
}

const ops::LeftRole& left(const ops::Offboarding& done, std::string_view id) {
  return *std::ranges::find(done.roles, role(id), &ops::LeftRole::role);
}

TEST_CASE("whoever leaves is disabled and holds nothing, and the account is kept", "[ops][offboard]") {
  House house;
  auto record = person("ann");
  record.os_account = value_or_throw(domain::OsAccount::parse("ann"));
  house.settle(record, roles({"report-viewer", "sales-agent"}));
  const auto done = offboard(house, "ann");
  CHECK(done.changed);
  CHECK(house.record_of("ann").record.state == domain::UserState::disabled);
  CHECK_FALSE(house.record_of("ann").record.os_account);
  CHECK(house.held_by("ann").empty());
  CHECK(done.roles.size() == 2);
}

TEST_CASE("what only they held is named, and goes to the successor with its end", "[ops][offboard]") {
  House house;
  house.settle("ann", {"report-viewer"});
  house.settle("bob", {"report-viewer"});
  house.settle("sue");
  house.by("ada", [](Unit& unit) {
    ops::assign_role(unit, ref("ann"), role("sales-agent"), value_or_throw(domain::Expiry::parse("60d")));
  });
  const auto done = offboard(house, "ann", "sue");
  CHECK_FALSE(left(done, "report-viewer").sole);
  CHECK_FALSE(left(done, "report-viewer").moved);
  CHECK(left(done, "sales-agent").sole);
  CHECK(left(done, "sales-agent").moved);
  CHECK(house.held_by("sue") == Words{"sales-agent"});
  const auto moved = store::find_assignment(house.db, house.record_of("sue").id, role("sales-agent"));
  CHECK(moved->expires_at == kNoon + std::chrono::hours(60 * 24));
}

TEST_CASE("somebody disabled does not count as another holder", "[ops][offboard]") {
  House house;
  house.settle("ann", {"sales-agent"});
  house.settle("old", {"sales-agent"});
  house.by("ada", [](Unit& unit) { ops::disable_users(unit, {ref("old")}); });
  CHECK(left(offboard(house, "ann"), "sales-agent").sole);
}

TEST_CASE("a sole role that cannot be moved is named with the reason", "[ops][offboard]") {
  House house;
  house.settle("ann", {"sales-agent"});
  CHECK(left(offboard(house, "ann"), "sales-agent").why == "no successor is named");
  auto guest = person("guest");
  guest.kind = domain::UserKind::guest;
  house.settle(guest, {});
  house.settle("eve", {"sales-agent"});
  const auto done = offboard(house, "eve", "guest");
  CHECK(left(done, "sales-agent").why == "a guest may not hold sales-agent");
  CHECK(house.held_by("guest").empty());
}

TEST_CASE("nobody hands over what they may not assign", "[ops][offboard]") {
  House house;
  house.settle("owen", {"marketplace-owner"});
  house.settle("sue");
  // A global admin may see anybody off, but the marketplace owner's role is its holders' to give.
  const auto done = offboard(house, "owen", "sue");
  CHECK(left(done, "marketplace-owner").sole);
  CHECK_FALSE(left(done, "marketplace-owner").moved);
  CHECK(left(done, "marketplace-owner").why->find("may not give or take marketplace-owner") != std::string::npos);
}

TEST_CASE("the successor is somebody else whose account is active", "[ops][offboard]") {
  House house;
  house.settle("ann", {"sales-agent"});
  house.settle("old");
  house.by("ada", [](Unit& unit) { ops::disable_users(unit, {ref("old")}); });
  for (const auto* const who : {"ann", "old"}) {
    CAPTURE(who);
    CHECK(failure_of([&] { offboard(house, "ann", who); }).code == "successor-unfit");
  }
  CHECK(failure_of([&] { offboard(house, "ann", "nobody"); }).code == "unknown-user");
}

TEST_CASE("the last global admin leaves only with a successor who can sign in", "[ops][offboard]") {
  House house;
  house.settle("bob", {"user-management-admin"});
  const auto leave = [](Unit& unit) {
    unit.agree({.yes = true});
    ops::offboard_user(unit, ref("ada"), ref("bob"));
  };
  CHECK(house.refused("bob", [](Unit& unit) { ops::offboard_user(unit, ref("ada"), ref("bob")); }).code ==
        "not-allowed");
  house.by("ada", leave);
  CHECK(house.held_by("bob") == Words{"global-admin", "user-management-admin", "account-admin"});
  CHECK(house
            .refused("bob",
                     [](Unit& unit) {
                       unit.agree({.yes = true});
                       ops::offboard_user(unit, ref("bob"), {});
                     })
            .code == "last-global-admin");
}

TEST_CASE("seeing off somebody who has left already changes nothing", "[ops][offboard]") {
  House house;
  house.settle("ann", {"sales-agent"});
  offboard(house, "ann");
  CHECK_FALSE(offboard(house, "ann").changed);
}

TEST_CASE("seeing off somebody active changes something, whatever they have", "[ops][offboard]") {
  House house;
  house.settle("bob");
  CHECK(offboard(house, "bob").changed);
  CHECK(house.record_of("bob").record.state == domain::UserState::disabled);
}

TEST_CASE("seeing off somebody disabled changes something while they have a role or a token", "[ops][offboard]") {
  House house;
  auto record = person("ann");
  record.state = domain::UserState::disabled;
  const auto ann = house.settle(record, roles({"sales-agent"}));
  CHECK(offboard(house, "ann").changed);
  CHECK_FALSE(offboard(house, "ann").changed);
  house.change([&](store::ChangeId change) {  // past every rule
    store::insert_token(house.db,
                        {.id = {},
                         .owner = ann,
                         .owner_email = {},
                         .name = "nightly",
                         .roles = {},
                         .created_at = house.now,
                         .expires_at = house.now + std::chrono::hours{1}},
                        {}, change, house.random);
  });
  const auto done = offboard(house, "ann");
  CHECK(done.changed);
  CHECK(done.tokens == 1);
  CHECK_FALSE(offboard(house, "ann").changed);
}

TEST_CASE("who administers nobody sees nobody off, not even those without a role", "[ops][offboard]") {
  House house;
  house.settle("mel", {"mpn-partner-admin", "marketplace-owner"});
  house.settle("bob");
  for (const auto* const who : {"mel", "bob"})
    CHECK(house.refused(who, [](Unit& unit) { ops::offboard_user(unit, ref("bob"), {}); }).code == "not-allowed");
  CHECK(house.record_of("bob").record.state == domain::UserState::active);
}

}  // namespace
