#include "ops/access_model.hpp"
#include "ops/typed.hpp"
#include "store/engine.hpp"
#include "support/store_fixture.hpp"

#include "pcadmin/domain/access.hpp"
#include "pcadmin/ops/access.hpp"
#include "pcadmin/ops/guards.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/locations.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Random stores, random moments, thousands of questions: the program and the model agree about every one.
namespace {

using namespace pcadmin;
using namespace pcadmin::test;

constexpr int kStores = 24;
constexpr int kPeople = 14;
constexpr int kMoments = 12;
constexpr int kQuestionsAMoment = 75;
const std::vector<std::string> kPlaces = {"", "4391508", "4391509", "4391510"};

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  bool one_in(int n) { return below(n) == 0; }
  int below(int n) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(n)); }
  template <class List>
  const auto& of(const List& list) {
    return list[static_cast<std::size_t>(below(static_cast<int>(std::size(list))))];
  }

 private:
  std::mt19937_64 engine_;
};

std::int64_t seconds(Time time) { return time.time_since_epoch().count(); }
Time moment_of(std::int64_t number) { return Time{std::chrono::seconds{number}}; }
std::optional<Time> time_of(std::int64_t number) {
  return number == kNoTime ? std::nullopt : std::optional(moment_of(number));
}
domain::Place place_of(const std::string& place) {
  return place.empty() ? domain::Place() : value_or_throw(domain::PartnerId::parse(place));
}
std::optional<store::LocationId> location_of(const House& house, const domain::Place& place) {
  return place ? std::optional(store::find_location(house.db, *place)->id) : std::nullopt;
}

/// A few roles that share permissions come up often, so that there are several ways in.
Given random_given(Dice& dice) {
  const std::vector<std::string> crowd = {"referrals-admin", "referrals-user", "incentives-admin", "incentives-user",
                                          "global-admin",    "billing-admin",  "admin-agent"};
  const auto& all = domain::Catalogue::roles();
  Given given{dice.one_in(2) ? dice.of(crowd) : std::string(dice.of(all).id)};
  if (role(given.role).role().location_scoped && !dice.one_in(3)) given.place = dice.of(kPlaces);
  const auto noon = seconds(kNoon);
  const auto hour = [&](int from, int to) { return noon + 3600 * (from + dice.below(to - from)); };
  if (dice.one_in(3)) given.begins = hour(-60, 60);
  if (dice.one_in(2)) given.ends = std::max(given.begins + 3600, hour(-60, 90));
  return given;
}

std::vector<Someone> random_people(Dice& dice) {
  std::vector<Someone> people;
  for (int i = 0; i < kPeople; ++i) {
    Someone someone{.name = "p" + std::to_string(i), .active = !dice.one_in(5), .guest = dice.one_in(4), .given = {}};
    for (int n = dice.below(7); n > 0; --n) {
      const auto given = random_given(dice);
      const bool twice = std::ranges::any_of(
          someone.given, [&](const Given& other) { return other.role == given.role && other.place == given.place; });
      const bool fits = !someone.guest || role(given.role).role().guest_assignable;
      if (!twice && fits) someone.given.push_back(given);
    }
    people.push_back(std::move(someone));
  }
  return people;
}

void settle_all(House& house, const std::vector<Someone>& people) {
  house.change([&](store::ChangeId change) {
    for (const auto& place : kPlaces) {
      if (place.empty()) continue;
      store::Query(house.db,
                   "INSERT INTO location (partner_id, name, country, parent, since) "
                   "VALUES (?1, 'Lyon', 'FR', '4391507', ?2)")
          .bind(place)
          .bind(change.number)
          .run();
    }
    for (const auto& someone : people) {
      auto record = person(someone.name);
      record.kind = someone.guest ? domain::UserKind::guest : domain::UserKind::member;
      record.state = someone.active ? domain::UserState::active : domain::UserState::disabled;
      const auto id = store::insert_user(house.db, record, house.now, change, house.random);
      for (const auto& given : someone.given)
        store::insert_assignment(house.db, id, role(given.role), change,
                                 {.location = location_of(house, place_of(given.place)),
                                  .starts_at = time_of(given.begins),
                                  .expires_at = time_of(given.ends)});
    }
  });
}

/// What the organisation demands, now and then.
void demand_something(House& house, Dice& dice) {
  using domain::Guard;
  const auto demand = [&](Guard guard, const std::string& value) {
    if (dice.one_in(2)) house.by("ada", [&](ops::Unit& unit) { ops::set_guard(unit, guard, value); });
  };
  demand(Guard::expiry_required, "referrals-admin,incentives-user,billing-admin");
  demand(Guard::reason_required, "privileged,referrals-user,report-viewer");
  demand(Guard::separate_duties, "nobody holds referrals-user and incentives-user");
}

