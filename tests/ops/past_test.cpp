#include "support/store_fixture.hpp"

#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/deletion.hpp"
#include "pcadmin/ops/history.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/store/assignments.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using std::chrono::hours;

domain::AsOf at(std::int64_t change) { return domain::AsOf::parse("@" + std::to_string(change)).value(); }

/// `change event subject` of each, newest first.
std::vector<std::string> told(House& house, std::string_view by, std::string_view name) {
  std::vector<std::string> lines;
  house.seen_by(by, [&](const ops::Unit& unit) {
    ops::list_user_history(unit, ref(name), [&](const ops::Happening& happening) {
      lines.push_back(std::to_string(happening.change.id.number) + " " + std::string(to_string(happening.event.what)) +
                      (happening.event.subject ? " " + *happening.event.subject : ""));
      return true;
    });
  });
  return lines;
}

void give(House& house, std::string_view name, std::string_view id, std::optional<Time> end = {}) {
  house.change([&](store::ChangeId change) {
    const auto user = house.record_of(name).id;
    if (const auto there = store::find_assignment(house.db, user, role(id)))
      store::update_assignment(house.db, there->id, change, {.expires_at = end});
    else
      store::insert_assignment(house.db, user, role(id), change, {.expires_at = end});
  });
}

TEST_CASE("the history of a person says what happened newest first", "[ops][past]") {
  House house;
  house.settle("ann", {"helpdesk-agent"});                                                                  // 2
  give(house, "ann", "helpdesk-agent", kNoon + hours{5});                                                   // 3
  house.change([&](auto) { take_role(house.db, house.record_of("ann").id, role("helpdesk-agent")); });      // 4
  house.by("ada", [](ops::Unit& unit) { ops::delete_users(unit, {ref("ann")}, ops::IfMissing::refuse); });  // 5
  house.by("ada", [](ops::Unit& unit) { ops::restore_user(unit, ref("ann")); });                            // 6
  CHECK(told(house, "ada", "ann") == std::vector<std::string>{"6 user-restored", "5 user-deleted",
                                                              "4 role-taken helpdesk-agent",
                                                              "3 role-changed helpdesk-agent", "2 user-added",
                                                              "2 role-given helpdesk-agent", "2 password-chosen"});
}

TEST_CASE("everybody may read their own history and who administers users that of others", "[ops][past]") {
  House house;
  house.settle("ann", {"mpn-partner-admin"});
  house.settle("eve");
  CHECK_FALSE(told(house, "eve", "eve").empty());
  CHECK_FALSE(told(house, "ada", "eve").empty());
  const auto refused = [&](std::string_view who, std::string_view whose) {
    return house
        .refused_to_see(
            who,
            [&](const ops::Unit& unit) { ops::list_user_history(unit, ref(whose), [](const auto&) { return true; }); })
        .code;
  };
  CHECK(refused("eve", "ann") == "not-allowed");
  CHECK(refused("ann", "eve") == "not-allowed");
  CHECK(refused("eve", "nobody") == "not-allowed");  // nor are they told who was ever there
  CHECK(refused("ada", "nobody") == "unknown-user");
}

TEST_CASE("the history of an address is that of who has it - else of who had it last", "[ops][past]") {
  House house;
  const auto first = house.settle("ann");
  house.by("ada", [](ops::Unit& unit) { ops::delete_users(unit, {ref("ann")}, ops::IfMissing::refuse); });
  const auto whose = [&] {
    domain::UserId id{0};
    house.seen_by("ada", [&](const ops::Unit& unit) {
      ops::list_user_history(unit, ref("ann"), [&](const ops::Happening& happening) {
        id = happening.event.user;
        return false;
      });
    });
    return id;
  };
  CHECK(whose() == first);
  const auto second = house.settle("ann");
  CHECK(whose() == second);
}

