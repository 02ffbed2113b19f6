#include "pcadmin/ops/overview.hpp"

#include "support/store_fixture.hpp"

#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/roles.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// How an organisation stands.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using std::chrono::days;
using std::chrono::hours;
using Words = std::vector<std::string>;

ops::Overview overview(House& house, std::size_t most = 50, std::chrono::seconds within = days(30)) {
  return house.seen_by("ada", [&](const ops::Unit& unit) { return ops::get_overview(unit, {within, most}); });
}

void assign(House& house, std::string_view who, std::string_view id, std::string_view end) {
  house.by("ada", [&](ops::Unit& unit) {
    ops::assign_role(unit, ref(who), role(id), value_or_throw(domain::Expiry::parse(end)));
  });
}

Words names_of(const ops::Excerpt<ops::Administrator>& admins) {
  Words names;
  for (const auto& admin : admins.shown) {
    names.push_back(admin.user.record.email.text().substr(0, 3));
    for (const auto& one : admin.assignments) names.back() += " " + std::string(one.role.text());
  }
  return names;
}

std::vector<std::int64_t> counts_of(const std::vector<ops::CountedSpan>& spans) {
  std::vector<std::int64_t> counts;
  for (const auto& span : spans) counts.push_back(span.count);
  return counts;
}

TEST_CASE("an overview takes the right to read the history and to list people", "[ops][overview]") {
  House house;
  const std::set<std::string_view> enough = {"global-admin", "user-management-admin", "account-admin"};
  for (const auto& known : domain::Catalogue::roles()) {
    INFO(known.id);
    const std::string name = "by-" + std::string(known.id);
    house.settle(name, {known.id});
    const auto look = [](const ops::Unit& unit) { return ops::get_overview(unit, {days(1), 5}).organization; };
    if (enough.contains(known.id))
      CHECK(house.seen_by(name, look) == "Contoso");
    else
      CHECK(house.refused_to_see(name, look).code == "not-allowed");
  }
}

TEST_CASE("an overview names each administrator once with what they hold of the three roles", "[ops][overview]") {
  House house;
  house.settle("ann", {"account-admin", "helpdesk-agent"});
  house.settle("bob", {"user-management-admin"}, Password::temporary);
  house.settle("cid", {"account-admin"});
  house.by("ada", [](ops::Unit& unit) { ops::disable_users(unit, {ref("cid")}); });
  const auto seen = overview(house);
  CHECK(names_of(seen.admins) ==
        Words{"ada global-admin account-admin", "ann account-admin", "bob user-management-admin"});
  CHECK(seen.admins.count == 3);
  CHECK(seen.admins.shown[0].can_sign_in);
  CHECK_FALSE(seen.admins.shown[2].can_sign_in);
  CHECK_FALSE(seen.warnings.empty());  // one global admin is few
  CHECK(seen.people.all == 4);
  CHECK(seen.people.active == 3);
}

TEST_CASE("an overview cuts its lists and counts them whole", "[ops][overview]") {
  House house;
  for (const std::string name : {"ann", "bob", "cid", "dan"}) {
    house.settle(name, {"account-admin"}, Password::temporary);
    assign(house, name, "report-viewer", "3d");
  }
  const auto seen = overview(house, 2);
  CHECK(seen.admins.shown.size() == 2);
  CHECK(seen.admins.count == 5);
  CHECK(seen.ending.assignments.shown.size() == 2);
  CHECK(seen.ending.assignments.count == 4);
  CHECK(seen.never_signed_in.people.shown.size() == 2);
  CHECK(seen.never_signed_in.people.count == counts_of(seen.never_signed_in.added).at(0));
  CHECK(names_of(overview(house, 1).admins) == Words{"ada global-admin account-admin"});
}

TEST_CASE("what ends is counted in the week that its end closes", "[ops][overview]") {
  House house;
  for (const std::string name : {"ann", "bob", "cid", "dan"}) house.settle(name);
  assign(house, "ann", "report-viewer", "7d");
  assign(house, "bob", "report-viewer", "8d");
  assign(house, "cid", "report-viewer", "30d");
  assign(house, "dan", "report-viewer", "31d");
  const auto seen = overview(house);
  CHECK(seen.ending.until == kNoon + days(30));
  CHECK(seen.ending.assignments.count == 3);
  CHECK(seen.ending.by_time.front().from == kNoon);
  CHECK(seen.ending.by_time.back().until == kNoon + days(30));
  CHECK(counts_of(seen.ending.by_time) == std::vector<std::int64_t>{1, 1, 0, 0, 1});
  CHECK(overview(house, 5, days(3660)).ending.by_time.size() == 12);
  CHECK(overview(house, 5, hours(1)).ending.by_time.size() == 1);
}

TEST_CASE("who never signed in is counted by age, and who waits longest comes first", "[ops][overview]") {
  House house;
  house.settle("old", {}, Password::temporary);
  house.now += days(91);
  house.settle("ann", {}, Password::temporary);
  house.settle("off", {}, Password::temporary);
  house.by("ada", [](ops::Unit& unit) { ops::disable_users(unit, {ref("off")}); });
  const auto never = overview(house).never_signed_in;
  Words names;
  for (const auto& listed : never.people.shown) names.push_back(listed.user.record.email.text());
  const auto has = [&](std::string_view name) { return std::ranges::find(names, email(name).text()); };
  CHECK(has("old") < has("ann"));
  CHECK(has("ann") != names.end());
  CHECK(has("off") == names.end());
  CHECK(static_cast<std::int64_t>(names.size()) == never.people.count);
  CHECK(never.added.size() == 4);
  CHECK(never.added.front().count == 1);
  CHECK(never.added.back().count == never.people.count - 1);
}

TEST_CASE("growth goes in equal steps from the first change-set to now", "[ops][overview]") {
  House house;
  CHECK(overview(house).growth.size() == 1);  // made this very second
  house.now += hours(3);
  house.settle("ann", {"report-viewer"});
  const auto young = overview(house).growth;
  REQUIRE(young.size() == 4);
  CHECK(young.front().at == kNoon);
  CHECK(young.front().people == 1);
  CHECK(young.back().at == house.now);
  CHECK(young.back().people == 2);
  CHECK(young.back().assignments == young.front().assignments + 1);
  for (const int age : {2, 40, 400, 4'000, 40'000}) {
    house.now = kNoon + days(age);
    const auto growth = overview(house).growth;
    INFO(age << " days: " << growth.size());
    CHECK(growth.size() >= 3);
    CHECK(growth.size() <= 38);
    CHECK(growth.front().at == kNoon);
    CHECK(growth.back().at == house.now);
  }
}

}  // namespace
