#include "support/places.hpp"

#include "pcadmin/ops/deletion.hpp"
#include "pcadmin/ops/import_people.hpp"
#include "pcadmin/ops/offboard.hpp"
#include "pcadmin/ops/roles.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

/// Roles for a place, with a beginning and an end.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using namespace std::chrono_literals;
using ops::Unit;
using ops::Wanted;
using Words = std::vector<std::string>;

domain::Expiry expiry(std::string_view text) { return value_or_throw(domain::Expiry::parse(text)); }
domain::Start start(std::string_view text) { return value_or_throw(domain::Start::parse(text)); }

constexpr std::string_view kRole = "referrals-user";

ops::RoleChange assign(House& house, std::string_view who, const Wanted& wanted, std::string_view what = kRole) {
  return house.by("ada", [&](Unit& unit) { return ops::assign_role(unit, ref(who), role(what), wanted); });
}

ops::RoleChange unassign(House& house, std::string_view who, const std::vector<domain::PartnerId>& where = {}) {
  return house.by("ada", [&](Unit& unit) { return ops::unassign_role(unit, ref(who), role(kRole), where); });
}

ops::RoleChange extend(House& house, std::string_view who, std::string_view end,
                       const std::vector<domain::PartnerId>& where = {}) {
  return house.by("ada", [&](Unit& unit) { return ops::extend_role(unit, ref(who), role(kRole), where, expiry(end)); });
}

/// `referrals-user`, `referrals-user at Berlin`: what is in force.
Words in_force(const House& house, std::string_view who) {
  Words list;
  for (const auto& one : store::list_assignments(house.db, house.record_of(who).id)) {
    if (one.holds_at(house.now))
      list.push_back(std::string(one.role.text()) + (one.location ? " at " + one.location->name : ""));
  }
  return list;
}

Words members(const House& house) {
  Words list;
  store::list_members(house.db, role(kRole), house.now, [&](const store::Member& member) {
    list.push_back(member.user.record.name.text() +
                   (member.assignment.location ? " at " + member.assignment.location->name : ""));
    return true;
  });
  return list;
}

/// Berlin, Paris, and Ann, who holds nothing.
House settled() {
  House house;
  settle_places(house);
  house.settle("ann");
  return house;
}

TEST_CASE("a role for several locations is one assignment for each in one change-set", "[ops][scoped]") {
  auto house = settled();
  const auto before = house.head().change;
  const auto change = assign(house, "ann", {.locations = {partner(kParis), partner(kBerlin), partner(kParis)}});
  CHECK(change.changed);
  CHECK(change.assignments.size() == 2);
  CHECK_FALSE(change.everywhere);
  CHECK(house.head().change.number == before.number + 1);
  CHECK(in_force(house, "ann") == Words{"referrals-user at Berlin", "referrals-user at Paris"});
  CHECK(house.held_by("ann") == Words{"referrals-user"});
  CHECK_FALSE(assign(house, "ann", {.locations = {partner(kParis)}}).changed);
  const auto half = assign(house, "ann", {.locations = {partner(kParis)}, .expires = expiry("1d")});
  CHECK(half.changed);
  CHECK(half.assignments.front().before->expires_at == std::nullopt);
}

TEST_CASE("whoever holds a role for several places counts once, by what is in force", "[ops][scoped]") {
  auto house = settled();
  house.settle("bob", {kRole});
  const auto counted = [&] {
    const auto ids = domain::Catalogue::role_ids();
    const auto place = std::ranges::find(ids, role(kRole)) - ids.begin();
    return store::count_members(house.db, house.now).at(static_cast<std::size_t>(place));
  };
  CHECK(counted() == 1);
  assign(house, "ann", {.locations = {partner(kParis)}, .expires = expiry("1d")});
  assign(house, "ann", {.locations = {partner(kBerlin)}, .expires = expiry("2d")});
  CHECK(counted() == 2);
  assign(house, "ann", {.starts = start("3d")});
  assign(house, "bob", {.locations = {partner(kParis), partner(kBerlin)}});
  CHECK(counted() == 2);
  house.now += 24h;  // Paris is over
  CHECK(counted() == 2);
  house.now += 24h;  // Berlin too
  CHECK(counted() == 1);
  house.now += 24h;
  CHECK(counted() == 2);
}

