#include "pcadmin/store/new_people.hpp"

#include "store/engine.hpp"
#include "support/store_fixture.hpp"

#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/credentials.hpp"
#include "pcadmin/store/settings.hpp"
#include "pcadmin/store/users.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <string>
#include <vector>

/// People who are added together: in what order they are written, and that their change-set is digested as if each had
/// been written alone.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using store::ChangeId;
using store::NewPeople;
using Words = std::vector<std::string>;

constexpr int kMany = 1500;  // enough for the digest to be computed beside

std::string verifier_of(const NewPeople::Person& person) {
  std::string verifier = "verifier of " + person.id.text();
  verifier.resize(48, '.');
  return verifier;
}

/// Numbers and writes them, each with a temporary password.
void finish(House& house, NewPeople& people) {
  people.number(house.random);
  people.hand_out(house.now + std::chrono::hours(72), verifier_of);
  people.write();
}

/// Persons who differ in everything: texts that are there or not, keys that are not the address, none to three roles.
void add_many(NewPeople& people, int count) {
  static const auto kRoles = roles({"report-viewer", "helpdesk-agent", "referrals-user"});
  for (int i = 0; i < count; ++i) {
    const auto number = (i * 7919) % count;
    auto record = person(fmt::format("{}.{}", i % 5 == 0 ? "Person" : "person", number));
    if (i % 2 == 0) record.job_title = value_or_throw(domain::JobTitle::parse("Sales Lead"));
    if (i % 3 == 0) record.usage_location = value_or_throw(domain::UsageLocation::parse("DE"));
    if (i % 7 == 0) record.state = domain::UserState::disabled;
    if (i % 11 == 0) record.kind = domain::UserKind::guest;
    people.add(record, std::span(kRoles).first(static_cast<std::size_t>(i % 4)), static_cast<std::uint64_t>(i) + 2);
  }
}

Words column(const House& house, const std::string& sql) {
  store::Query query(house.db, sql);
  Words words;
  while (query.step()) words.push_back(query.text(0));
  return words;
}

Words findings(const House& house) {
  Words words;
  for (const auto& finding : store::verify(house.db, std::nullopt).findings) words.push_back(finding.message);
  return words;
}

/// Whether the change-set's digest is the one that was computed beside.
bool was_known(const House& house) {
  const auto& known = house.db.engine().known_digest;
  return known && known->digest == store::find_head(house.db)->digest;
}

}  // namespace

TEST_CASE("people get ids in the order of their addresses, passwords in the order they came", "[store][new-people]") {
  House house;
  Words handed_out;
  house.change([&](ChangeId change) {
    NewPeople people(house.db, change, house.now);
    people.add(person("carl"), {}, 2);
    people.add(person("ann"), roles({"report-viewer", "helpdesk-agent"}), 3);
    people.add(person("bob"), {}, 4);
    people.number(house.random);
    CHECK(people.first_id() == domain::UserId(2));
    CHECK(people.lines() == std::vector<std::uint64_t>{3, 4, 2});
    people.hand_out(house.now, [&](const NewPeople::Person& one) {
      handed_out.push_back(fmt::format("{} {} {}", one.id.text(), one.name, one.email));
      return verifier_of(one);
    });
    people.write();
  });
  CHECK(handed_out ==
        Words{"usr_4 carl carl@contoso.example", "usr_2 ann ann@contoso.example", "usr_3 bob bob@contoso.example"});
  CHECK(column(house, "SELECT email FROM user ORDER BY id") ==
        Words{"ada@contoso.example", "ann@contoso.example", "bob@contoso.example", "carl@contoso.example"});
  CHECK(column(house, "SELECT role FROM assignment WHERE user_id = 2 ORDER BY id") ==
        Words{"helpdesk-agent", "report-viewer"});
  CHECK(store::find_credential(house.db, domain::UserId(4))->verifier == verifier_of({domain::UserId(4), "", ""}));
  CHECK(findings(house).empty());
  CHECK_FALSE(was_known(house));
}

TEST_CASE("many people are in the order in which SQLite has their keys", "[store][new-people]") {
  House house;
  house.change([&](ChangeId change) {
    NewPeople people(house.db, change, house.now);
    for (const auto* const name : {"abcdefgh.abcdefgh.b", "abcdefgh", "abcdefgh.abcdefgh", "abcdefg", "a", "zoë",
                                   "abcdefgh.abcdefgh.a", "abcdefgi", "é", "abcdefgh.abcdefg"})
      people.add(person(name), {}, 2);
    finish(house, people);
  });
  CHECK(column(house, "SELECT email_key FROM user WHERE id > 1 ORDER BY id") ==
        column(house, "SELECT email_key FROM user WHERE id > 1 ORDER BY email_key"));
}

