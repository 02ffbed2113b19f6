#include "pcadmin/ops/skills.hpp"

#include "ops/snapshot.hpp"
#include "support/places.hpp"
#include "support/store_fixture.hpp"

#include "pcadmin/ops/deletion.hpp"
#include "pcadmin/ops/profiles.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/ops/undo.hpp"
#include "pcadmin/store/as_of.hpp"
#include "pcadmin/store/locations.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

/// What people have passed: how it comes in, who sees it, and what the report tells.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using domain::SkillKind;
using domain::SkillRow;
using ops::Unit;
using std::chrono::days;
using Words = std::vector<std::string>;

domain::ProfileId profile(std::string_view id) { return value_or_throw(domain::ProfileId::parse(id)); }
domain::Day day(std::string_view text) { return value_or_throw(domain::Day::parse(text)); }
domain::SkillCode code(std::string_view text) { return value_or_throw(domain::SkillCode::parse(text)); }

SkillRow row(std::string_view who, std::string_view known_by, SkillKind kind = SkillKind::exam) {
  return {.line = 0,
          .email = who.empty() ? std::nullopt : std::optional(email(who)),
          .skill = {.kind = kind, .code = code(known_by), .achieved = day("2026-03-01")}};
}
SkillRow under(SkillRow row, std::string_view id) {
  row.skill.profile = profile(id);
  return row;
}
SkillRow until(SkillRow row, std::string_view last) {
  row.skill.expires = day(last);
  return row;
}

/// Rows as a file gives them, from line 2 on.
template <class Row>
ops::NextOf<Row> file_of(std::vector<Row> rows) {
  return [rows = std::move(rows), at = std::size_t{0}]() mutable -> decltype(ops::NextOf<Row>()()) {
    if (at == rows.size()) return std::nullopt;
    auto row = rows[at++];
    row.line = at + 1;
    return row;
  };
}

auto importing(std::vector<SkillRow> rows) {
  return [rows = std::move(rows)](Unit& unit) { return ops::import_skills(unit, file_of(rows)); };
}
auto importing_known(std::vector<domain::KnownSkillRow> rows) {
  return [rows = std::move(rows)](Unit& unit) { return ops::import_known_skills(unit, file_of(rows)); };
}

/// `who kind code` of every skill.
Words listed(House& house, std::string_view who = "ada") {
  return house.seen_by(who, [](const Unit& unit) {
    Words words;
    ops::list_skills(unit, [&](const store::StoredSkill& one) {
      words.push_back(one.email.substr(0, one.email.find('@')) + " " + std::string(to_string(one.skill.kind)) + " " +
                      one.skill.code.text());
      return true;
    });
    return words;
  });
}

std::vector<store::Learner> learners(House& house, const ops::LearnerQuery& query = {}, std::string_view who = "ada") {
  return house.seen_by(who, [&](const Unit& unit) {
    std::vector<store::Learner> people;
    ops::list_learners(unit, query, [&](const store::Learner& learner) { return people.push_back(learner), true; });
    return people;
  });
}
Words names(const std::vector<store::Learner>& people) {
  Words words;
  for (const auto& one : people) words.push_back(one.email.substr(0, one.email.find('@')));
  return words;
}

/// Ann has linked 991; Bob has not. Mia is membership admin, Eve executive report viewer.
struct Learners : House {
  Learners() {
    settle("ann");
    settle("bob");
    settle("mia", {"mpn-partner-admin"});
    settle("eve", {"executive-report-viewer"});
    by("ann", [](Unit& unit) { ops::link_profile(unit, profile("991")); });
  }
};

Words codes_of(const ops::SkillImport& done) {
  Words words;
  for (const auto& fault : done.faults)
    words.push_back(std::to_string(fault.line) + " " + fault.field + " " + fault.code);
  return words;
}

TEST_CASE("skills are put down by global admins and membership admins", "[ops][skills]") {
  Learners house;
  const auto act = importing({row("ann", "AZ-104")});
  for (const auto* const name : {"ann", "eve"}) CHECK(house.refused(name, act).code == "not-allowed");
  CHECK(house.by("mia", act).added == 1);
  CHECK(house.by("ada", importing({row("bob", "AZ-104")})).added == 1);
}

