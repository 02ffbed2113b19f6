#include "pcadmin/ops/guards.hpp"

#include "support/store_fixture.hpp"

#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/deletion.hpp"
#include "pcadmin/ops/identity.hpp"
#include "pcadmin/ops/offboard.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/settings.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <string>
#include <vector>

/// What no command may bring about.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using domain::Guard;
using ops::Unit;
using Act = std::function<void(Unit&)>;

void set(House& house, Guard guard, const std::string& value) {
  house.by("ada", [&](Unit& unit) { ops::set_guard(unit, guard, value); });
}

/// Every way in which somebody can lose the role of a global admin.
std::vector<std::pair<std::string, Act>> ways_to_lose(std::string_view who) {
  return {{"unassign", [=](Unit& unit) { ops::unassign_role(unit, ref(who), role("global-admin")); }},
          {"disable", [=](Unit& unit) { ops::disable_users(unit, {ref(who)}); }},
          {"delete", [=](Unit& unit) { ops::delete_users(unit, {ref(who)}); }},
          {"offboard", [=](Unit& unit) { ops::offboard_user(unit, ref(who), {}); }},
          {"reset", [=](Unit& unit) { ops::reset_password(unit, ref(who)); }}};
}

TEST_CASE("limits are a number or a percentage, and a percentage allows one at least", "[ops][guards]") {
  CHECK(value_or_throw(domain::Limit::parse("20")).of(5) == 20);
  CHECK(value_or_throw(domain::Limit::parse("10%")).of(200) == 20);
  CHECK(value_or_throw(domain::Limit::parse("10%")).of(29) == 2);
  CHECK(value_or_throw(domain::Limit::parse("10%")).of(9) == 1);
  CHECK(value_or_throw(domain::Limit::parse("100%")).of(7) == 7);
  for (const auto* const text : {"", "0", "0%", "101%", "-1", "ten", "10 %", "1.5%", "%", "99999999999"}) {
    CAPTURE(text);
    CHECK(domain::Limit::parse(text).error().code == "invalid-limit");
  }
}

TEST_CASE("only a global admin sees and sets guards", "[ops][guards]") {
  House house;
  house.settle("carl", {"account-admin", "user-management-admin"});
  CHECK(house.refused("carl", [](Unit& unit) { ops::set_guard(unit, Guard::max_removals, "5"); }).code ==
        "not-allowed");
  CHECK(house.refused("carl", [](Unit& unit) { ops::unset_guard(unit, Guard::max_removals); }).code == "not-allowed");
  CHECK(house.refused_to_see("carl", [](const Unit& unit) { ops::list_guards(unit); }).code == "not-allowed");
}

TEST_CASE("a guard that is set is remembered as parsed, and unset it is what it is by itself", "[ops][guards]") {
  House house;
  const auto state = [&](Guard guard) {
    for (const auto& known : house.seen_by("ada", [](const Unit& unit) { return ops::list_guards(unit); })) {
      if (known.guard == guard) return known;
    }
    throw std::logic_error("no such guard");
  };
  CHECK_FALSE(state(Guard::max_removals).set);
  CHECK(state(Guard::max_removals).value == "none");
  set(house, Guard::max_removals, "10%");
  CHECK(state(Guard::max_removals).set);
  CHECK(state(Guard::max_removals).value == "10%");
  CHECK_FALSE(house.by("ada", [](Unit& unit) { return ops::set_guard(unit, Guard::max_removals, "10%").changed; }));
  CHECK(house.by("ada", [](Unit& unit) { return ops::unset_guard(unit, Guard::max_removals).changed; }));
  CHECK_FALSE(state(Guard::max_removals).set);
  CHECK_FALSE(house.by("ada", [](Unit& unit) { return ops::unset_guard(unit, Guard::max_removals).changed; }));
}

TEST_CASE("the guards say how things stand", "[ops][guards]") {
  House house;
  house.settle("bob", {"global-admin"});
  const auto state = [&](Guard guard) {
    for (const auto& known : house.seen_by("ada", [](const Unit& unit) { return ops::list_guards(unit); })) {
      if (known.guard == guard) return known;
    }
    throw std::logic_error("no such guard");
  };
  CHECK(state(Guard::minimum_global_admins).value == "1");
  CHECK(state(Guard::minimum_global_admins).now == "2 global admins who can sign in");
  CHECK(state(Guard::required_admins).value == "none");
  CHECK(state(Guard::required_admins).now == "nobody is demanded");
  CHECK(state(Guard::max_removals).now == "no limit");
  set(house, Guard::max_removals, "5");
  CHECK(state(Guard::max_removals).now == "judged for each change");
  set(house, Guard::required_admins, "bob@contoso.example, ada@contoso.example,BOB@contoso.example");
  CHECK(state(Guard::required_admins).value == "bob@contoso.example,ada@contoso.example");  // each once
  CHECK(state(Guard::required_admins).now == "all are");
  house.change([&](store::ChangeId change) {  // past every rule
    store::delete_user(house.db, house.record_of("bob").id, kNoon, change);
  });
  CHECK(state(Guard::required_admins).value == "bob@contoso.example,ada@contoso.example");
  CHECK(state(Guard::required_admins).now == "not all are");
}

