#include "ops/snapshot.hpp"
#include "support/store_fixture.hpp"

#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/deletion.hpp"
#include "pcadmin/ops/guards.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/requests.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/ops/tokens.hpp"
#include "pcadmin/ops/undo.hpp"
#include "pcadmin/store/as_of.hpp"
#include "pcadmin/store/assignments.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <chrono>
#include <functional>
#include <random>
#include <string>
#include <vector>

/// Several acts in one change-set, as a batch has them: the history knows what was before it and what is after it, and
/// nothing in between.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using namespace std::chrono_literals;
using domain::Guard;
using ops::Unit;
using Words = std::vector<std::string>;

/// `act` as one of many by ada.
template <class Act>
auto shared(House& house, Act&& act) {
  return house.by("ada", [&](Unit& unit) {
    unit.share();
    return act(unit);
  });
}

Failure refused(House& house, const std::function<void(Unit&)>& act) {
  return failure_of([&] { shared(house, act); });
}

void assign(Unit& unit, std::string_view name, std::string_view what, std::string_view end = {}) {
  ops::assign_role(unit, ref(name), role(what),
                   end.empty() ? std::nullopt : std::optional(value_or_throw(domain::Expiry::parse(end))));
}

void entitle(Unit& unit, std::string_view name, std::string_view title) {
  ops::edit_user(unit, ref(name), {.job_title = value_or_throw(domain::JobTitle::parse(title))});
}

void because(Unit& unit, const std::string& reason) { store::set_change_reason(unit.db(), unit.change(), reason); }

/// `what table field: before -> after` of the last change-set, for what is told of users and assignments.
Words effects(const House& house) {
  Words told;
  store::list_effects(house.db, house.head().change, [&](const store::Effect& effect) {
    std::string line = std::string(to_string(effect.what)) + " " + effect.table;
    for (const auto& field : effect.fields) {
      if (field.name == "job_title" || field.name == "role")
        line += " " + field.before.value_or("") + ">" + field.after.value_or("");
    }
    told.push_back(line);
    return true;
  });
  return told;
}

std::string as_of(House& house, store::ChangeId change) {
  const store::Transaction transaction(house.db, store::Access::read);
  store::look_back(house.db, {.change = change, .at = house.now});
  return snapshot(house.db);
}

TEST_CASE("a row written twice in one change-set keeps what was before and what is after", "[ops][batch]") {
  House house;
  house.settle("ann");
  shared(house, [](Unit& unit) { entitle(unit, "ann", "Agent"); });
  const auto before = snapshot(house.db);
  const auto past = house.head().change;
  shared(house, [](Unit& unit) {
    entitle(unit, "ann", "Lead");
    assign(unit, "ann", "report-viewer", "30d");
    entitle(unit, "ann", "Head");
    assign(unit, "ann", "report-viewer", "60d");
    assign(unit, "ann", "sales-agent");
    ops::unassign_role(unit, ref("ann"), role("sales-agent"));
  });
  CHECK(effects(house) == Words{"added assignment >report-viewer", "changed user Agent>Head"});
  CHECK(as_of(house, past) == before);
  CHECK(broken_history(house.db).empty());
  house.by("ada", [&](Unit& unit) { ops::undo_change(unit, {past.number + 1}); });
  CHECK(snapshot(house.db) == before);
  CHECK(broken_history(house.db).empty());
}

TEST_CASE("what one change-set adds and takes away again it has never added", "[ops][batch]") {
  House house;
  house.settle("ann", {"report-viewer"});
  const auto before = snapshot(house.db);
  shared(house, [](Unit& unit) {
    entitle(unit, "ann", "Agent");
    ops::edit_user(unit, ref("ann"), {.job_title = std::optional<domain::JobTitle>()});
    assign(unit, "ann", "sales-agent");
    ops::unassign_role(unit, ref("ann"), role("sales-agent"));
    ops::set_guard(unit, Guard::max_removals, "5");
    ops::unset_guard(unit, Guard::max_removals);
  });
  CHECK(snapshot(house.db) == before);
  CHECK(broken_history(house.db).empty());
}

