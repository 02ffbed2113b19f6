#include "pcadmin/ops/requests.hpp"

#include "support/store_fixture.hpp"

#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/deletion.hpp"
#include "pcadmin/ops/guards.hpp"
#include "pcadmin/ops/identity.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/changes.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <vector>

namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using domain::RequestId;
using domain::RequestState;
using ops::Unit;
using Words = std::vector<std::string>;

/// As --reason does.
void because(Unit& unit, const std::string& reason) { store::set_change_reason(unit.db(), unit.change(), reason); }

auto asking(std::string_view what, const std::string& reason = "cover for Bob", std::string_view end = {}) {
  return [=](Unit& unit) {
    because(unit, reason);
    ops::Wish wish{.role = role(what)};
    if (!end.empty()) wish.end = value_or_throw(domain::WantedEnd::parse(end));
    return ops::open_request(unit, wish);
  };
}
auto approving(RequestId id, std::string_view end = {}) {
  return [=](Unit& unit) {
    return ops::approve_request(unit, id,
                                end.empty() ? std::nullopt : std::optional(value_or_throw(domain::Expiry::parse(end))));
  };
}
auto denying(RequestId id) {
  return [=](Unit& unit) {
    because(unit, "fully staffed");
    return ops::deny_request(unit, id);
  };
}
auto withdrawing(RequestId id) {
  return [=](Unit& unit) { return ops::withdraw_request(unit, id); };
}

/// House with Ann, who holds nothing, and Uma, who administers users.
House staffed() {
  House house;
  house.settle("ann");
  house.settle("uma", {"user-management-admin"});
  return house;
}

Words seen(House& house, std::string_view who, const ops::RequestQuery& query = {}) {
  return house.seen_by(who, [&](const Unit& unit) {
    Words ids;
    ops::list_requests(unit, query, [&](const store::Request& request) {
      ids.push_back(request.id.text());
      return true;
    });
    return ids;
  });
}

std::int64_t waiting(House& house, std::string_view who) {
  return house.seen_by(who, [](const Unit& unit) { return ops::who_am_i(unit).waiting_requests; });
}

void check_history(const House& house) {
  for (const auto& finding : store::verify(house.db, std::nullopt).findings)
    FAIL_CHECK(finding.code << ": " << finding.message);
}

TEST_CASE("anybody may ask for a role and learns who can grant it", "[ops][requests]") {
  auto house = staffed();
  house.settle("new", {"user-management-admin"}, Password::temporary);
  const auto opened = house.by("ann", asking("helpdesk-agent"));
  CHECK(opened.request.id.text() == "req_1");
  CHECK(opened.request.state == RequestState::open);
  CHECK(opened.request.opened.reason == "cover for Bob");
  REQUIRE(opened.contacts.size() == 2);
  CHECK(opened.contacts[0].email == "ada@contoso.example");
  CHECK(opened.contacts[1].email == "uma@contoso.example");
  CHECK(house.held_by("ann").empty());
}

TEST_CASE("whoever could grant it themselves is not told to ask themselves", "[ops][requests]") {
  auto house = staffed();
  const auto opened = house.by("uma", asking("helpdesk-agent"));
  REQUIRE(opened.contacts.size() == 1);
  CHECK(opened.contacts[0].email == "ada@contoso.example");
}

TEST_CASE("a request says why", "[ops][requests]") {
  auto house = staffed();
  const auto failure =
      house.refused("ann", [](Unit& unit) { return ops::open_request(unit, {.role = role("sales-agent")}); });
  CHECK(failure.code == "reason-required");
}

TEST_CASE("what is held or asked for already is not asked for", "[ops][requests]") {
  auto house = staffed();
  CHECK(house.refused("uma", asking("user-management-admin")).code == "already-held");
  house.by("ann", asking("sales-agent"));
  CHECK(house.refused("ann", asking("sales-agent")).code == "request-open");
  house.by("ann", withdrawing(RequestId{1}));
  CHECK(house.by("ann", asking("sales-agent")).request.id.text() == "req_2");
}

TEST_CASE("what has expired may be asked for again", "[ops][requests]") {
  auto house = staffed();
  house.by("ada", [](Unit& unit) {
    ops::assign_role(unit, ref("ann"), role("sales-agent"), value_or_throw(domain::Expiry::parse("1d")));
  });
  CHECK(house.refused("ann", asking("sales-agent")).code == "already-held");
  house.now += std::chrono::days{2};
  const auto id = house.by("ann", asking("sales-agent")).request.id;
  house.by("ada", approving(id));
  CHECK(house.held_by("ann") == Words{"sales-agent"});
}

