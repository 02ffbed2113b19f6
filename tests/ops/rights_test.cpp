#include "pcadmin/ops/rights.hpp"

#include "ops/house_rules.hpp"
#include "support/store_fixture.hpp"

#include "pcadmin/ops/history.hpp"
#include "pcadmin/ops/identity.hpp"
#include "pcadmin/ops/import_people.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/roles.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// Who may do what, act by act. house_rules.hpp holds the tables.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using ops::Unit;

constexpr auto kAll = [](const auto&) { return true; };

/// Every act of ops under the right it takes. A new act belongs into one of these lists.
using Reading = std::function<void(const Unit&)>;
using Writing = std::function<void(Unit&)>;

const std::vector<std::pair<std::string, Reading>> kSeePeople{
    {"list_people", [](const Unit& unit) { ops::list_people(unit, {}, kAll); }},
    {"show_user", [](const Unit& unit) { ops::show_user(unit, ref("bystander")); }},
    {"list_members", [](const Unit& unit) { ops::list_members(unit, role("report-viewer"), kAll); }},
    {"list_admins of another role", [](const Unit& unit) { ops::list_admins(unit, roles({"billing-admin"}), kAll); }},
};
const std::vector<std::pair<std::string, Reading>> kSeeHistory{
    {"list_changes", [](const Unit& unit) { ops::list_changes(unit, {}, kAll); }},
    {"show_change", [](const Unit& unit) { ops::show_change(unit, {1}); }},
    {"list_effects", [](const Unit& unit) { ops::list_effects(unit, {1}, kAll); }},
    {"verify_history", [](const Unit& unit) { ops::verify_history(unit, {}); }},
    {"history_head", [](const Unit& unit) { ops::history_head(unit); }},
};
const std::vector<std::pair<std::string, Reading>> kSeeAdmins{
    {"count_members", [](const Unit& unit) { ops::count_members(unit); }},
    {"list_admins",
     [](const Unit& unit) {
       ops::list_admins(unit, roles({"global-admin", "account-admin", "user-management-admin"}), kAll);
     }},
    {"list_members of global-admin", [](const Unit& unit) { ops::list_members(unit, role("global-admin"), kAll); }},
};
const std::vector<std::pair<std::string, Writing>> kAdministerUsers{
    {"add_user", [](Unit& unit) { ops::add_user(unit, person("newcomer"), {}); }},
    {"reset_password", [](Unit& unit) { ops::reset_password(unit, ref("bystander")); }},
    {"import_people",
     [](Unit& unit) {
       ops::import_people(
           unit, [] { return std::nullopt; }, ops::OnExisting::error, [](const auto&) {});
     }},
};

/// The code of what stops `act`, or "done". Nothing it does is kept.
template <class Act>
std::string trying(House& house, std::string_view who, const Act& act) {
  try {
    const store::Transaction abandoned(house.db, store::Access::write);
    Unit unit(house.db, house.now, house.random, domain::kLeastCost);
    if (!who.empty()) unit.act_as(house.operator_of(who));
    unit.begin({.at = house.now, .os_user = "t", .command = "c"});
    act(unit);
  } catch (const Error& error) {
    return error.failure().code;
  }
  return "done";
}

constexpr std::string_view answer(bool allowed) { return allowed ? "done" : "not-allowed"; }

/// A house where somebody holds each role, named after it; a bystander without one; and a guest.
struct FullHouse : House {
  FullHouse() {
    for (const auto& row : kRights) settle(row.role, {row.role});
    settle("bystander");
  }
};

TEST_CASE("each act is open to the holders of the roles in the table of rights, and to no others", "[ops][rights]") {
  FullHouse house;
  for (const auto& row : kRights) {
    const auto check = [&](const auto& acts, bool allowed) {
      for (const auto& [name, act] : acts) {
        CAPTURE(row.role, name);
        CHECK(trying(house, row.role, act) == answer(allowed));
      }
    };
    check(kSeeAdmins, true);
    check(kSeePeople, row.sees_people);
    check(kSeeHistory, row.sees_history);
    check(kAdministerUsers, row.administers_users);
  }
}

