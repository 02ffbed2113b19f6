#include "pcadmin/ops/checks.hpp"

#include "support/store_fixture.hpp"

#include "pcadmin/domain/authority.hpp"
#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/lockout.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/failed_sign_ins.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

/// What the sentences of a policy mean.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using ops::Unit;
using std::chrono::days;
using Words = std::vector<std::string>;

ops::Judgement judge(House& house, const std::string& sentence) {
  const auto assertion = value_or_throw(domain::parse_assertion(sentence));
  return house.seen_by("ada", [&](const Unit& unit) { return ops::judge(unit, assertion); });
}

/// Gives a role in a change-set with a reason, or without.
void give(House& house, domain::UserId who, std::string_view what, const store::Terms& terms,
          const std::optional<std::string>& reason) {
  store::Transaction transaction(house.db, store::Access::write);
  const auto change = store::begin_change(
      house.db, {.at = house.now, .os_user = "tester", .command = "pcadmin test", .reason = reason}, house.random);
  store::insert_assignment(house.db, who, role(what), change, terms);
  store::close_change(house.db, change);
  transaction.commit();
}

TEST_CASE("whoever may list people may have a policy judged and nobody else", "[ops][checks]") {
  House house;
  house.settle("mia", {"mpn-partner-admin"});
  house.settle("ann", {"helpdesk-agent"});
  const auto assertion = value_or_throw(domain::parse_assertion("at most 4 global-admin"));
  CHECK(house.seen_by("mia", [&](const Unit& unit) { return ops::judge(unit, assertion); }).holds);
  CHECK(house.refused_to_see("ann", [&](const Unit& unit) { ops::judge(unit, assertion); }).code == "not-allowed");
}

TEST_CASE("a subset names everybody who is in it and need not be", "[ops][checks]") {
  House house;
  house.settle("bob", {"global-admin"});
  CHECK(judge(house, "global-admin is a subset of {ada@contoso.example, BOB@contoso.example, gone@contoso.example}")
            .holds);
  CHECK(judge(house, "global-admin is a subset of {usr_1, usr_2}").holds);
  CHECK(judge(house, "billing-admin is a subset of {}").holds);
  const auto judged = judge(house, "global-admin is a subset of {ada@contoso.example}");
  CHECK_FALSE(judged.holds);
  CHECK(judged.violations == 1);
  CHECK(judged.who == Words{"bob@contoso.example"});
  CHECK(judged.what == "1 person holds it and may not: bob@contoso.example");
  CHECK(judged.mend == "pcadmin role unassign bob@contoso.example global-admin");
  house.by("ada", [](Unit& unit) { ops::disable_users(unit, {ref("bob")}); });
  CHECK(judge(house, "global-admin is a subset of {ada@contoso.example}").holds);
}

TEST_CASE("at least so many global admins are people who can sign in then", "[ops][checks]") {
  House house;
  house.settle("tom", {"global-admin"}, Password::temporary);
  auto judged = judge(house, "at least 2 global-admin");
  CHECK_FALSE(judged.holds);
  CHECK(judged.violations == 1);
  CHECK(judged.what == "1 person who can sign in holds it");
  CHECK(judged.mend == "pcadmin role assign USER global-admin");
  CHECK(judge(house, "at most 1 global-admin").violations == 1);  // who cannot sign in holds it all the same
  const auto bob = house.settle("bob");
  give(house, bob, "global-admin", {.expires_at = kNoon + days(20)}, {});
  CHECK(judge(house, "at least 2 global-admin").holds);
  CHECK(judge(house, "at least 2 global-admin 19d from now").holds);
  judged = judge(house, "at least 2 global admins 20 days from now");  // that second is the first too late
  CHECK_FALSE(judged.holds);
  CHECK(judged.what == "1 person who can sign in will hold it at 2026-12-13T12:00:00Z");
  CHECK(judged.mend == "pcadmin role assign bob@contoso.example global-admin --expires never");
  house.change([&](store::ChangeId) { store::put_failed_sign_ins(house.db, bob, {.total = store::kLockingFailures}); });
  CHECK_FALSE(judge(house, "at least 2 global-admin").holds);
}

