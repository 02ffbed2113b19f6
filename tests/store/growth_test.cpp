#include "pcadmin/store/growth.hpp"

#include "support/store_fixture.hpp"

#include "pcadmin/store/as_of.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/deleted_users.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <tuple>
#include <vector>

namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using std::chrono::days;
using std::chrono::hours;
using store::Headcount;
using Counts = std::tuple<std::int64_t, std::int64_t, std::int64_t>;  // people, active, assignments

Counts counts_of(const Headcount& head) { return {head.people, head.active, head.assignments}; }

/// By the lists, somebody looking back to that moment: slow, and told another way.
Counts counted_by_lists(House& house, Time at) {
  const store::Transaction transaction(house.db, store::Access::read);
  const auto moment = store::get_moment(house.db, value_or_throw(domain::AsOf::parse(to_rfc3339(at))), house.now);
  store::look_back(house.db, moment);
  Counts counts;
  store::list_users(house.db, {}, at, [&](const store::ListedUser& listed) {
    ++std::get<0>(counts);
    if (listed.user.record.state == domain::UserState::active) ++std::get<1>(counts);
    for (const auto& one : store::list_assignments(house.db, listed.user.id))
      std::get<2>(counts) += one.holds_at(at) ? 1 : 0;
    return true;
  });
  return counts;
}

Counts counted(House& house, Time at) {
  const store::Transaction transaction(house.db, store::Access::read);
  return counts_of(store::count_over_time(house.db, std::vector{at}).front());
}

void give(House& house, domain::UserId user, std::string_view id, const store::Terms& terms) {
  house.change([&](store::ChangeId change) {
    if (const auto there = store::find_assignment(house.db, user, role(id)))
      store::update_assignment(house.db, there->id, change, terms);
    else
      store::insert_assignment(house.db, user, role(id), change, terms);
  });
}

void turn(House& house, domain::UserId user, domain::UserState state) {
  house.change([&](store::ChangeId change) {
    auto record = store::find_user(house.db, user)->record;
    record.state = state;
    store::update_user(house.db, user, record, change);
  });
}

/// Something that changes how many there are of something.
void act_at_random(House& house, std::mt19937& dice, std::vector<domain::UserId>& people, int number) {
  const auto pick = [&](std::size_t below) { return std::uniform_int_distribution<std::size_t>(0, below - 1)(dice); };
  const auto some = people.empty() ? 0 : pick(people.size());
  const auto what = people.empty() ? 0 : pick(6);
  if (what == 0) {
    people.push_back(house.settle("p" + std::to_string(number), {"helpdesk-agent"}));
  } else if (what == 1) {
    const auto begins = house.now + hours(pick(72));
    give(house, people[some], "referrals-user", {.starts_at = begins, .expires_at = begins + hours(1 + pick(72))});
  } else if (what == 2) {
    give(house, people[some], "helpdesk-agent", {.expires_at = house.now + hours(1 + pick(48))});
  } else if (what == 3) {
    turn(house, people[some], pick(2) == 0 ? domain::UserState::active : domain::UserState::disabled);
  } else if (what == 4) {
    house.change([&](store::ChangeId change) {
      store::delete_assignments_of(house.db, people[some]);
      store::delete_user(house.db, people[some], house.now, change);
    });
    people.erase(people.begin() + static_cast<std::ptrdiff_t>(some));
  } else {
    give(house, people[some], "report-viewer", {});
  }
}

TEST_CASE("growth counts at every moment what the lists had then", "[store][growth]") {
  House house;
  std::mt19937 dice(20261123);
  std::vector<domain::UserId> people;
  for (int i = 0; i < 150; ++i) {
    if (i % 3 != 0) house.now += hours(std::uniform_int_distribution<int>(0, 9)(dice));  // some within one second
    act_at_random(house, dice, people, i);
  }
  std::vector<Time> moments;
  for (auto at = kNoon; at <= house.now; at += hours(5)) moments.push_back(at);
  const auto growth = store::count_over_time(house.db, moments);
  REQUIRE(growth.size() == moments.size());
  std::int64_t most = 0;
  for (const auto& head : growth) {
    INFO(to_rfc3339(head.at));
    CHECK(counts_of(head) == counted_by_lists(house, head.at));
    most = std::max(most, head.assignments);
  }
  CHECK(most > 10);  // it was worth counting
}

TEST_CASE("an assignment counts from its beginning to the second before its end", "[store][growth]") {
  House house;
  const auto ann = house.settle("ann");
  give(house, ann, "report-viewer", {.starts_at = kNoon + hours(2), .expires_at = kNoon + hours(4)});
  house.now += days(1);
  const auto assignments = [&](Time at) { return std::get<2>(counted(house, at)) - 2; };  // without Ada's
  CHECK(assignments(kNoon + hours(2) - std::chrono::seconds(1)) == 0);
  CHECK(assignments(kNoon + hours(2)) == 1);
  CHECK(assignments(kNoon + hours(4) - std::chrono::seconds(1)) == 1);
  CHECK(assignments(kNoon + hours(4)) == 0);
}

TEST_CASE("before there was a store there was nobody", "[store][growth]") {
  House house;
  CHECK(counted(house, kNoon - hours(1)) == Counts{0, 0, 0});
  CHECK(counted(house, kNoon) == Counts{1, 1, 2});
}

TEST_CASE("growth seen from a past moment ends there", "[store][growth]") {
  House house;
  house.settle("ann");
  house.now += hours(1);
  house.settle("bob");
  const store::Transaction transaction(house.db, store::Access::read);
  store::look_back(house.db, store::get_moment(house.db, value_or_throw(domain::AsOf::parse("@2")), house.now));
  CHECK(counts_of(store::count_over_time(house.db, std::vector{house.now}).front()) == Counts{2, 2, 2});
}

}  // namespace
