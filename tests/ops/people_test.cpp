#include "pcadmin/ops/people.hpp"

#include "support/store_fixture.hpp"

#include "pcadmin/domain/password_policy.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using ops::Unit;
using Words = std::vector<std::string>;

ops::AddedUser add(House& house, const domain::UserRecord& record,
                   std::initializer_list<std::string_view> role_ids = {}) {
  return house.by("ada", [&](Unit& unit) { return ops::add_user(unit, record, roles(role_ids)); });
}

/// Addresses of a list, without their domain.
Words listed(House& house, const ops::PeopleQuery& query) {
  Words names;
  house.seen_by("ada", [&](const Unit& unit) {
    ops::list_people(unit, query, [&](const store::ListedUser& one) {
      const auto& address = one.user.record.email.text();
      names.push_back(address.substr(0, address.find('@')));
      return true;
    });
  });
  return names;
}

// Adding.

TEST_CASE("somebody who is added has their record, their roles and a temporary password for 72 hours",
          "[ops][people]") {
  House house;
  auto record = person("ann");
  record.given_name = value_or_throw(domain::GivenName::parse("Ann"));
  record.job_title = value_or_throw(domain::JobTitle::parse("Head of Sales"));
  record.usage_location = value_or_throw(domain::UsageLocation::parse("DE"));
  const auto added = add(house, record, {"report-viewer", "sales-agent"});
  CHECK(added.user.record == record);
  CHECK(added.roles == roles({"sales-agent", "report-viewer"}));
  CHECK(added.temporary_password.reveal().size() == 29);
  CHECK(added.expires_at == kNoon + domain::TemporaryLife().hours());

  const auto stored = house.record_of("ann");
  CHECK(stored.id == added.user.id);
  CHECK(stored.record == record);
  CHECK(stored.created_at == kNoon);
  CHECK(house.held_by("ann") == Words{"sales-agent", "report-viewer"});
}

TEST_CASE("a role named twice is given once", "[ops][people]") {
  House house;
  const auto added = add(house, person("ann"), {"report-viewer", "report-viewer"});
  CHECK(added.roles == roles({"report-viewer"}));
}

TEST_CASE("somebody may be added without a role", "[ops][people]") {
  House house;
  add(house, person("ann"));
  CHECK(house.held_by("ann").empty());
}

TEST_CASE("an address belongs to one person, in whatever letter case and Unicode form it is written", "[ops][people]") {
  House house;
  const auto zoe = house.settle("zoë@contoso.example");
  for (const std::string_view twin : {"zoë@contoso.example", "ZOË@contoso.example", "zoe\u0308@contoso.example",
                                      "Zoe\u0308@CONTOSO.Example", "ｚｏë@contoso.example"}) {
    CAPTURE(twin);
    auto record = person("somebody-else");
    record.email = email(twin);
    const auto failure = house.refused("ada", [&](Unit& unit) { ops::add_user(unit, record, {}); });
    CHECK(failure.code == "email-taken");
    CHECK(failure.kind == FailureKind::conflict);
    CHECK(failure.message.find(zoe.text()) != std::string::npos);
    CHECK(failure.details == decltype(failure.details){{"user", zoe.text()}});
  }
}

TEST_CASE("a domain may be written in Unicode or in its ASCII form, and is the same", "[ops][people]") {
  House house;
  house.settle("ann@bücher.example");
  auto record = person("somebody-else");
  for (const std::string_view twin : {"ann@xn--bcher-kva.example", "ann@BÜCHER.example"}) {
    record.email = email(twin);
    CHECK(house.refused("ada", [&](Unit& unit) { ops::add_user(unit, record, {}); }).code == "email-taken");
  }
}

TEST_CASE("the address of somebody who is disabled is not free", "[ops][people]") {
  House house;
  auto gone = person("gus");
  gone.state = domain::UserState::disabled;
  house.settle(gone, {});
  CHECK(house.refused("ada", [](Unit& unit) { ops::add_user(unit, person("gus"), {}); }).code == "email-taken");
}

TEST_CASE("when one of several roles may not be given, nobody is added", "[ops][people]") {
  House house;
  house.settle("carl", {"account-admin"});
  const auto failure = house.refused("carl", [](Unit& unit) {
    ops::add_user(unit, person("ann"), roles({"report-viewer", "helpdesk-agent"}));
  });
  CHECK(failure.code == "not-allowed");
  CHECK_FALSE(house.exists("ann"));
}

// Showing.

TEST_CASE("a person is shown with their roles, their last sign-in and whether they have set a password",
          "[ops][people]") {
  House house;
  add(house, person("ann"), {"report-viewer"});
  house.seen_by("ada", [](const Unit& unit) {
    const auto ann = ops::show_user(unit, ref("ann"));
    REQUIRE(ann.assignments.size() == 1);
    CHECK(ann.assignments.front().role == role("report-viewer"));
    CHECK(ann.assignments.front().assigned_by == "ada@contoso.example");
    CHECK_FALSE(ann.last_sign_in);
    CHECK(ann.password_pending);

    const auto ada = ops::show_user(unit, ref("ada"));
    CHECK(ada.last_sign_in == kNoon);
    CHECK_FALSE(ada.password_pending);
  });
}

