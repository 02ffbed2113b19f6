#include "pcadmin/ops/support.hpp"

#include "support/store_fixture.hpp"

#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/undo.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

/// Whom to turn to.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using domain::SupportName;
using ops::Unit;
using Words = std::vector<std::string>;

SupportName name(std::string_view text) { return value_or_throw(SupportName::parse(text)); }

auto setting(std::string_view what, std::string_view where, std::optional<std::string_view> why = {}) {
  return [=](Unit& unit) {
    std::optional<std::optional<domain::SupportNote>> note;
    if (why) note.emplace(value_or_throw(domain::SupportNote::parse(*why)));
    return ops::set_support(unit, name(what), value_or_throw(domain::SupportPlace::parse(where)), note);
  };
}

auto unsetting(std::string_view what) {
  return [=](Unit& unit) { return ops::unset_support(unit, name(what)); };
}

Words places(House& house, std::string_view who = "ada") {
  Words all;
  for (const auto& line : house.seen_by(who, [](const Unit& unit) { return ops::list_support(unit); }))
    all.push_back(line.place);
  return all;
}

const std::string kVendor = "https://support.microsoft.com/contactus/";
const std::string kProgramme = "https://partner.microsoft.com/support";

TEST_CASE("one turns to one's own admins first, then to the vendor, then to the programme", "[ops][support]") {
  House house;
  house.settle("acc", {"account-admin"});
  house.settle("umg", {"user-management-admin"});
  CHECK(places(house) == Words{"ada@contoso.example", "acc@contoso.example", kVendor, kProgramme});
  const auto lines = house.seen_by("umg", [](const Unit& unit) { return ops::list_support(unit); });
  CHECK(lines[0].note == "global-admin, account-admin");
  CHECK(lines[0].admin);
  CHECK(lines[2].shipped);
  CHECK_FALSE(lines[2].source.empty());
}

TEST_CASE("an admin who cannot sign in is nobody to turn to", "[ops][support]") {
  House house;
  house.settle("acc", {"account-admin"}, Password::temporary);
  house.settle("bob", {"global-admin"});
  house.by("ada", [](Unit& unit) { ops::disable_users(unit, {ref("bob")}); });
  CHECK(places(house).front() == "ada@contoso.example");
  CHECK(places(house).size() == 3);
}

TEST_CASE("what the organisation sets stands behind its admins, or in the place of what is shipped", "[ops][support]") {
  House house;
  house.by("ada", setting("helpdesk", "help@contoso.example", "everything first"));
  house.by("ada", setting("vendor", "https://support.contoso.example"));
  CHECK(places(house) ==
        Words{"ada@contoso.example", "help@contoso.example", "https://support.contoso.example", kProgramme});
  const auto again = house.by("ada", setting("helpdesk", "+49 30 123456"));
  CHECK(again.line.note == "everything first");
  CHECK_FALSE(house.by("ada", setting("helpdesk", "+49 30 123456")).changed);
}

TEST_CASE("the note of an entry is cleared or changed without its place, which only a new entry needs",
          "[ops][support]") {
  House house;
  const auto noting = [](std::string_view what, std::optional<domain::SupportNote> why) {
    return [=](Unit& unit) { return ops::set_support(unit, name(what), {}, std::optional(why)); };
  };
  const auto other = value_or_throw(domain::SupportNote::parse("in the morning"));
  house.by("ada", setting("helpdesk", "help@contoso.example", "everything first"));
  CHECK(house.by("ada", noting("helpdesk", other)).line.note == "in the morning");
  const auto cleared = house.by("ada", noting("helpdesk", std::nullopt));
  CHECK(cleared.changed);
  CHECK(cleared.line.note.empty());
  CHECK(cleared.line.place == "help@contoso.example");
  CHECK(house.by("ada", noting("vendor", std::nullopt)).line.place == kVendor);
  CHECK(house.refused("ada", noting("desk", other)).code == "unknown-support");
}

TEST_CASE("what is unset goes, and what is shipped comes back", "[ops][support][undo]") {
  House house;
  house.by("ada", setting("helpdesk", "help@contoso.example"));
  house.by("ada", setting("vendor", "https://support.contoso.example"));
  CHECK(house.by("ada", unsetting("vendor")).line.place == kVendor);
  house.by("ada", unsetting("helpdesk"));
  CHECK(places(house) == Words{"ada@contoso.example", kVendor, kProgramme});
  CHECK_FALSE(house.by("ada", unsetting("vendor")).changed);
  CHECK(house.refused("ada", unsetting("helpdesk")).code == "unknown-support");
  house.by("ada", setting("helpdesk", "help@contoso.example"));
  house.by("ada", [last = house.head().change](Unit& unit) { ops::undo_change(unit, last); });
  CHECK(places(house).size() == 3);
  CHECK(store::verify(house.db, {}).findings.empty());
}

TEST_CASE("whoever is not signed in sees whom to turn to, but for the organisation's own admins", "[ops][support]") {
  House house;
  house.by("ada", setting("helpdesk", "help@contoso.example"));
  CHECK(places(house, kNobody) == Words{"help@contoso.example", kVendor, kProgramme});
  CHECK_FALSE(house.seen_by(kNobody, ops::sees_own_admins));
  CHECK(house.seen_by("ada", ops::sees_own_admins));
}

TEST_CASE("everybody signed in sees whom to turn to; account and global admins set it", "[ops][support]") {
  House house;
  house.settle("acc", {"account-admin"});
  house.settle("nob");
  house.by("acc", setting("helpdesk", "help@contoso.example"));
  CHECK(places(house, "nob").size() == 5);
  CHECK(house.refused("nob", setting("helpdesk", "help@contoso.example")).code == "not-allowed");
  CHECK(house.refused("nob", unsetting("helpdesk")).code == "not-allowed");
}

}  // namespace
