#include "pcadmin/ops/separation.hpp"

#include "store/engine.hpp"
#include "support/store_fixture.hpp"

#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/deletion.hpp"
#include "pcadmin/ops/guards.hpp"
#include "pcadmin/ops/import_people.hpp"
#include "pcadmin/ops/offboard.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/settings.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

/// Roles that nobody may hold at the same time.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using domain::Guard;
using ops::Unit;
using std::chrono::days;
using std::chrono::seconds;
using Act = std::function<void(Unit&)>;

constexpr const char* kRule = "nobody holds account-admin and incentives-admin";

ops::GuardChange keep_apart(House& house, const std::string& sentences) {
  return house.by("ada", [&](Unit& unit) { return ops::set_guard(unit, Guard::separate_duties, sentences); });
}

ops::GuardState state(House& house) {
  for (const auto& known : house.seen_by("ada", [](const Unit& unit) { return ops::list_guards(unit); })) {
    if (known.guard == Guard::separate_duties) return known;
  }
  throw std::logic_error("no such guard");
}

Act assign(std::string_view who, std::string_view what, const char* expiry = nullptr) {
  return [=](Unit& unit) {
    ops::assign_role(unit, ref(who), role(what),
                     expiry == nullptr ? std::nullopt : std::optional(value_or_throw(domain::Expiry::parse(expiry))));
  };
}

/// Gives a role past every rule but those of `Unit::finish`.
Act give(domain::UserId who, std::string_view what, const store::Terms& terms) {
  return [=](Unit& unit) { store::insert_assignment(unit.db(), who, role(what), unit.change(), terms); };
}

std::string text_of(const Failure& failure, const std::string& name) {
  for (const auto& [key, value] : failure.details) {
    if (key == name) return std::get<std::string>(value);
  }
  return "none";
}

TEST_CASE("a role that must not be held beside another is refused with the ways out", "[ops][separation]") {
  House house;
  house.settle("ann", {"account-admin"});
  keep_apart(house, kRule);
  const auto failure = house.refused("ada", assign("ann", "incentives-admin"));
  CHECK(failure.code == "separation-of-duties");
  CHECK(failure.kind == FailureKind::refused);
  CHECK(failure.message ==
        "refusing: ann@contoso.example would hold account-admin and incentives-admin; the rule is: nobody holds "
        "account-admin and incentives-admin");
  CHECK(failure.hint ==
        "take the other from them first: pcadmin role unassign ann@contoso.example account-admin; or a global admin "
        "may except them for a time: pcadmin guard set separate-duties 'nobody holds account-admin and "
        "incentives-admin except ann@contoso.example until 2026-12-23'");
  CHECK(text_of(failure, "user") == "ann@contoso.example");
  CHECK(text_of(failure, "rule") == "separate-duties");
  CHECK(text_of(failure, "sentence") == kRule);
  house.by("ada", assign("ann", "report-viewer"));  // what is not kept apart
}

TEST_CASE("both ways out that a refusal names do help", "[ops][separation]") {
  House house;
  house.settle("ann", {"account-admin"});
  house.settle("bob", {"account-admin"});
  keep_apart(house, std::string("nobody holds erv and report-viewer; ") + kRule);
  const auto hint = house.refused("ada", assign("ann", "incentives-admin")).hint;
  const auto open = hint.find('\'');
  keep_apart(house, hint.substr(open + 1, hint.rfind('\'') - open - 1));
  house.by("ada", assign("ann", "incentives-admin"));
  house.by("ada", [](Unit& unit) { ops::unassign_role(unit, ref("bob"), role("account-admin")); });
  house.by("ada", assign("bob", "incentives-admin"));
  CHECK(house.refused("ada", assign("bob", "account-admin")).code == "separation-of-duties");
  house.settle("cy", {"report-viewer"});
  CHECK(house.refused("ada", assign("cy", "erv")).code == "separation-of-duties");
}