TEST_CASE("somebody without a role may see whom to ask, and nothing else", "[ops][rights]") {
  FullHouse house;
  for (const auto& [name, act] : kSeeAdmins) CHECK(trying(house, "bystander", act) == "done");
  for (const auto& [name, act] : kSeePeople) {
    if (name != "show_user") CHECK(trying(house, "bystander", act) == "not-allowed");
  }
  for (const auto& [name, act] : kSeeHistory) CHECK(trying(house, "bystander", act) == "not-allowed");
  for (const auto& [name, act] : kAdministerUsers) CHECK(trying(house, "bystander", act) == "not-allowed");
}

TEST_CASE("without a sign-in nothing is open", "[ops][rights]") {
  FullHouse house;
  const auto check = [&](const auto& acts) {
    for (const auto& [name, act] : acts) {
      CAPTURE(name);
      CHECK(trying(house, kNobody, act) == "not-signed-in");
    }
  };
  check(kSeeAdmins);
  check(kSeePeople);
  check(kSeeHistory);
  check(kAdministerUsers);
  CHECK(trying(house, kNobody, [](Unit& unit) { ops::assign_role(unit, ref("ada"), role("report-viewer")); }) ==
        "not-signed-in");
  CHECK(trying(house, kNobody, [](Unit& unit) { ops::unassign_role(unit, ref("ada"), role("global-admin")); }) ==
        "not-signed-in");
  CHECK(trying(house, kNobody, [](Unit& unit) {
          ops::change_password(unit, Secret(kPassword), Secret(kOtherPassword), ops::count_own_attempt(unit));
        }) == "not-signed-in");
  CHECK(trying(house, kNobody, [](Unit& unit) { ops::who_am_i(unit); }) == "not-signed-in");
}

TEST_CASE("what is open to everybody takes no sign-in", "[ops][rights]") {
  House house;
  house.seen_by(kNobody, [](const Unit& unit) {
    CHECK_NOTHROW(ops::require(unit, domain::Act::nothing));
    CHECK_NOTHROW(ops::require(unit, domain::Act::identify));
  });
}

TEST_CASE("a role is given and taken by the holders in the table of grants, and by no others", "[ops][rights]") {
  FullHouse house;
  for (const auto& rule : kGrantRules) {
    for (const auto& granter : kRights) {
      CAPTURE(rule.role, granter.role);
      const auto expected = answer(rule.allows(granter.role));
      CHECK(trying(house, granter.role,
                   [&](Unit& unit) { ops::assign_role(unit, ref("bystander"), role(rule.role)); }) == expected);
      CHECK(trying(house, granter.role,
                   [&](Unit& unit) { ops::unassign_role(unit, ref(rule.role), role(rule.role)); }) == expected);
    }
  }
}

TEST_CASE("who adds somebody with a role needs the right to give it", "[ops][rights]") {
  FullHouse house;
  for (const auto& rule : kGrantRules) {
    for (const std::string_view adder : {"global-admin", "user-management-admin", "account-admin"}) {
      CAPTURE(rule.role, adder);
      CHECK(trying(house, adder, [&](Unit& unit) { ops::add_user(unit, person("newcomer"), roles({rule.role})); }) ==
            answer(rule.allows(adder)));
    }
  }
}

TEST_CASE("everybody may see their own record, named by address or by id", "[ops][rights]") {
  FullHouse house;
  const auto own = house.record_of("bystander").id;
  house.seen_by("bystander", [&](const Unit& unit) {
    CHECK(ops::show_user(unit, ref("bystander")).user.id == own);
    CHECK(ops::show_user(unit, ref("BYSTANDER@Contoso.Example")).user.id == own);
    CHECK(ops::show_user(unit, value_or_throw(domain::UserRef::parse(own.text()))).user.id == own);
  });
}