TEST_CASE("a guest does not ask for what guests may not hold", "[ops][requests]") {
  auto house = staffed();
  auto record = person("gus");
  record.kind = domain::UserKind::guest;
  house.settle(record, {});
  CHECK(house.refused("gus", asking("account-admin")).code == "guest-role");
}

TEST_CASE("a role that is not held by location is not asked for by location", "[ops][requests]") {
  auto house = staffed();
  const auto by_location = [](std::string_view what) {
    return [=](Unit& unit) {
      because(unit, "why");
      return ops::open_request(unit, {.role = role(what), .location = *domain::PartnerId::parse("4391508")});
    };
  };
  CHECK(house.refused("ann", by_location("global-admin")).code == "role-not-scoped");
  CHECK(house.refused("ann", by_location("referrals-user")).code == "unknown-location");
}

TEST_CASE("those who may grant the role see the request and others do not", "[ops][requests]") {
  auto house = staffed();
  house.settle("bob", {"sales-agent"});
  house.settle("mia", {"marketplace-owner"});
  house.by("ann", asking("helpdesk-agent"));
  house.by("bob", asking("marketplace-developer"));
  CHECK(seen(house, "ann") == Words{"req_1"});
  CHECK(seen(house, "bob") == Words{"req_2"});
  CHECK(seen(house, "uma") == Words{"req_1"});
  CHECK(seen(house, "mia") == Words{"req_2"});
  CHECK(waiting(house, "uma") == 1);
  CHECK(waiting(house, "mia") == 1);
  CHECK(waiting(house, "ann") == 0);
  const auto look = [](const Unit& unit) { return ops::show_request(unit, RequestId{1}); };
  CHECK(house.seen_by("uma", look).email == email("ann"));
  CHECK(house.refused_to_see("bob", look).code == "unknown-request");
  CHECK(house.refused("bob", approving(RequestId{1})).code == "unknown-request");
  CHECK(house.refused("bob", denying(RequestId{1})).code == "unknown-request");
  CHECK(house.refused("bob", withdrawing(RequestId{1})).code == "unknown-request");
}

TEST_CASE("a list of requests is by state and one's own where that is asked", "[ops][requests]") {
  auto house = staffed();
  house.by("ann", asking("helpdesk-agent"));
  house.by("ann", asking("sales-agent"));
  house.by("uma", asking("global-admin"));
  house.by("uma", denying(RequestId{2}));
  CHECK(seen(house, "uma", {.state = RequestState::open}) == Words{"req_1", "req_3"});
  CHECK(seen(house, "uma", {.state = RequestState::denied}) == Words{"req_2"});
  CHECK(seen(house, "uma", {.mine = true}) == Words{"req_3"});
  CHECK(seen(house, "ann") == Words{"req_1", "req_2"});
}

TEST_CASE("approval is the assignment in the same change-set", "[ops][requests]") {
  auto house = staffed();
  const auto id = house.by("ann", asking("helpdesk-agent", "cover for Bob", "30d")).request.id;
  house.now += std::chrono::days{3};
  const auto decision = house.by("uma", approving(id));
  CHECK(decision.given);
  CHECK(decision.request.state == RequestState::approved);
  CHECK(decision.request.decided->by == "uma@contoso.example");
  const auto held = store::find_assignment(house.db, house.record_of("ann").id, role("helpdesk-agent")).value();
  CHECK(held.change == decision.request.decided->change);
  CHECK(held.change == house.head().change);
  CHECK(held.reason == "cover for Bob");  // nobody gave another
  CHECK(held.assigned_by == "uma@contoso.example");
  CHECK(held.expires_at == house.now + std::chrono::days{30});  // from when it was granted
  check_history(house);
}

TEST_CASE("whoever approves may give another end and another reason", "[ops][requests]") {
  auto house = staffed();
  const auto id = house.by("ann", asking("helpdesk-agent", "cover for Bob", "30d")).request.id;
  house.by("uma", [&](Unit& unit) {
    because(unit, "for a fortnight");
    return approving(id, "14d")(unit);
  });
  const auto held = store::find_assignment(house.db, house.record_of("ann").id, role("helpdesk-agent")).value();
  CHECK(held.reason == "for a fortnight");
  CHECK(held.expires_at == house.now + std::chrono::days{14});
}

