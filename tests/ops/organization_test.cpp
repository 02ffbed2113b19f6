#include "pcadmin/ops/organization.hpp"

#include "support/places.hpp"

#include "pcadmin/ops/deletion.hpp"
#include "pcadmin/ops/offboard.hpp"
#include "pcadmin/ops/undo.hpp"
#include "pcadmin/store/organization.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <string>
#include <vector>

/// What the programme knows of the organisation.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using ops::OrganizationEdit;
using ops::Unit;
using Words = std::vector<std::string>;

auto editing(const OrganizationEdit& edit) {
  return [edit](Unit& unit) { return ops::edit_organization(unit, edit); };
}

OrganizationEdit country(std::string_view code) {
  return {.country = std::optional(value_or_throw(domain::Country::parse(code)))};
}

OrganizationEdit contact(std::string_view name) { return {.contact = std::optional(ref(name))}; }

ops::OrganizationDetails shown(House& house) {
  return house.seen_by("ada", [](const Unit& unit) { return ops::show_organization(unit); });
}

TEST_CASE("the organisation begins with a name, a Partner ID and one domain", "[ops][organization]") {
  House house;
  const auto details = shown(house);
  CHECK(details.record == contoso());
  CHECK(details.domains == Words{"contoso.example"});
  CHECK_FALSE(details.contact);
  CHECK(details.locations == 0);
}

TEST_CASE("an edit of the organisation changes what is named, clears what is none, and can be undone",
          "[ops][organization]") {
  House house;
  const auto legal = value_or_throw(domain::LegalName::parse("Contoso GmbH"));
  const auto city = value_or_throw(domain::City::parse("Berlin"));
  const auto first =
      house.by("ada", editing({.legal_name = std::optional(legal), .address = {.city = std::optional(city)}}));
  CHECK(first.changed);
  CHECK(first.now.record.legal_name == legal);
  CHECK_FALSE(house.by("ada", editing({.address = {.city = std::optional(city)}})).changed);
  house.by("ada", editing({.address = {.city = std::optional<domain::City>()}}));
  CHECK(shown(house).record.legal_name == legal);
  CHECK_FALSE(shown(house).record.address.city);
  house.by("ada", [last = house.head().change](Unit& unit) { ops::undo_change(unit, last); });
  CHECK(shown(house).record.address.city == city);
  CHECK(store::verify(house.db, {}).findings.empty());
}

TEST_CASE("locations follow the organisation to another Partner ID, which no location has", "[ops][organization]") {
  House house;
  settle_places(house);
  house.by("ada", [](Unit& unit) { ops::edit_location(unit, partner(kParis), {.parent = partner("5550001")}); });
  CHECK(house.refused("ada", editing({.partner_id = partner(kBerlin)})).code == "organization-is-location");
  const auto moved = house.by("ada", editing({.partner_id = partner("4391600")}));
  CHECK(moved.moved == 1);
  CHECK(store::find_location(house.db, partner(kBerlin))->record.parent == partner("4391600"));
  CHECK(store::find_location(house.db, partner(kParis))->record.parent == partner("5550001"));
  house.by("ada", [last = house.head().change](Unit& unit) { ops::undo_change(unit, last); });
  CHECK(store::find_location(house.db, partner(kBerlin))->record.parent == contoso().partner_id);
}

TEST_CASE("an undo gives nobody the Partner ID of somebody else", "[ops][organization][undo]") {
  House house;
  house.by("ada", editing({.partner_id = partner("4391600")}));
  const auto renamed = house.head().change;
  house.by("ada", [](Unit& unit) { ops::add_location(unit, new_place(contoso().partner_id.text(), "Berlin", "DE")); });
  CHECK(house.refused("ada", [&](Unit& unit) { ops::undo_change(unit, renamed); }).code == "location-is-organization");
}

TEST_CASE("the organisation moves only to a country where it has an open location", "[ops][organization]") {
  House house;
  CHECK(house.by("ada", editing(country("FR"))).changed);  // from nowhere it is said, not moved
  const auto refused = house.refused("ada", editing(country("DE")));
  CHECK(refused.code == "country-without-location");
  CHECK(refused.hint.find("--country DE") != std::string::npos);
  settle_places(house);
  house.by("ada", [](Unit& unit) { ops::close_locations(unit, {partner(kBerlin)}); });
  CHECK(house.refused("ada", editing(country("DE"))).code == "country-without-location");
  house.by("ada", [](Unit& unit) { ops::reopen_locations(unit, {partner(kBerlin)}); });
  CHECK(house.by("ada", editing(country("DE"))).changed);
}