TEST_CASE("the digest of many people is computed beside, and is what verify computes", "[store][new-people]") {
  House house;
  house.change([&](ChangeId change) {
    NewPeople people(house.db, change, house.now);
    add_many(people, kMany);
    finish(house, people);
  });
  CHECK(was_known(house));
  CHECK(findings(house).empty());
  CHECK(column(house, "SELECT count(*) FROM user JOIN credential ON user_id = user.id WHERE user.id > 1") ==
        Words{std::to_string(kMany)});
  CHECK(column(house, "SELECT id FROM user WHERE id > 1 ORDER BY id") ==
        column(house, "SELECT id FROM user WHERE id > 1 ORDER BY email_key"));
}

TEST_CASE("what the change-set has written before the people is digested with them", "[store][new-people]") {
  House house;
  const auto ann = house.settle("ann", {"report-viewer"});
  house.change([&](ChangeId change) {
    store::update_user(house.db, ann, person("anna"), change);
    take_role(house.db, ann, role("report-viewer"));
    store::insert_assignment(house.db, ann, role("referrals-user"), change);
    store::put_setting(house.db, "password-length", "20", change);
    NewPeople people(house.db, change, house.now);
    add_many(people, kMany);
    finish(house, people);
  });
  CHECK(was_known(house));
  CHECK(findings(house).empty());
}

TEST_CASE("what the change-set writes after the people, or while they wait, is digested too", "[store][new-people]") {
  House house;
  const auto ann = house.settle("ann");
  const auto rename = [&](ChangeId change) { store::update_user(house.db, ann, person("anna"), change); };
  const bool after = GENERATE(true, false);
  house.change([&](ChangeId change) {
    NewPeople people(house.db, change, house.now);
    add_many(people, kMany);
    people.number(house.random);
    if (!after) rename(change);
    people.write();
    if (after) rename(change);
  });
  CHECK_FALSE(was_known(house));
  CHECK(findings(house).empty());
}

TEST_CASE("nobody is added by a batch of nobody", "[store][new-people]") {
  House house;
  house.change([&](ChangeId change) {
    NewPeople people(house.db, change, house.now);
    finish(house, people);
    CHECK(people.lines().empty());
  });
  CHECK(column(house, "SELECT count(*) FROM user") == Words{"1"});
  CHECK(findings(house).empty());
}

TEST_CASE("an address is found by its letters, not by its hash alone", "[store][new-people]") {
  House house;
  house.change([&](ChangeId change) {
    NewPeople people(house.db, change, house.now, [](std::string_view) { return std::size_t{7}; });
    for (std::uint64_t i = 0; i < 100; ++i) {
      const auto name = fmt::format("person.{}", i);
      CHECK_FALSE(people.find_line(email(name)));
      people.add(person(name), {}, i + 2);
    }
    CHECK(people.find_line(email("PERSON.42")) == 44);
    CHECK_FALSE(people.find_line(email("person.100")));
  });
}

TEST_CASE("of people who wait, those can be left who hold one of some roles", "[store][new-people]") {
  House house;
  house.change([&](ChangeId change) {
    NewPeople people(house.db, change, house.now);
    people.add(person("ann"), roles({"report-viewer"}), 2);
    people.add(person("bob"), roles({"report-viewer", "helpdesk-agent"}), 3);
    people.add(person("carl"), {}, 4);
    people.leave_only(role_set({"helpdesk-agent", "sales-agent"}));
    people.number(house.random);
    people.write();
  });
  CHECK(column(house, "SELECT email FROM user WHERE id > 1") == Words{"bob@contoso.example"});
}

TEST_CASE("whoever interrupts the writing leaves nothing, and the store works on", "[store][new-people]") {
  House house;
  struct Interrupted {};
  const auto add_with_pause = [&](const std::function<void(std::size_t)>& pause) {
    house.change([&](ChangeId change) {
      NewPeople people(house.db, change, house.now);
      add_many(people, 3000);
      people.number(house.random);
      people.write(pause);
    });
  };
  int pauses = 0;
  CHECK_THROWS_AS(add_with_pause([&](std::size_t) {
                    if (++pauses == 2) throw Interrupted();
                  }),
                  Interrupted);
  CHECK(column(house, "SELECT count(*) FROM user") == Words{"1"});
  add_with_pause([](std::size_t) {});
  CHECK(column(house, "SELECT count(*) FROM user") == Words{"3001"});
  CHECK(findings(house).empty());
}
