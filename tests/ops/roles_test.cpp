#include "pcadmin/ops/roles.hpp"

#include "support/store_fixture.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using ops::Unit;
using Words = std::vector<std::string>;

Words words(const std::vector<domain::RoleId>& ids) {
  Words list;
  std::ranges::transform(ids, std::back_inserter(list), [](auto id) { return std::string(id.text()); });
  return list;
}

std::int64_t rows(const House& house, std::string_view id) {
  std::int64_t count = 0;
  store::list_members(house.db, role(id), house.now, [&](const store::Member&) { return ++count > 0; });
  return count;
}

TEST_CASE("a role that is given is held, and the answer says what is held now", "[ops][roles]") {
  House house;
  house.settle("ann", {"report-viewer"});
  const auto change =
      house.by("ada", [](Unit& unit) { return ops::assign_role(unit, ref("ann"), role("sales-agent")); });
  CHECK(change.changed);
  CHECK(change.role == role("sales-agent"));
  CHECK(change.user.record.email == email("ann"));
  CHECK(words(change.held) == Words{"sales-agent", "report-viewer"});
  CHECK(house.held_by("ann") == Words{"sales-agent", "report-viewer"});
}

TEST_CASE("giving a role that is held changes nothing, and is no failure", "[ops][roles]") {
  House house;
  house.settle("ann", {"report-viewer"});
  const auto change =
      house.by("ada", [](Unit& unit) { return ops::assign_role(unit, ref("ann"), role("report-viewer")); });
  CHECK_FALSE(change.changed);
  CHECK(words(change.held) == Words{"report-viewer"});
  CHECK(rows(house, "report-viewer") == 1);
}

TEST_CASE("a role that is taken is held no longer, and the others are", "[ops][roles]") {
  House house;
  house.settle("ann", {"report-viewer", "sales-agent"});
  const auto change =
      house.by("ada", [](Unit& unit) { return ops::unassign_role(unit, ref("ann"), role("report-viewer")); });
  CHECK(change.changed);
  CHECK(words(change.held) == Words{"sales-agent"});
  CHECK(house.held_by("ann") == Words{"sales-agent"});
}

TEST_CASE("taking a role that is not held changes nothing, and is no failure", "[ops][roles]") {
  House house;
  house.settle("ann", {"report-viewer"});
  const auto change =
      house.by("ada", [](Unit& unit) { return ops::unassign_role(unit, ref("ann"), role("sales-agent")); });
  CHECK_FALSE(change.changed);
  CHECK(house.held_by("ann") == Words{"report-viewer"});
}

TEST_CASE("the last role of somebody can be taken: they stay, and can do nothing", "[ops][roles]") {
  House house;
  house.settle("ann", {"report-viewer"});
  house.by("ada", [](Unit& unit) { ops::unassign_role(unit, ref("ann"), role("report-viewer")); });
  CHECK(house.held_by("ann").empty());
  CHECK(house.exists("ann"));
}

TEST_CASE("a role for somebody who is not there is not found", "[ops][roles]") {
  House house;
  const std::vector<std::function<void(Unit&)>> acts = {
      [](Unit& unit) { ops::assign_role(unit, ref("nobody"), role("report-viewer")); },
      [](Unit& unit) { ops::unassign_role(unit, ref("nobody"), role("report-viewer")); }};
  for (const auto& act : acts) {
    const auto failure = house.refused("ada", act);
    CHECK(failure.code == "unknown-user");
    CHECK(failure.kind == FailureKind::not_found);
  }
}

TEST_CASE("a person is found by address in any letter case, and by id", "[ops][roles]") {
  House house;
  const auto ann = house.settle("ann");
  house.by("ada", [](Unit& unit) { ops::assign_role(unit, ref("ANN@CONTOSO.EXAMPLE"), role("report-viewer")); });
  house.by("ada", [&](Unit& unit) {
    ops::assign_role(unit, value_or_throw(domain::UserRef::parse(ann.text())), role("sales-agent"));
  });
  CHECK(house.held_by("ann") == Words{"sales-agent", "report-viewer"});
}

TEST_CASE("an admin may give away what they hold, themselves included", "[ops][roles]") {
  House house;
  house.settle("carl", {"account-admin"});
  house.by("carl", [](Unit& unit) { ops::assign_role(unit, ref("carl"), role("report-viewer")); });
  house.by("carl", [](Unit& unit) {
    unit.agree({.yes = true});
    ops::unassign_role(unit, ref("carl"), role("account-admin"));
  });
  CHECK(house.held_by("carl") == Words{"report-viewer"});
}

TEST_CASE("members come in the order in which they were added, with how they came by the role", "[ops][roles]") {
  House house;
  house.settle("zoe", {"report-viewer"});
  house.settle("ann");
  house.by("ada", [](Unit& unit) { ops::assign_role(unit, ref("ann"), role("report-viewer")); });
  std::vector<store::Member> members;
  house.seen_by("ada", [&](const Unit& unit) {
    ops::list_members(unit, role("report-viewer"), [&](const store::Member& member) {
      members.push_back(member);
      return true;
    });
  });
  REQUIRE(members.size() == 2);
  CHECK(members[0].user.record.email == email("zoe"));
  CHECK(members[1].user.record.email == email("ann"));
  CHECK(members[1].assignment.assigned_by == "ada@contoso.example");
  CHECK(members[1].assignment.assigned_at == kNoon);
  CHECK(members[1].assignment.change == house.head().change);
}

TEST_CASE("members tell who of them can sign in", "[ops][roles]") {
  House house;
  house.settle("able", {"report-viewer"});
  house.settle("new", {"report-viewer"}, Password::temporary);
  auto gone = person("gone");
  gone.state = domain::UserState::disabled;
  house.settle(gone, roles({"report-viewer"}));
  Words able;
  store::list_members(house.db, role("report-viewer"), house.now, [&](const store::Member& member) {
    if (member.can_sign_in) able.push_back(member.user.record.email.text());
    return true;
  });
  CHECK(able == Words{"able@contoso.example"});
}

TEST_CASE("those to ask for a role are active, whether or not they have signed in", "[ops][roles]") {
  House house;
  house.settle("new", {"account-admin"}, Password::temporary);
  auto gone = person("gone");
  gone.state = domain::UserState::disabled;
  house.settle(gone, roles({"account-admin"}));
  house.settle("nobody-special");
  Words asked;
  house.seen_by("nobody-special", [&](const Unit& unit) {
    ops::list_admins(unit, roles({"global-admin", "account-admin"}), [&](const store::Member& member) {
      asked.push_back(member.user.record.email.text() + " " + std::string(member.assignment.role.text()));
      return true;
    });
  });
  CHECK(asked == Words{"ada@contoso.example global-admin", "ada@contoso.example account-admin",
                       "new@contoso.example account-admin"});
}

TEST_CASE("every role is counted, one that nobody holds as 0", "[ops][roles]") {
  House house;
  house.settle("ann", {"report-viewer"});
  house.settle("bob", {"report-viewer"});
  const auto counts = house.seen_by("ada", [](const Unit& unit) { return ops::count_members(unit); });
  const auto all = domain::Catalogue::role_ids();
  REQUIRE(counts.size() == all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto id = all[i].text();
    CAPTURE(id);
    CHECK(counts[i] == (id == "report-viewer" ? 2 : id == "global-admin" || id == "account-admin" ? 1 : 0));
  }
}

}  // namespace
