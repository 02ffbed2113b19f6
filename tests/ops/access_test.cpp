#include "pcadmin/ops/access.hpp"

#include "store/engine.hpp"
#include "support/store_fixture.hpp"

#include "pcadmin/ops/roles.hpp"
#include "pcadmin/ops/undo.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/locations.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace {

using namespace pcadmin;
using namespace pcadmin::test;
using namespace std::chrono_literals;
using Act = domain::Remedy::Act;

constexpr std::string_view kBilling = "billing:manage-billing";
constexpr std::string_view kDeals = "referrals:create-deals-in-location";
constexpr std::string_view kEarnings = "incentives:view-earnings";

domain::PermissionId permission(std::string_view id) { return value_or_throw(domain::PermissionId::parse(id)); }
domain::PartnerId place(std::string_view id) { return value_or_throw(domain::PartnerId::parse(id)); }

store::LocationId settle_location(House& house, std::string_view id) {
  house.change([&](store::ChangeId change) {
    store::Query(house.db,
                 "INSERT INTO location (partner_id, name, country, parent, since) "
                 "VALUES (?2, 'Lyon', 'FR', '4391507', ?1)")
        .bind(change.number)
        .bind(id)
        .run();
  });
  return store::find_location(house.db, place(id))->id;
}
store::LocationId settle_lyon(House& house) { return settle_location(house, "4391508"); }

void give(House& house, std::string_view name, std::string_view id, const store::Terms& terms = {}) {
  house.change([&](store::ChangeId change) {
    store::insert_assignment(house.db, house.record_of(name).id, role(id), change, terms);
  });
}

void disable(House& house, std::string_view name) {
  house.change([&](store::ChangeId change) {
    auto user = house.record_of(name);
    user.record.state = domain::UserState::disabled;
    store::update_user(house.db, user.id, user.record, change);
  });
}

bool can(House& house, std::string_view name, std::string_view id, domain::Place where = {}) {
  return house.seen_by("ada", [&](const ops::Unit& unit) {
    return ops::can_access(unit, {ref(name), permission(id), std::move(where)}).granted();
  });
}

ops::AccessExplanation explain(House& house, std::string_view name, std::string_view id, domain::Place where = {}) {
  return house.seen_by("ada", [&](const ops::Unit& unit) {
    auto explained = ops::explain_access(unit, {ref(name), permission(id), std::move(where)});
    ops::try_remedies(unit, explained);
    return explained;
  });
}

std::vector<std::string> who_can(House& house, std::string_view id, domain::Place where = {}) {
  std::vector<std::string> rows;
  house.seen_by("ada", [&](const ops::Unit& unit) {
    ops::list_grantees(unit, permission(id), where, [&](const ops::Grantee& grantee) {
      const auto& email = grantee.user.record.email.text();
      rows.push_back(email.substr(0, email.find('@')) +
                     (grantee.assignment ? " " + std::string(grantee.assignment->role.text()) : ""));
      return true;
    });
  });
  return rows;
}

}  // namespace

TEST_CASE("a role with a beginning and an end grants from the one second to the other", "[ops][access]") {
  House house;
  house.settle("ann");
  give(house, "ann", "billing-admin", {.starts_at = kNoon + 10s, .expires_at = kNoon + 20s});
  const std::vector<std::pair<std::chrono::seconds, bool>> moments = {
      {9s, false}, {10s, true}, {19s, true}, {20s, false}};
  for (const auto& [later, granted] : moments) {
    house.now = kNoon + later;
    INFO(later.count());
    CHECK(can(house, "ann", kBilling) == granted);
    CHECK(who_can(house, kBilling).size() == (granted ? 2 : 1));
  }
}

TEST_CASE("a role for one location grants there and nowhere else", "[ops][access]") {
  House house;
  const auto lyon = settle_lyon(house);
  house.settle("ann");
  give(house, "ann", "referrals-user", {.location = lyon});
  CHECK(can(house, "ann", kDeals, place("4391508")));
  CHECK_FALSE(can(house, "ann", kDeals));
  CHECK(explain(house, "ann", kDeals).answer.near_misses.front().obstacles ==
        std::vector{domain::Obstacle::other_location});
  CHECK(who_can(house, kDeals).empty());
  CHECK(who_can(house, kDeals, place("4391508")) == std::vector<std::string>{"ann referrals-user"});
  const auto failure = house.refused_to_see("ada", [](const ops::Unit& unit) {
    return ops::can_access(unit, {ref("ann"), permission(kDeals), place("4391599")}).granted();
  });
  CHECK(failure.code == "unknown-location");
  const auto refused = [&](auto act) { return house.refused_to_see("ada", act).code; };
  CHECK(refused([](const ops::Unit& unit) {
          return ops::explain_access(unit, {ref("ann"), permission(kDeals), place("4391599")}).roles.size();
        }) == "unknown-location");
  CHECK(refused([](const ops::Unit& unit) {
          ops::list_grantees(unit, permission(kDeals), place("4391599"), [](const auto&) { return true; });
          return 0;
        }) == "unknown-location");
}

