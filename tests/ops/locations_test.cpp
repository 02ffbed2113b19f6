#include "pcadmin/ops/locations.hpp"

#include "store/engine.hpp"
#include "support/places.hpp"

#include "pcadmin/ops/deletion.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/ops/undo.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

/// Where the organisation works.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using ops::Unit;
using Words = std::vector<std::string>;

Words listed(House& house) {
  Words names;
  house.seen_by("ada", [&](const Unit& unit) {
    ops::list_locations(unit, [&](const store::ListedLocation& one) {
      names.push_back(one.location.record.name.text() + " " + std::to_string(one.assignments));
      return true;
    });
  });
  return names;
}

void assign_at(House& house, std::string_view who, std::string_view what, std::string_view where,
               std::string_view end = "never") {
  house.by("ada", [&](Unit& unit) {
    ops::assign_role(unit, ref(who), role(what),
                     {.locations = {partner(where)}, .expires = value_or_throw(domain::Expiry::parse(end))});
  });
}

void remove(House& house, std::string_view where) {
  house.by("ada", [&](Unit& unit) { ops::delete_locations(unit, {partner(where)}); });
}

TEST_CASE("a location belongs to the organisation unless another is named", "[ops][locations]") {
  House house;
  settle_places(house);
  house.by("ada", [](Unit& unit) {
    auto wanted = new_place("4391510", "Rome", "IT");
    wanted.parent = partner("5000000");
    ops::add_location(unit, wanted);
  });
  const auto shown = [&](std::string_view id) {
    return house.seen_by("ada",
                         [&](const Unit& unit) { return ops::show_location(unit, partner(id)).location.record; });
  };
  CHECK(shown(kBerlin).parent == contoso().partner_id);
  CHECK(shown("4391510").parent == partner("5000000"));
  CHECK(listed(house) == Words{"Berlin 0", "Paris 0", "Rome 0"});
}

TEST_CASE("a Partner ID names one place and never the organisation itself", "[ops][locations]") {
  House house;
  settle_places(house);
  const auto refused = [&](const ops::NewLocation& wanted) {
    return house.refused("ada", [&](Unit& unit) { ops::add_location(unit, wanted); });
  };
  CHECK(refused(new_place(kBerlin, "Bonn", "DE")).code == "location-taken");
  CHECK(refused(new_place(contoso().partner_id.text(), "Contoso", "DE")).code == "location-is-organization");
  auto own = new_place("4391510", "Rome", "IT");
  own.parent = own.id;
  CHECK(refused(own).code == "location-own-parent");
  const auto again = house.by(
      "ada", [](Unit& unit) { return ops::add_location(unit, new_place(kBerlin, "Bonn", "DE"), ops::IfThere::pass); });
  CHECK_FALSE(again.changed);
  CHECK(again.location.name.text() == "Berlin");
}

TEST_CASE("no place belongs to itself, by whatever way round", "[ops][locations]") {
  House house;
  settle_places(house);
  const auto under = [&](std::string_view id, std::string_view parent) {
    return [=](Unit& unit) { return ops::edit_location(unit, partner(id), {.parent = partner(parent)}).value(); };
  };
  CHECK(house.by("ada", under(kBerlin, kParis)).parent_known);
  const auto ring = house.refused("ada", under(kParis, kBerlin));
  CHECK(ring.code == "location-own-parent");
  CHECK(ring.message.find("4391508 below 4391509") != std::string::npos);
  CHECK(ring.hint.find("--parent 4391507") != std::string::npos);
  CHECK_FALSE(house.by("ada", under(kBerlin, "1234567")).parent_known);
  CHECK(house.by("ada", under(kBerlin, "4391507")).parent_known);
}

TEST_CASE("a ring that an undo has closed is left by editing", "[ops][locations]") {
  House house;
  settle_places(house);
  const auto under = [&](std::string_view id, std::string_view parent) {
    house.by("ada", [=](Unit& unit) { return ops::edit_location(unit, partner(id), {.parent = partner(parent)}); });
  };
  under(kBerlin, kParis);
  under(kBerlin, "4391507");
  const auto back = house.head().change;
  under(kParis, kBerlin);
  house.by("ada", [&](Unit& unit) { ops::undo_change(unit, back); });
  house.by("ada", [](Unit& unit) { ops::add_location(unit, new_place("4391510", "Rome", "IT")); });
  under("4391510", kParis);
  under(kParis, "4391507");
  CHECK(house.seen_by("ada", [](const Unit& unit) { return ops::show_location(unit, partner(kParis)); })
            .location.record.parent.text() == "4391507");
}

