#include "support/places.hpp"

#include "pcadmin/ops/offboard.hpp"
#include "pcadmin/ops/requests.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/ops/undo.hpp"
#include "pcadmin/store/domains.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

/// Locations that are closed, and what else is kept of locations.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using ops::Unit;
using Words = std::vector<std::string>;

auto closing(std::string_view id) {
  return [=](Unit& unit) { return ops::close_locations(unit, {partner(id)}).front(); };
}
auto reopening(std::string_view id) {
  return [=](Unit& unit) { return ops::reopen_locations(unit, {partner(id)}).front(); };
}

auto giving(std::string_view who, std::string_view where, std::string_view end = "30d") {
  return [=](Unit& unit) {
    return ops::assign_role(unit, ref(who), role("referrals-user"),
                            {.locations = {partner(where)}, .expires = value_or_throw(domain::Expiry::parse(end))})
        .changed;
  };
}

/// Ann holds a role at Berlin for 30 days, and Berlin is closed.
struct Closed {
  Closed() {
    settle_places(house);
    for (const auto* const name : {"ann", "bob"}) house.settle(name);
    house.by("ada", giving("ann", kBerlin));
    house.now += std::chrono::hours(1);
    house.by("ada", closing(kBerlin));
  }
  House house{};
};

TEST_CASE("what is held for a closed location stays, to be read and to be taken", "[ops][closing]") {
  Closed closed;
  auto& house = closed.house;
  CHECK(house.held_by("ann") == Words{"referrals-user"});
  const auto shown = house.seen_by("ann", [](const Unit& unit) { return ops::show_location(unit, partner(kBerlin)); });
  CHECK(shown.assignments == 1);
  CHECK(shown.location.record.closed_at == house.now);
  house.by("ada", [](Unit& unit) { ops::unassign_role(unit, ref("ann"), role("referrals-user"), {partner(kBerlin)}); });
  CHECK(house.held_by("ann").empty());
}

TEST_CASE("nothing new is given for a closed location, by whatever way", "[ops][closing]") {
  Closed closed;
  auto& house = closed.house;
  const auto refused = house.refused("ada", giving("bob", kBerlin));
  CHECK(refused.code == "location-closed");
  CHECK(refused.kind == FailureKind::conflict);
  CHECK(refused.hint.find("location reopen 4391508") != std::string::npos);
  CHECK(house.refused("ada", giving("ann", kBerlin, "60d")).code == "location-closed");
  CHECK(house
            .refused("ada",
                     [](Unit& unit) {
                       ops::extend_role(unit, ref("ann"), role("referrals-user"), {},
                                        value_or_throw(domain::Expiry::parse("60d")));
                     })
            .code == "location-closed");
  CHECK(house.by("ada", giving("ann", kBerlin, "10d")));  // sooner is less
  CHECK(house.by("ada", giving("bob", kParis)));
  house.by("ada", reopening(kBerlin));
  CHECK(house.by("ada", giving("bob", kBerlin)));
}

TEST_CASE("a role for a closed location is neither asked for nor approved", "[ops][closing][requests]") {
  House house;
  settle_places(house);
  house.settle("ann");
  const auto ask = [&](std::string_view where) {
    return [=, &house](Unit& unit) {
      store::set_change_reason(house.db, unit.change(), "cover", std::nullopt);
      return ops::open_request(unit, {.role = role("referrals-user"), .location = partner(where)}).request.id;
    };
  };
  const auto asked = house.by("ann", ask(kBerlin));
  const auto one = house.by("ada", closing(kBerlin));
  CHECK(one.requests == 1);
  CHECK(house.refused("ada", [&](Unit& unit) { ops::approve_request(unit, asked, {}); }).code == "location-closed");
  house.by("ada", closing(kParis));
  CHECK(house.refused("ann", ask(kParis)).code == "location-closed");
  house.by("ada", reopening(kBerlin));
  CHECK(house.by("ada", [&](Unit& unit) { return ops::approve_request(unit, asked, {}).given; }));
}

TEST_CASE("a sole role for a closed location is not handed over, and the reason is told", "[ops][closing][offboard]") {
  Closed closed;
  const auto done = closed.house.by(
      "ada", [](Unit& unit) { return ops::offboard_user(unit, ref("ann"), std::optional(ref("bob"))); });
  REQUIRE(done.roles.size() == 1);
  CHECK_FALSE(done.roles.front().moved);
  CHECK(done.roles.front().why->find("closed") != std::string::npos);
}

TEST_CASE("closing twice changes nothing, and keeps since when", "[ops][closing][undo]") {
  Closed closed;
  auto& house = closed.house;
  const auto since = house.now;
  const auto change = house.head().change;
  house.now += std::chrono::hours(1);
  const auto again = house.by("ada", closing(kBerlin));
  CHECK_FALSE(again.changed);
  CHECK(again.location.closed_at == since);
  CHECK(again.assignments == 1);
  house.by("ada", [&](Unit& unit) { ops::undo_change(unit, change); });
  CHECK_FALSE(house.by("ada", reopening(kBerlin)).changed);
  CHECK(house.by("ada", giving("bob", kBerlin)));
}

TEST_CASE("a location that cannot be deleted can be closed, and the refusal says so", "[ops][closing]") {
  Closed closed;
  const auto refused = closed.house.refused("ada", [](Unit& unit) { ops::delete_locations(unit, {partner(kBerlin)}); });
  CHECK(refused.code == "location-in-use");
  CHECK(refused.hint.find("pcadmin location close 4391508") != std::string::npos);
}

TEST_CASE("a location's contact is reached at work", "[ops][locations][contact]") {
  House house;
  settle_places(house);
  const auto writing_to = [](std::string_view address) {
    return [=](Unit& unit) {
      ops::LocationEdit edit;
      edit.details.contact_email = std::optional(value_or_throw(domain::Email::parse(address)));
      return ops::edit_location(unit, partner(kBerlin), edit)->changed;
    };
  };
  const auto refused = house.refused("ada", writing_to("ann@yahoo.com"));
  CHECK(refused.code == "personal-address");
  CHECK(refused.kind == FailureKind::invalid);
  CHECK(house.by("ada", writing_to("ann@elsewhere.example")));
  house.change([&](store::ChangeId change) {
    store::insert_domain(house.db, value_or_throw(domain::DomainName::parse("yahoo.com")), change);
  });
  CHECK(house.by("ada", writing_to("ann@yahoo.com")));  // whoever owns the domain works there
}

TEST_CASE("a second location of the same name is told: the programme refuses it", "[ops][locations]") {
  House house;
  settle_places(house);
  const auto added =
      house.by("ada", [](Unit& unit) { return ops::add_location(unit, new_place("4391510", "Berlin", "DE")); });
  CHECK(added.namesake == partner(kBerlin));
}

}  // namespace