TEST_CASE("who may at single locations only is counted once and not with those who may everywhere", "[ops][access]") {
  House house;
  const auto lyon = settle_lyon(house);
  const auto paris = settle_location(house, "4391509");
  const auto counted = [&](std::string_view id = kDeals) {
    return house.seen_by("ada",
                         [&](const ops::Unit& unit) { return ops::count_scoped_grantees(unit, permission(id)); });
  };
  for (const auto* const name : {"ann", "bob", "cem", "dan", "eva"}) house.settle(name);
  CHECK(counted() == 0);
  give(house, "ann", "referrals-user", {.location = lyon});
  give(house, "ann", "referrals-user", {.location = paris});
  CHECK(counted() == 1);  // once, whatever the locations
  give(house, "bob", "referrals-user", {.location = lyon});
  give(house, "bob", "referrals-user");
  CHECK(counted() == 1);  // Bob may everywhere
  give(house, "cem", "referrals-user", {.location = lyon});
  CHECK(counted() == 2);
  disable(house, "cem");
  CHECK(counted() == 1);
  give(house, "dan", "referrals-user", {.location = lyon, .expires_at = kNoon});
  give(house, "eva", "referrals-user", {.location = lyon, .starts_at = kNoon + 10s});
  CHECK(counted() == 1);
  CHECK(counted(kBilling) == 0);
  CHECK(counted("account-settings:view-own-profile") == 0);  // everybody may
  house.now = kNoon + 10s;
  CHECK(counted() == 2);
  CHECK(house
            .refused_to_see("ann",
                            [](const ops::Unit& unit) { return ops::count_scoped_grantees(unit, permission(kDeals)); })
            .code == "not-allowed");
}

TEST_CASE("what everybody may takes an active account and no role", "[ops][access]") {
  House house;
  house.settle("ann");
  CHECK(can(house, "ann", "account-settings:view-own-profile"));
  CHECK(explain(house, "ann", "account-settings:view-own-profile").to_take ==
        std::vector<domain::Remedy>{{Act::disable}});
  disable(house, "ann");
  const auto explained = explain(house, "ann", "account-settings:view-own-profile");
  CHECK_FALSE(explained.answer.granted());
  CHECK(explained.to_give == std::vector<domain::Remedy>{{Act::enable}});
  CHECK(who_can(house, "account-settings:view-own-profile") == std::vector<std::string>{"ada"});
}

TEST_CASE("every role that grants has to go: one taking each", "[ops][access]") {
  House house;
  const auto lyon = settle_lyon(house);
  house.settle("ann", {"incentives-user"});
  give(house, "ann", "incentives-user", {.location = lyon});
  give(house, "ann", "incentives-admin", {.location = lyon});
  CHECK(explain(house, "ann", kEarnings).to_take ==
        std::vector<domain::Remedy>{{Act::unassign, role("incentives-user")}});
  CHECK(explain(house, "ann", kEarnings, place("4391508")).to_take ==
        std::vector<domain::Remedy>{{Act::unassign, role("incentives-admin"), place("4391508")},
                                    {Act::unassign, role("incentives-user")}});
}

TEST_CASE("of what is to come it is said when it gives the right back", "[ops][access]") {
  House house;
  house.settle("ann", {"billing-admin"});
  give(house, "ann", "admin-agent", {.starts_at = kNoon + 24h});
  CHECK(explain(house, "ann", kBilling).back_at == kNoon + 24h);
  house.settle("bob");
  give(house, "bob", "billing-admin", {.starts_at = kNoon + 24h});
  CHECK(explain(house, "bob", kBilling).to_give == std::vector<domain::Remedy>{{Act::begin, role("billing-admin")}});
}