TEST_CASE("a wish whose day is past needs another end", "[ops][requests]") {
  auto house = staffed();
  CHECK(house.refused("ann", asking("helpdesk-agent", "why", "2026-11-01")).code == "expiry-past");
  const auto id = house.by("ann", asking("helpdesk-agent", "why", "2026-11-30")).request.id;
  house.now += std::chrono::days{20};
  const auto failure = house.refused("uma", approving(id));
  CHECK(failure.code == "expiry-past");
  CHECK(failure.hint.find("pcadmin request approve req_1 --expires") != std::string::npos);
  CHECK(house.by("uma", approving(id, "never")).given);
}

TEST_CASE("one's own request takes the right to grant", "[ops][requests]") {
  auto house = staffed();
  const auto high = house.by("uma", asking("global-admin")).request.id;
  CHECK(house.refused("uma", approving(high)).code == "not-allowed");
  const auto low = house.by("uma", asking("helpdesk-agent")).request.id;
  CHECK(house.by("uma", approving(low)).given);
}

TEST_CASE("what is decided is not decided again", "[ops][requests]") {
  auto house = staffed();
  const auto id = house.by("ann", asking("helpdesk-agent")).request.id;
  const auto denied = house.by("uma", denying(id));
  CHECK(denied.request.state == RequestState::denied);
  CHECK(denied.request.decided->reason == "fully staffed");
  CHECK(house.refused("uma", approving(id)).code == "request-decided");
  CHECK(house.refused("ada", denying(id)).code == "request-decided");
  CHECK(house.refused("ann", withdrawing(id)).code == "request-decided");
  CHECK(house.held_by("ann").empty());
}

TEST_CASE("denying needs a reason and withdrawing is for whoever asked", "[ops][requests]") {
  auto house = staffed();
  const auto id = house.by("ann", asking("helpdesk-agent")).request.id;
  CHECK(house.refused("uma", [&](Unit& unit) { return ops::deny_request(unit, id); }).code == "reason-required");
  CHECK(house.refused("uma", withdrawing(id)).code == "not-allowed");
  CHECK(house.by("ann", withdrawing(id)).request.state == RequestState::withdrawn);
}

TEST_CASE("a disabled account is given nothing", "[ops][requests]") {
  auto house = staffed();
  const auto id = house.by("ann", asking("helpdesk-agent")).request.id;
  house.by("ada", [](Unit& unit) { ops::disable_users(unit, {ref("ann")}); });
  CHECK(house.refused("uma", approving(id)).code == "account-disabled");
  house.by("ada", [](Unit& unit) { ops::enable_users(unit, {ref("ann")}); });
  CHECK(house.by("uma", approving(id)).given);
}

TEST_CASE("approval does not get around what guests may hold", "[ops][requests]") {
  auto house = staffed();
  const auto id = house.by("ann", asking("account-admin")).request.id;
  house.by("ada",
           [](Unit& unit) { ops::edit_user(unit, ref("ann"), ops::RecordEdit{.kind = domain::UserKind::guest}); });
  CHECK(house.refused("ada", approving(id)).code == "guest-role");
}

TEST_CASE("a role that is held by now stays as it is unless an end is given", "[ops][requests]") {
  auto house = staffed();
  const auto first = house.by("ann", asking("helpdesk-agent", "why", "30d")).request.id;
  house.by("ada", [](Unit& unit) { ops::assign_role(unit, ref("ann"), role("helpdesk-agent")); });
  const auto decision = house.by("uma", approving(first));
  CHECK_FALSE(decision.given);
  CHECK(decision.request.state == RequestState::approved);
  CHECK_FALSE(decision.expires_at);
}