TEST_CASE("whose a row is, its address says, else who has linked its profile", "[ops][skills]") {
  Learners house;
  house.by("mia", importing({under(row("", "AZ-104"), "991"), under(row("bob", "AZ-104"), "991")}));
  CHECK(listed(house) == Words{"ann exam AZ-104", "bob exam AZ-104"});
  const auto done = house.by("mia", importing({under(row("", "AZ-900"), "992"), row("zoe", "AZ-900")}));
  CHECK(codes_of(done) == Words{"2 profile unknown-profile", "3 email unknown-user"});
}

TEST_CASE("the same file again changes nothing", "[ops][skills]") {
  Learners house;
  const auto act =
      importing({row("ann", "AZ-104"), until(row("bob", "az-900", SkillKind::certification), "2027-01-01")});
  CHECK(house.by("mia", act).added == 2);
  const auto before = snapshot(house.db);
  const auto again = house.by("mia", act);
  CHECK(again.unchanged == 2);
  CHECK(again.added + again.updated == 0);
  CHECK(snapshot(house.db) == before);
}

TEST_CASE("a later file renews what is there: the same kind and code under the same profile", "[ops][skills]") {
  Learners house;
  house.by("mia", importing({until(row("ann", "AZ-104", SkillKind::certification), "2026-12-31")}));
  auto renewed = until(row("ann", "az-104", SkillKind::certification), "2027-12-31");
  const auto done = house.by("mia", importing({renewed, row("ann", "AZ-104"), under(row("ann", "AZ-104"), "991")}));
  CHECK(done.updated == 1);
  CHECK(done.added == 2);  // an exam is another thing, and under another profile again
  const auto details = house.seen_by("ann", [](const Unit& unit) { return ops::show_learner(unit, {}); });
  REQUIRE(details.skills.size() == 3);
  CHECK(details.skills[0].skill.expires == day("2027-12-31"));
}

TEST_CASE("the title of the catalogue is not put down as that of a skill", "[ops][skills]") {
  Learners house;
  const auto titled = [](std::string_view who, std::string_view title) {
    auto one = row(who, "AZ-104");
    one.skill.title = value_or_throw(domain::SkillTitle::parse(title));
    return one;
  };
  const auto title_of = [&](std::size_t at) {
    const auto details =
        house.seen_by(at == 0 ? "ann" : "bob", [](const Unit& unit) { return ops::show_learner(unit, {}); });
    const auto& skill = details.skills.at(0).skill;
    return skill.title ? skill.title->text() : std::string();
  };
  house.by("mia", importing({row("ann", "AZ-104"), titled("bob", "My own")}));
  house.by("mia", importing_known({{.skill = {.kind = SkillKind::exam,
                                              .code = code("AZ-104"),
                                              .title = value_or_throw(domain::SkillTitle::parse("Administrator"))}}}));
  // As a list tells them.
  CHECK(house.by("mia", importing({titled("ann", "Administrator"), titled("bob", "My own")})).unchanged == 2);
  CHECK(title_of(0).empty());
  CHECK(title_of(1) == "My own");
  CHECK(house.by("mia", importing({titled("bob", "Administrator"), titled("eve", "Administrator")})).updated == 1);
  CHECK(title_of(1).empty());
}

TEST_CASE("one skill stands in a file once", "[ops][skills]") {
  Learners house;
  const auto done = house.by("mia", importing({row("ann", "AZ-104"), row("bob", "AZ-104"), row("ann", "az-104")}));
  CHECK(codes_of(done) == Words{"4 code skill-twice"});
  CHECK(done.faults[0].message.find("line 2") != std::string::npos);
}

TEST_CASE("where several rows stand on a line, a fault is told with the character at which its row begins",
          "[ops][skills]") {
  Learners house;
  auto first = row("ann", "AZ-104");
  first.column = 14;
  auto second = first;
  second.column = 90;
  const auto done = house.by("mia", importing({first, second}));
  REQUIRE(done.faults.size() == 1);
  CHECK(done.faults[0].column == 90);
  CHECK(done.faults[0].message.find("line 2, column 14, already") != std::string::npos);
}