TEST_CASE("whatever the path, roles that are kept apart do not come together", "[ops][separation]") {
  House house;
  house.settle("ann", {"account-admin"});
  house.settle("eve", {"incentives-admin"});
  house.settle("dan", {"account-admin", "incentives-admin"});
  house.settle("del", {"account-admin", "incentives-admin"});
  house.by("ada", [](Unit& unit) { ops::disable_users(unit, {ref("dan")}); });
  house.by("ada", [](Unit& unit) { ops::delete_users(unit, {ref("del")}); });
  keep_apart(house, kRule);

  const std::vector<std::pair<std::string, Act>> ways = {
      {"assign", assign("ann", "incentives-admin")},
      {"assign with an end", assign("ann", "incentives-admin", "9d")},
      {"add",
       [](Unit& unit) {
         ops::add_user(unit, person("zoe"), roles({"account-admin", "incentives-admin"}));
       }},
      {"enable", [](Unit& unit) { ops::enable_users(unit, {ref("dan")}); }},
      {"restore", [](Unit& unit) { ops::restore_user(unit, ref("del")); }},
      {"successor", [](Unit& unit) { ops::offboard_user(unit, ref("eve"), ref("ann")); }},
      {"import",
       [](Unit& unit) {
         bool given = false;
         ops::import_people(
             unit,
             [&]() -> std::optional<tl::expected<domain::PersonRow, std::vector<domain::RowFault>>> {
               if (std::exchange(given, true)) return std::nullopt;
               return domain::PersonRow{.line = 2,
                                        .name = value_or_throw(domain::PersonName::parse("Ann")),
                                        .email = email("ann"),
                                        .roles = roles({"incentives-admin"})};
             },
             ops::OnExisting::update, [](const ops::Temporary&) {});
       }},
  };
  for (const auto& [name, act] : ways) {
    INFO(name);
    CHECK(house.refused("ada", act).code == "separation-of-duties");
  }
}

TEST_CASE("times that meet count and times that do not are free", "[ops][separation]") {
  House house;
  const auto ann = house.settle("ann");
  house.by("ada", give(ann, "account-admin", {.starts_at = kNoon + days(10), .expires_at = kNoon + days(20)}));
  keep_apart(house, kRule);
  const auto within = [&](std::optional<Time> begin, std::optional<Time> end) {
    return give(ann, "incentives-admin", {.starts_at = begin, .expires_at = end});
  };
  for (const auto& act : {within({}, {}), within({}, kNoon + days(10) + seconds(1)),
                          within(kNoon + days(20) - seconds(1), {}), within(kNoon + days(15), kNoon + days(16))}) {
    const auto failure = house.refused("ada", act);
    CHECK(failure.code == "separation-of-duties");
    CHECK(failure.message.find(" on; the rule") != std::string::npos);  // not yet, but from then on
  }
  house.by("ada", within({}, kNoon + days(10)));
  house.now = kNoon + days(11);
  house.change([&](store::ChangeId) { take_role(house.db, ann, role("incentives-admin")); });
  house.by("ada", give(ann, "incentives-admin", {.starts_at = kNoon + days(20)}));
}

TEST_CASE("a role for one location is held as any other", "[ops][separation]") {
  House house;
  const auto ann = house.settle("ann", {"account-admin"});
  keep_apart(house, kRule);
  house.change([&](store::ChangeId change) {
    store::Query(house.db,
                 "INSERT INTO location (partner_id, name, country, parent, since) VALUES ('4391508', "
                 "'Lyon', 'FR', '4391507', ?1)")
        .bind(change.number)
        .run();
  });
  CHECK(house.refused("ada", give(ann, "incentives-admin", {.location = store::LocationId{1}})).code ==
        "separation-of-duties");
}