// minimum-global-admins

TEST_CASE("fewer global admins than demanded is refused, in whatever way", "[ops][guards]") {
  for (const auto& [name, act] : ways_to_lose("bob")) {
    CAPTURE(name);
    House house;
    house.settle("bob", {"global-admin"});
    set(house, Guard::minimum_global_admins, "2");
    const auto failure = house.refused("ada", act);
    CHECK(failure.code == "minimum-global-admins");
    CHECK(failure.kind == FailureKind::refused);
    CHECK(failure.details == decltype(failure.details){{"rule", std::string("minimum-global-admins")},
                                                       {"minimum", std::int64_t{2}},
                                                       {"left", std::int64_t{1}}});
    CHECK(failure.hint.find("pcadmin guard set minimum-global-admins 1") != std::string::npos);
    house.settle("gert", {"global-admin"});
    house.by("ada", act);
  }
}

TEST_CASE("a minimum that is not met cannot be demanded, nor 0, nor 11", "[ops][guards]") {
  House house;
  CHECK(house.refused("ada", [](Unit& unit) { ops::set_guard(unit, Guard::minimum_global_admins, "2"); }).code ==
        "minimum-global-admins");
  for (const auto* const value : {"0", "11", "two", ""}) {
    CAPTURE(value);
    CHECK(house.refused("ada", [&](Unit& unit) { ops::set_guard(unit, Guard::minimum_global_admins, value); }).code ==
          "invalid-minimum");
  }
}

TEST_CASE("a minimum counts those for good, so that time cannot break it", "[ops][guards]") {
  House house;
  house.settle("bob", {"global-admin"});
  set(house, Guard::minimum_global_admins, "2");
  CHECK(house
            .refused("ada",
                     [](Unit& unit) {
                       ops::assign_role(unit, ref("bob"), role("global-admin"),
                                        value_or_throw(domain::Expiry::parse("30d")));
                     })
            .code == "minimum-global-admins");
  house.by("ada", [](Unit& unit) { ops::unset_guard(unit, Guard::minimum_global_admins); });
  house.by("ada", [](Unit& unit) {
    ops::assign_role(unit, ref("bob"), role("global-admin"), value_or_throw(domain::Expiry::parse("30d")));
  });
  CHECK(house.refused("ada", [](Unit& unit) { ops::set_guard(unit, Guard::minimum_global_admins, "2"); }).code ==
        "minimum-global-admins");
}

TEST_CASE("a minimum that is broken does not stop what makes nothing worse", "[ops][guards]") {
  House house;
  house.settle("bob", {"global-admin"});
  set(house, Guard::minimum_global_admins, "2");
  house.change([&](store::ChangeId change) {  // past every rule
    store::delete_user(house.db, house.record_of("bob").id, kNoon, change);
  });
  house.settle("ann");
  house.by("ada", [](Unit& unit) { ops::assign_role(unit, ref("ann"), role("report-viewer")); });
  CHECK(house.held_by("ann") == std::vector<std::string>{"report-viewer"});
}

TEST_CASE("a minimum that is not met may be lowered, and not raised", "[ops][guards]") {
  House house;
  house.settle("bob", {"global-admin"});
  house.settle("gert", {"global-admin"});
  set(house, Guard::minimum_global_admins, "3");
  house.change([&](store::ChangeId change) {  // past every rule
    for (const auto* const name : {"bob", "gert"})
      store::delete_user(house.db, house.record_of(name).id, kNoon, change);
  });
  CHECK(house.refused("ada", [](Unit& unit) { ops::set_guard(unit, Guard::minimum_global_admins, "4"); }).code ==
        "minimum-global-admins");
  set(house, Guard::minimum_global_admins, "2");
}

// required-admins

