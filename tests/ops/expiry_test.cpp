#include "pcadmin/domain/expiry.hpp"

#include "support/store_fixture.hpp"

#include "pcadmin/ops/guards.hpp"
#include "pcadmin/ops/identity.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/roles.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

/// Roles that end.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using namespace std::chrono_literals;
using domain::Expiry;
using ops::Unit;
using Words = std::vector<std::string>;

Expiry expiry(std::string_view text) { return value_or_throw(Expiry::parse(text)); }

ops::RoleChange assign(House& house, std::string_view who, std::string_view id, const std::optional<Expiry>& end) {
  return house.by("ada", [&](Unit& unit) { return ops::assign_role(unit, ref(who), role(id), end); });
}

Words members(House& house, std::string_view id) {
  Words emails;
  store::list_members(house.db, role(id), house.now, [&](const store::Member& member) {
    emails.push_back(member.user.record.email.text());
    return true;
  });
  return emails;
}

std::int64_t count(const House& house, std::string_view id) {
  const auto ids = domain::Catalogue::role_ids();
  const auto place = std::ranges::find(ids, role(id)) - ids.begin();
  return store::count_members(house.db, house.now).at(static_cast<std::size_t>(place));
}

TEST_CASE("an end is a length from now, a whole day in UTC, a moment, or never", "[ops][expiry]") {
  CHECK(expiry("30d").from(kNoon) == kNoon + 30 * 24h);
  CHECK(expiry("12h").from(kNoon) == kNoon + 12h);
  CHECK(to_rfc3339(*expiry("2026-12-31").from(kNoon)) == "2027-01-01T00:00:00Z");
  CHECK(to_rfc3339(*expiry("2026-12-31T18:00:00Z").from(kNoon)) == "2026-12-31T18:00:00Z");
  CHECK(to_rfc3339(*expiry("2026-12-31T18:00:00+02:00").from(kNoon)) == "2026-12-31T16:00:00Z");
  CHECK_FALSE(expiry("never").from(kNoon));
  CHECK_FALSE(expiry("NEVER").from(kNoon));
}

TEST_CASE("what is no time is refused with the forms that are", "[ops][expiry]") {
  for (const auto* const text : {"", "tomorrow", "2026-13-01", "2026-02-30", "2026-12-31T25:00:00Z", "-30d", "30",
                                 "2026-12-31T18:00:00", "26-12-31", "2026-12-31T18:00:00Zx"}) {
    CAPTURE(text);
    const auto parsed = Expiry::parse(text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == "invalid-expiry");
    CHECK(parsed.error().hint.find("2026-12-31") != std::string::npos);
  }
}

TEST_CASE("an end that is not to come is refused", "[ops][expiry]") {
  CHECK(failure_of([] { expiry("2026-11-22").from(kNoon); }).code == "expiry-past");
  CHECK(failure_of([] { expiry("2026-11-23T12:00:00Z").from(kNoon); }).code == "expiry-past");
  CHECK(expiry("2026-11-23T12:00:01Z").from(kNoon) == kNoon + 1s);
}

TEST_CASE("a role grants to the second before its end, and nothing from that second on", "[ops][expiry]") {
  House house;
  house.settle("ann");
  assign(house, "ann", "report-viewer", expiry("30d"));
  house.now = kNoon + 30 * 24h - 1s;
  CHECK(house.held_by("ann") == Words{"report-viewer"});
  CHECK(members(house, "report-viewer") == Words{"ann@contoso.example"});
  CHECK(count(house, "report-viewer") == 1);
  house.now = kNoon + 30 * 24h;
  CHECK(house.held_by("ann").empty());
  CHECK(members(house, "report-viewer").empty());
  CHECK(count(house, "report-viewer") == 0);
}

TEST_CASE("an admin whose role has ended may nothing any more", "[ops][expiry]") {
  House house;
  house.settle("carl");
  assign(house, "carl", "account-admin", expiry("1d"));
  house.by("carl", [](Unit& unit) { ops::add_user(unit, person("bob"), {}); });
  house.now += 24h;
  CHECK(house.refused("carl", [](Unit& unit) { ops::add_user(unit, person("eve"), {}); }).code == "not-allowed");
}

