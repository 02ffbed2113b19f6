#include "pcadmin/ops/bundles.hpp"

#include "support/store_fixture.hpp"

#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/ops/tokens.hpp"
#include "pcadmin/store/assignments.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using ops::Unit;
using Words = std::vector<std::string>;

domain::BundleName bundle(std::string_view name) { return value_or_throw(domain::BundleName::parse(name)); }

Words words(const std::vector<domain::RoleId>& ids) {
  Words list;
  std::ranges::transform(ids, std::back_inserter(list), [](auto id) { return std::string(id.text()); });
  return list;
}

void make(House& house, std::string_view name, std::initializer_list<std::string_view> ids) {
  house.by("ada", [&](Unit& unit) {
    return ops::add_bundle(unit, {.name = bundle(name), .summary = {}, .roles = role_set(ids)});
  });
}

ops::BundleGift give(House& house, std::string_view who, std::string_view name) {
  return house.by("ada", [&](Unit& unit) { return ops::assign_bundle(unit, ref(who), bundle(name)); });
}

store::Assignment held(const House& house, std::string_view who, std::string_view id) {
  return store::find_assignment(house.db, house.record_of(who).id, role(id)).value();
}

TEST_CASE("a bundle is given whole and what it gave remembers it", "[ops][bundles]") {
  House house;
  house.settle("ann");
  make(house, "Newcomer", {"helpdesk-agent", "referrals-user"});
  const auto gift = give(house, "ann", "newcomer");
  CHECK(words(gift.moved) == Words{"helpdesk-agent", "referrals-user"});
  CHECK(gift.kept.empty());
  CHECK(house.held_by("ann") == Words{"helpdesk-agent", "referrals-user"});
  CHECK(held(house, "ann", "helpdesk-agent").bundle == "Newcomer");
}

TEST_CASE("a role of a bundle that is held already is left alone", "[ops][bundles]") {
  House house;
  house.settle("ann", {"helpdesk-agent"});
  make(house, "newcomer", {"helpdesk-agent", "referrals-user"});
  const auto before = held(house, "ann", "helpdesk-agent");
  const auto gift = house.by("ada", [](Unit& unit) {
    return ops::assign_bundle(unit, ref("ann"), bundle("newcomer"), value_or_throw(domain::Expiry::parse("30d")));
  });
  CHECK(words(gift.moved) == Words{"referrals-user"});
  CHECK(words(gift.kept) == Words{"helpdesk-agent"});
  const auto after = held(house, "ann", "helpdesk-agent");
  CHECK(after.change == before.change);
  CHECK_FALSE(after.bundle);
  CHECK_FALSE(after.expires_at);
  CHECK(held(house, "ann", "referrals-user").expires_at == house.now + std::chrono::days{30});
  CHECK(give(house, "ann", "newcomer").moved.empty());
}

TEST_CASE("a role of a bundle that is to come is left alone too", "[ops][bundles]") {
  House house;
  house.settle("ann");
  make(house, "newcomer", {"helpdesk-agent", "referrals-user"});
  house.by("ada", [](Unit& unit) {
    ops::assign_role(unit, ref("ann"), role("helpdesk-agent"), {.starts = value_or_throw(domain::Start::parse("2d"))});
  });
  const auto before = held(house, "ann", "helpdesk-agent");
  const auto gift = house.by("ada", [](Unit& unit) {
    return ops::assign_bundle(unit, ref("ann"), bundle("newcomer"), value_or_throw(domain::Expiry::parse("30d")));
  });
  CHECK(words(gift.moved) == Words{"referrals-user"});
  CHECK(words(gift.kept) == Words{"helpdesk-agent"});
  REQUIRE(gift.to_come.size() == 1);
  CHECK(gift.to_come.front().starts_at == house.now + std::chrono::days{2});
  const auto after = held(house, "ann", "helpdesk-agent");
  CHECK(after.change == before.change);
  CHECK(after.starts_at == before.starts_at);
  CHECK_FALSE(after.expires_at);
  // One that has expired is over: it is given.
  house.by("ada", [](Unit& unit) {
    ops::assign_role(unit, ref("ann"), role("referrals-user"), value_or_throw(domain::Expiry::parse("1d")));
  });
  house.now += std::chrono::days{1};
  CHECK(words(give(house, "ann", "newcomer").moved) == Words{"referrals-user"});
}

TEST_CASE("a bundle is given whole or not at all and every role in the way is named", "[ops][bundles]") {
  House house;
  house.settle("ann");
  house.settle("uma", {"user-management-admin"});
  make(house, "mixed", {"helpdesk-agent", "global-admin", "user-management-admin"});
  const auto failure =
      house.refused("uma", [](Unit& unit) { return ops::assign_bundle(unit, ref("ann"), bundle("mixed")); });
  CHECK(failure.code == "not-allowed");
  CHECK(failure.message.find("give or take global-admin") != std::string::npos);
  CHECK(failure.message.find("give or take user-management-admin") != std::string::npos);
  CHECK(failure.message.find("give or take helpdesk-agent") == std::string::npos);
  CHECK(house.held_by("ann").empty());
}