TEST_CASE("a role that is only for the whole organisation takes no location", "[ops][scoped]") {
  auto house = settled();
  const auto failure = failure_of([&] { assign(house, "ann", {.locations = {partner(kBerlin)}}, "global-admin"); });
  CHECK(failure.code == "role-not-scoped");
  CHECK(failure.kind == FailureKind::refused);
  CHECK(failure.hint.find("referrals-admin, referrals-user") != std::string::npos);
  CHECK(failure_of([&] { assign(house, "ann", {.locations = {partner("4391580")}}); }).code == "unknown-location");
  CHECK(failure_of([&] { assign(house, "ann", {.locations = {contoso().partner_id}}); }).code ==
        "location-is-organization");
  CHECK(in_force(house, "ann").empty());
}

TEST_CASE("one unknown location among several and nothing is given", "[ops][scoped]") {
  auto house = settled();
  CHECK(failure_of([&] {
          assign(house, "ann", {.locations = {partner(kBerlin), partner("4391580")}});
        }).code == "unknown-location");
  CHECK(in_force(house, "ann").empty());
}

TEST_CASE("a location beside the whole organisation is given and said to add nothing", "[ops][scoped]") {
  auto house = settled();
  assign(house, "ann", {});
  const auto change = assign(house, "ann", {.locations = {partner(kBerlin)}});
  CHECK(change.changed);
  CHECK(change.everywhere);
  CHECK(in_force(house, "ann") == Words{"referrals-user", "referrals-user at Berlin"});
}

TEST_CASE("an assignment grants from its first second to the last before its end", "[ops][scoped]") {
  for (const auto& where : {std::vector<domain::PartnerId>{}, std::vector{partner(kBerlin)}}) {
    auto house = settled();
    const Words held{where.empty() ? "referrals-user" : "referrals-user at Berlin"};
    const auto change = assign(house, "ann", {.locations = where, .starts = start("2d"), .expires = expiry("5d")});
    CHECK(change.assignments.front().now.starts_at == kNoon + 48h);
    house.now = kNoon + 48h - 1s;
    CHECK(in_force(house, "ann").empty());
    CHECK(house.held_by("ann").empty());
    CHECK(members(house).empty());
    house.now = kNoon + 48h;
    CHECK(in_force(house, "ann") == held);
    CHECK(house.held_by("ann") == Words{"referrals-user"});
    CHECK(members(house).size() == 1);
    house.now = kNoon + 120h - 1s;
    CHECK(in_force(house, "ann") == held);
    CHECK(members(house).size() == 1);
    house.now = kNoon + 120h;
    CHECK(in_force(house, "ann").empty());
    CHECK(house.held_by("ann").empty());
    CHECK(members(house).empty());
  }
}

TEST_CASE("an admin whose role has not begun may nothing yet", "[ops][scoped]") {
  auto house = settled();
  assign(house, "ann", {.starts = start("1d")}, "account-admin");
  const auto act = [](Unit& unit) { ops::assign_role(unit, ref("ann"), role("report-viewer")); };
  house.now = kNoon + 24h - 1s;
  CHECK(house.refused("ann", act).code == "not-allowed");
  house.now = kNoon + 24h;
  house.by("ann", act);
  CHECK(house.held_by("ann") == Words{"account-admin", "report-viewer"});
}

TEST_CASE("it must begin before it ends", "[ops][scoped]") {
  auto house = settled();
  const auto refused = [&](const Wanted& wanted) { return failure_of([&] { assign(house, "ann", wanted); }); };
  CHECK(refused({.starts = start("5d"), .expires = expiry("5d")}).code == "start-after-end");
  CHECK(refused({.starts = start("6d"), .expires = expiry("5d")}).kind == FailureKind::invalid);
  assign(house, "ann", {.expires = expiry("5d")});
  CHECK(refused({.starts = start("6d")}).code == "start-after-end");
  CHECK(refused({.starts = start("2026-11-22")}).code == "start-past");
}

