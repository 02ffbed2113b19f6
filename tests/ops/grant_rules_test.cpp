#include "support/places.hpp"

#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/deletion.hpp"
#include "pcadmin/ops/guards.hpp"
#include "pcadmin/ops/import_people.hpp"
#include "pcadmin/ops/offboard.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/ops/undo.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

/// What an organisation demands of every role that is given: an end, a reason.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using domain::Guard;
using ops::Unit;
using ops::Wanted;

domain::Expiry expiry(std::string_view text) { return value_or_throw(domain::Expiry::parse(text)); }

ops::GuardChange demand(House& house, Guard guard, const std::string& value) {
  return house.by("ada", [&](Unit& unit) { return ops::set_guard(unit, guard, value); });
}

void assign(House& house, std::string_view who, std::string_view what, const Wanted& wanted = {}) {
  house.by("ada", [&](Unit& unit) { ops::assign_role(unit, ref(who), role(what), wanted); });
}

/// The code of what stops `act` by Ada in a change-set with or without a reason; empty: it is done.
std::string outcome(House& house, const std::function<void(Unit&)>& act, std::optional<std::string> reason = {}) {
  try {
    store::Transaction transaction(house.db, store::Access::write);
    Unit unit(house.db, house.now, house.random, domain::kLeastCost);
    unit.act_as(house.operator_of("ada"));
    unit.begin({.at = house.now, .os_user = "tester", .command = "pcadmin test", .reason = std::move(reason)});
    act(unit);
    unit.finish();
    transaction.commit();
    return {};
  } catch (const Error& error) {
    return error.failure().code;
  }
}

std::function<void(Unit&)> giving(std::string_view who, std::string_view what, const Wanted& wanted = {}) {
  return [=](Unit& unit) { ops::assign_role(unit, ref(who), role(what), wanted); };
}

void import_one(Unit& unit, std::string_view name, std::string_view what) {
  bool read = false;
  ops::import_people(
      unit,
      [&]() -> std::optional<tl::expected<domain::PersonRow, std::vector<domain::RowFault>>> {
        if (std::exchange(read, true)) return std::nullopt;
        return domain::PersonRow{.line = 2, .name = person(name).name, .email = email(name), .roles = roles({what})};
      },
      ops::OnExisting::update, [](const auto&) {});
}

TEST_CASE("a role that has to end is refused without an end by whatever path it comes", "[ops][guards][grants]") {
  House house;
  house.settle("ann");
  house.settle("lee", {"account-admin"});
  house.settle("sue");
  house.by("ada", [](Unit& unit) { ops::unassign_role(unit, ref("ada"), role("account-admin")); });
  demand(house, Guard::expiry_required, "account-admin");
  const std::vector<std::pair<std::string, std::function<void(Unit&)>>> paths = {
      {"role assign", giving("ann", "account-admin")},
      {"role assign --expires never", giving("ann", "account-admin", {.expires = domain::Expiry::never()})},
      {"user add", [](Unit& unit) { ops::add_user(unit, person("new"), roles({"account-admin"})); }},
      {"import of somebody new", [](Unit& unit) { import_one(unit, "new", "account-admin"); }},
      {"import of somebody there", [](Unit& unit) { import_one(unit, "ann", "account-admin"); }},
      {"offboard", [](Unit& unit) { ops::offboard_user(unit, ref("lee"), ref("sue")); }}};
  for (const auto& [path, act] : paths) {
    CAPTURE(path);
    CHECK(outcome(house, act) == "expiry-required");
  }
  CHECK(outcome(house, giving("ann", "account-admin", {.expires = expiry("90d")})).empty());
  CHECK(outcome(house, giving("ann", "report-viewer")).empty());  // another role
}

TEST_CASE("the refusal names what and for whom, and the command that would do", "[ops][guards][grants]") {
  House house;
  settle_places(house);
  house.settle("ann");
  demand(house, Guard::expiry_required, "referrals-user");
  const auto failure = failure_of([&] { assign(house, "ann", "referrals-user", {.locations = {partner(kBerlin)}}); });
  CHECK(failure.kind == FailureKind::refused);
  CHECK(failure.message.find("referrals-user at 4391508 for ann@contoso.example") != std::string::npos);
  CHECK(failure.hint ==
        "give it an end: pcadmin role assign ann@contoso.example referrals-user --location 4391508 --expires 90d");
  const auto fresh =
      house.refused("ada", [](Unit& unit) { ops::add_user(unit, person("new"), roles({"referrals-user"})); });
  CHECK(fresh.hint.starts_with("leave the role out here"));
}