TEST_CASE("nothing new belongs to a location that is closed", "[ops][locations]") {
  House house;
  settle_places(house);
  const auto under = [](std::string_view id, std::string_view parent) {
    return [=](Unit& unit) { ops::edit_location(unit, partner(id), {.parent = partner(parent)}); };
  };
  const auto adding = [](std::string_view parent) {
    return [=](Unit& unit) {
      auto wanted = new_place("4391510", "Rome", "IT");
      wanted.parent = partner(parent);
      ops::add_location(unit, wanted);
    };
  };
  house.by("ada", under(kBerlin, kParis));
  house.by("ada", [](Unit& unit) { ops::close_locations(unit, {partner(kParis)}); });
  const auto failure = house.refused("ada", adding(kParis));
  CHECK(failure.code == "location-closed");
  CHECK(failure.message.find("4391509 (Paris) is closed since") != std::string::npos);
  house.by("ada", adding(kBerlin));
  CHECK(house.refused("ada", under("4391510", kParis)).code == "location-closed");
  house.by("ada", under(kBerlin, kParis));  // as it was before
}

TEST_CASE("a location to which others belong is not deleted without them", "[ops][locations]") {
  House house;
  settle_places(house);
  for (const auto* const id : {"4391510", "4391511", "4391512", "4391513"}) {
    house.by("ada", [&](Unit& unit) {
      auto wanted = new_place(id, "Rome", "IT");
      wanted.parent = partner(kBerlin);
      ops::add_location(unit, wanted);
    });
  }
  const auto failure = failure_of([&] { remove(house, kBerlin); });
  CHECK(failure.code == "location-in-use");
  CHECK(failure.kind == FailureKind::conflict);
  CHECK(failure.message ==
        "4 locations belong to 4391508 (Berlin): 4391510 (Rome), 4391511 (Rome), 4391512 (Rome) and 1 more");
  CHECK(failure.hint.find("pcadmin location edit 4391510 --parent 4391507") != std::string::npos);
  for (const auto* const id : {"4391510", "4391511"}) remove(house, id);
  house.by("ada", [](Unit& unit) {
    ops::delete_locations(unit, {partner(kBerlin), partner("4391512"), partner("4391513")});
  });
  CHECK(listed(house) == Words{"Paris 0"});
}

TEST_CASE("what is not there is not found, with the nearest by id and name", "[ops][locations]") {
  House house;
  const auto unknown = [&](std::string_view id) {
    return house.refused_to_see("ada", [&](const Unit& unit) { ops::show_location(unit, partner(id)); });
  };
  CHECK(unknown(kBerlin).hint.find("location add") != std::string::npos);
  settle_places(house);
  const auto failure = unknown("4391580");
  CHECK(failure.code == "unknown-location");
  CHECK(failure.kind == FailureKind::not_found);
  CHECK(failure.hint.find("4391508 (Berlin)") != std::string::npos);
  CHECK(unknown(contoso().partner_id.text()).code == "location-is-organization");
}

TEST_CASE("an edit changes what is named and is none where it is so already", "[ops][locations]") {
  House house;
  settle_places(house);
  const auto edit = [&](const ops::LocationEdit& wanted) {
    return house.by("ada", [&](Unit& unit) { return ops::edit_location(unit, partner(kBerlin), wanted).value(); });
  };
  const auto named = edit({.name = value_or_throw(domain::LocationName::parse("Berlin Mitte"))});
  CHECK(named.changed);
  CHECK(named.before.name.text() == "Berlin");
  CHECK(named.location.country.text() == "DE");
  CHECK_FALSE(edit({.country = value_or_throw(domain::Country::parse("de"))}).changed);
  CHECK(house.refused("ada", [](Unit& unit) { ops::edit_location(unit, partner("1234567"), {}); }).code ==
        "unknown-location");
  CHECK_FALSE(house.by("ada", [](Unit& unit) {
    return ops::edit_location(unit, partner("1234567"), {}, ops::IfMissing::pass).has_value();
  }));
}

TEST_CASE("everybody signed in sees locations; account and global admins change them", "[ops][locations]") {
  House house;
  house.settle("acc", {"account-admin"});
  house.settle("umg", {"user-management-admin"});
  house.settle("nob");
  house.by("acc", [](Unit& unit) { ops::add_location(unit, new_place(kBerlin, "Berlin", "DE")); });
  const std::vector<std::function<void(Unit&)>> acts = {
      [](Unit& unit) { ops::add_location(unit, new_place(kParis, "Paris", "FR")); },
      [](Unit& unit) { ops::edit_location(unit, partner(kBerlin), {}); },
      [](Unit& unit) { ops::delete_locations(unit, {partner(kBerlin)}); }};
  for (const auto& act : acts) {
    CHECK(house.refused("umg", act).code == "not-allowed");
    CHECK(house.refused("nob", act).code == "not-allowed");
    CHECK(house.refused(kNobody, act).code == "not-signed-in");
  }
  const auto seen = [](const Unit& unit) {
    return ops::show_location(unit, partner(kBerlin)).location.record.name.text();
  };
  CHECK(house.seen_by("nob", seen) == "Berlin");
  CHECK(house.refused_to_see(kNobody, seen).code == "not-signed-in");
}