TEST_CASE("somebody who is demanded stays a global admin, in whatever way they would go", "[ops][guards]") {
  for (const auto& [name, act] : ways_to_lose("bob")) {
    CAPTURE(name);
    House house;
    house.settle("bob", {"global-admin"});
    set(house, Guard::required_admins, "bob@contoso.example");
    const auto failure = house.refused("ada", act);
    CHECK(failure.code == "required-admin");
    CHECK(failure.message.find("bob@contoso.example") != std::string::npos);
    CHECK(failure.hint.find("pcadmin guard unset required-admins") != std::string::npos);
    house.by("ada", [](Unit& unit) { ops::unset_guard(unit, Guard::required_admins); });
    house.by("ada", act);
  }
}

TEST_CASE("nobody who is demanded can be given an end", "[ops][guards]") {
  House house;
  house.settle("bob", {"global-admin"});
  set(house, Guard::required_admins, "bob@contoso.example,ada@contoso.example");
  CHECK(house
            .refused("ada",
                     [](Unit& unit) {
                       ops::assign_role(unit, ref("bob"), role("global-admin"),
                                        value_or_throw(domain::Expiry::parse("9d")));
                     })
            .code == "required-admin");
}

TEST_CASE("only global admins who can sign in can be demanded", "[ops][guards]") {
  House house;
  house.settle("carl", {"account-admin"});
  house.settle("tom", {"global-admin"}, Password::temporary);
  for (const auto* const who : {"carl@contoso.example", "tom@contoso.example"}) {
    CAPTURE(who);
    CHECK(house.refused("ada", [&](Unit& unit) { ops::set_guard(unit, Guard::required_admins, who); }).code ==
          "required-admin");
  }
  CHECK(house.refused("ada", [](Unit& unit) { ops::set_guard(unit, Guard::required_admins, "no@contoso.example"); })
            .code == "unknown-user");
}

TEST_CASE("who is demanded is remembered by id: a new address frees nobody", "[ops][guards]") {
  House house;
  house.settle("bob", {"global-admin"});
  set(house, Guard::required_admins, "bob@contoso.example");
  house.by("ada", [](Unit& unit) { ops::edit_user(unit, ref("bob"), {.email = email("robert")}); });
  CHECK(house.refused("ada", [](Unit& unit) { ops::disable_users(unit, {ref("robert")}); }).code == "required-admin");
}

// own-admin-role

TEST_CASE("nobody takes the last administrative role from themselves, but with consent", "[ops][guards]") {
  const std::vector<std::pair<std::string, Act>> ways = {
      {"unassign", [](Unit& unit) { ops::unassign_role(unit, ref("carl"), role("account-admin")); }},
      {"disable", [](Unit& unit) { ops::disable_users(unit, {ref("carl")}); }},
      {"delete", [](Unit& unit) { ops::delete_users(unit, {ref("carl")}); }},
      {"offboard", [](Unit& unit) { ops::offboard_user(unit, ref("carl"), {}); }}};
  for (const auto& [name, act] : ways) {
    CAPTURE(name);
    House house;
    house.settle("carl", {"account-admin"});
    const auto failure = house.refused("carl", act);
    CHECK(failure.code == "own-admin-role");
    CHECK(failure.hint.find("--yes") != std::string::npos);
    house.by("carl", [&](Unit& unit) {
      unit.agree({.yes = true});
      act(unit);
    });
  }
}

TEST_CASE("one of several administrative roles of one's own may go", "[ops][guards]") {
  House house;
  house.settle("carl", {"account-admin", "user-management-admin"});
  house.by("carl", [](Unit& unit) { ops::unassign_role(unit, ref("carl"), role("account-admin")); });
  CHECK(house.held_by("carl") == std::vector<std::string>{"user-management-admin"});
}

// max-removals

struct Crowd : House {
  Crowd() {
    for (const auto* const name : {"a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9"}) settle(name, {"sales-agent"});
  }
};

std::vector<domain::UserRef> refs(std::initializer_list<std::string_view> names) {
  std::vector<domain::UserRef> list;
  for (const auto name : names) list.push_back(ref(name));
  return list;
}

TEST_CASE("more people than a change may take from are refused, with the numbers", "[ops][guards]") {
  Crowd house;  // ten people
  set(house, Guard::max_removals, "20%");
  house.by("ada", [](Unit& unit) { ops::disable_users(unit, refs({"a1", "a2"})); });
  const auto failure = house.refused("ada", [](Unit& unit) { ops::delete_users(unit, refs({"a3", "a4"})); });
  CHECK(failure.code == "too-many-removals");  // of eight, 20% are one
  CHECK(failure.details == decltype(failure.details){{"rule", std::string("max-removals")},
                                                     {"removals", std::int64_t{2}},
                                                     {"most", std::int64_t{1}},
                                                     {"people", std::int64_t{8}}});
  CHECK(failure.hint.find("pcadmin guard set max-removals 2") != std::string::npos);
}