TEST_CASE("a right is given by the role that allows least beside it and that they may hold", "[ops][access]") {
  House house;
  const auto lyon = settle_lyon(house);
  static_cast<void>(lyon);
  house.settle("ann");
  CHECK(explain(house, "ann", kBilling).to_give == std::vector<domain::Remedy>{{Act::assign, role("billing-admin")}});
  CHECK(explain(house, "ann", kEarnings, place("4391508")).to_give ==
        std::vector<domain::Remedy>{{Act::assign, role("incentives-user"), place("4391508")}});
  auto guest = person("guy");
  guest.kind = domain::UserKind::guest;
  house.settle(guest, {});
  CHECK(explain(house, "guy", kBilling).to_give == std::vector<domain::Remedy>{{Act::assign, role("global-admin")}});
  CHECK(explain(house, "guy", kEarnings).to_give ==
        std::vector<domain::Remedy>{{Act::admit}, {Act::assign, role("incentives-user")}});
}

TEST_CASE("a taking that the guard of the last global admin would refuse is called so", "[ops][access]") {
  House house;
  constexpr std::string_view full = "account-settings:full-access";
  CHECK(explain(house, "ada", full).take_refused_by == "last-global-admin");
  CHECK(explain(house, "ada", "account-settings:view-own-profile").take_refused_by == "last-global-admin");
  house.settle("bob");
  give(house, "bob", "global-admin", {.expires_at = kNoon + 24h});
  CHECK(explain(house, "ada", full).take_refused_by == "last-global-admin");
  CHECK_FALSE(explain(house, "bob", full).take_refused_by);
  house.settle("eve", {"global-admin"});
  CHECK_FALSE(explain(house, "ada", full).take_refused_by);
  CHECK_FALSE(explain(house, "eve", "account-settings:view-own-profile").take_refused_by);
}

TEST_CASE("who may give a role that grants is told", "[ops][access]") {
  House house;
  house.settle("ann");
  const auto roles = explain(house, "ann", "marketplace:own-account").roles;
  REQUIRE(roles.size() == 1);
  CHECK(roles.front().granters == std::vector{role("global-admin")});  // while nobody holds it
  house.settle("owner", {"marketplace-owner"});
  CHECK(explain(house, "ann", "marketplace:own-account").roles.front().granters ==
        std::vector{role("marketplace-owner")});
}

TEST_CASE("what somebody may do is listed once with everything it comes through", "[ops][access]") {
  House house;
  const auto lyon = settle_lyon(house);
  house.settle("ann", {"incentives-user"});
  give(house, "ann", "incentives-admin", {.location = lyon});
  give(house, "ann", "billing-admin", {.expires_at = kNoon});
  const auto list = [&](domain::Place where) {
    return house.seen_by("ada", [&](const ops::Unit& unit) { return ops::list_access(unit, ref("ann"), where); });
  };
  const auto held = list({}).permissions;
  std::vector<std::string> ids;
  for (const auto& row : held) ids.emplace_back(row.permission.text());
  CHECK(ids ==
        std::vector<std::string>{"account-settings:view-own-learning-profile", "account-settings:view-own-profile",
                                 "help-support:own-tickets", "incentives:dispute-payments", "incentives:edit-bank-tax",
                                 "incentives:edit-programs", "incentives:initiate-claims", "incentives:initiate-manage",
                                 "incentives:view-earnings", "incentives:view-programs"});
  CHECK(held[0].by_everybody);
  CHECK(held[8].through.size() == 2);
  house.change([&](store::ChangeId change) {
    store::Query(house.db,
                 "INSERT INTO location (partner_id, name, country, parent, since) "
                 "VALUES ('4391509', 'Nice', 'FR', '4391507', ?1)")
        .bind(change.number)
        .run();
  });
  CHECK(list(place("4391508")).permissions.size() == 10);
  CHECK(list(place("4391509")).permissions.size() == 6);  // what she may everywhere, at Nice too
  CHECK(house
            .refused_to_see("ada",
                            [&](const ops::Unit& unit) {
                              return ops::list_access(unit, ref("ann"), place("4391599")).permissions.size();
                            })
            .code == "unknown-location");
  disable(house, "ann");
  CHECK(list({}).permissions.empty());
}