TEST_CASE("guards compare what was before a batch with what is after all of it", "[ops][batch]") {
  House house;
  house.settle("ann");
  shared(house, [](Unit& unit) {  // the other way round it would have been refused in the middle
    ops::unassign_role(unit, ref("ada"), role("global-admin"));
    unit.agree({.yes = true});
    assign(unit, "ann", "global-admin");
  });
  CHECK(house.held_by("ann") == Words{"global-admin"});
  House other;
  CHECK(refused(other, [](Unit& unit) {
          ops::unassign_role(unit, ref("ada"), role("global-admin"));
          entitle(unit, "ada", "Late");
        }).code == "last-global-admin");
}

TEST_CASE("removals are counted over all acts of a batch", "[ops][batch]") {
  House house;
  for (const auto* const name : {"ann", "bob", "cy"}) house.settle(name, {"report-viewer"});
  house.by("ada", [](Unit& unit) { ops::set_guard(unit, Guard::max_removals, "2"); });
  const auto take = [](Unit& unit, const char* name) { ops::unassign_role(unit, ref(name), role("report-viewer")); };
  CHECK(refused(house, [&](Unit& unit) {
          for (const auto* const name : {"ann", "bob", "cy"}) take(unit, name);
        }).code == "too-many-removals");
  shared(house, [&](Unit& unit) {  // nobody is counted who has it again
    for (const auto* const name : {"ann", "bob", "cy"}) take(unit, name);
    assign(unit, "ann", "report-viewer");
  });
  CHECK(house.held_by("bob").empty());
}

TEST_CASE("whoever a batch has changed it cannot delete", "[ops][batch]") {
  House house;
  house.settle("ann", {"report-viewer"});
  const auto then_delete = [&](const std::function<void(Unit&)>& act) {
    return refused(house,
                   [&](Unit& unit) {
                     act(unit);
                     ops::delete_users(unit, {ref("ann")});
                   })
        .code;
  };
  CHECK(then_delete([](Unit& unit) { entitle(unit, "ann", "Agent"); }) == "changed-before-deletion");
  CHECK(then_delete([](Unit& unit) { ops::disable_users(unit, {ref("ann")}); }) == "changed-before-deletion");
  CHECK(then_delete([](Unit& unit) { assign(unit, "ann", "sales-agent"); }) == "changed-before-deletion");
  CHECK(then_delete([](Unit& unit) { ops::unassign_role(unit, ref("ann"), role("report-viewer")); }) ==
        "changed-before-deletion");
  CHECK(then_delete([](Unit& unit) {
          ops::delete_users(unit, {ref("ann")});
          ops::restore_user(unit, ref("ann"));
        }) == "changed-before-deletion");
  CHECK(refused(house, [](Unit& unit) {
          ops::add_user(unit, person("zoe"), {});
          ops::delete_users(unit, {ref("zoe")});
        }).code == "changed-before-deletion");
}

TEST_CASE("who is deleted in a batch comes back as before it", "[ops][batch]") {
  House house;
  house.settle("ann", {"report-viewer", "sales-agent"});
  house.settle("bob");
  const auto before = snapshot(house.db);
  const auto past = house.head().change;
  shared(house, [](Unit& unit) {
    entitle(unit, "bob", "Agent");
    ops::delete_users(unit, {ref("ann")});
    ops::add_user(unit, person("ann"), roles({"helpdesk-agent"}));
    ops::edit_user(unit, ref("bob"), {.job_title = std::optional<domain::JobTitle>()});
  });
  CHECK(house.held_by("ann") == Words{"helpdesk-agent"});
  house.by("ada", [&](Unit& unit) { ops::undo_change(unit, {past.number + 1}); });
  CHECK(snapshot(house.db) == before);
  shared(house, [](Unit& unit) {
    ops::delete_users(unit, {ref("ann")});
    ops::restore_user(unit, ref("ann"));
  });
  CHECK(snapshot(house.db) == before);
  CHECK(broken_history(house.db).empty());
}