TEST_CASE("a list of people shows and filters by what is held now", "[ops][expiry]") {
  House house;
  house.settle("ann");
  assign(house, "ann", "report-viewer", expiry("1d"));
  const auto listed = [&](const store::UserFilter& filter) {
    Words emails;
    store::list_users(house.db, filter, house.now, [&](const store::ListedUser& user) {
      emails.push_back(user.user.record.email.text() + (user.roles.empty() ? "" : "+"));
      return true;
    });
    return emails;
  };
  CHECK(listed({}) == Words{"ada@contoso.example+", "ann@contoso.example+"});
  CHECK(listed({.role = role("report-viewer")}) == Words{"ann@contoso.example+"});
  CHECK(listed({.without_role = true}).empty());
  house.now += 24h;
  CHECK(listed({}) == Words{"ada@contoso.example+", "ann@contoso.example"});
  CHECK(listed({.role = role("report-viewer")}).empty());
  CHECK(listed({.without_role = true}) == Words{"ann@contoso.example"});
}

TEST_CASE("a held role keeps its end unless another is given", "[ops][expiry]") {
  House house;
  house.settle("ann");
  CHECK_FALSE(assign(house, "ann", "report-viewer", expiry("30d")).assignments.front().before);
  const auto again = assign(house, "ann", "report-viewer", {});
  CHECK_FALSE(again.changed);
  CHECK(again.expires_at == kNoon + 30 * 24h);
  const auto longer = assign(house, "ann", "report-viewer", expiry("60d"));
  CHECK(longer.changed);
  CHECK(longer.expires_at == kNoon + 60 * 24h);
  REQUIRE(longer.assignments.front().before);
  CHECK(longer.assignments.front().before->expires_at == kNoon + 30 * 24h);
  const auto for_good = assign(house, "ann", "report-viewer", Expiry::never());
  CHECK(for_good.changed);
  CHECK_FALSE(for_good.expires_at);
  CHECK_FALSE(assign(house, "ann", "report-viewer", Expiry::never()).changed);
}

TEST_CASE("a role that has ended can be given again, and there is nothing to take", "[ops][expiry]") {
  House house;
  house.settle("ann");
  assign(house, "ann", "report-viewer", expiry("1d"));
  house.now += 48h;
  const auto taken =
      house.by("ada", [](Unit& unit) { return ops::unassign_role(unit, ref("ann"), role("report-viewer")); });
  CHECK_FALSE(taken.changed);
  const auto given = assign(house, "ann", "report-viewer", {});
  CHECK(given.changed);
  CHECK_FALSE(given.assignments.front().before);  // what has ended was not held
  CHECK(house.held_by("ann") == Words{"report-viewer"});
  CHECK(store::verify(house.db, {}).findings.empty());
}

// The last global admin, one day.

TEST_CASE("the last global admin for good cannot be given an end", "[ops][expiry][last-global-admin]") {
  House house;
  house.settle("bob", {"global-admin"});
  assign(house, "bob", "global-admin", expiry("30d"));
  const auto failure = failure_of([&] { assign(house, "ada", "global-admin", expiry("60d")); });
  CHECK(failure.code == "last-global-admin");
  CHECK(failure.message.find(to_rfc3339(kNoon + 60 * 24h)) != std::string::npos);
  CHECK(failure.hint.find("--expires never") != std::string::npos);
}

TEST_CASE("the last global admin for good cannot go while the others' roles end", "[ops][expiry][last-global-admin]") {
  House house;
  house.settle("bob", {"global-admin"});
  assign(house, "bob", "global-admin", expiry("30d"));
  CHECK(house.refused("bob", [](Unit& unit) { ops::unassign_role(unit, ref("ada"), role("global-admin")); }).code ==
        "last-global-admin");
  assign(house, "bob", "global-admin", Expiry::never());
  house.by("bob", [](Unit& unit) { ops::unassign_role(unit, ref("ada"), role("global-admin")); });
  CHECK(members(house, "global-admin") == Words{"bob@contoso.example"});
}

TEST_CASE("that there will be too few global admins is told early", "[ops][expiry][guards]") {
  House house;
  house.settle("bob", {"global-admin"});
  const auto warnings = [&] {
    return house.seen_by("ada", [](const Unit& unit) { return ops::admin_warnings(unit); });
  };
  CHECK(warnings().empty());
  house.by("ada", [](Unit& unit) {
    ops::assign_role(unit, ref("bob"), role("global-admin"), expiry("30d"));
    unit.finish();
    REQUIRE(unit.warnings().size() == 1);  // the command that causes it says so
    CHECK(unit.warnings().front().find("bob@contoso.example") != std::string::npos);
  });
  REQUIRE(warnings().size() == 1);
  CHECK(warnings().front().find(to_rfc3339(kNoon + 30 * 24h)) != std::string::npos);
  CHECK(warnings().front().find("role assign bob@contoso.example global-admin --expires never") != std::string::npos);
  house.settle("gert", {"global-admin"});
  CHECK(warnings().empty());
}

}  // namespace