TEST_CASE("a location somebody needs cannot be deleted, and the refusal says whose it is", "[ops][locations]") {
  House house;
  settle_places(house);
  house.settle("ann");
  house.settle("bob");
  assign_at(house, "ann", "referrals-user", kBerlin);
  assign_at(house, "bob", "incentives-user", kBerlin, "1d");
  CHECK(listed(house) == Words{"Berlin 2", "Paris 0"});
  const auto failure = failure_of([&] { remove(house, kBerlin); });
  CHECK(failure.code == "location-in-use");
  CHECK(failure.kind == FailureKind::conflict);
  CHECK(failure.message.find("2 assignments, of ann@contoso.example, bob@contoso.example") != std::string::npos);
  CHECK(failure.hint.find("pcadmin role members incentives-user --all") != std::string::npos);
  remove(house, kParis);
  CHECK(listed(house) == Words{"Berlin 2"});
}

TEST_CASE("an assignment that has not begun needs its location too", "[ops][locations]") {
  House house;
  settle_places(house);
  house.settle("ann");
  house.by("ada", [](Unit& unit) {
    ops::assign_role(unit, ref("ann"), role("referrals-user"),
                     {.locations = {partner(kBerlin)}, .starts = value_or_throw(domain::Start::parse("10d"))});
  });
  CHECK(failure_of([&] { remove(house, kBerlin); }).code == "location-in-use");
}

TEST_CASE("what has expired goes with its location, and its past stays", "[ops][locations]") {
  House house;
  settle_places(house);
  const auto ann = house.settle("ann");
  assign_at(house, "ann", "referrals-user", kBerlin, "1d");
  house.now += std::chrono::hours{24};
  remove(house, kBerlin);
  CHECK(store::list_assignments(house.db, ann).empty());
  CHECK(listed(house) == Words{"Paris 0"});
  CHECK(store::verify(house.db, {}).findings.empty());
}

TEST_CASE("an open request needs its location, a decided one goes with it", "[ops][locations]") {
  House house;
  settle_places(house);
  const auto ann = house.settle("ann");
  const auto berlin = place_id(house, kBerlin);
  CHECK(store::use_of_location(house.db, berlin, house.now, 3).requests == 0);
  house.change([&](store::ChangeId number) {
    store::Query(house.db,
                 "INSERT INTO request (user_id, role, location_id, state, opened_in, since) "
                 "VALUES (?1, 'referrals-user', ?2, 'open', ?3, ?3)")
        .bind(ann.number())
        .bind(berlin.number)
        .bind(number.number)
        .run();
  });
  const auto failure = failure_of([&] { remove(house, kBerlin); });
  CHECK(failure.code == "location-in-use");
  CHECK(failure.message.find("1 open request") != std::string::npos);
  CHECK(failure.hint.find("pcadmin request list") != std::string::npos);
  house.change([&](store::ChangeId number) {
    store::Query(house.db, "UPDATE request SET state = 'denied', decided_in = ?1, since = ?1")
        .bind(number.number)
        .run();
  });
  remove(house, kBerlin);
  CHECK(listed(house) == Words{"Paris 0"});
}

TEST_CASE("a role for a location that is gone does not come back with its holder", "[ops][locations][restore]") {
  House house;
  settle_places(house);
  house.settle("ann");
  assign_at(house, "ann", "referrals-user", kBerlin);
  assign_at(house, "ann", "referrals-user", kParis);
  house.by("ada", [](Unit& unit) { ops::delete_users(unit, {ref("ann")}); });
  remove(house, kBerlin);
  const auto back = house.by("ada", [](Unit& unit) { return ops::restore_user(unit, ref("ann")); });
  REQUIRE(back.lost.size() == 1);
  CHECK(back.lost.front().code == "location-gone");
  CHECK(back.lost.front().what == "referrals-user at 4391508");
  CHECK(back.lost.front().why.find("Berlin") != std::string::npos);
  const auto held = store::list_assignments(house.db, back.user.id);
  REQUIRE(held.size() == 1);
  CHECK(held.front().location->name == "Paris");
  CHECK(back.roles.size() == 1);
}

}  // namespace