TEST_CASE("the history of a role tells of everybody or of one person", "[ops][past]") {
  House house;
  house.settle("ann", {"helpdesk-agent"});                                                              // 2
  house.settle("ben", {"helpdesk-agent"});                                                              // 3
  house.change([&](auto) { take_role(house.db, house.record_of("ann").id, role("helpdesk-agent")); });  // 4
  const auto lines = [&](std::optional<domain::UserRef> user) {
    std::vector<std::string> found;
    house.seen_by("ada", [&](const ops::Unit& unit) {
      ops::list_role_history(unit, role("helpdesk-agent"), user, [&](const ops::Happening& happening) {
        found.push_back(std::to_string(happening.change.id.number) + " " +
                        std::string(to_string(happening.event.what)) + " " + happening.email);
        return true;
      });
    });
    return found;
  };
  CHECK(lines({}) == std::vector<std::string>{"4 role-taken ann@contoso.example", "3 role-given ben@contoso.example",
                                              "2 role-given ann@contoso.example"});
  CHECK(lines(ref("ben")) == std::vector<std::string>{"3 role-given ben@contoso.example"});
}

/// Who is there with what at one moment, slowly: every person's fields, and every assignment by id.
struct State {
  std::map<std::string, std::map<std::string, std::string>> users;
  std::map<std::string, std::map<std::string, std::string>> assignments;
  std::set<std::string> held;
};

State state_of(House& house) {
  State state;
  store::list_users(house.db, {}, house.now, [&](const store::ListedUser& listed) {
    const auto id = listed.user.id.text();
    const auto& record = listed.user.record;
    auto& fields = state.users[id];
    fields = {{"name", record.name.text()},
              {"email", record.email.text()},
              {"kind", std::string(to_string(record.kind))},
              {"state", std::string(to_string(record.state))}};
    for (const auto& a : store::list_assignments(house.db, listed.user.id)) {
      auto& terms = state.assignments[id + " " + std::string(a.role.text())];
      if (a.expires_at) terms["expires_at"] = to_rfc3339(*a.expires_at);
      if (a.starts_at) terms["starts_at"] = to_rfc3339(*a.starts_at);
      terms["status"] = a.expired_at(house.now) ? "expired" : a.holds_at(house.now) ? "in-force" : "to-come";
      if (a.holds_at(house.now)) state.held.insert(id + " " + std::string(a.role.text()));
    }
    return true;
  });
  return state;
}

using Told = std::set<std::string>;

void compare(Told& told, const std::string& who, const std::map<std::string, std::string>& before,
             const std::map<std::string, std::string>& after) {
  std::set<std::string> names;
  for (const auto& [name, value] : before) names.insert(name);
  for (const auto& [name, value] : after) names.insert(name);
  for (const auto& name : names) {
    const auto was = before.contains(name) ? before.at(name) : "-";
    const auto is = after.contains(name) ? after.at(name) : "-";
    if (was != is) told.insert(who + " " + name + ": " + was + " -> " + is);
  }
}

Told compared(const std::map<std::string, std::map<std::string, std::string>>& before,
              const std::map<std::string, std::map<std::string, std::string>>& after) {
  static const std::map<std::string, std::string> kNothing;
  Told told;
  for (const auto& [who, fields] : before) compare(told, who, fields, after.contains(who) ? after.at(who) : kNothing);
  for (const auto& [who, fields] : after) {
    if (!before.contains(who)) compare(told, who, kNothing, fields);
  }
  return told;
}

Told expected(const State& before, const State& after, store::Compared what) {
  if (what == store::Compared::users) return compared(before.users, after.users);
  if (what == store::Compared::assignments) return compared(before.assignments, after.assignments);
  Told told;
  for (const auto& who : before.held)
    if (!after.held.contains(who)) told.insert(who + " lost");
  for (const auto& who : after.held)
    if (!before.held.contains(who)) told.insert(who + " gained");
  return told;
}

Told actual(House& house, std::int64_t from, std::int64_t to, store::Compared what) {
  Told told;
  house.seen_by("ada", [&](const ops::Unit& unit) {
    const auto moments = ops::compared_moments(unit, at(from), at(to), what);
    ops::list_differences(unit, moments, [&](const store::Difference& difference) {
      const auto who = difference.user.text() + (difference.role ? " " + *difference.role : "");
      const auto& field = difference.field;
      const bool fresh =
          told.insert(what == store::Compared::roles ? who + (field.after ? " gained" : " lost")
                                                     : who + " " + field.name + ": " + field.before.value_or("-") +
                                                           " -> " + field.after.value_or("-"))
              .second;
      CHECK(fresh);  // nothing is told twice
      return true;
    });
  });
  return told;
}

/// Random changes to a few people.
class Play {
 public:
  explicit Play(House& house) : house_(house), random_(20261123) {
    for (const auto* const name : {"a", "b", "c", "d", "e"}) house_.settle(name);
  }