TEST_CASE("a guest gets no bundle with a role that guests may not hold", "[ops][bundles]") {
  House house;
  auto record = person("gus");
  record.kind = domain::UserKind::guest;
  house.settle(record, {});
  make(house, "office", {"account-admin", "user-management-admin", "global-admin"});
  const auto failure =
      house.refused("ada", [](Unit& unit) { return ops::assign_bundle(unit, ref("gus"), bundle("office")); });
  CHECK(failure.code == "guest-role");
  CHECK(failure.message.find("account-admin") != std::string::npos);
  CHECK(failure.message.find("user-management-admin") != std::string::npos);
  CHECK(failure.message.find("global-admin") == std::string::npos);
  CHECK(house.held_by("gus").empty());
}

TEST_CASE("somebody who is added with a bundle holds its roles by it and named ones by themselves", "[ops][bundles]") {
  House house;
  make(house, "newcomer", {"helpdesk-agent", "referrals-user"});
  const auto added = house.by("ada", [](Unit& unit) {
    return ops::add_user(unit, person("ann"), roles({"helpdesk-agent", "report-viewer"}), bundle("newcomer"));
  });
  CHECK(words(added.roles) == Words{"helpdesk-agent", "referrals-user", "report-viewer"});
  CHECK_FALSE(held(house, "ann", "helpdesk-agent").bundle);
  CHECK(held(house, "ann", "referrals-user").bundle == "newcomer");
  CHECK(house.refused("ada", [](Unit& unit) { ops::add_user(unit, person("bob"), {}, bundle("nothing")); }).code ==
        "unknown-bundle");
  CHECK_FALSE(house.exists("bob"));
}

TEST_CASE("a token for a bundle is for its roles and its owner holds them all", "[ops][bundles]") {
  House house;
  make(house, "mine", {"global-admin", "account-admin"});
  make(house, "other", {"helpdesk-agent", "sales-agent"});
  const auto create = [](std::string_view name) {
    return [name](Unit& unit) {
      return ops::create_token(unit, {.name = *domain::TokenName::parse("ci"), .bundle = bundle(name)});
    };
  };
  CHECK(house.by("ada", create("mine")).token.roles == role_set({"global-admin", "account-admin"}));
  const auto failure = house.refused("ada", create("other"));
  CHECK(failure.code == "token-role");
  CHECK(failure.message.find("sales-agent and helpdesk-agent") != std::string::npos);
}

TEST_CASE("taking a bundle takes what came by it and nothing else", "[ops][bundles]") {
  House house;
  house.settle("ann", {"helpdesk-agent"});
  make(house, "newcomer", {"helpdesk-agent", "referrals-user", "report-viewer"});
  give(house, "ann", "newcomer");
  const auto take = [](Unit& unit) { return ops::unassign_bundle(unit, ref("ann"), bundle("NEWCOMER")); };
  CHECK(words(house.by("ada", take).moved) == Words{"referrals-user", "report-viewer"});
  CHECK(house.held_by("ann") == Words{"helpdesk-agent"});
  CHECK(house.by("ada", take).moved.empty());
}

TEST_CASE("what came by a bundle that is no more can still be taken", "[ops][bundles]") {
  House house;
  house.settle("ann");
  make(house, "newcomer", {"referrals-user"});
  give(house, "ann", "newcomer");
  house.by("ada", [](Unit& unit) { return ops::delete_bundle(unit, bundle("newcomer")); });
  const auto take = [](Unit& unit) { return ops::unassign_bundle(unit, ref("ann"), bundle("newcomer")); };
  CHECK(words(house.by("ada", take).moved) == Words{"referrals-user"});
  CHECK(house.refused("ada", take).code == "unknown-bundle");
}

TEST_CASE("changing a bundle changes no assignment", "[ops][bundles]") {
  House house;
  house.settle("ann");
  make(house, "newcomer", {"referrals-user"});
  give(house, "ann", "newcomer");
  const auto before = held(house, "ann", "referrals-user");
  const auto edited = house.by("ada", [](Unit& unit) {
    return ops::edit_bundle(unit, bundle("newcomer"), {.name = {}, .roles = role_set({"sales-agent"}), .summary = {}});
  });
  CHECK(edited.changed);
  CHECK(edited.assignments == 1);
  CHECK(edited.bundle.record.roles == role_set({"sales-agent"}));
  CHECK(held(house, "ann", "referrals-user").change == before.change);
  CHECK(held(house, "ann", "referrals-user").bundle == "newcomer");
  const auto again = house.by("ada", [](Unit& unit) {
    return ops::edit_bundle(unit, bundle("Newcomer"), {.roles = role_set({"sales-agent"}), .summary = {}});
  });
  CHECK_FALSE(again.changed);
}