TEST_CASE("the organisation moves nowhere by way of no country", "[ops][organization]") {
  House house;
  CHECK(house.by("ada", editing(country("FR"))).changed);
  house.by("ada", editing({.country = std::optional<domain::Country>()}));
  const auto refused = house.refused("ada", editing(country("DE")));
  CHECK(refused.code == "country-without-location");
  CHECK(refused.message.find("from FR to DE") != std::string::npos);
  CHECK(house.by("ada", editing(country("FR"))).changed);
  house.by("ada", editing({.country = std::optional<domain::Country>()}));
  settle_places(house);
  CHECK(house.by("ada", editing(country("DE"))).changed);
}

TEST_CASE("the primary contact is somebody with an account, which stays until another is named",
          "[ops][organization][contact]") {
  House house;
  house.settle("ann");
  house.settle("bob");
  const auto remove_ann = [](Unit& unit) { ops::delete_users(unit, {ref("ann")}); };
  CHECK(house.refused("ada", editing(contact("nobody"))).code == "unknown-user");
  house.by("ada", editing(contact("ann")));
  CHECK(shown(house).contact->record.email == email("ann"));
  const auto refused = house.refused("ada", remove_ann);
  CHECK(refused.code == "primary-contact");
  CHECK(refused.hint.find("org edit --contact") != std::string::npos);
  house.by("ada", editing(contact("bob")));
  house.by("ada", remove_ann);
  CHECK_FALSE(house.exists("ann"));
}

TEST_CASE("whoever was added as the primary contact is not taken back by an undo alone", "[ops][organization][undo]") {
  House house;
  house.settle("ann");
  const auto came = house.head().change;
  house.by("ada", editing(contact("ann")));
  const auto refused = house.refused("ada", [&](Unit& unit) { ops::undo_change(unit, came); });
  CHECK(refused.code == "undo-conflict");
  CHECK(refused.hint.find("pcadmin undo 3") != std::string::npos);
}

TEST_CASE("the successor of whoever leaves becomes the primary contact", "[ops][organization][offboard]") {
  House house;
  for (const auto* const name : {"ann", "bob", "sue"}) house.settle(name);
  house.settle("umg", {"user-management-admin"});
  const auto offboard = [](std::string_view who, std::optional<std::string_view> successor) {
    return [=](Unit& unit) {
      return ops::offboard_user(unit, ref(who), successor ? std::optional(ref(*successor)) : std::nullopt).contact;
    };
  };
  house.by("ada", editing(contact("ann")));
  CHECK(house.by("ada", offboard("bob", "sue")) == ops::LeftContact::never);
  CHECK(house.by("umg", offboard("ann", "sue")) == ops::LeftContact::still);
  CHECK(house.by("ada", offboard("ann", std::nullopt)) == ops::LeftContact::still);
  CHECK(house.by("ada", offboard("ann", "sue")) == ops::LeftContact::moved);
  CHECK(shown(house).contact->record.email == email("sue"));
}

TEST_CASE("everybody signed in sees the organisation; account and global admins change it", "[ops][organization]") {
  House house;
  house.settle("acc", {"account-admin"});
  house.settle("umg", {"user-management-admin"});
  house.settle("nob");
  CHECK(house.by("acc", editing(country("FR"))).changed);
  const auto last = house.head().change;
  for (const auto* const name : {"umg", "nob"}) {
    CHECK(house.refused(name, editing(country("FR"))).code == "not-allowed");
    CHECK(house.refused(name, [&](Unit& unit) { ops::undo_change(unit, last); }).code == "not-allowed");
  }
  house.by("acc", [&](Unit& unit) { ops::undo_change(unit, last); });
  CHECK(house.seen_by("nob", [](const Unit& unit) { return ops::show_organization(unit).record.name.text(); }) ==
        "Contoso");
  CHECK(house.refused_to_see(kNobody, [](const Unit& unit) { ops::show_organization(unit); }).code == "not-signed-in");
}

}  // namespace