TEST_CASE("other terms move what is held; the same or none named change nothing", "[ops][scoped]") {
  auto house = settled();
  assign(house, "ann", {.starts = start("2026-11-25"), .expires = expiry("2026-12-24")});
  CHECK_FALSE(assign(house, "ann", {}).changed);
  CHECK_FALSE(assign(house, "ann", {.starts = start("2026-11-25")}).changed);
  const auto later = assign(house, "ann", {.starts = start("2026-11-26")});
  CHECK(later.changed);
  CHECK(to_rfc3339(*later.assignments.front().now.expires_at) == "2026-12-25T00:00:00Z");
  house.now += 10 * 24h;
  // What has begun then and is said again in the same words is so already.
  CHECK_FALSE(assign(house, "ann", {.starts = start("2026-11-26")}).changed);
  CHECK_FALSE(assign(house, "ann", {.starts = start("now")}).changed);
  CHECK(failure_of([&] { assign(house, "ann", {.starts = start("2026-11-25")}); }).code == "start-past");
  CHECK(assign(house, "ann", {.starts = start("1d")}).changed);
  CHECK(house.held_by("ann").empty());
  CHECK(assign(house, "ann", {.starts = start("now")}).changed);
  CHECK(house.held_by("ann") == Words{"referrals-user"});
}

TEST_CASE("what has expired is given anew without its old terms", "[ops][scoped]") {
  auto house = settled();
  assign(house, "ann", {.locations = {partner(kBerlin)}, .starts = start("1d"), .expires = expiry("2d")});
  house.now += 48h;
  const auto again = assign(house, "ann", {.locations = {partner(kBerlin)}});
  CHECK(again.changed);
  CHECK_FALSE(again.assignments.front().before);
  CHECK_FALSE(again.assignments.front().now.starts_at);
  CHECK_FALSE(again.assignments.front().now.expires_at);
}

TEST_CASE("taking a role takes all of it, and for a location only that", "[ops][scoped]") {
  auto house = settled();
  assign(house, "ann", {.locations = {partner(kBerlin), partner(kParis)}});
  assign(house, "ann", {.starts = start("30d")});
  const auto one = unassign(house, "ann", {partner(kBerlin)});
  CHECK(one.assignments.size() == 1);
  CHECK(in_force(house, "ann") == Words{"referrals-user at Paris"});
  CHECK_FALSE(unassign(house, "ann", {partner(kBerlin)}).changed);
  const auto rest = unassign(house, "ann");
  CHECK(rest.assignments.size() == 2);
  CHECK(store::list_assignments(house.db, house.record_of("ann").id).empty());
  CHECK_FALSE(unassign(house, "ann").changed);
  CHECK(
      house.refused("ada", [](Unit& unit) { ops::unassign_role(unit, ref("ann"), role(kRole), {partner("4391580")}); })
          .code == "unknown-location");
}

TEST_CASE("what has expired is not taken again", "[ops][scoped]") {
  auto house = settled();
  assign(house, "ann", {.locations = {partner(kBerlin)}, .expires = expiry("1d")});
  house.now += 24h;
  CHECK_FALSE(unassign(house, "ann").changed);
  CHECK(store::list_assignments(house.db, house.record_of("ann").id).size() == 1);
}

TEST_CASE("extending moves an end later and leaves what never ends", "[ops][scoped][extend]") {
  auto house = settled();
  assign(house, "ann", {.locations = {partner(kBerlin)}, .expires = expiry("10d")});
  assign(house, "ann", {.locations = {partner(kParis)}});
  const auto change = extend(house, "ann", "20d");
  CHECK(change.changed);
  REQUIRE(change.assignments.size() == 2);
  CHECK(change.assignments[0].changed);
  CHECK(change.assignments[0].before->expires_at == kNoon + 240h);
  CHECK(change.assignments[0].now.expires_at == kNoon + 480h);
  CHECK(change.assignments[0].now.change == house.head().change);  // whoever extends it has given it
  CHECK_FALSE(change.assignments[1].changed);
  CHECK_FALSE(extend(house, "ann", "20d").changed);
  CHECK_FALSE(extend(house, "ann", "never", {partner(kParis)}).changed);
  CHECK(extend(house, "ann", "never").changed);
  house.now += 1000 * 24h;
  CHECK(in_force(house, "ann").size() == 2);
}