TEST_CASE("who may not see people does not learn whether somebody exists", "[ops][rights]") {
  FullHouse house;
  const auto of_somebody =
      house.refused_to_see("bystander", [](const Unit& unit) { ops::show_user(unit, ref("ada")); });
  const auto of_nobody =
      house.refused_to_see("bystander", [](const Unit& unit) { ops::show_user(unit, ref("nobody")); });
  CHECK(of_somebody.code == "not-allowed");
  CHECK(of_nobody.code == of_somebody.code);
  CHECK(of_nobody.message == of_somebody.message);
  CHECK(house.refused("bystander", [](Unit& unit) { ops::assign_role(unit, ref("nobody"), role("report-viewer")); })
            .code == "not-allowed");
  CHECK(house.refused("bystander", [](Unit& unit) { ops::reset_password(unit, ref("nobody")); }).code == "not-allowed");
}

TEST_CASE("a right ends with the role that gave it", "[ops][rights]") {
  House house;
  house.settle("carl", {"account-admin"});
  house.by("ada", [](Unit& unit) { ops::unassign_role(unit, ref("carl"), role("account-admin")); });
  CHECK(house.refused("carl", [](Unit& unit) { ops::add_user(unit, person("newcomer"), {}); }).code == "not-allowed");
}

// The first of a role that only its own holders can give.

TEST_CASE("a global admin makes the first marketplace owner, and no second one", "[ops][rights]") {
  House house;
  house.settle("olga");
  house.settle("otto");
  const auto make_owner = [&](std::string_view by, std::string_view whom) {
    return trying(house, by, [&](Unit& unit) { ops::assign_role(unit, ref(whom), role("marketplace-owner")); });
  };
  CHECK(make_owner("ada", "olga") == "done");
  CHECK(make_owner("otto", "olga") == "not-allowed");

  house.by("ada", [](Unit& unit) { ops::assign_role(unit, ref("olga"), role("marketplace-owner")); });
  CHECK(make_owner("ada", "otto") == "not-allowed");
  CHECK(make_owner("olga", "otto") == "done");
}

TEST_CASE("an owner who cannot sign in yet, or no longer, does not fill the role", "[ops][rights]") {
  House house;
  house.settle("otto");
  const auto assign = [](Unit& unit) { ops::assign_role(unit, ref("otto"), role("marketplace-owner")); };
  house.settle("olga", {"marketplace-owner"}, Password::temporary);
  CHECK(trying(house, "ada", assign) == "done");

  auto gone = person("oscar");
  gone.state = domain::UserState::disabled;
  house.settle(gone, roles({"marketplace-owner"}));
  CHECK(trying(house, "ada", assign) == "done");

  house.settle("olaf", {"marketplace-owner"});
  CHECK(trying(house, "ada", assign) == "not-allowed");
}

// Acting on the account of others.

TEST_CASE("nobody resets the password of somebody who holds a role they could not give", "[ops][rights]") {
  FullHouse house;
  for (const auto& rule : kGrantRules) {
    for (const std::string_view by : {"user-management-admin", "account-admin"}) {
      if (by == rule.role) continue;  // that would be one's own
      CAPTURE(rule.role, by);
      CHECK(trying(house, by, [&](Unit& unit) { ops::reset_password(unit, ref(rule.role)); }) ==
            answer(rule.allows(by)));
    }
    if (rule.role == "global-admin") continue;
    CAPTURE(rule.role);
    CHECK(trying(house, "global-admin", [&](Unit& unit) { ops::reset_password(unit, ref(rule.role)); }) == "done");
  }
}

