#include "store/touches.hpp"

#include "support/store_fixture.hpp"

#include "pcadmin/store/as_of.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/events.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using store::Touch;
using Touches = std::vector<std::pair<std::int64_t, std::int64_t>>;  // change-set and row

constexpr std::string_view kCommon = "referrals-user";
constexpr std::string_view kRare = "report-viewer";
constexpr std::string_view kAbsent = "billing-admin";
constexpr std::int64_t kMany = 1'000'000;

Touches walked(const store::Database& db, std::string_view name, store::TouchLimits limits) {
  Touches found;
  store::walk_role_touches(
      db, role(name),
      [&](const Touch& touch) {
        found.emplace_back(touch.change, touch.row);
        return true;
      },
      limits);
  return found;
}

/// The same, slowly: every row of the role that there is or was, by then.
Touches expected(const House& house, std::string_view name, std::int64_t by) {
  std::set<std::pair<std::int64_t, std::int64_t>> all;
  store::Query query(house.db,
                     "SELECT since, id, role FROM main.assignment UNION ALL SELECT since, id, role FROM "
                     "main.assignment_history UNION ALL SELECT until, id, role FROM main.assignment_history");
  while (query.step()) {
    if (query.text(2) == name && query.integer(0) <= by) all.emplace(query.integer(0), query.integer(1));
  }
  return {all.rbegin(), all.rend()};
}

/// Everybody gets, loses and keeps on other terms what they hold, several in one change-set: the common role nearly
/// always, the rare one seldom.
void live(House& house, int changes) {
  std::vector<domain::UserId> people;
  for (int i = 0; i < 6; ++i) people.push_back(house.settle("p" + std::to_string(i), {}, Password::none));
  std::mt19937 random(11);
  for (int i = 0; i < changes; ++i) {
    house.change([&](store::ChangeId number) {
      for (auto acts = 1 + random() % 5; acts > 0; --acts) {
        const auto user = people.at(random() % people.size());
        const auto which = role(random() % 8 == 0 ? kRare : random() % 3 == 0 ? "sales-agent" : kCommon);
        const auto held = store::find_assignment(house.db, user, which);
        if (!held)
          store::insert_assignment(house.db, user, which, number, {});
        else if (random() % 2 == 0)
          store::update_assignment(house.db, held->id, number,
                                   {.expires_at = kNoon + std::chrono::hours{random() % 99}});
        else
          take_role(house.db, user, which);
      }
    });
  }
}

TEST_CASE("the touches of a role are the same wherever the walk stops to ask", "[store][touches]") {
  House house;
  live(house, 30);
  const auto head = house.head().change.number;
  REQUIRE(expected(house, kCommon, head).size() > 40);
  REQUIRE(expected(house, kRare, head).size() > 4);
  for (const auto name : {kCommon, kRare, kAbsent}) {
    const auto all = expected(house, name, head);
    for (std::int64_t looked_at = 0; looked_at < 250; ++looked_at) {
      INFO(name << " after " << looked_at);
      CHECK(walked(house.db, name, {.looked_at = looked_at, .sorted = kMany}) == all);
      CHECK(walked(house.db, name, {.looked_at = looked_at, .sorted = 1}) == all);
    }
    CHECK(walked(house.db, name, {}) == all);
  }
}

TEST_CASE("the touches of a role by an earlier moment are the same wherever the walk stops to ask",
          "[store][touches]") {
  House house;
  live(house, 30);
  const auto head = house.head().change.number;
  for (std::int64_t by = 1; by <= head; by += 3) {
    store::Transaction transaction(house.db, store::Access::read);
    store::look_back(house.db, {{by}, house.now});
    for (const auto name : {kCommon, kRare, kAbsent}) {
      const auto all = expected(house, name, by);
      for (const std::int64_t looked_at : {0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144}) {
        INFO(name << " by " << by << " after " << looked_at);
        CHECK(walked(house.db, name, {.looked_at = looked_at, .sorted = kMany}) == all);
        CHECK(walked(house.db, name, {.looked_at = looked_at, .sorted = 1}) == all);
      }
    }
  }
}

TEST_CASE("nothing follows once a reader of touches has had enough", "[store][touches]") {
  House house;
  live(house, 30);
  const auto all = expected(house, kCommon, house.head().change.number);
  for (const std::int64_t looked_at : {1, 20, 1000}) {
    for (std::size_t wanted = 1; wanted <= all.size(); ++wanted) {
      Touches found;
      store::walk_role_touches(house.db, role(kCommon),
                               [&](const Touch& touch) {
                                 found.emplace_back(touch.change, touch.row);
                                 return found.size() < wanted;
                               },
                               {.looked_at = looked_at, .sorted = 1});
      CHECK(std::ranges::equal(found, std::span(all).first(wanted)));
    }
  }
}

TEST_CASE("the history of a role with more touches than are looked at first is whole", "[store][touches]") {
  House house;
  const auto ann = house.settle("ann", {}, Password::none);
  const auto ben = house.settle("ben", {kRare}, Password::none);
  for (int i = 0; i < 2200; ++i) {
    house.change([&](store::ChangeId number) {
      if (const auto held = store::find_assignment(house.db, ann, role(kCommon)))
        take_role(house.db, ann, role(kCommon));
      else
        store::insert_assignment(house.db, ann, role(kCommon), number, {});
    });
  }
  const auto count = [&](std::string_view name, std::optional<domain::UserId> user) {
    int events = 0;
    std::optional<std::int64_t> last;
    store::list_role_events(house.db, role(name), user, [&](const store::Event& event) {
      CHECK((!last || event.change.number < *last));
      last = event.change.number;
      ++events;
      return true;
    });
    return events;
  };
  CHECK(count(kCommon, {}) == 2200);
  CHECK(count(kCommon, ann) == 2200);
  CHECK(count(kCommon, ben) == 0);
  CHECK(count(kRare, {}) == 1);
  CHECK(count(kAbsent, {}) == 0);
}

}  // namespace