/// Moments at which something begins or ends, the seconds around them, and others.
std::int64_t random_moment(Dice& dice, const std::vector<Someone>& people) {
  const auto& someone = dice.of(people);
  if (someone.given.empty() || dice.one_in(4)) return seconds(kNoon) + dice.below(400'000) - 200'000;
  const auto& given = dice.of(someone.given);
  const auto edge = dice.one_in(2) && given.begins != kNoTime ? given.begins : given.ends;
  return edge == kNoTime ? seconds(kNoon) : edge + dice.below(3) - 1;
}

std::pair<std::string, std::string> reason_of(const std::optional<store::Assignment>& assignment) {
  if (!assignment) return {std::string(kEverybody), ""};
  return {std::string(assignment->role.text()), assignment->location ? assignment->location->partner_id.text() : ""};
}

Reasons reasons_of(const std::vector<ops::AccessPath>& paths) {
  Reasons reasons;
  for (const auto& path : paths) reasons.insert(reason_of(path.assignment));
  return reasons;
}

Reasons reasons_of(const ops::AccessVerdict& verdict) {
  Reasons reasons;
  if (verdict.by_everybody) reasons.insert(reason_of({}));
  for (const auto& held : verdict.through)
    reasons.insert({std::string(held.role.text()), held.location ? held.location->text() : ""});
  return reasons;
}

Deed deed_of(const domain::Remedy& remedy) {
  using Act = domain::Remedy::Act;
  const std::map<Act, std::string> verbs = {{Act::unassign, "take"}, {Act::disable, "disable"}, {Act::enable, "enable"},
                                            {Act::admit, "admit"},   {Act::assign, "give"},     {Act::begin, "start"}};
  return {verbs.at(remedy.act), remedy.role ? std::string(remedy.role->text()) : "",
          remedy.location ? remedy.location->text() : ""};
}

/// Does to the store what a remedy says, past every rule of ops.
void apply(House& house, const Someone& someone, const domain::Remedy& remedy, store::ChangeId change) {
  using Act = domain::Remedy::Act;
  auto user = house.record_of(someone.name);
  const auto put = [&] { store::update_user(house.db, user.id, user.record, change); };
  switch (remedy.act) {
    case Act::disable:
    case Act::enable:
      user.record.state = remedy.act == Act::enable ? domain::UserState::active : domain::UserState::disabled;
      return put();
    case Act::admit:
      user.record.kind = domain::UserKind::member;
      return put();
    case Act::unassign:
      for (const auto& held : store::list_assignments(house.db, user.id)) {
        const bool there = !remedy.location || (held.location && held.location->partner_id == *remedy.location);
        if (held.role == *remedy.role && there) store::delete_assignment(house.db, held.id);
      }
      return;
    case Act::assign:
    case Act::begin: {
      REQUIRE((user.record.kind == domain::UserKind::member || remedy.role->role().guest_assignable));
      const auto location = location_of(house, remedy.location);
      const auto there = store::find_assignment(house.db, user.id, *remedy.role, location);
      REQUIRE((remedy.act == Act::assign || there));
      if (there && remedy.act == Act::begin)
        return store::update_assignment(house.db, there->id, change,
                                        {.location = location, .expires_at = there->expires_at});
      if (there) return store::update_assignment(house.db, there->id, change, {.location = location});
      return store::insert_assignment(house.db, user.id, *remedy.role, change, {.location = location});
    }
  }
}

/// The answer in a copy of the store to which it was done: a transaction that is never committed. What nothing is said
/// to refuse is typed, and nothing refuses it.
bool granted_after(House& house, const Someone& someone, const ops::AccessQuestion& question,
                   const std::vector<domain::Remedy>& remedies, bool refused) {
  const store::Transaction transaction(house.db, store::Access::write);
  const auto ada = house.operator_of("ada");
  if (refused) {
    const auto change = store::begin_change(house.db, {.at = house.now, .os_user = "t", .command = "t"}, house.random);
    for (const auto& remedy : remedies) apply(house, someone, remedy, change);
  } else {
    for (const auto& remedy : remedies) type(house, ada, to_command(remedy, email(someone.name).text()));
  }
  ops::Unit unit(house.db, house.now, house.random, domain::kLeastCost);
  unit.act_as(house.operator_of("ada"));
  return ops::can_access(unit, question).granted();
}

struct Question {
  const Someone& someone;
  domain::PermissionId permission;
  std::string place;
  std::int64_t moment;
};

std::vector<Deed> deeds_of(const std::vector<domain::Remedy>& remedies) {
  std::vector<Deed> deeds;
  for (const auto& remedy : remedies) deeds.push_back(deed_of(remedy));
  return deeds;
}

/// That fewer takings, or other fewer givings, do not do what these do.
bool is_smallest(const Question& q, const ops::AccessExplanation& explained) {
  const auto& [someone, permission, place, moment] = q;
  const bool yes = explained.answer.granted();
  const auto deeds = deeds_of(yes ? explained.to_take : explained.to_give);
  const bool disables = yes && deeds.front().verb == "disable";
  // Where everybody has it, not even taking every role does.
  const auto most = disables ? someone.given.size() + 1 : deeds.size();
  const auto all = yes ? all_takings(someone) : all_givings(someone, place);
  if (disables) {
    auto bare = someone;
    for (const auto& deed : all) bare = after(bare, deed, moment);
    return !why(bare, permission.text(), place, moment).empty();
  }
  return !fewer_do(someone, all, most, permission.text(), place, moment, !yes);
}

/// What differs between program and model; empty when nothing does.
std::string difference(House& house, const Question& q, bool apply_it) {
  const auto& [someone, permission, place, moment] = q;
  const ops::AccessQuestion question{test::ref(someone.name), permission, place_of(place)};
  const auto answer = house.seen_by("ada", [&](const ops::Unit& unit) { return ops::can_access(unit, question); });
  const auto expected = why(someone, permission.text(), place, moment);
  if (answer.granted() == expected.empty()) return "can";
  if (reasons_of(answer) != expected) return "can: through what";
  const auto explained = house.seen_by("ada", [&](const ops::Unit& unit) {
    auto found = ops::explain_access(unit, question);
    if (apply_it) ops::try_remedies(unit, found);
    return found;
  });
  if (reasons_of(explained.answer.granting) != expected) return "explain: through what";
  std::multiset<std::pair<std::pair<std::string, std::string>, std::set<std::string>>> misses;
  for (const auto& path : explained.answer.near_misses) {
    std::set<std::string> words;
    for (const auto obstacle : path.obstacles) words.emplace(to_string(obstacle));
    misses.emplace(reason_of(path.assignment), words);
  }
  decltype(misses) expected_misses;
  if (!someone.active && lists(kEverybody, permission.text()))
    expected_misses.insert({{std::string(kEverybody), ""}, {"account-disabled"}});
  for (const auto& given : someone.given) {
    const auto words = why_not(someone, given, place, moment);
    if (lists(given.role, permission.text()) && !words.empty())
      expected_misses.insert({{given.role, given.place}, words});
  }
  if (misses != expected_misses) return "explain: near misses";
  const auto& remedies = answer.granted() ? explained.to_take : explained.to_give;
  if (remedies.empty()) return "explain: no remedy";
  if ((answer.granted() ? explained.to_give : explained.to_take).size() != 0) return "explain: a needless remedy";
  if (!is_smallest(q, explained)) return "explain: fewer do it too";
  const bool refused = explained.take_refused_by || explained.give_refused_by;
  if (apply_it && granted_after(house, someone, question, remedies, refused) == answer.granted())
    return "explain: the remedy changes nothing";
  return {};
}

using Names = std::multiset<std::pair<std::string, std::pair<std::string, std::string>>>;

Names who_can(House& house, domain::PermissionId permission, const std::string& place) {
  Names names;
  house.seen_by("ada", [&](const ops::Unit& unit) {
    ops::list_grantees(unit, permission, place_of(place), [&](const ops::Grantee& grantee) {
      const auto& address = grantee.user.record.email.text();
      names.emplace(address.substr(0, address.find('@')), reason_of(grantee.assignment));
      return true;
    });
  });
  return names;
}

Names expected_names(const std::vector<Someone>& people, std::string_view permission, const std::string& place,
                     std::int64_t moment) {
  Names names;
  for (const auto& someone : people) {
    for (const auto& reason : why(someone, permission, place, moment)) names.emplace(someone.name, reason);
  }
  return names;
}

}  // namespace