/// By Ada, in a change-set with a reason and a ticket.
ops::RoleChange because(House& house, const std::optional<std::string>& reason,
                        const std::optional<std::string>& ticket, const std::function<ops::RoleChange(Unit&)>& act) {
  store::Transaction transaction(house.db, store::Access::write);
  Unit unit(house.db, house.now, house.random, domain::kLeastCost);
  unit.act_as(house.operator_of("ada"));
  unit.begin({.at = house.now, .os_user = "tester", .command = "pcadmin test", .reason = reason, .ticket = ticket});
  auto change = act(unit);
  unit.finish();
  transaction.commit();
  return change;
}

TEST_CASE("a held role takes another reason or ticket and keeps its times", "[ops][scoped][reason]") {
  auto house = settled();
  assign(house, "ann", {.expires = expiry("10d")});
  const auto anew = [](Unit& unit) { return ops::assign_role(unit, ref("ann"), role(kRole), Wanted{}); };
  const auto change = because(house, "cover for Ada", "OPS-1", anew);
  CHECK(change.changed);
  const auto held = change.assignments.front().now;
  CHECK(held.reason == "cover for Ada");
  CHECK(held.ticket == "OPS-1");
  CHECK(held.expires_at == kNoon + 240h);
  CHECK_FALSE(because(house, "cover for Ada", {}, anew).changed);
  CHECK_FALSE(because(house, {}, "OPS-1", anew).changed);
  CHECK_FALSE(because(house, {}, {}, anew).changed);
  CHECK(because(house, "cover for Ada", "OPS-2", anew).changed);
}

TEST_CASE("moving a beginning or an end keeps the reason there was unless another is given", "[ops][scoped][reason]") {
  auto house = settled();
  const auto ends = [](std::string_view end) {
    return [=](Unit& unit) { return ops::assign_role(unit, ref("ann"), role(kRole), {.expires = expiry(end)}); };
  };
  const auto extended = [](std::string_view end) {
    return [=](Unit& unit) { return ops::extend_role(unit, ref("ann"), role(kRole), {}, expiry(end)); };
  };
  because(house, "cover for Ada", "OPS-1", ends("10d"));
  const auto later = because(house, {}, {}, extended("20d"));
  CHECK(later.assignments.front().now.reason == "cover for Ada");
  CHECK(later.assignments.front().now.ticket == "OPS-1");
  const auto stored = store::list_assignments(house.db, house.record_of("ann").id).front();
  CHECK(stored.reason == "cover for Ada");
  CHECK(stored.ticket == "OPS-1");
  CHECK(because(house, {}, "OPS-2", ends("30d")).assignments.front().now.ticket == "OPS-2");
  CHECK(store::list_assignments(house.db, house.record_of("ann").id).front().reason == "cover for Ada");
  CHECK(because(house, "still away", {}, extended("40d")).assignments.front().now.reason == "still away");
  CHECK(store::list_assignments(house.db, house.record_of("ann").id).front().ticket == std::nullopt);
  CHECK(store::verify(house.db, std::nullopt).findings.empty());
}

TEST_CASE("extending what was given for several reasons takes none of them", "[ops][scoped][reason]") {
  auto house = settled();
  const auto at = [](std::string_view where) {
    return [=](Unit& unit) {
      return ops::assign_role(unit, ref("ann"), role(kRole), {.locations = {partner(where)}, .expires = expiry("10d")});
    };
  };
  because(house, "one", {}, at(kBerlin));
  because(house, "other", {}, at(kParis));
  const auto both = because(
      house, {}, {}, [](Unit& unit) { return ops::extend_role(unit, ref("ann"), role(kRole), {}, expiry("20d")); });
  for (const auto& one : both.assignments) CHECK(one.now.reason == std::nullopt);
}