TEST_CASE("nobody has passed anything on a day that is yet to come", "[ops][skills]") {
  Learners house;
  auto tomorrow = row("ann", "AZ-104");
  tomorrow.skill.achieved = domain::Day::of(house.now + days{1});
  CHECK(codes_of(house.by("mia", importing({tomorrow}))) == Words{"2 achieved achieved-to-come"});
  tomorrow.skill.achieved = domain::Day::of(house.now);
  CHECK(house.by("mia", importing({tomorrow})).added == 1);
}

// ---- The report

TEST_CASE("everybody sees their own skills; those of all, the readers of the skills report", "[ops][skills]") {
  Learners house;
  house.by("mia", importing({row("ann", "AZ-104")}));
  house.by("mia", importing({row("bob", "AZ-900")}));
  for (const auto* const name : {"ada", "mia", "eve"}) CHECK(listed(house, name).size() == 2);
  CHECK(listed(house, "ann") == Words{"ann exam AZ-104"});
  const auto all = [](const Unit& unit) { ops::list_skills(unit, [](const auto&) { return true; }); };
  CHECK(house.refused_to_see(kNobody, all).code == "not-signed-in");
  const auto of_bob = [](const Unit& unit) { return ops::show_learner(unit, ref("bob")); };
  CHECK(house.refused_to_see("ann", of_bob).code == "not-allowed");
  CHECK(house.seen_by("eve", of_bob).learner.email == "bob@contoso.example");
  const auto own = house.seen_by("ann", [](const Unit& unit) { return ops::show_learner(unit, ref("ann")); });
  CHECK(own.skills.size() == 1);
  CHECK(own.learner.link->profile.text() == "991");
}

TEST_CASE("a report viewer for single locations does not see everybody's skills", "[ops][skills]") {
  Learners house;
  house.settle("leo");
  settle_places(house);
  const auto berlin = place_id(house, kBerlin);
  house.change([&](store::ChangeId change) {
    store::insert_assignment(house.db, house.record_of("leo").id, role("executive-report-viewer"), change,
                             {.location = berlin});
  });
  house.by("mia", importing({row("ann", "AZ-104")}));
  CHECK(listed(house, "leo").empty());
}

TEST_CASE("whoever may not see others is the only one in the report of profiles", "[ops][skills]") {
  Learners house;
  house.by("mia", importing({under(row("bob", "AZ-104"), "991")}));
  CHECK(names(learners(house, {}, "eve")) == Words{"ada", "ann", "bob", "eve", "mia"});
  CHECK(names(learners(house, {}, "ann")) == Words{"ann"});
  CHECK(names(learners(house, {.twice = true}, "ann")) == Words{"ann"});
  CHECK(learners(house, {.unlinked = true}, "ann").empty());
}

TEST_CASE("the report tells who has what, by kind, as far as it is still good", "[ops][skills]") {
  Learners house;
  house.by("mia", importing({row("ann", "AZ-104"), under(row("ann", "AZ-104"), "991"),
                             until(row("ann", "AZ-900"), "2026-11-22"),
                             until(row("ann", "AZ-900", SkillKind::certification), "2026-11-23"),
                             row("ann", "SC-1", SkillKind::assessment)}));
  const auto ann = learners(house)[1];
  CHECK(ann.exams == 1);  // each code once, and not what has expired
  CHECK(ann.certifications == 1);
  CHECK(ann.assessments == 1);
  house.now += days{1};
  CHECK(learners(house)[1].certifications == 0);
}

TEST_CASE("the report tells who has not linked, of those whose account is active", "[ops][skills]") {
  Learners house;
  house.settle({.name = person("zoe").name, .email = email("zoe"), .state = domain::UserState::disabled}, {});
  CHECK(names(learners(house)) == Words{"ada", "ann", "bob", "eve", "mia", "zoe"});
  CHECK(names(learners(house, {.unlinked = true})) == Words{"ada", "bob", "eve", "mia"});
}