TEST_CASE("one role above is enough to be out of reach", "[ops][rights]") {
  House house;
  house.settle("carl", {"account-admin"});
  house.settle("mixed", {"report-viewer", "helpdesk-agent"});
  const auto failure = house.refused("carl", [](Unit& unit) { ops::reset_password(unit, ref("mixed")); });
  CHECK(failure.code == "not-allowed");
  CHECK(failure.message.find("helpdesk-agent") != std::string::npos);
  CHECK(failure.message.find("report-viewer") == std::string::npos);
}

// What a refusal says.

std::vector<std::string> detail(const Failure& failure, std::string_view name) {
  for (const auto& [key, value] : failure.details) {
    if (key == name) return std::get<std::vector<std::string>>(value);
  }
  return {"there is no such detail"};
}

using Words = std::vector<std::string>;

TEST_CASE("a refusal is of kind denied and names the roles it takes and who holds them", "[ops][rights]") {
  House house;
  house.settle("eve");
  house.settle("uma", {"user-management-admin"});
  const auto failure =
      house.refused("eve", [](Unit& unit) { ops::assign_role(unit, ref("eve"), role("helpdesk-agent")); });
  CHECK(failure.code == "not-allowed");
  CHECK(failure.kind == FailureKind::denied);
  CHECK(failure.message ==
        "eve@contoso.example may not give or take helpdesk-agent: that takes global-admin or user-management-admin");
  CHECK(failure.hint ==
        "ask ada@contoso.example (global-admin), uma@contoso.example (user-management-admin); all of them: pcadmin "
        "admins list");
  CHECK(detail(failure, "needed_roles") == Words{"global-admin", "user-management-admin"});
  CHECK(detail(failure, "holders") == Words{"ada@contoso.example", "uma@contoso.example"});
}

TEST_CASE("a refusal sends nobody to people who cannot sign in", "[ops][rights]") {
  House house;
  house.settle("eve");
  house.settle("tom", {"global-admin"}, Password::temporary);
  auto gone = person("gus");
  gone.state = domain::UserState::disabled;
  house.settle(gone, roles({"global-admin"}));
  const auto failure =
      house.refused("eve", [](Unit& unit) { ops::assign_role(unit, ref("eve"), role("billing-admin")); });
  CHECK(detail(failure, "holders") == Words{"ada@contoso.example"});
}

TEST_CASE("a refusal names three people at most, each once", "[ops][rights]") {
  House house;
  house.settle("eve");
  for (const auto* const name : {"gina", "gert", "gil", "gabi"}) house.settle(name, {"global-admin", "account-admin"});
  const auto failure = house.refused("eve", [](Unit& unit) { ops::add_user(unit, person("newcomer"), {}); });
  CHECK(detail(failure, "holders") == Words{"ada@contoso.example", "gina@contoso.example", "gert@contoso.example"});
}

TEST_CASE("a refusal names somebody who holds several of the roles once", "[ops][rights]") {
  House house;
  house.settle("eve");
  const auto failure = house.refused("eve", [](Unit& unit) { ops::add_user(unit, person("newcomer"), {}); });
  CHECK(detail(failure, "needed_roles") == Words{"global-admin", "user-management-admin", "account-admin"});
  CHECK(detail(failure, "holders") == Words{"ada@contoso.example"});
}

TEST_CASE("a refusal that has named three people does not go on to those who hold another role", "[ops][rights]") {
  House house;
  house.settle("eve");
  for (const auto* const name : {"gina", "gert"}) house.settle(name, {"global-admin"});
  house.settle("uma", {"user-management-admin"});
  const auto failure =
      house.refused("eve", [](Unit& unit) { ops::assign_role(unit, ref("eve"), role("helpdesk-agent")); });
  CHECK(detail(failure, "needed_roles") == Words{"global-admin", "user-management-admin"});
  CHECK(detail(failure, "holders") == Words{"ada@contoso.example", "gina@contoso.example", "gert@contoso.example"});
}