TEST_CASE("extending never shortens, and the refusal says how to", "[ops][scoped][extend]") {
  auto house = settled();
  assign(house, "ann", {.locations = {partner(kBerlin)}, .expires = expiry("10d")});
  const auto failure = failure_of([&] { extend(house, "ann", "9d"); });
  CHECK(failure.code == "expiry-not-later");
  CHECK(failure.kind == FailureKind::conflict);
  CHECK(
      failure.hint.find("pcadmin role assign ann@contoso.example referrals-user --location 4391508 --expires 2026-") !=
      std::string::npos);
}

TEST_CASE("only what is in force or to come is extended", "[ops][scoped][extend]") {
  auto house = settled();
  CHECK(failure_of([&] { extend(house, "ann", "9d"); }).code == "role-not-held");
  assign(house, "ann", {.starts = start("2d"), .expires = expiry("3d")});
  CHECK(failure_of([&] { extend(house, "ann", "9d", {partner(kBerlin)}); }).code == "role-not-held");
  CHECK(extend(house, "ann", "4d").changed);
  house.now += 96h;
  const auto failure = failure_of([&] { extend(house, "ann", "9d"); });
  CHECK(failure.code == "role-not-held");
  CHECK(failure.message.find("expired at 2026-11-27T12:00:00Z") != std::string::npos);
  CHECK(failure.hint.find("role assign ann@contoso.example referrals-user --expires") != std::string::npos);
}

TEST_CASE("what cannot be held for a location cannot be extended for one", "[ops][scoped][extend]") {
  auto house = settled();
  CHECK(house
            .refused("ada",
                     [](Unit& unit) {
                       ops::extend_role(unit, ref("ann"), role("account-admin"), {partner(kBerlin)}, expiry("9d"));
                     })
            .code == "role-not-scoped");
}

TEST_CASE("extending takes the right to give the role", "[ops][scoped][extend]") {
  auto house = settled();
  house.settle("bob");
  assign(house, "ann", {.expires = expiry("10d")});
  CHECK(house.refused("bob", [](Unit& unit) { ops::extend_role(unit, ref("ann"), role(kRole), {}, expiry("20d")); })
            .code == "not-allowed");
}

TEST_CASE("what ends soon is listed soonest first to the very second", "[ops][scoped][expiring]") {
  auto house = settled();
  house.settle("bob");
  assign(house, "ann", {.locations = {partner(kBerlin)}, .expires = expiry("10d")});
  assign(house, "ann", {.expires = expiry("14d")}, "report-viewer");
  assign(house, "bob", {.starts = start("1d"), .expires = expiry("3d")});
  assign(house, "bob", {}, "report-viewer");
  const auto ending = [&](std::chrono::seconds within) {
    Words list;
    house.seen_by("ada", [&](const Unit& unit) {
      ops::list_expiring(unit, within, [&](const store::Member& member) {
        list.push_back(member.user.record.name.text() + " " + std::string(member.assignment.role.text()));
        return true;
      });
    });
    return list;
  };
  CHECK(ending(14 * 24h) == Words{"bob referrals-user", "ann referrals-user", "ann report-viewer"});
  CHECK(ending(14 * 24h - 1s) == Words{"bob referrals-user", "ann referrals-user"});
  house.now += 72h;
  CHECK(ending(24h).empty());
  CHECK(ending(7 * 24h) == Words{"ann referrals-user"});
  house.settle("nob");
  CHECK(
      house
          .refused_to_see(
              "nob", [](const Unit& unit) { ops::list_expiring(unit, 24h, [](const store::Member&) { return true; }); })
          .code == "not-allowed");
}

TEST_CASE("members are those in force, a row an assignment; all of them only when asked for", "[ops][scoped]") {
  auto house = settled();
  house.settle("bob");
  assign(house, "ann", {.locations = {partner(kBerlin), partner(kParis)}, .expires = expiry("1d")});
  assign(house, "bob", {.starts = start("2d")});
  const auto rows = [&](ops::Standing standing) {
    std::size_t count = 0;
    house.seen_by("ada", [&](const Unit& unit) {
      ops::list_members(unit, role(kRole), standing, [&](const store::Member&) { return ++count > 0; });
    });
    return count;
  };
  CHECK(rows(ops::Standing::in_force) == 2);
  CHECK(rows(ops::Standing::any) == 3);
  house.now += 24h;
  CHECK(rows(ops::Standing::in_force) == 0);
  CHECK(rows(ops::Standing::any) == 3);
}