TEST_CASE("roles that are taken count as removals, people once each", "[ops][guards]") {
  Crowd house;
  set(house, Guard::max_removals, "2");
  const auto take = [](std::initializer_list<std::string_view> names) {
    return [=](Unit& unit) {
      for (const auto name : names) ops::unassign_role(unit, ref(name), role("sales-agent"));
    };
  };
  CHECK(house.refused("ada", take({"a1", "a2", "a3"})).code == "too-many-removals");
  house.by("ada", take({"a1", "a2"}));
  house.by("ada", [](Unit& unit) {
    ops::unassign_role(unit, ref("a3"), role("sales-agent"));
    ops::disable_users(unit, refs({"a3", "a4"}));
  });
}

TEST_CASE("a change to one person is always allowed, and giving counts as nothing", "[ops][guards]") {
  Crowd house;
  set(house, Guard::max_removals, "1%");
  house.by("ada", [](Unit& unit) { ops::delete_users(unit, refs({"a1"})); });
  house.by("ada", [](Unit& unit) {
    for (const auto* const name : {"a2", "a3", "a4"}) ops::assign_role(unit, ref(name), role("report-viewer"));
  });
}

TEST_CASE("a limit of --max-removals holds beside the guard, whichever is less", "[ops][guards]") {
  Crowd house;
  const auto with = [&](const char* limit, const Act& act) {
    return [&, limit](Unit& unit) {
      unit.agree({.max_removals = value_or_throw(domain::Limit::parse(limit))});
      act(unit);
    };
  };
  const Act two = [](Unit& unit) { ops::disable_users(unit, refs({"a1", "a2"})); };
  const auto failure = house.refused("ada", with("1", two));
  CHECK(failure.code == "too-many-removals");
  CHECK(failure.hint.find("--max-removals 2") != std::string::npos);
  set(house, Guard::max_removals, "1");
  CHECK(house.refused("ada", with("5", two)).hint.find("guard set") != std::string::npos);
  // What is proposed is enough: more than the guard allows takes both.
  const auto both = house.refused("ada", with("1", two));
  CHECK(both.message.find("(--max-removals 1)") != std::string::npos);
  CHECK(both.hint.find("--max-removals 2, after") != std::string::npos);
  CHECK(both.hint.find("pcadmin guard set max-removals 2") != std::string::npos);
  house.by("ada", [](Unit& unit) { ops::unset_guard(unit, Guard::max_removals); });
  house.by("ada", with("2", two));
}

// What is told.

TEST_CASE("fewer than two and five or more global admins are told", "[ops][guards]") {
  House house;
  const auto warnings = [&] {
    return house.seen_by("ada", [](const Unit& unit) { return ops::admin_warnings(unit); });
  };
  REQUIRE(warnings().size() == 1);
  CHECK(warnings().front().find("only 1 global admin") != std::string::npos);
  for (const auto* const name : {"b", "c", "d"}) {
    house.settle(name, {"global-admin"});
    CHECK(warnings().empty());
  }
  house.settle("e", {"global-admin"});
  REQUIRE(warnings().size() == 1);
  CHECK(warnings().front().find("5 global admins") != std::string::npos);
}

TEST_CASE("how many hold the role and cannot sign in yet is told with the name of one", "[ops][guards]") {
  House house;
  const auto warning = [&] {
    return house.seen_by("ada", [](const Unit& unit) { return ops::admin_warnings(unit).front(); });
  };
  const std::string front = "there is only 1 global admin who can sign in; the guidance is at least 2; ";
  CHECK(warning() == front + "a global admin may: pcadmin role assign USER global-admin");
  house.settle("b", {"global-admin"}, Password::temporary);
  CHECK(warning() == front + "b@contoso.example holds the role too, and cannot sign in yet");
  house.settle("c", {"global-admin"}, Password::temporary);
  CHECK(warning() == front + "b@contoso.example and 1 other hold the role too, and cannot sign in yet");
  house.settle("d", {"global-admin"}, Password::temporary);
  CHECK(warning() == front + "b@contoso.example and 2 others hold the role too, and cannot sign in yet");
}

TEST_CASE("from twenty on, global admins are not counted", "[ops][guards]") {
  House house;
  const auto told = [&] {
    return house.seen_by("ada", [](const Unit& unit) {
      return std::pair(ops::admin_warnings(unit).front(), ops::list_guards(unit).front().now);
    });
  };
  for (int number = 2; number <= 19; ++number) house.settle("g" + std::to_string(number), {"global-admin"});
  CHECK(told() ==
        std::pair<std::string, std::string>("there are 19 global admins who can sign in; the guidance is fewer than 5",
                                            "19 global admins who can sign in"));
  house.settle("g20", {"global-admin"});
  CHECK(told() == std::pair<std::string, std::string>(
                      "there are at least 20 global admins who can sign in; the guidance is fewer than 5",
                      "20 global admins who can sign in or more"));
}