  void step() {
    house_.now += hours{random_() % 3};
    house_.change([&](store::ChangeId change) {
      for (auto times = 1 + random_() % 3; times > 0; --times) act(change);
    });
  }

 private:
  void act(store::ChangeId change) {
    const domain::UserId user(static_cast<std::int64_t>(2 + random_() % 5));
    const auto found = store::find_user(house_.db, user);
    if (!found) {
      const auto deleted = store::find_deleted_user(house_.db, user);
      if (random_() % 2 == 0) store::restore_user(house_.db, *deleted, store::KeepOsAccount::yes, change);
      return;
    }
    const auto id = role(random_() % 2 == 0 ? "helpdesk-agent" : "sales-agent");
    const auto there = store::find_assignment(house_.db, user, id);
    store::Terms terms;
    if (random_() % 2 == 0) terms.expires_at = house_.now + hours{1 + random_() % 9};
    if (random_() % 3 == 0) terms.starts_at = house_.now + hours{1 + random_() % 9};
    switch (random_() % 6) {
      case 0:
        return store::delete_user(house_.db, user, house_.now, change);
      case 1: {
        auto record = found->record;
        record.name = value_or_throw(domain::PersonName::parse(random_() % 2 == 0 ? "One" : "Two"));
        return store::update_user(house_.db, user, record, change);
      }
      case 2:
        if (there) store::delete_assignment(house_.db, there->id);
        return;
      default:
        there ? store::update_assignment(house_.db, there->id, change, terms)
              : store::insert_assignment(house_.db, user, id, change, terms);
    }
  }

  House& house_;
  std::mt19937_64 random_;
};

TEST_CASE("diff tells what two states told slowly differ in - forwards and backwards", "[ops][past]") {
  House house;
  Play play(house);
  std::map<std::int64_t, State> states;
  for (int i = 0; i < 60; ++i) {
    play.step();
    states.emplace(house.head().change.number, state_of(house));
  }
  std::mt19937_64 random(7);
  const auto some = [&] { return std::next(states.begin(), static_cast<std::ptrdiff_t>(random() % states.size())); };
  for (int i = 0; i < 150; ++i) {
    const auto from = some();
    const auto to = some();
    for (const auto what : {store::Compared::users, store::Compared::roles, store::Compared::assignments}) {
      INFO(from->first << " to " << to->first << " " << to_string(what));
      CHECK(actual(house, from->first, to->first, what) == expected(from->second, to->second, what));
    }
  }
}

TEST_CASE("an assignment that ran out in between is a difference", "[ops][past]") {
  House house;
  house.settle("ann", {"helpdesk-agent"});                 // 2
  give(house, "ann", "helpdesk-agent", kNoon + hours{5});  // 3
  CHECK(actual(house, 2, 3, store::Compared::assignments) ==
        Told{"usr_2 helpdesk-agent expires_at: - -> 2026-11-23T17:00:00Z"});
  house.now += hours{5};
  house.change([](auto) {});  // 4: it has run out
  CHECK(actual(house, 3, 4, store::Compared::assignments) == Told{"usr_2 helpdesk-agent status: in-force -> expired"});
  CHECK(actual(house, 4, 3, store::Compared::assignments) == Told{"usr_2 helpdesk-agent status: expired -> in-force"});
  CHECK(actual(house, 3, 4, store::Compared::roles) == Told{"usr_2 helpdesk-agent lost"});
  CHECK(actual(house, 2, 2, store::Compared::assignments).empty());
}

TEST_CASE("who looks back sees the past of nobody else by an address that is theirs now", "[ops][past]") {
  House house;
  house.settle("ann");  // 2
  house.by("ada", [](ops::Unit& unit) { ops::delete_users(unit, {ref("ann")}, ops::IfMissing::refuse); });
  house.settle("ann");  // 4: another one
  const auto show = [](const ops::Unit& unit) { return ops::user_exists(unit, ref("ann")); };
  CHECK(house.seen_by("ann", show).has_value());
  const auto who = house.operator_of("ann");
  const store::Transaction transaction(house.db, store::Access::read);
  store::look_back(house.db, store::get_moment(house.db, at(2), house.now));
  ops::Unit unit(house.db, house.now, house.random, domain::kLeastCost);
  unit.act_as(who);
  CHECK(failure_of([&] { show(unit); }).code == "not-allowed");
}

}  // namespace