TEST_CASE("a refusal to act on an account names every role that would be enough", "[ops][rights]") {
  House house;
  house.settle("carl", {"account-admin"});
  house.settle("uma", {"user-management-admin"});
  house.settle("hal", {"helpdesk-agent"});
  const auto failure = house.refused("carl", [](Unit& unit) { ops::reset_password(unit, ref("hal")); });
  CHECK(detail(failure, "needed_roles") == Words{"global-admin", "user-management-admin"});
  CHECK(detail(failure, "holders") == Words{"ada@contoso.example", "uma@contoso.example"});
}

TEST_CASE("to grant every role somebody holds is not enough to act on their account", "[ops][rights]") {
  House house;
  house.settle("carl", {"account-admin"});
  house.settle("olga", {"marketplace-owner"});
  house.settle("dev", {"marketplace-developer"});
  const auto failure = house.refused("carl", [](Unit& unit) { ops::reset_password(unit, ref("dev")); });
  CHECK(detail(failure, "needed_roles") == Words{"global-admin"});
}

TEST_CASE("with the only marketplace owner gone, a refusal sends people to a global admin", "[ops][rights]") {
  House house;
  house.settle("eve");
  const auto failure =
      house.refused("eve", [](Unit& unit) { ops::assign_role(unit, ref("eve"), role("marketplace-owner")); });
  CHECK(detail(failure, "needed_roles") == Words{"global-admin"});
  CHECK(detail(failure, "holders") == Words{"ada@contoso.example"});
}

// Guests.

TEST_CASE("a guest may hold the four roles open to guests, and no others", "[ops][rights]") {
  House house;
  house.settle("olga", {"marketplace-owner"});
  auto guest = person("guest@fabrikam.example");
  guest.kind = domain::UserKind::guest;
  house.settle(guest, {});
  for (const auto& rule : kGrantRules) {
    CAPTURE(rule.role);
    const auto* const by = rule.global_admin ? "ada" : "olga";
    const bool open = std::ranges::count(kGuestRoles, rule.role) > 0;
    CHECK(trying(house, by, [&](Unit& unit) {
            ops::assign_role(unit, ref("guest@fabrikam.example"), role(rule.role));
          }) == (open ? "done" : "guest-role"));
    if (!rule.global_admin) continue;
    auto newcomer = person("newcomer@fabrikam.example");
    newcomer.kind = domain::UserKind::guest;
    CHECK(trying(house, "ada", [&](Unit& unit) { ops::add_user(unit, newcomer, roles({rule.role})); }) ==
          (open ? "done" : "guest-role"));
  }
}

TEST_CASE("one fault among several roles is told as it is, two in one refusal with each of them", "[ops][rights]") {
  House house;
  house.settle("uma", {"user-management-admin"});
  const auto refused = [&](std::initializer_list<std::string_view> ids) {
    const auto roles = role_set(ids);
    return house.refused("uma", [&](Unit& unit) { ops::require_grant(unit, roles); });
  };
  const auto keys = [](const Failure& failure) {
    std::vector<std::string> names;
    for (const auto& [name, value] : failure.details) names.push_back(name);
    return names;
  };
  const auto one = refused({"helpdesk-agent", "global-admin"});
  CHECK(keys(one) == std::vector<std::string>{"needed_roles", "holders"});
  const auto two = refused({"helpdesk-agent", "global-admin", "marketplace-owner"});
  REQUIRE(keys(two) == std::vector<std::string>{"refusals"});
  const auto told = std::get<std::vector<std::string>>(two.details.front().second);
  REQUIRE(told.size() == 2);
  CHECK(two.message == told[0] + "; " + told[1]);
  CHECK(told[0] == one.message);
}

TEST_CASE("a role a guest may not hold is refused with those they may", "[ops][rights]") {
  const auto failure = failure_of([] { ops::require_holdable(domain::UserKind::guest, role("sales-agent")); });
  CHECK(failure.kind == FailureKind::refused);
  CHECK(failure.hint == "guests may hold global-admin, mpn-partner-admin, referrals-admin and business-profile-admin");
}

}  // namespace