TEST_CASE("an exception counts until its last second and is told", "[ops][checks]") {
  House house;
  house.settle("ann", {"account-admin", "incentives-admin"});
  house.settle("bob", {"account-admin", "incentives-admin"});
  const std::string sentence =
      "nobody holds account-admin and incentives-admin except ann@contoso.example until 2026-11-23";
  auto judged = judge(house, sentence);
  CHECK(judged.who == Words{"bob@contoso.example"});
  CHECK(judged.what == "1 person holds them: bob@contoso.example; 1 person holds them by a waiver");
  CHECK(judged.mend == "pcadmin role unassign bob@contoso.example incentives-admin");
  house.now = kNoon + std::chrono::hours(12);  // the end of that day
  judged = judge(house, sentence);
  CHECK(judged.who == Words{"ann@contoso.example", "bob@contoso.example"});
  CHECK(judged.what == "2 people hold them: ann@contoso.example and bob@contoso.example; of 1 the waiver has ended");
}

TEST_CASE("more people than are named are counted", "[ops][checks]") {
  House house;
  house.change([&](store::ChangeId change) {
    for (int i = 0; i < 130; ++i) {
      const auto id = store::insert_user(house.db, person("p" + std::to_string(i)), kNoon, change, house.random);
      store::insert_assignment(house.db, id, role("sales-agent"), change);
    }
  });
  for (const auto* const sentence :
       {"sales-agent is a subset of {}", "at most 0 sales-agent", "no permanent assignment of sales-agent",
        "everyone with sales-agent has a reason"}) {
    INFO(sentence);
    const auto judged = judge(house, sentence);
    CHECK(judged.violations == 130);
    CHECK(judged.who.size() == ops::kMostViolators);
    CHECK(judged.who.front() == "p0@contoso.example");
    CHECK(judged.what.find(": p0@contoso.example, p1@contoso.example, p2@contoso.example and 127 others") !=
          std::string::npos);
  }
}

TEST_CASE("what would help does help", "[ops][checks]") {
  House house;
  house.settle("bob", {"account-admin"});
  const std::string sentence = "no permanent assignment of account-admin";
  CHECK(judge(house, sentence).mend == "pcadmin role assign ada@contoso.example account-admin --expires 90d");
  for (const auto* const name : {"ada", "bob"}) {
    house.by("ada", [&](Unit& unit) {
      ops::assign_role(unit, ref(name), role("account-admin"), value_or_throw(domain::Expiry::parse("90d")));
    });
  }
  CHECK(judge(house, sentence).holds);
}

// Against a slow model.

constexpr std::array<std::string_view, 4> kRoles = {"global-admin", "account-admin", "incentives-admin",
                                                    "report-viewer"};

struct Given {
  int who;
  std::string role;
  std::optional<Time> starts_at;
  std::optional<Time> expires_at;
  bool reason;
};
struct Somebody {
  std::string email;
  bool active;
  bool able;
};

struct World {
  std::vector<Somebody> people;
  std::vector<Given> given;

  bool holds(int who, std::string_view what, Time moment) const {
    return std::ranges::any_of(given, [&](const Given& one) {
      return one.who == who && one.role == what && people[static_cast<std::size_t>(who)].active &&
             !(one.starts_at && moment < *one.starts_at) && !(one.expires_at && *one.expires_at <= moment);
    });
  }
  std::int64_t count(const std::function<bool(int)>& does) const {
    std::int64_t number = 0;
    for (int who = 0; who < static_cast<int>(people.size()); ++who) number += does(who) ? 1 : 0;
    return number;
  }
  std::int64_t count_given(const std::set<std::string>& roles, Time now,
                           const std::function<bool(const Given&)>& bad) const {
    return count([&](int who) {
      return std::ranges::any_of(given, [&](const Given& one) {
        return one.who == who && roles.contains(one.role) && people[static_cast<std::size_t>(who)].active &&
               !(one.starts_at && now < *one.starts_at) && !(one.expires_at && *one.expires_at <= now) && bad(one);
      });
    });
  }
};