TEST_CASE("a waiver holds to its last second and not one longer", "[ops][separation]") {
  House house;
  house.settle("ann", {"account-admin"});
  house.settle("bob", {"account-admin"});
  keep_apart(house, std::string(kRule) + " except ann@contoso.example until 2026-11-30T12:00:00Z");
  CHECK(house.refused("ada", assign("bob", "incentives-admin")).code == "separation-of-duties");
  const auto end = kNoon + days(7);
  house.now = end;
  CHECK(house.refused("ada", assign("ann", "incentives-admin"))
            .message.find("incentives-admin, and their waiver ended 2026-11-30T12:00:00Z; the rule") !=
        std::string::npos);
  house.now = end - seconds(1);
  house.by("ada", assign("ann", "incentives-admin"));
  CHECK(state(house).now ==
        "1 person holds account-admin and incentives-admin: ann@contoso.example (waiver until 2026-11-30T12:00:00Z)");

  house.now = end;  // what was given stays, is told, and does not stand in the way of anything else
  CHECK(state(house).now ==
        "1 person holds account-admin and incentives-admin: ann@contoso.example (waiver ended 2026-11-30T12:00:00Z)");
  house.by("ada", assign("ann", "report-viewer"));
  house.by("ada", assign("ann", "incentives-admin", "30d"));  // shorter than before
  CHECK(house.refused("ada", assign("ann", "incentives-admin", "60d")).code == "separation-of-duties");
  house.by("ada", [](Unit& unit) { ops::unassign_role(unit, ref("ann"), role("incentives-admin")); });
  CHECK(house.refused("ada", assign("ann", "incentives-admin")).code == "separation-of-duties");
}

TEST_CASE("who is excepted is remembered by id and told by address", "[ops][separation]") {
  House house;
  const auto ann = house.settle("ann", {"account-admin"});
  const auto said = keep_apart(house, std::string(kRule) + " except ann@contoso.example until 2026-12-31");
  CHECK(said.state.value == std::string(kRule) + " except ann@contoso.example until 2026-12-31");
  CHECK(store::find_setting(house.db, "separate-duties") ==
        std::string(kRule) + " except " + ann.text() + " until 2026-12-31");
  house.by("ada", [](Unit& unit) { ops::edit_user(unit, ref("ann"), {.email = email("anna")}); });
  CHECK(state(house).value == std::string(kRule) + " except anna@contoso.example until 2026-12-31");
  house.by("ada", assign("anna", "incentives-admin"));
  CHECK(house
            .refused("ada",
                     [](Unit& unit) {
                       ops::set_guard(unit, Guard::separate_duties,
                                      "nobody holds erv and report-viewer except no@contoso.example until 2026-12-31");
                     })
            .code == "unknown-user");
  CHECK(house
            .refused("ada",
                     [&](Unit& unit) {
                       ops::set_guard(unit, Guard::separate_duties,
                                      "nobody holds erv and report-viewer except anna@contoso.example until "
                                      "2026-12-31, " +
                                          ann.text() + " until 2026-12-30");
                     })
            .code == "invalid-assertion");
}

TEST_CASE("a waiver that has ended is told and one of somebody erased is left out", "[ops][separation]") {
  House house;
  house.settle("bob");
  keep_apart(house, std::string(kRule) + " except bob@contoso.example until 2020-01-01");
  CHECK(state(house).notes == std::vector<std::string>{"the waiver of bob@contoso.example ended on 2020-01-01"});
  const auto id = house.record_of("bob").id.text();
  house.by("ada", [](Unit& unit) { ops::delete_users(unit, {ref("bob")}); });
  const auto by_id = std::string(kRule) + " except " + id + " until 2020-01-01";
  CHECK(state(house).value == by_id);
  CHECK_FALSE(keep_apart(house, by_id).changed);
  house.by("ada", [&](Unit& unit) { ops::purge_user(unit, value_or_throw(domain::UserRef::parse(id))); });
  CHECK(state(house).value == kRule);
  CHECK(state(house).notes.empty());
  house.settle("ann", {"account-admin"});
  CHECK(house.refused("ada", assign("ann", "incentives-admin")).hint.find(id) == std::string::npos);
  CHECK(keep_apart(house, by_id).changed);
  CHECK(state(house).value == kRule);
}