TEST_CASE("two bundles do not share a name in any letter case but one may change its own", "[ops][bundles]") {
  House house;
  make(house, "newcomer", {"referrals-user"});
  make(house, "other", {"referrals-user"});
  CHECK(failure_of([&] { make(house, "Newcomer", {"sales-agent"}); }).code == "bundle-taken");
  const auto rename = [](std::string_view to) {
    return [to](Unit& unit) { return ops::edit_bundle(unit, bundle("newcomer"), {.name = bundle(to), .summary = {}}); };
  };
  CHECK(house.refused("ada", rename("OTHER")).code == "bundle-taken");
  CHECK(house.by("ada", rename("NewComer")).bundle.record.name.text() == "NewComer");
}

TEST_CASE("a bundle that gave something keeps its name but for the letter case", "[ops][bundles]") {
  House house;
  house.settle("ann");
  make(house, "newcomer", {"referrals-user"});
  house.by("ada", [](Unit& unit) { ops::assign_bundle(unit, ref("ann"), bundle("newcomer"), {}); });
  const auto rename = [](std::string_view from, std::string_view to) {
    return [=](Unit& unit) { return ops::edit_bundle(unit, bundle(from), {.name = bundle(to)}); };
  };
  const auto failure = house.refused("ada", rename("newcomer", "sales"));
  CHECK(failure.code == "bundle-in-use");
  CHECK(failure.message == "1 assignment came by the bundle newcomer and remembers it by that name");
  CHECK(house.by("ada", rename("newcomer", "Newcomer")).changed);
  house.by("ada", [](Unit& unit) { ops::unassign_bundle(unit, ref("ann"), bundle("newcomer")); });
  CHECK(house.by("ada", rename("newcomer", "sales")).changed);
}

TEST_CASE("people are listed by the bundle they hold a role by, also when it is no more", "[ops][bundles]") {
  House house;
  make(house, "newcomer", {"referrals-user"});
  house.settle("ann");
  house.settle("bob");
  give(house, "ann", "newcomer");
  house.by("ada", [](Unit& unit) { ops::assign_role(unit, ref("bob"), role("referrals-user")); });
  const auto holders = [&](std::string_view name) {
    Words people;
    house.seen_by("ada", [&](const Unit& unit) {
      ops::list_people(unit, {.filter = {.bundle = bundle(name)}}, [&](const store::ListedUser& listed) {
        people.push_back(listed.user.record.email.text());
        return true;
      });
    });
    return people;
  };
  CHECK(holders("NewComer") == Words{"ann@contoso.example"});
  house.by("ada", [](Unit& unit) { ops::delete_bundle(unit, bundle("newcomer")); });
  CHECK(holders("newcomer") == Words{"ann@contoso.example"});
  CHECK(failure_of([&] { make(house, "NEWCOMER", {"sales-agent"}); }).code == "bundle-in-use");
  house.by("ada", [](Unit& unit) { ops::unassign_bundle(unit, ref("ann"), bundle("newcomer")); });
  CHECK(failure_of([&] { holders("newcomer"); }).code == "unknown-bundle");
}

TEST_CASE("a bundle is not called as a role is by any of its names", "[ops][bundles]") {
  House house;
  make(house, "newcomer", {"sales-agent"});
  for (const auto* const name : {"helpdesk-agent", "Helpdesk_Agent", "global", "GLOBAL", "default-user"}) {
    INFO(name);
    const auto failure = failure_of([&] { make(house, name, {"sales-agent"}); });
    CHECK(failure.code == "bundle-taken");
    CHECK(failure.message.find(std::string("\"") + name + "\" is what the role") == 0);
    CHECK(house.refused("ada", [&](Unit& unit) { ops::edit_bundle(unit, bundle("newcomer"), {.name = bundle(name)}); })
              .code == "bundle-taken");
  }
}

TEST_CASE("whoever makes or changes a bundle could give it", "[ops][bundles]") {
  House house;
  house.settle("uma", {"user-management-admin"});
  house.settle("bob", {"sales-agent"});
  const auto add = [](std::initializer_list<std::string_view> ids) {
    return [set = role_set(ids)](Unit& unit) {
      return ops::add_bundle(unit, {.name = bundle("b"), .summary = {}, .roles = set});
    };
  };
  const auto none = house.refused("bob", add({"sales-agent"}));
  CHECK(none.code == "not-allowed");
  CHECK(none.message.find("may not make or change bundles of roles: that takes") != std::string::npos);
  CHECK(house.refused("uma", add({"helpdesk-agent", "global-admin"})).code == "not-allowed");
  house.by("uma", add({"helpdesk-agent"}));
  make(house, "high", {"global-admin"});
  const auto grow = [](Unit& unit) {
    return ops::edit_bundle(unit, bundle("b"), {.roles = role_set({"global-admin"}), .summary = {}});
  };
  const auto shrink = [](Unit& unit) {
    return ops::edit_bundle(unit, bundle("high"), {.roles = role_set({"helpdesk-agent"}), .summary = {}});
  };
  CHECK(house.refused("uma", grow).code == "not-allowed");
  CHECK(house.refused("uma", shrink).code == "not-allowed");
  CHECK(house.refused("uma", [](Unit& unit) { ops::delete_bundle(unit, bundle("high")); }).code == "not-allowed");
  house.by("ada", grow);
}

}  // namespace