TEST_CASE("approval does not put itself in the place of what is to come", "[ops][requests]") {
  auto house = staffed();
  const auto id = house.by("ann", asking("helpdesk-agent", "why", "1d")).request.id;
  const auto assign = [&](std::string_view start) {
    house.by("ada", [&](Unit& unit) {
      ops::assign_role(unit, ref("ann"), role("helpdesk-agent"),
                       {.starts = value_or_throw(domain::Start::parse(start))});
    });
  };
  assign("2d");
  const auto failure = house.refused("uma", approving(id));
  CHECK(failure.code == "role-to-come");
  CHECK(failure.kind == FailureKind::conflict);
  CHECK(failure.message ==
        "ann@contoso.example will hold helpdesk-agent from 2026-11-25T12:00:00Z on, without an end: approving req_1 "
        "would replace that");
  CHECK(failure.hint ==
        "let that begin now, then approve: pcadmin role assign ann@contoso.example helpdesk-agent --starts now; or "
        "deny the request: pcadmin request deny req_1 --reason TEXT");
  CHECK(house.refused("uma", approving(id, "7d")).code == "role-to-come");
  assign("now");
  const auto decision = house.by("uma", approving(id));
  CHECK_FALSE(decision.given);
  CHECK_FALSE(decision.expires_at);
  const auto held = store::find_assignment(house.db, house.record_of("ann").id, role("helpdesk-agent"));
  REQUIRE(held);
  CHECK_FALSE(held->expires_at);
}

TEST_CASE("what a guard demands of an approval is given to the approval", "[ops][requests]") {
  auto house = staffed();
  const auto id = house.by("ann", asking("helpdesk-agent")).request.id;
  RequestId mute{};
  house.change([&](store::ChangeId change) {  // from before anybody was asked why
    mute = store::insert_request(house.db, {.user = house.record_of("ann").id, .role = role("sales-agent")}, change);
  });
  house.by("ada", [](Unit& unit) {
    ops::set_guard(unit, domain::Guard::expiry_required, "helpdesk-agent");
    ops::set_guard(unit, domain::Guard::reason_required, "sales-agent");
  });
  auto failure = house.refused("uma", approving(id));
  CHECK(failure.code == "expiry-required");
  CHECK(failure.hint == "give it an end: pcadmin request approve req_1 --expires 90d");
  CHECK(house.by("uma", approving(id, "90d")).given);
  failure = house.refused("uma", approving(mute));
  CHECK(failure.code == "reason-required");
  CHECK(failure.hint == "say why: pcadmin request approve req_2 --reason TEXT");
  CHECK(house
            .by("uma",
                [&](Unit& unit) {
                  because(unit, "cover");
                  return ops::approve_request(unit, mute);
                })
            .given);
}

TEST_CASE("whoever is deleted takes their requests along", "[ops][requests]") {
  auto house = staffed();
  const auto id = house.by("ann", asking("helpdesk-agent")).request.id;
  house.by("ada", [](Unit& unit) { ops::delete_users(unit, {ref("ann")}); });
  CHECK(house.refused("uma", approving(id)).code == "unknown-request");
  CHECK(waiting(house, "uma") == 0);
  house.by("ada", [](Unit& unit) { ops::restore_user(unit, ref("ann")); });
  CHECK(house.by("ann", asking("helpdesk-agent")).request.id.text() == "req_2");
}

TEST_CASE("the history holds when somebody who asked and somebody who decided are purged", "[ops][requests]") {
  auto house = staffed();
  const auto first = house.by("ann", asking("helpdesk-agent", "for ann@contoso.example")).request.id;
  house.by("uma", approving(first));
  const auto second = house.by("ann", asking("sales-agent")).request.id;
  house.by("uma", denying(second));
  house.by("ada", [](Unit& unit) { ops::delete_users(unit, {ref("ann")}); });
  house.by("ada", [](Unit& unit) { ops::purge_user(unit, ref("ann")); });
  check_history(house);
  bool said = false;
  store::list_changes(house.db, std::nullopt, [&](const store::Change& change) {
    for (const auto* const word : {"ann@contoso.example", "cover for Bob"})
      said = said || (change.reason && change.reason->find(word) != std::string::npos);
    return true;
  });
  CHECK_FALSE(said);

  house.settle("bob");
  const auto third = house.by("bob", asking("helpdesk-agent", "cover for Cy")).request.id;
  house.by("uma", approving(third));
  house.by("ada", [](Unit& unit) { ops::delete_users(unit, {ref("uma")}); });
  house.by("ada", [](Unit& unit) { ops::purge_user(unit, ref("uma")); });
  check_history(house);
  const auto left = house.seen_by("bob", [&](const Unit& unit) { return ops::show_request(unit, third); });
  CHECK(left.state == RequestState::approved);
  CHECK_FALSE(left.decided->by);
  CHECK(left.opened.reason == "cover for Cy");
}

}  // namespace