TEST_CASE("what was endless before stays, and may get another beginning", "[ops][guards][grants]") {
  House house;
  house.settle("ann", {"account-admin"});
  demand(house, Guard::expiry_required, "privileged");
  CHECK(outcome(house, giving("ann", "account-admin")).empty());  // nothing to change
  CHECK(outcome(house, giving("ann", "account-admin", {.starts = value_or_throw(domain::Start::parse("5d"))})).empty());
  CHECK(outcome(house, giving("ann", "account-admin", {.expires = expiry("9d")})).empty());
  // With an end now, it keeps one.
  CHECK(outcome(house, giving("ann", "account-admin", {.expires = domain::Expiry::never()})) == "expiry-required");
  CHECK(outcome(house, [](Unit& unit) {
          ops::extend_role(unit, ref("ann"), role("account-admin"), {}, domain::Expiry::never());
        }) == "expiry-required");
}

TEST_CASE("who is restored gets back what is not forbidden since and the rest is named", "[ops][guards][grants]") {
  House house;
  settle_places(house);
  house.settle("ann", {"account-admin", "report-viewer"});
  assign(house, "ann", "referrals-user", {.locations = {partner(kBerlin)}, .expires = expiry("9d")});
  assign(house, "ann", "mpn-partner-admin", {.expires = expiry("9d")});
  REQUIRE(outcome(house, giving("ann", "user-management-admin", {.expires = expiry("9d")}), "cover").empty());
  house.by("ada", [](Unit& unit) { ops::delete_users(unit, {ref("ann")}); });
  demand(house, Guard::expiry_required, "privileged");
  demand(house, Guard::reason_required, "privileged,referrals-user");
  std::vector<ops::Deleted> listed;
  house.seen_by("ada", [&](const Unit& unit) {
    ops::list_deleted(unit, {}, [&](const ops::Deleted& one) { return listed.push_back(one), true; });
    return 0;
  });
  const std::vector<domain::RoleId> kept = roles({"user-management-admin", "mpn-partner-admin", "report-viewer"});
  REQUIRE(listed.size() == 1);
  CHECK(listed.front().roles == kept);
  const auto back = house.by("ada", [](Unit& unit) { return ops::restore_user(unit, ref("ann")); });
  CHECK(back.roles == kept);
  REQUIRE(back.lost.size() == 2);
  CHECK(back.lost[0].what == "account-admin");
  CHECK(back.lost[0].code == "expiry-required");
  CHECK(
      back.lost[0].why.ends_with("pcadmin role assign ann@contoso.example account-admin --expires 90d --reason TEXT"));
  CHECK(back.lost[1].what == "referrals-user at 4391508");
  CHECK(back.lost[1].code == "reason-required");
  CHECK(back.lost[1].why.ends_with("referrals-user --location 4391508 --reason TEXT"));
}

std::string undoing(House& house, store::ChangeId change, std::optional<std::string> reason = {}) {
  return outcome(
      house, [=](Unit& unit) { ops::undo_change(unit, change); }, std::move(reason));
}

TEST_CASE("an undo does not put back without an end what has to end since", "[ops][guards][grants][undo]") {
  House house;
  house.settle("ann", {"account-admin"});
  house.settle("bob", {"account-admin"});
  house.settle("cem", {"account-admin"});
  house.by("ada", [](Unit& unit) { ops::delete_users(unit, {ref("ann")}); });
  const auto deleted = house.head().change;
  house.by("ada", [](Unit& unit) { ops::unassign_role(unit, ref("bob"), role("account-admin")); });
  const auto taken = house.head().change;
  assign(house, "cem", "account-admin", {.expires = expiry("9d")});
  const auto ended = house.head().change;
  demand(house, Guard::expiry_required, "account-admin");
  for (const auto change : {deleted, taken, ended}) {
    CAPTURE(change.number);
    CHECK(undoing(house, change, "by mistake") == "expiry-required");
  }
  const auto hint = [&](store::ChangeId change) {
    return house.refused("ada", [&](Unit& unit) { ops::undo_change(unit, change); }).hint;
  };
  CHECK(hint(deleted) ==
        "bring them back without it: pcadmin user restore ann@contoso.example; then give it anew: pcadmin role assign "
        "ann@contoso.example account-admin --expires 90d");
  CHECK(hint(taken) == "give it anew: pcadmin role assign bob@contoso.example account-admin --expires 90d");
  house.by("ada", [](Unit& unit) { ops::unset_guard(unit, Guard::expiry_required); });
  for (const auto change : {deleted, taken, ended}) CHECK(undoing(house, change).empty());
}

TEST_CASE("an undo does not put back without a reason what takes one since", "[ops][guards][grants][undo]") {
  House house;
  house.settle("ann", {"account-admin"});
  house.settle("bob");
  REQUIRE(outcome(house, giving("bob", "account-admin"), "cover").empty());
  house.by("ada", [](Unit& unit) { ops::unassign_role(unit, ref("ann"), role("account-admin")); });
  const auto bare = house.head().change;
  house.by("ada", [](Unit& unit) { ops::unassign_role(unit, ref("bob"), role("account-admin")); });
  const auto reasoned = house.head().change;
  demand(house, Guard::reason_required, "account-admin");
  CHECK(undoing(house, bare, "by mistake") == "reason-required");
  CHECK(house.refused("ada", [&](Unit& unit) { ops::undo_change(unit, bare); }).hint ==
        "give it anew: pcadmin role assign ann@contoso.example account-admin --reason TEXT");
  CHECK(undoing(house, reasoned).empty());
}