TEST_CASE("the report tells which profile stands under two people", "[ops][skills]") {
  Learners house;
  CHECK(learners(house, {.twice = true}).empty());
  house.by("mia", importing({under(row("bob", "AZ-104"), "991"), under(row("eve", "AZ-104"), "993"),
                             under(row("mia", "AZ-104"), "993")}));
  const auto twice = learners(house, {.twice = true});
  CHECK(names(twice) == Words{"ann", "bob", "eve", "mia"});
  CHECK(twice[0].others == Words{"bob@contoso.example"});
  CHECK(twice[2].others == Words{"mia@contoso.example"});
  const auto told = house.seen_by("ada", ops::count_twice);
  CHECK(told.profiles == 2);
  CHECK(told.named_profiles == Words{"991", "993"});
  REQUIRE(twice[0].doubled.size() == 1);  // Ann has linked it; of Bob it is known
  CHECK(twice[0].doubled[0].linked);
  REQUIRE(twice[1].doubled.size() == 1);
  CHECK(twice[1].doubled[0].profile == "991");
  CHECK_FALSE(twice[1].doubled[0].linked);
  CHECK(twice[1].doubled[0].others == Words{"ann@contoso.example"});
}

TEST_CASE("the report tells who stands under two profiles", "[ops][skills]") {
  Learners house;
  house.by("mia", importing({under(row("ann", "AZ-104"), "992")}));
  const auto twice = learners(house, {.twice = true});
  CHECK(names(twice) == Words{"ann"});
  CHECK(twice[0].profiles == Words{"991", "992"});
  CHECK(house.seen_by("ada", ops::count_twice).people == 1);
  CHECK(house.seen_by("ada", ops::count_twice).named_people == Words{"ann@contoso.example"});
  REQUIRE(twice[0].doubled.size() == 2);
  CHECK(twice[0].doubled[0].linked);
  CHECK_FALSE(twice[0].doubled[1].linked);
  CHECK(twice[0].doubled[1].others.empty());
}

TEST_CASE("a skill that is retired is marked, by the catalogue, and stays", "[ops][skills]") {
  Learners house;
  house.by("mia", importing({row("ann", "70-533"), row("ann", "AZ-104")}));
  const domain::KnownSkill old{
      .kind = SkillKind::exam, .code = code("70-533"), .title = {}, .retired = day("2018-12-31")};
  CHECK(house.refused("ann", importing_known({{.skill = old}})).code == "not-allowed");
  CHECK(house.by("mia", importing_known({{.skill = old}})).added == 1);
  const auto details = house.seen_by("ann", [](const Unit& unit) { return ops::show_learner(unit, {}); });
  REQUIRE(details.skills.size() == 2);
  CHECK(details.skills[0].retired == day("2018-12-31"));
  CHECK_FALSE(details.skills[1].retired);
}

TEST_CASE("what a row of the catalogue leaves out stays as it is", "[ops][skills]") {
  Learners house;
  const domain::KnownSkill whole{.kind = SkillKind::exam,
                                 .code = code("70-533"),
                                 .title = value_or_throw(domain::SkillTitle::parse("Old")),
                                 .retired = day("2018-12-31")};
  const domain::KnownSkill bare{.kind = SkillKind::exam, .code = code("70-533")};
  house.by("ada", importing_known({{.skill = whole}}));
  CHECK(house.by("ada", importing_known({{.skill = bare}})).unchanged == 1);
  CHECK(codes_of(house.by("ada", importing_known({{.skill = bare}, {.skill = whole}}))) == Words{"3 code skill-twice"});
  CHECK(store::find_known_skill(house.db, SkillKind::exam, code("70-533")) == whole);
}

TEST_CASE("the catalogue can say that something is not retired any more", "[ops][skills]") {
  Learners house;
  const domain::KnownSkill old{
      .kind = SkillKind::exam, .code = code("70-533"), .title = {}, .retired = day("2018-12-31")};
  const domain::KnownSkillRow back{.skill = {.kind = SkillKind::exam, .code = code("70-533")}, .not_retired = true};
  house.by("ada", importing_known({{.skill = old}}));
  CHECK(house.by("ada", importing_known({back})).updated == 1);
  CHECK_FALSE(store::find_known_skill(house.db, SkillKind::exam, code("70-533"))->retired);
  CHECK(house.by("ada", importing_known({back})).unchanged == 1);
}