TEST_CASE("a rule that is broken already may be set and says by whom", "[ops][separation]") {
  House house;
  house.settle("ann", {"account-admin", "incentives-admin"});
  house.settle("bob");
  CHECK(state(house).now == "no roles are kept apart");
  const auto said = keep_apart(house, kRule);
  CHECK(said.changed);
  CHECK(said.state.notes ==
        std::vector<std::string>{"1 person holds account-admin and incentives-admin: ann@contoso.example"});
  house.by("ada", assign("ann", "report-viewer"));
  house.by("ada", [](Unit& unit) { ops::unassign_role(unit, ref("ann"), role("account-admin")); });
  CHECK(state(house).now == "nobody holds what is kept apart");
  CHECK(house.refused("ada", assign("ann", "account-admin")).code == "separation-of-duties");
  house.by("ada", [](Unit& unit) { ops::unset_guard(unit, Guard::separate_duties); });
  house.by("ada", assign("ann", "account-admin"));
}

TEST_CASE("of three roles two may be held", "[ops][separation]") {
  House house;
  house.settle("ann", {"account-admin"});
  keep_apart(house, "nobody holds account-admin and incentives-admin and billing-admin");
  house.by("ada", assign("ann", "incentives-admin"));
  const auto failure = house.refused("ada", assign("ann", "billing-admin"));
  CHECK(failure.code == "separation-of-duties");
  CHECK(failure.message.find("would hold billing-admin, account-admin and incentives-admin") != std::string::npos);
}

TEST_CASE("everybody whom one change would give too much is counted and the first is named", "[ops][separation]") {
  House house;
  std::vector<domain::UserId> people;
  for (int i = 0; i < 130; ++i) people.push_back(house.settle("p" + std::to_string(i), {"account-admin"}));
  keep_apart(house, kRule);
  const auto failure = house.refused("ada", [&](Unit& unit) {
    for (const auto id : people) store::insert_assignment(unit.db(), id, role("incentives-admin"), unit.change());
  });
  CHECK(failure.message.find("refusing: p0@contoso.example would hold") == 0);
  CHECK(failure.message.find(", and 129 others what they must not") != std::string::npos);
  CHECK(std::get<std::int64_t>(failure.details.back().second) == 130);
  CHECK(std::get<std::vector<std::string>>(failure.details.at(4).second).size() == 100);
}

// Against a slow model: who holds what in each of the coming seconds.

constexpr int kHorizon = 12;  ///< nothing begins or ends later
constexpr std::array<std::string_view, 3> kRoles = {"account-admin", "billing-admin", "incentives-admin"};

struct Held {
  int begin = 0;
  int end = kHorizon;
};
struct Somebody {
  bool active = true;
  std::map<int, Held> roles{};  ///< by their place in `kRoles`
};
struct Rule {
  std::vector<int> roles;
  std::map<int, int> waivers{};  ///< by person: the first second without
};

bool breaks(const Somebody& one, const Rule& rule, int second) {
  return one.active && std::ranges::all_of(rule.roles, [&](int which) {
           const auto held = one.roles.find(which);
           return held != one.roles.end() && held->second.begin <= second && second < held->second.end;
         });
}

bool makes_worse(const Somebody& before, const Somebody& after, const Rule& rule, int who, int now) {
  const auto waiver = rule.waivers.find(who);
  for (int begin = now; begin < kHorizon; ++begin) {
    if (!breaks(after, rule, begin)) continue;
    int end = begin;
    bool covered = true;
    for (; end < kHorizon && breaks(after, rule, end); ++end) covered = covered && breaks(before, rule, end);
    if (!covered && (waiver == rule.waivers.end() || begin >= waiver->second)) return true;
    begin = end;
  }
  return false;
}