TEST_CASE("can and explain and who-can answer as the model does", "[ops][access]") {
  int questions = 0;
  const auto permissions = domain::PermissionId::all();
  for (int seed = 1; seed <= kStores; ++seed) {
    Dice dice(static_cast<std::uint64_t>(seed));
    House house;
    auto people = random_people(dice);
    settle_all(house, people);
    demand_something(house, dice);
    people.push_back({.name = "ada", .given = {{"global-admin"}, {"account-admin"}}});
    for (int m = 0; m < kMoments; ++m) {
      const auto moment = random_moment(dice, people);
      house.now = moment_of(moment);
      for (int i = 0; i < kQuestionsAMoment; ++i, ++questions) {
        const auto& someone = dice.of(people);
        auto permission = dice.of(permissions);
        // Mostly what one of their roles is about: of others there is nothing to tell.
        if (!someone.given.empty() && !dice.one_in(4))
          permission = value_or_throw(
              domain::PermissionId::parse(dice.of(role(dice.of(someone.given).role).role().permissions)));
        const Question q{someone, permission, dice.of(kPlaces), moment};
        INFO("seed " << seed << ", moment " << moment << ": " << someone.name << " " << permission.text() << " at \""
                     << q.place << "\"");
        const auto found = difference(house, q, i % 8 == 0);
        if (!found.empty()) FAIL(found);
      }
      const auto asked = dice.of(permissions);
      const auto& place = dice.of(kPlaces);
      for (const auto& permission :
           {asked, value_or_throw(domain::PermissionId::parse("incentives:view-earnings")),
            value_or_throw(domain::PermissionId::parse("account-settings:view-own-profile"))}) {
        INFO("seed " << seed << ", moment " << moment << ": who can " << permission.text() << " at \"" << place
                     << "\"");
        if (who_can(house, permission, place) != expected_names(people, permission.text(), place, moment))
          FAIL("who-can");
        ++questions;
      }
    }
  }
  CHECK(questions >= 20'000);
}