TEST_CASE("one's own rights are one's own to see and other people's take the right to see people", "[ops][access]") {
  House house;
  house.settle("ann", {"helpdesk-agent"});
  house.settle("bob");
  const auto ask = [](std::string_view about) {
    return [about](const ops::Unit& unit) {
      static_cast<void>(ops::can_access(unit, {ref(about), permission(kBilling)}));
      static_cast<void>(ops::explain_access(unit, {ref(about), permission(kBilling)}));
      return ops::list_access(unit, ref(about)).permissions.size();
    };
  };
  CHECK(house.seen_by("ann", ask("ann")) == 8);
  CHECK(house.refused_to_see("ann", ask("bob")).code == "not-allowed");
  CHECK(house
            .refused_to_see("ann",
                            [](const ops::Unit& unit) {
                              ops::list_grantees(unit, permission(kBilling), {}, [](const auto&) { return true; });
                              return 0;
                            })
            .code == "not-allowed");
}

TEST_CASE("who can is a stream that ends when nobody wants more", "[ops][access]") {
  House house;
  for (int i = 0; i < 20; ++i) house.settle("p" + std::to_string(i), {"billing-admin", "admin-agent"}, Password::none);
  for (const int wanted : {1, 15, 30}) {
    int rows = 0;
    house.seen_by("ada", [&](const ops::Unit& unit) {
      ops::list_grantees(unit, permission(kBilling), {}, [&](const auto&) { return ++rows < wanted; });
      return 0;
    });
    CHECK(rows == wanted);
  }
  int everybody = 0;
  house.seen_by("ada", [&](const ops::Unit& unit) {
    ops::list_grantees(unit, permission("account-settings:view-own-profile"), {},
                       [&](const auto&) { return ++everybody < 7; });
    return 0;
  });
  CHECK(everybody == 7);
}

namespace {

/// Since when Ann holds billing-admin without a break, by minutes since noon; -1: she does not.
std::int64_t held_since(House& house) {
  const auto explained = house.seen_by("ada", [](const ops::Unit& unit) {
    return ops::explain_access(unit, {ref("ann"), permission(kBilling)});
  });
  if (!explained.answer.granted()) return -1;
  return std::chrono::duration_cast<std::chrono::minutes>(explained.answer.granting.at(0).since.value() - kNoon)
      .count();
}

void assign(House& house, std::string_view expires) {
  house.by("ada", [&](ops::Unit& unit) {
    ops::assign_role(unit, ref("ann"), role("billing-admin"), value_or_throw(domain::Expiry::parse(expires)));
  });
}

}  // namespace

TEST_CASE("a role is held since it was given however often its end is moved", "[ops][access]") {
  House house;
  house.settle("ann");
  assign(house, "1h");
  CHECK(held_since(house) == 0);
  house.now += 30min;
  house.by("ada", [&](ops::Unit& unit) {
    ops::extend_role(unit, ref("ann"), role("billing-admin"), {}, value_or_throw(domain::Expiry::parse("2h")));
  });
  house.now += 30min;
  assign(house, "4h");
  CHECK(held_since(house) == 0);
}

TEST_CASE("a role that ended and was given again is held since then", "[ops][access]") {
  House house;
  house.settle("ann");
  assign(house, "1h");
  house.now += 59min;
  assign(house, "1h");
  house.now += 60min;  // ended this very second
  assign(house, "1h");
  CHECK(held_since(house) == 0);
  house.now += 61min;
  CHECK(held_since(house) == -1);
  assign(house, "1h");
  CHECK(held_since(house) == 180);
}

TEST_CASE("a role that was taken and came back is held since it came back", "[ops][access]") {
  House house;
  house.settle("ann");
  assign(house, "never");
  house.now += 10min;
  house.by("ada", [](ops::Unit& unit) { ops::unassign_role(unit, ref("ann"), role("billing-admin")); });
  house.now += 10min;
  house.by("ada", [taken = house.head().change](ops::Unit& unit) { ops::undo_change(unit, taken); });
  CHECK(held_since(house) == 20);
}

TEST_CASE("a role that began late is held since it began whatever was changed before and after", "[ops][access]") {
  House house;
  house.settle("ann");
  house.by("ada", [](ops::Unit& unit) {
    ops::assign_role(unit, ref("ann"), role("billing-admin"), {.starts = value_or_throw(domain::Start::parse("1h"))});
  });
  house.now += 30min;
  assign(house, "5h");
  house.now += 60min;
  CHECK(held_since(house) == 60);
  assign(house, "5h");
  CHECK(held_since(house) == 60);
}