TEST_CASE("a role that had ended does not come to life without a reason", "[ops][guards][grants][undo]") {
  House house;
  house.settle("ann", {"account-admin"});
  assign(house, "ann", "account-admin", {.expires = expiry("1d")});
  const auto shortened = house.head().change;
  demand(house, Guard::reason_required, "account-admin");
  house.now += std::chrono::hours{24};
  CHECK(undoing(house, shortened) == "reason-required");
}

TEST_CASE("what is demanded of roles leaves other undoing alone", "[ops][guards][grants][undo]") {
  House house;
  house.settle("ann", {"account-admin"});
  house.settle("bob");
  house.settle("cem", {"account-admin"});
  assign(house, "bob", "account-admin", {.expires = expiry("5d")});
  std::vector<store::ChangeId> changes;
  const auto noted = [&](const std::function<void(Unit&)>& act) {
    house.by("ada", act);
    changes.push_back(house.head().change);
  };
  noted([](Unit& unit) {
    ops::edit_user(unit, ref("ann"), {.job_title = value_or_throw(domain::JobTitle::parse("Lead"))});
  });
  noted([](Unit& unit) { ops::extend_role(unit, ref("bob"), role("account-admin"), {}, expiry("9d")); });
  noted([](Unit& unit) { ops::disable_users(unit, {ref("cem")}); });
  demand(house, Guard::reason_required, "account-admin");
  changes.push_back(house.head().change);
  demand(house, Guard::expiry_required, "account-admin");
  changes.push_back(house.head().change);
  // While both are set: the first three, each undone and done again; then the demands themselves.
  for (const auto change : changes) {
    CAPTURE(change.number);
    CHECK(undoing(house, change).empty());
    CHECK(undoing(house, house.head().change).empty());
  }
}

TEST_CASE("an expired assignment that is given anew has to end too", "[ops][guards][grants]") {
  House house;
  house.settle("ann");
  assign(house, "ann", "account-admin", {.expires = expiry("1d")});
  demand(house, Guard::expiry_required, "privileged");
  house.now += std::chrono::hours{24};
  CHECK(outcome(house, giving("ann", "account-admin")) == "expiry-required");
}

TEST_CASE("a role that takes a reason is refused without one by whatever path it comes", "[ops][guards][grants]") {
  House house;
  house.settle("ann");
  house.settle("bob", {"account-admin"});
  demand(house, Guard::reason_required, "privileged");
  const std::vector<std::pair<std::string, std::function<void(Unit&)>>> paths = {
      {"role assign", giving("ann", "account-admin")},
      {"role assign of what is held", giving("bob", "account-admin", {.expires = expiry("9d")})},
      {"user add", [](Unit& unit) { ops::add_user(unit, person("new"), roles({"account-admin"})); }},
      {"import", [](Unit& unit) { import_one(unit, "ann", "account-admin"); }}};
  for (const auto& [path, act] : paths) {
    CAPTURE(path);
    CHECK(outcome(house, act) == "reason-required");
    CHECK(outcome(house, act, "") == "reason-required");
  }
  for (const auto& [path, act] : paths) {
    CAPTURE(path);
    if (path != "import") CHECK(outcome(house, act, "cover for Ada").empty());
  }
}

TEST_CASE("taking a role takes no reason, nor does giving another", "[ops][guards][grants]") {
  House house;
  house.settle("ann", {"account-admin"});
  demand(house, Guard::reason_required, "privileged");
  CHECK(outcome(house, giving("ann", "report-viewer")).empty());
  CHECK(outcome(house, [](Unit& unit) { ops::unassign_role(unit, ref("ann"), role("account-admin")); }).empty());
}

TEST_CASE("how many assignments from before do not meet a demand is told", "[ops][guards][grants]") {
  House house;
  house.settle("ann", {"account-admin"});
  const auto ends = demand(house, Guard::expiry_required, "account-admin,global");
  CHECK(ends.changed);
  CHECK(ends.before.now == "nothing is demanded");
  CHECK(ends.state.value == "global-admin,account-admin");
  CHECK(ends.state.now == "3 from before have no end");
  CHECK(demand(house, Guard::reason_required, "report-viewer").state.now == "all have a reason");
  CHECK_FALSE(demand(house, Guard::expiry_required, "global-admin,account-admin").changed);
  CHECK(failure_of([&] { demand(house, Guard::expiry_required, "boss"); }).code == "unknown-role");
}

TEST_CASE("a demand is lifted by unsetting it", "[ops][guards][grants]") {
  House house;
  house.settle("ann");
  demand(house, Guard::expiry_required, "privileged");
  house.by("ada", [](Unit& unit) { ops::unset_guard(unit, Guard::expiry_required); });
  CHECK(outcome(house, giving("ann", "account-admin")).empty());
}

}  // namespace