// ---- Leaving, undo and the past

TEST_CASE("what somebody passed goes with them when they are deleted, and comes back", "[ops][skills]") {
  Learners house;
  house.by("mia", importing({row("ann", "AZ-104")}));
  house.by("ada", [](Unit& unit) { ops::delete_users(unit, {ref("ann")}); });
  CHECK(listed(house).empty());
  house.by("ada", [](Unit& unit) { ops::restore_user(unit, ref("ann")); });
  CHECK(listed(house) == Words{"ann exam AZ-104"});
}

TEST_CASE("an import of skills is undone as a whole, by who may import", "[ops][skills][undo]") {
  Learners house;
  house.settle("acc", {"account-admin"});
  house.by("mia", importing({row("ann", "AZ-104")}));
  const auto before = snapshot(house.db);
  house.by("ada", importing({until(row("ann", "AZ-104"), "2027-01-01"), row("bob", "AZ-104")}));
  const auto change = house.head().change;
  const auto after = snapshot(house.db);
  const auto undoing = [](store::ChangeId id) { return [id](Unit& unit) { ops::undo_change(unit, id); }; };
  CHECK(house.refused("acc", undoing(change)).code == "not-allowed");
  house.by("ada", undoing(change));
  CHECK(snapshot(house.db) == before);
  house.by("ada", undoing(house.head().change));
  CHECK(snapshot(house.db) == after);
}

TEST_CASE("whoever may undo a deletion brings back what the person had passed", "[ops][skills][undo]") {
  Learners house;
  house.settle("acc", {"account-admin"});
  house.by("mia", importing({row("ann", "AZ-104")}));
  house.by("acc", [](Unit& unit) { ops::delete_users(unit, {ref("ann")}); });
  const auto deletion = house.head().change;
  house.by("acc", [&](Unit& unit) { ops::undo_change(unit, deletion); });
  CHECK(listed(house) == Words{"ann exam AZ-104"});
}

TEST_CASE("somebody who was purged leaves nothing of what they passed or linked", "[ops][skills]") {
  Learners house;
  house.by("mia", importing({under(row("ann", "AZ-104"), "991")}));
  const auto imported = house.head().change;
  house.by("ada", [](Unit& unit) { ops::delete_users(unit, {ref("ann")}); });
  house.by("ada", [](Unit& unit) { ops::purge_user(unit, ref("ann")); });
  CHECK(store::verify(house.db, house.head()).findings.empty());
  const store::Transaction transaction(house.db, store::Access::read);
  store::look_back(house.db, {imported, house.now});
  std::vector<store::StoredSkill> then;
  store::list_skills(house.db, [&](const store::StoredSkill& one) { return then.push_back(one), true; });
  REQUIRE(then.size() == 1);
  CHECK(then[0].skill.code.text() == "(erased)");
  CHECK_FALSE(then[0].skill.profile);
}

TEST_CASE("at a past moment the report is what it was then", "[ops][skills]") {
  Learners house;
  house.by("mia", importing({until(row("ann", "AZ-104"), "2026-11-24")}));
  const store::Moment moment{house.head().change, house.now};
  house.now += days{40};
  house.by("ann", [](Unit& unit) { ops::unlink_profile(unit, {}); });
  CHECK(learners(house)[1].exams == 0);
  const store::Transaction transaction(house.db, store::Access::read);
  store::look_back(house.db, moment);
  Unit unit(house.db, moment.at, house.random, domain::kLeastCost);
  std::vector<store::Learner> then;
  store::list_learners(unit.db(), domain::Day::of(unit.now()),
                       [&](const store::Learner& learner) { return then.push_back(learner), true; });
  CHECK(then[1].exams == 1);
  CHECK(then[1].link->profile.text() == "991");
}

}  // namespace