TEST_CASE("when there will be too few, those are named whose roles end by then, and no others", "[ops][guards]") {
  House house;
  const auto settle_until = [&](std::string_view name, int days) {
    const auto id = house.settle(name);
    house.change([&](store::ChangeId change) {
      store::insert_assignment(house.db, id, role("global-admin"), change,
                               {.expires_at = house.now + std::chrono::days(days)});
    });
  };
  const auto warnings = [&] {
    return house.seen_by("ada", [](const Unit& unit) { return ops::admin_warnings(unit); });
  };
  settle_until("late", 9);
  settle_until("soon", 5);
  REQUIRE(warnings().size() == 1);
  CHECK(warnings().front() ==
        "from 2026-12-02T12:00:00Z on there will be fewer than 2 global admins who can sign in: the role of "
        "late@contoso.example and soon@contoso.example ends; a global admin may: pcadmin role assign "
        "late@contoso.example global-admin --expires never");
  house.change([&](store::ChangeId change) {  // past every rule
    store::put_setting(house.db, "minimum-global-admins", "3", change);
  });
  REQUIRE(warnings().size() == 1);
  CHECK(warnings().front() ==
        "from 2026-11-28T12:00:00Z on there will be fewer than 3 global admins who can sign in: the role of "
        "soon@contoso.example ends; a global admin may: pcadmin role assign soon@contoso.example global-admin "
        "--expires never");
  house.settle("bob", {"global-admin"});
  house.settle("carl", {"global-admin"});
  CHECK(warnings().size() == 1);  // of the many
  CHECK(warnings().front().find("the guidance is fewer than 5") != std::string::npos);
}

TEST_CASE("a change that does not touch the global admins warns of nothing", "[ops][guards]") {
  House house;
  house.settle("ann");
  house.by("ada", [](Unit& unit) {
    ops::assign_role(unit, ref("ann"), role("report-viewer"));
    unit.finish();
    CHECK(unit.warnings().empty());
  });
}

// Names, and rules that are broken already.

TEST_CASE("a guard is found by its name in any letter case, and others are unknown with the nearest", "[ops][guards]") {
  CHECK(*domain::parse_guard("MAX-removals") == Guard::max_removals);
  CHECK(*domain::parse_guard("required-admins") == Guard::required_admins);
  CHECK(domain::parse_guard("minimum-global-admin").error().hint == "nearest: minimum-global-admins");
  CHECK(domain::parse_guard("zzz").error().hint ==
        "all: minimum-global-admins, required-admins, max-removals, separate-duties, expiry-required and "
        "reason-required");
  CHECK(domain::LeastAdmins::parse("99999999999999999999").error().code == "invalid-minimum");
}

TEST_CASE("a required admin who is missing already does not stop others from working", "[ops][guards]") {
  House house;
  house.settle("bob", {"global-admin"});
  house.settle("ann");
  set(house, Guard::required_admins, "bob@contoso.example");
  house.change([&](store::ChangeId change) {  // past every rule
    store::delete_user(house.db, house.record_of("bob").id, kNoon, change);
  });
  house.by("ada", [](Unit& unit) { ops::assign_role(unit, ref("ann"), role("report-viewer")); });
  CHECK(house.held_by("ann") == std::vector<std::string>{"report-viewer"});
}

TEST_CASE("where no global admin is for good, work goes on, and the last still cannot go", "[ops][guards]") {
  House house;
  house.settle("bob", {"global-admin", "account-admin"});
  house.settle("ann");
  house.by("ada", [](Unit& unit) {
    ops::assign_role(unit, ref("bob"), role("global-admin"), value_or_throw(domain::Expiry::parse("9d")));
  });
  house.change([&](store::ChangeId change) {  // past every rule
    store::delete_user(house.db, house.record_of("ada").id, kNoon, change);
  });
  house.by("bob", [](Unit& unit) { ops::assign_role(unit, ref("ann"), role("report-viewer")); });
  CHECK(house.refused("bob", [](Unit& unit) { ops::unassign_role(unit, ref("bob"), role("global-admin")); }).code ==
        "last-global-admin");
  house.now += std::chrono::hours(9 * 24);  // now there is none at all
  house.by("bob", [](Unit& unit) { ops::unassign_role(unit, ref("ann"), role("report-viewer")); });
  CHECK(house.held_by("ann").empty());
}

}  // namespace