TEST_CASE("a file gives for the whole organisation what was held for a location", "[ops][scoped][import]") {
  auto house = settled();
  assign(house, "ann", {.locations = {partner(kBerlin)}, .expires = expiry("5d")});
  assign(house, "ann", {.starts = start("1d"), .expires = expiry("9d")}, "report-viewer");
  bool read = false;
  house.by("ada", [&](Unit& unit) {
    ops::import_people(
        unit,
        [&]() -> std::optional<tl::expected<domain::PersonRow, std::vector<domain::RowFault>>> {
          if (std::exchange(read, true)) return std::nullopt;
          return domain::PersonRow{
              .line = 2, .name = person("ann").name, .email = email("ann"), .roles = roles({kRole, "report-viewer"})};
        },
        ops::OnExisting::update, [](const auto&) {});
  });
  CHECK(in_force(house, "ann") == Words{"referrals-user", "referrals-user at Berlin", "report-viewer"});
  const auto id = house.record_of("ann").id;
  CHECK_FALSE(store::find_assignment(house.db, id, role(kRole))->expires_at);
  CHECK(store::find_assignment(house.db, id, role("report-viewer"))->expires_at == kNoon + 9 * 24h);
}

TEST_CASE("what only the leaver held at a place goes to the successor with its terms", "[ops][scoped][offboard]") {
  auto house = settled();
  house.settle("bob");
  house.settle("sue");
  assign(house, "ann", {.locations = {partner(kBerlin), partner(kParis)}, .expires = expiry("5d")});
  assign(house, "bob", {.locations = {partner(kParis)}});
  const auto done = house.by("ada", [](Unit& unit) { return ops::offboard_user(unit, ref("ann"), ref("sue")); });
  REQUIRE(done.roles.size() == 2);
  CHECK(done.roles[0].location->name == "Berlin");
  CHECK((done.roles[0].sole && done.roles[0].moved));
  CHECK_FALSE(done.roles[1].sole);
  CHECK(in_force(house, "sue") == Words{"referrals-user at Berlin"});
  const auto moved = store::find_assignment(house.db, house.record_of("sue").id, role(kRole), place_id(house, kBerlin));
  CHECK(moved->expires_at == kNoon + 5 * 24h);
}

TEST_CASE("whoever holds a role everywhere stands in for each place", "[ops][scoped][offboard]") {
  auto house = settled();
  house.settle("bob");
  house.settle("sue");
  assign(house, "ann", {.locations = {partner(kBerlin)}});
  assign(house, "bob", {});
  const auto first = house.by("ada", [](Unit& unit) { return ops::offboard_user(unit, ref("ann"), ref("sue")); });
  CHECK_FALSE(first.roles.front().sole);
  house.settle("eve");
  assign(house, "eve", {.locations = {partner(kBerlin)}});
  const auto second = house.by("ada", [](Unit& unit) { return ops::offboard_user(unit, ref("bob"), ref("sue")); });
  CHECK(second.roles.front().sole);  // Eve has Berlin only
  CHECK(in_force(house, "sue") == Words{"referrals-user"});
}

TEST_CASE("a role that somebody else with an active account holds is no sole one", "[ops][scoped][offboard]") {
  auto house = settled();
  house.settle("sue", {}, Password::temporary);  // has not signed in yet
  assign(house, "sue", {});
  assign(house, "ann", {.expires = expiry("5d")});
  const auto done = house.by("ada", [](Unit& unit) { return ops::offboard_user(unit, ref("ann"), ref("sue")); });
  CHECK_FALSE(done.roles.front().sole);
  CHECK_FALSE(store::find_assignment(house.db, house.record_of("sue").id, role(kRole))->expires_at);
}