TEST_CASE("every sentence means what a slow look at everybody finds", "[ops][checks]") {
  std::mt19937 dice(23);
  const auto roll = [&](int sides) { return static_cast<int>(dice() % static_cast<unsigned>(sides)); };
  const auto moment = [&]() -> std::optional<Time> {
    return roll(2) == 0 ? std::nullopt : std::optional(kNoon + days(roll(7) - 3));
  };
  std::set<std::string> privileged;
  for (const auto one : domain::Catalogue::role_ids()) {
    if (domain::may({one}, domain::Act::grant_roles)) privileged.emplace(one.text());
  }
  int held = 0;
  int broken = 0;
  for (int round = 0; round < 40; ++round) {
    House house;
    World world;
    for (int who = 0; who < 6; ++who) {
      const auto name = "p" + std::to_string(who);
      auto record = person(name);
      if (roll(4) == 0) record.state = domain::UserState::disabled;
      const auto password = roll(3) == 0 ? Password::temporary : Password::chosen;
      const auto id = house.settle(record, {}, password);
      const bool active = record.state == domain::UserState::active;
      world.people.push_back({record.email.text(), active, active && password == Password::chosen});
      for (const auto what : kRoles) {
        if (roll(2) == 0) continue;
        const Given given{who, std::string(what), moment(), moment(), roll(2) == 0};
        give(house, id, what, {.starts_at = given.starts_at, .expires_at = given.expires_at},
             given.reason ? std::optional<std::string>("because") : std::nullopt);
        world.given.push_back(given);
      }
    }
    world.people.push_back({"ada@contoso.example", true, true});  // by whom the store was made
    for (const auto* const what : {"global-admin", "account-admin"}) world.given.push_back({6, what, {}, {}, false});

    const auto expect = [&](const std::string& sentence, std::int64_t violations) {
      INFO(round << ": " << sentence);
      const auto judged = judge(house, sentence);
      CHECK(judged.violations == violations);
      CHECK(judged.holds == (violations == 0));
      CHECK(judged.mend.has_value() == (violations != 0));
      violations == 0 ? ++held : ++broken;
    };
    for (const auto what : kRoles) {
      const std::string name(what);
      const int in = roll(7);
      expect(name + " is a subset of {ada@contoso.example, p" + std::to_string(in) + "@contoso.example}",
             world.count([&](int who) { return who != 6 && who != in && world.holds(who, what, kNoon); }));
      const auto ahead = roll(4);
      const auto then = kNoon + days(ahead);
      const auto when = ahead == 0 ? "" : " " + std::to_string(ahead) + "d from now";
      const auto number = 1 + roll(5);
      const bool able = what == "global-admin";
      const auto can = world.count([&](int who) {
        return world.holds(who, what, then) && (!able || world.people[static_cast<std::size_t>(who)].able);
      });
      expect("at least " + std::to_string(number) + " " + name + when, std::max<std::int64_t>(0, number - can));
      const auto all = world.count([&](int who) { return world.holds(who, what, then); });
      expect("at most " + std::to_string(number) + " " + name + when, std::max<std::int64_t>(0, all - number));
      for (const auto other : kRoles) {
        if (what >= other) continue;
        const int excepted = roll(7);
        const int until = roll(3) - 1;
        const auto waived = [&](int who) { return who == excepted && until > 0; };
        expect("nobody holds " + name + " and " + std::string(other) + " except " +
                   world.people[static_cast<std::size_t>(excepted)].email + " until " +
                   to_rfc3339(kNoon + std::chrono::seconds(until)),
               world.count([&](int who) {
                 return world.holds(who, what, kNoon) && world.holds(who, other, kNoon) && !waived(who);
               }));
      }
      expect("no permanent assignment of " + name,
             world.count_given({name}, kNoon, [](const Given& one) { return !one.expires_at; }));
      expect("everyone with " + name + " has a reason",
             world.count_given({name}, kNoon, [](const Given& one) { return !one.reason; }));
    }
    expect("nobody holds global-admin and account-admin and report-viewer", world.count([&](int who) {
      return world.holds(who, "global-admin", kNoon) && world.holds(who, "account-admin", kNoon) &&
             world.holds(who, "report-viewer", kNoon);
    }));
    expect("no permanent assignment of privileged roles",
           world.count_given(privileged, kNoon, [](const Given& one) { return !one.expires_at; }));
    expect(
        "everyone with incentives-admin, report-viewer has a reason",
        world.count_given({"incentives-admin", "report-viewer"}, kNoon, [](const Given& one) { return !one.reason; }));
  }
  CHECK(held > 200);
  CHECK(broken > 200);
}

}  // namespace