TEST_CASE("changes are refused exactly when a slow look at every second finds them worse", "[ops][separation]") {
  std::mt19937 dice(19);
  const auto roll = [&](int sides) { return static_cast<int>(dice() % static_cast<unsigned>(sides)); };
  int refusals = 0;
  int done = 0;
  for (int round = 0; round < 60; ++round) {
    House house;
    std::vector<domain::UserId> ids;
    std::vector<Somebody> people(3);
    for (int i = 0; i < 3; ++i) ids.push_back(house.settle("p" + std::to_string(i)));
    std::vector<Rule> rules = {{.roles = {0, 2}}, {.roles = {0, 1, 2}}};
    if (roll(2) == 0) rules[0] = {.roles = {1, 2}};
    std::string sentences;
    for (auto& rule : rules) {
      sentences += "nobody holds ";
      for (const int which : rule.roles)
        sentences +=
            (which == rule.roles.front() ? "" : " and ") + std::string(kRoles.at(static_cast<std::size_t>(which)));
      if (roll(2) == 0) {
        const int who = roll(3);
        rule.waivers[who] = roll(kHorizon);
        sentences += " except p" + std::to_string(who) + "@contoso.example until " +
                     to_rfc3339(kNoon + seconds(rule.waivers[who]));
      }
      sentences += "; ";
    }
    keep_apart(house, sentences);
    for (int step = 0; step < 25; ++step) {
      if (roll(6) == 0 && house.now < kNoon + seconds(kHorizon - 2)) house.now += seconds(1);
      const int now = static_cast<int>((house.now - kNoon).count());
      auto next = people;
      const Act act = [&](Unit& unit) {
        for (int writes = 1 + roll(3); writes > 0; --writes) {
          const int who = roll(3);
          const int which = roll(3);
          auto& one = next.at(static_cast<std::size_t>(who));
          const auto id = ids.at(static_cast<std::size_t>(who));
          const auto what = role(kRoles.at(static_cast<std::size_t>(which)));
          const auto there = store::find_assignment(unit.db(), id, what);
          if (roll(8) == 0) {
            auto record = store::find_user(unit.db(), id)->record;
            one.active = !one.active;
            record.state = one.active ? domain::UserState::active : domain::UserState::disabled;
            store::update_user(unit.db(), id, record, unit.change());
          } else if (there && roll(2) == 0) {
            store::delete_assignment(unit.db(), there->id);
            one.roles.erase(which);
          } else {
            const Held held{.begin = roll(kHorizon), .end = now + 1 + roll(kHorizon)};
            const store::Terms terms{
                .starts_at = held.begin == 0 ? std::nullopt : std::optional(kNoon + seconds(held.begin)),
                .expires_at = held.end >= kHorizon ? std::nullopt : std::optional(kNoon + seconds(held.end))};
            there ? store::update_assignment(unit.db(), there->id, unit.change(), terms)
                  : store::insert_assignment(unit.db(), id, what, unit.change(), terms);
            one.roles[which] = {held.begin, std::min(held.end, kHorizon)};
          }
        }
      };
      bool worse = false;
      bool refused = false;
      try {
        house.by("ada", act);
      } catch (const Error& error) {
        refused = error.failure().code == "separation-of-duties";
        CHECK(refused);
      }
      for (int who = 0; who < 3; ++who) {
        for (const auto& rule : rules) {
          const auto place = static_cast<std::size_t>(who);
          worse = worse || makes_worse(people[place], next[place], rule, who, now);
        }
      }
      INFO(round << "/" << step << ": " << sentences);
      REQUIRE(refused == worse);
      refused ? ++refusals : ++done;
      if (!refused) people = next;
    }
  }
  CHECK(refusals > 50);
  CHECK(done > 500);
}

}  // namespace
