#include "store/engine.hpp"
#include "support/store_fixture.hpp"

#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/deleted_users.hpp"
#include "pcadmin/store/users.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)

/// Each effect as a line: "changed user 2: name ann -> Ann Lee".
std::vector<std::string> effects(const House& house, store::ChangeId change) {
  std::vector<std::string> lines;
  store::list_effects(house.db, change, [&](const store::Effect& effect) {
    auto line = std::string(to_string(effect.what)) + " " + effect.table + " " + std::to_string(effect.row) + ":";
    for (const auto& [name, before, after] : effect.fields) {
      line += " " + name + " " + before.value_or("-") + " -> " + after.value_or("-") + ";";
    }
    lines.push_back(line);
    return true;
  });
  return lines;
}

using Lines = std::vector<std::string>;

TEST_CASE("what was added is told with every field that has a value, keys and salts left out", "[store][effects]") {
  const House house;
  CHECK(
      effects(house, {1}) ==
      Lines{
          "added assignment 1: user_id - -> 1; role - -> global-admin;",
          "added assignment 2: user_id - -> 1; role - -> account-admin;", "added domain 1: name - -> contoso.example;",
          "added organization 1: name - -> Contoso; partner_id - -> 4391507;",
          "added user 1: name - -> Ada Lovelace; email - -> ada@contoso.example; kind - -> member; state - -> active; "
          "created_at - -> 2026-11-23T12:00:00Z;"});
}

TEST_CASE("what was changed is told by the fields that differ, before and after", "[store][effects]") {
  House house;
  auto record = person("ann");
  record.department = value_or_throw(domain::Department::parse("Sales"));
  const auto ann = house.settle(record, {});
  record.name = value_or_throw(domain::PersonName::parse("Ann Lee"));
  record.department.reset();
  record.phone = value_or_throw(domain::Phone::parse("+49 30 1234"));
  const auto change = house.change([&](auto number) { store::update_user(house.db, ann, record, number); });
  CHECK(effects(house, change) ==
        Lines{"changed user 2: name ann -> Ann Lee; department Sales -> -; phone - -> +49 30 1234;"});
}

TEST_CASE("what was removed is told with what it was", "[store][effects]") {
  House house;
  const auto ann = house.settle("ann", {"report-viewer"});
  const auto change = house.change([&](auto) { take_role(house.db, ann, role("report-viewer")); });
  CHECK(effects(house, change) == Lines{"removed assignment 3: user_id 2 -> -; role report-viewer -> -;"});
}

TEST_CASE("a change-set keeps telling what it did when later ones have changed the same row", "[store][effects]") {
  House house;
  const auto ann = house.settle("ann");
  std::vector<store::ChangeId> changes;
  for (const auto* const name : {"Ann Lee", "Ann Low"}) {
    changes.push_back(house.change([&](auto number) {
      auto record = person("ann");
      record.name = value_or_throw(domain::PersonName::parse(name));
      store::update_user(house.db, ann, record, number);
    }));
  }
  CHECK(effects(house, changes.at(0)) == Lines{"changed user 2: name ann -> Ann Lee;"});
  CHECK(effects(house, changes.at(1)) == Lines{"changed user 2: name Ann Lee -> Ann Low;"});
}

TEST_CASE("effects come by table and row, and stop when no more are wanted", "[store][effects]") {
  const House house;
  int told = 0;
  store::list_effects(house.db, {1}, [&](const store::Effect&) { return ++told < 3; });
  CHECK(told == 3);
}

TEST_CASE("of a table what was removed comes first - then what was written; each by row", "[store][effects]") {
  House house;
  std::vector<domain::UserId> people;
  for (const auto* const name : {"ann", "ben", "cem", "dan", "eve"}) people.push_back(house.settle(name));
  const auto change = house.change([&](store::ChangeId number) {
    for (const auto i : {3U, 1U}) {
      auto record = person(i == 1 ? "ben" : "dan");
      record.name = value_or_throw(domain::PersonName::parse("New Name"));
      store::update_user(house.db, people.at(i), record, number);
    }
    store::insert_user(house.db, person("fay"), house.now, number, house.random);
    store::delete_user(house.db, people.at(4), house.now, number);
    store::delete_user(house.db, people.at(0), house.now, number);
  });
  Lines heads;
  for (const auto& line : effects(house, change)) heads.push_back(line.substr(0, line.find(':')));
  CHECK(heads == Lines{"removed user 2", "removed user 6", "changed user 3", "changed user 5", "added user 7"});
  // What later change-sets do to the same rows moves them to the history, and changes nothing of it.
  house.change([&](store::ChangeId number) {
    store::delete_user(house.db, people.at(1), house.now, number);
    store::update_user(house.db, people.at(3), person("dan"), number);
  });
  Lines later;
  for (const auto& line : effects(house, change)) later.push_back(line.substr(0, line.find(':')));
  CHECK(later == heads);
}

TEST_CASE("a change-set that changed no rows has no effects", "[store][effects]") {
  House house;
  CHECK(effects(house, house.change([](auto) {})).empty());
}

}  // namespace