TEST_CASE("somebody who was never given a password has none to change", "[ops][people]") {
  House house;
  house.settle("keyless", {}, Password::none);
  house.seen_by("ada", [](const Unit& unit) { CHECK_FALSE(ops::show_user(unit, ref("keyless")).password_pending); });
}

TEST_CASE("somebody who is not there is not found", "[ops][people]") {
  House house;
  for (const auto& whom : {ref("nobody"), value_or_throw(domain::UserRef::parse("usr_99"))}) {
    const auto failure = house.refused_to_see("ada", [&](const Unit& unit) { ops::show_user(unit, whom); });
    CHECK(failure.code == "unknown-user");
    CHECK(failure.kind == FailureKind::not_found);
    CHECK(failure.message == "there is no user \"" + whom.text() + "\"");
  }
}

// Listing.

struct Crowd : House {
  Crowd() {
    now = kNoon + std::chrono::hours(1);
    settle(named("Zoë Ahrens", "zoe"), roles({"report-viewer"}));
    now = kNoon + std::chrono::hours(2);
    auto guest = named("bob Zimmer", "bob");
    guest.kind = domain::UserKind::guest;
    settle(guest, {});
    now = kNoon + std::chrono::hours(3);
    auto gone = named("Carla Müller", "carla");
    gone.state = domain::UserState::disabled;
    settle(gone, roles({"sales-agent", "report-viewer"}));
  }
  static domain::UserRecord named(std::string_view name, std::string_view address) {
    return {.name = value_or_throw(domain::PersonName::parse(name)), .email = email(address)};
  }
};

TEST_CASE("people are listed by address, name, id or age, both ways", "[ops][people]") {
  using store::UserSort;
  Crowd house;
  const auto by = [&](UserSort sort, bool descending = false) {
    return listed(house, {.filter = {.sort = sort, .descending = descending}});
  };
  CHECK(by(UserSort::email) == Words{"ada", "bob", "carla", "zoe"});
  CHECK(by(UserSort::email, true) == Words{"zoe", "carla", "bob", "ada"});
  CHECK(by(UserSort::name) == Words{"ada", "bob", "carla", "zoe"});
  CHECK(by(UserSort::id) == Words{"ada", "zoe", "bob", "carla"});
  CHECK(by(UserSort::created, true) == Words{"carla", "bob", "zoe", "ada"});
}

TEST_CASE("people are listed by role, state and kind, and by having no role, all at once", "[ops][people]") {
  Crowd house;
  CHECK(listed(house, {.filter = {.role = role("report-viewer")}}) == Words{"carla", "zoe"});
  CHECK(listed(house, {.filter = {.state = domain::UserState::disabled}}) == Words{"carla"});
  CHECK(listed(house, {.filter = {.kind = domain::UserKind::guest}}) == Words{"bob"});
  CHECK(listed(house, {.filter = {.without_role = true}}) == Words{"bob"});
  CHECK(listed(house, {.filter = {.role = role("report-viewer"),
                                  .state = domain::UserState::active,
                                  .kind = domain::UserKind::member}}) == Words{"zoe"});
  CHECK(listed(house, {.filter = {.role = role("report-viewer"), .without_role = true}}).empty());
}

TEST_CASE("a pattern matches names and addresses in any letter case and Unicode form", "[ops][people]") {
  Crowd house;
  CHECK(listed(house, {.match = "*MÜLLER"}) == Words{"carla"});
  CHECK(listed(house, {.match = "zoe\u0308*"}) == Words{"zoe"});
  CHECK(listed(house, {.match = "b?b@*"}) == Words{"bob"});
  CHECK(listed(house, {.match = "bob"}).empty());
}

TEST_CASE("a limit counts those who are listed, not those who are looked at", "[ops][people]") {
  Crowd house;
  CHECK(listed(house, {.match = "*o*", .limit = 2}) == Words{"ada", "bob"});
  CHECK(listed(house, {.match = "*z*", .limit = 1}) == Words{"bob"});
  CHECK(listed(house, {.limit = 0}).empty());
  CHECK(listed(house, {.limit = 99}).size() == 4);
}

TEST_CASE("a person in a list has their roles in catalogue order", "[ops][people]") {
  Crowd house;
  house.seen_by("ada", [](const Unit& unit) {
    ops::list_people(unit, {.match = "carla*"}, [](const store::ListedUser& carla) {
      CHECK(carla.roles == roles({"sales-agent", "report-viewer"}));
      return true;
    });
  });
}

TEST_CASE("addresses are completed from their beginning, in any letter case", "[ops][people]") {
  Crowd house;
  CHECK(store::list_emails_with_prefix(house.db, "c", 10) == Words{"carla@contoso.example"});
  CHECK(store::list_emails_with_prefix(house.db, "", 2) == Words{"ada@contoso.example", "bob@contoso.example"});
  CHECK(store::list_emails_with_prefix(house.db, "%", 10).empty());
}

}  // namespace