TEST_CASE("a successor who gets the role later keeps their own terms, and that is said", "[ops][scoped][offboard]") {
  auto house = settled();
  house.settle("bob");
  assign(house, "ann", {.expires = expiry("1d")});
  assign(house, "bob", {.starts = start("2d")});
  const auto done = house.by("ada", [](Unit& unit) { return ops::offboard_user(unit, ref("ann"), ref("bob")); });
  CHECK(done.roles.front().sole);
  CHECK_FALSE(done.roles.front().moved);
  CHECK(done.roles.front().why == "bob@contoso.example gets it by other terms, at 2026-11-25T12:00:00Z");
  const auto held = store::find_assignment(house.db, house.record_of("bob").id, role(kRole)).value();
  CHECK(held.starts_at == kNoon + 48h);
  CHECK_FALSE(held.expires_at);
}

TEST_CASE("what has not begun ends with its holder and is named", "[ops][scoped][offboard]") {
  auto house = settled();
  house.settle("sue");
  assign(house, "ann", {.starts = start("5d")});
  const auto done = house.by("ada", [](Unit& unit) { return ops::offboard_user(unit, ref("ann"), ref("sue")); });
  REQUIRE(done.roles.size() == 1);
  CHECK_FALSE(done.roles.front().sole);
  CHECK(store::list_assignments(house.db, house.record_of("ann").id).empty());
}

TEST_CASE("what has not begun comes back with its holder as it was", "[ops][scoped][restore]") {
  auto house = settled();
  assign(house, "ann", {.locations = {partner(kBerlin)}, .starts = start("5d"), .expires = expiry("9d")});
  house.by("ada", [](Unit& unit) { ops::delete_users(unit, {ref("ann")}); });
  const auto back = house.by("ada", [](Unit& unit) { return ops::restore_user(unit, ref("ann")); });
  CHECK(back.roles.empty());
  CHECK(back.lost.empty());
  const auto held = store::list_assignments(house.db, back.user.id);
  REQUIRE(held.size() == 1);
  CHECK(held.front().starts_at == kNoon + 5 * 24h);
  CHECK(held.front().location->name == "Berlin");
}

TEST_CASE("whoever will hold a role is managed only by those who may give it", "[ops][scoped]") {
  auto house = settled();
  house.settle("umg", {"user-management-admin"});
  assign(house, "ann", {.starts = start("5d")}, "global-admin");
  CHECK(house.refused("umg", [](Unit& unit) { ops::delete_users(unit, {ref("ann")}); }).code == "not-allowed");
}

TEST_CASE("moving a beginning into the future is a loss that max-removals counts", "[ops][scoped][guards]") {
  auto house = settled();
  house.settle("bob");
  assign(house, "ann", {});
  assign(house, "bob", {});
  const auto losers = [&](const std::function<void(Unit&)>& act) {
    return house.by("ada", [&](Unit& unit) {
      act(unit);
      return store::count_losers(unit.db(), unit.change());
    });
  };
  CHECK(losers([](Unit& unit) {
          for (const auto* const who : {"ann", "bob"})
            ops::assign_role(unit, ref(who), role(kRole), Wanted{.starts = start("5d")});
        }) == 2);
  // Those that have not begun grant nothing that could be lost.
  CHECK(losers([](Unit& unit) { ops::unassign_role(unit, ref("ann"), role(kRole)); }) == 0);
}

TEST_CASE("a place that the whole organisation covers is no loss until that has expired", "[ops][scoped][guards]") {
  auto house = settled();
  assign(house, "ann", {.expires = expiry("1d")});
  assign(house, "ann", {.locations = {partner(kBerlin), partner(kParis)}});
  const auto lost = [&](std::string_view where) {
    return house.by("ada", [&](Unit& unit) {
      ops::unassign_role(unit, ref("ann"), role(kRole), {partner(where)});
      return store::count_losers(unit.db(), unit.change());
    });
  };
  CHECK(lost(kBerlin) == 0);
  house.now += 24h;
  CHECK(lost(kParis) == 1);
}

}  // namespace