TEST_CASE("a reason there was does not become that of others in a batch", "[ops][batch]") {
  House house;
  house.settle("ann");
  house.by("ada", [](Unit& unit) {
    because(unit, "cover for Bob");
    assign(unit, "ann", "report-viewer", "30d");
  });
  const auto longer = [](Unit& unit) { assign(unit, "ann", "report-viewer", "60d"); };
  CHECK(refused(house, longer).code == "one-reason");
  shared(house, [&](Unit& unit) {
    because(unit, "everybody stays");
    longer(unit);
  });
  const auto held = store::list_assignments(house.db, house.record_of("ann").id);
  CHECK(held.at(0).reason == "everybody stays");
  house.by("ada", [](Unit& unit) { assign(unit, "ann", "report-viewer", "90d"); });  // alone, it is kept
  CHECK(store::list_assignments(house.db, house.record_of("ann").id).at(0).reason == "everybody stays");
}

TEST_CASE("a request approved in a batch needs a reason of the batch", "[ops][batch]") {
  House house;
  house.settle("ann");
  const auto id = house
                      .by("ann",
                          [](Unit& unit) {
                            because(unit, "cover for Bob");
                            return ops::open_request(unit, {.role = role("helpdesk-agent")});
                          })
                      .request.id;
  const auto approve = [&](Unit& unit) { ops::approve_request(unit, id); };
  CHECK(refused(house, approve).code == "one-reason");
  shared(house, [&](Unit& unit) {
    because(unit, "all of Monday's");
    approve(unit);
  });
  CHECK(house.held_by("ann") == Words{"helpdesk-agent"});
}

/// One of the acts that people do in a batch; those that are refused change nothing.
void any_act(Unit& unit, std::mt19937& random) {
  const std::array names = {"ann", "bob", "cy", "dee"};
  const std::array ids = {"report-viewer", "sales-agent", "helpdesk-agent"};
  const std::array ends = {"30d", "60d", "never"};
  const auto pick = [&](const auto& from) { return from.at(random() % from.size()); };
  const auto* const name = pick(names);
  switch (random() % 11) {
    case 0:
      return entitle(unit, name, "Title " + std::to_string(random() % 3));
    case 1:
    case 2:
      return assign(unit, name, pick(ids), pick(ends));
    case 3:
    case 4:
      return void(ops::unassign_role(unit, ref(name), role(pick(ids))));
    case 5:
      return void(ops::disable_users(unit, {ref(name)}));
    case 6:
      return void(ops::enable_users(unit, {ref(name)}));
    case 7:
      return void(ops::delete_users(unit, {ref(name)}));
    case 8:
      return void(ops::restore_user(unit, ref(name)));
    case 9:
      return void(ops::add_user(unit, person(name), roles({pick(ids)})));
    default:
      return void(ops::set_guard(unit, Guard::max_removals, std::to_string(10 + random() % 3)));
  }
}

TEST_CASE("any acts in one change-set can be looked back behind and undone", "[ops][batch]") {
  constexpr int kBatches = 150;
  std::mt19937 random(20261123);  // NOLINT(cert-msc51-cpp): the same every time
  House house;
  for (const auto* const name : {"ann", "bob", "cy"}) house.settle(name, {"report-viewer"});
  int undone = 0;
  for (int i = 0; i < kBatches; ++i) {
    house.now += 1min;
    const auto before = snapshot(house.db);
    const auto past = house.head().change;
    shared(house, [&](Unit& unit) {
      for (auto acts = 2 + random() % 8; acts > 0; --acts) {
        try {
          any_act(unit, random);
        } catch (const Error&) {  // the next
        }
      }
    });
    const auto after = snapshot(house.db);
    INFO("batch " << i);
    REQUIRE(as_of(house, past) == before);
    if (random() % 2 == 0) continue;
    try {
      house.by("ada", [&](Unit& unit) { ops::undo_change(unit, {past.number + 1}); });
    } catch (const Error& error) {
      REQUIRE(error.failure().code == "nothing-to-undo");
      REQUIRE(after == before);
      continue;
    }
    ++undone;
    REQUIRE(snapshot(house.db) == before);
    REQUIRE(as_of(house, {past.number + 1}) == after);
  }
  CHECK(undone > kBatches / 4);
  CHECK(broken_history(house.db).empty());
}

}  // namespace
