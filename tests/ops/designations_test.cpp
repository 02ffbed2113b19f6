#include "pcadmin/ops/designations.hpp"

#include "support/store_fixture.hpp"

#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/associations.hpp"
#include "pcadmin/ops/deletion.hpp"
#include "pcadmin/ops/offboard.hpp"
#include "pcadmin/ops/profiles.hpp"
#include "pcadmin/ops/undo.hpp"
#include "pcadmin/store/as_of.hpp"
#include "pcadmin/store/designations.hpp"
#include "pcadmin/store/profile_links.hpp"
#include "pcadmin/store/skills.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

/// Designations: whose word counts, how the organisation stands, and what acts on people do to that.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using domain::Designation;
using domain::Standing;
using ops::Unit;

domain::Points points(std::string_view text) { return value_or_throw(domain::Points::parse(text)); }
domain::RequirementName name(std::string_view text) { return value_or_throw(domain::RequirementName::parse(text)); }
domain::Day day(std::string_view text) { return value_or_throw(domain::Day::parse(text)); }

/// Two people with AZ-104 are enough, and needed.
Designation modern_work(std::string_view called = "modern-work") {
  Designation designation{.name = name(called),
                          .title = value_or_throw(domain::RequirementTitle::parse("Modern Work")),
                          .programme = value_or_throw(domain::RequirementTitle::parse("Solutions Partner")),
                          .needs = points("8")};
  domain::Metric metric{.name = name("certified"), .most = points("20")};
  metric.people =
      domain::PeopleMetric{.counts = {value_or_throw(domain::SkillCode::parse("AZ-104"))}, .each = points("4")};
  designation.metrics.push_back(metric);
  return designation;
}

const std::vector<Designation>& shipped() {
  static const std::vector kShipped{modern_work(), modern_work("security")};
  return kShipped;
}

/// Somebody with a profile and AZ-104.
domain::UserId certified(House& house, std::string_view who, std::optional<std::string_view> expires = {}) {
  const auto id = house.settle(who);
  house.change([&](store::ChangeId change) {
    store::insert_profile_link(house.db,
                               {.user = id,
                                .profile = value_or_throw(domain::ProfileId::parse("99" + std::to_string(id.number()))),
                                .started_at = house.now},
                               change, house.random);
    store::insert_skill(house.db, id,
                        {.kind = domain::SkillKind::exam,
                         .code = value_or_throw(domain::SkillCode::parse("AZ-104")),
                         .achieved = day("2026-03-01"),
                         .expires = expires ? std::optional(day(*expires)) : std::nullopt},
                        change, house.random);
  });
  return id;
}

auto defining(std::vector<Designation> wanted) {
  return [wanted = std::move(wanted)](Unit& unit) { return ops::define_designations(unit, wanted); };
}

std::vector<std::string> listed(House& house, std::string_view who = "ada") {
  return house.seen_by(who, [](const Unit& unit) {
    std::vector<std::string> words;
    for (const auto& known : ops::list_designations(unit, shipped()))
      words.push_back(known.designation.name.text() + (known.own ? " own" : ""));
    return words;
  });
}

ops::DesignationStatus status_of(House& house, std::string_view called = "modern-work") {
  return house.seen_by("ada",
                       [&](const Unit& unit) { return ops::show_designation_status(unit, shipped(), name(called)); });
}

/// Names of what falls by an act of Ada's, and that act is taken back.
std::vector<std::string> fallen_by(House& house, const std::function<void(Unit&)>& act, std::string_view who = "ada") {
  std::vector<std::string> names;
  house.by(who, [&](Unit& unit) {
    const ops::DesignationWatch watch(unit, shipped());
    act(unit);
    for (const auto& one : watch.fallen(unit)) names.push_back(one.name.text());
  });
  return names;
}

using Words = std::vector<std::string>;

TEST_CASE("what the organisation puts down goes before what is shipped", "[ops][designations]") {
  House house;
  CHECK(listed(house) == Words{"modern-work", "security"});
  auto stricter = modern_work();
  stricter.needs = points("12");
  const auto done = house.by("ada", defining({modern_work("own-plan"), stricter}));
  CHECK(done.size() == 2);
  CHECK(std::ranges::all_of(done, &ops::DefinedDesignation::changed));
  CHECK(listed(house) == Words{"modern-work own", "security", "own-plan own"});
  CHECK(status_of(house).known.designation == stricter);
}

TEST_CASE("the same definition again changes nothing", "[ops][designations]") {
  House house;
  house.by("ada", defining({modern_work("own-plan")}));
  CHECK_FALSE(house.by("ada", defining({modern_work("own-plan")})).at(0).changed);
}

TEST_CASE("a definition replaces the one before as a whole", "[ops][designations]") {
  House house;
  house.by("ada", defining({modern_work("own-plan")}));
  auto other = modern_work("own-plan");
  other.needs.reset();
  other.every_metric = true;
  other.confidence = domain::Confidence::uncertain;
  other.source = value_or_throw(domain::RequirementSource::parse("a page"));
  domain::Metric reported{.name = name("performance"), .most = points("60"), .reported = points("12.5")};
  reported.source = other.source;
  other.metrics = {reported, other.metrics[0]};
  other.metrics[1].people->kind = domain::SkillKind::exam;
  other.metrics[1].people->full_at = 4;
  other.metrics[1].people->gate = 1;
  other.metrics[1].people->counts.clear();
  house.by("ada", defining({other}));
  CHECK(store::find_designation(house.db, other.name) == other);
  house.by("ada", defining({modern_work("own-plan")}));
  CHECK(store::find_designation(house.db, other.name) == modern_work("own-plan"));
}

TEST_CASE("reset goes back to what is shipped and takes away what is not", "[ops][designations]") {
  House house;
  auto stricter = modern_work();
  stricter.needs = points("12");
  house.by("ada", defining({stricter, modern_work("own-plan")}));
  const auto reset = [](std::string_view called) {
    return [called](Unit& unit) { return ops::reset_designation(unit, shipped(), name(called)); };
  };
  CHECK(house.by("ada", reset("modern-work")).left == modern_work());
  CHECK_FALSE(house.by("ada", reset("modern-work")).changed);
  CHECK_FALSE(house.by("ada", reset("own-plan")).left);
  CHECK(listed(house) == Words{"modern-work", "security"});
  CHECK(house.refused("ada", reset("own-plan")).code == "unknown-designation");
}

TEST_CASE("a designation that nobody knows is told with the nearest", "[ops][designations]") {
  House house;
  const auto failure = house.refused_to_see(
      "ada", [](const Unit& unit) { ops::show_designation(unit, shipped(), name("modern-wrok")); });
  CHECK(failure.code == "unknown-designation");
  CHECK(failure.kind == FailureKind::not_found);
  CHECK(failure.hint.find("modern-work") != std::string::npos);
}

TEST_CASE("membership admins put down what designations need and account admins do not", "[ops][designations]") {
  House house;
  house.settle("mia", {"mpn-partner-admin"});
  house.settle("acc", {"account-admin"});
  CHECK(house.by("mia", defining({modern_work()})).at(0).changed);
  CHECK(house.refused("acc", defining({modern_work()})).code == "not-allowed");
  CHECK(house.refused("acc", [](Unit& unit) { ops::reset_designation(unit, shipped(), name("security")); }).code ==
        "not-allowed");
}

TEST_CASE("everybody sees what designations need and only readers of skills how they stand", "[ops][designations]") {
  House house;
  house.settle("ann");
  house.settle("rex", {"executive-report-viewer"});
  CHECK(listed(house, "ann") == Words{"modern-work", "security"});
  const auto status = [](const Unit& unit) { return ops::list_designation_status(unit, shipped()).size(); };
  CHECK(house.seen_by("rex", status) == 2);
  CHECK(house.refused_to_see("ann", status).code == "not-allowed");
  CHECK_FALSE(house.seen_by("ann", ops::may_see_designation_status));
  CHECK(house.seen_by("rex", ops::may_see_designation_status));
}

TEST_CASE("the status names who contributes, who nearly does, and what is missing", "[ops][designations]") {
  House house;
  const auto ann = certified(house, "ann");
  const auto bob = certified(house, "bob", "2026-11-01");
  const auto found = status_of(house);
  const auto& metric = found.now.metrics.at(0);
  CHECK(found.now.standing == Standing::below);
  CHECK(metric.who == std::vector{domain::Counted{ann, std::nullopt}});
  CHECK(metric.not_counted == std::vector{domain::NotCounted{bob, domain::WhyNot::expired}});
  const auto people = house.seen_by("ada", [&](const Unit& unit) { return ops::people_of(unit, found); });
  CHECK(people.size() == 2);
  CHECK(people.at(ann).email == "ann@contoso.example");
  CHECK(found.ways.at(0).people == 1);
}

TEST_CASE("the status says how things stand in three months", "[ops][designations]") {
  House house;
  certified(house, "ann");
  certified(house, "bob", "2027-02-22");
  CHECK(status_of(house).later_on == day("2027-02-23"));
  CHECK(status_of(house).now.standing == Standing::reached);
  CHECK(status_of(house).later.standing == Standing::below);
}

TEST_CASE("a title in the catalogue counts as the skill's own", "[ops][designations]") {
  House house;
  certified(house, "ann");
  house.change([&](store::ChangeId change) {
    store::put_known_skill(house.db,
                           {.kind = domain::SkillKind::exam,
                            .code = value_or_throw(domain::SkillCode::parse("AZ-104")),
                            .title = value_or_throw(domain::SkillTitle::parse("Azure Administrator"))},
                           change);
  });
  auto by_title = modern_work();
  by_title.metrics[0].people->counts = {value_or_throw(domain::SkillCode::parse("azure administrator"))};
  house.by("ada", defining({by_title}));
  CHECK(status_of(house).now.points == points("4"));
}

TEST_CASE("only people who are associated with the Partner ID count, and ending that says what falls",
          "[ops][designations]") {
  House house;
  certified(house, "ann");
  const auto bob = certified(house, "bob");
  CHECK(fallen_by(house, [](Unit& unit) { ops::disassociate(unit, {ref("bob")}); }) ==
        Words{"modern-work", "security"});
  CHECK(status_of(house).now.metrics.at(0).not_counted ==
        std::vector{domain::NotCounted{bob, domain::WhyNot::unassociated}});
  house.by("ada", [](Unit& unit) { ops::associate_users(unit, {ref("bob")}, {}); });
  CHECK(status_of(house).now.standing == Standing::reached);
}

TEST_CASE("disabling, offboarding, deleting and unlinking say which designation they bring below",
          "[ops][designations]") {
  const auto both = Words{"modern-work", "security"};
  const auto fresh = [](auto act) {
    House house;
    certified(house, "ann");
    certified(house, "bob");
    return fallen_by(house, act);
  };
  CHECK(fresh([](Unit& unit) { ops::disable_users(unit, {ref("ann")}, ops::IfMissing::refuse); }) == both);
  CHECK(fresh([](Unit& unit) { ops::offboard_user(unit, ref("ann"), std::nullopt); }) == both);
  CHECK(fresh([](Unit& unit) { ops::delete_users(unit, {ref("ann")}, ops::IfMissing::refuse); }) == both);
  House house;
  certified(house, "ann");
  certified(house, "bob");
  CHECK(fallen_by(
            house, [](Unit& unit) { ops::unlink_profile(unit, std::nullopt); }, "ann") == both);
}

TEST_CASE("an act that leaves a designation to what is not known says so", "[ops][designations]") {
  House house;
  certified(house, "ann");
  certified(house, "bob");
  auto half_known = modern_work();
  half_known.metrics.push_back({.name = name("performance"), .most = points("60")});
  house.by("ada", defining({half_known}));
  house.by("ada", [](Unit& unit) {
    const ops::DesignationWatch watch(unit, shipped());
    ops::disable_users(unit, {ref("ann")}, ops::IfMissing::refuse);
    const auto fallen = watch.fallen(unit);
    REQUIRE(fallen.size() == 2);
    CHECK(fallen[0].before == Standing::reached);
    CHECK(fallen[0].after == Standing::open);
    CHECK(fallen[0].points_before == points("8"));
    CHECK(fallen[0].points_after == points("4"));
    CHECK(fallen[1].after == Standing::below);
  });
}

TEST_CASE("an act that leaves enough brings no designation below", "[ops][designations]") {
  House house;
  for (const auto* const who : {"ann", "bob", "eve"}) certified(house, who);
  house.settle("zoe");
  CHECK(fallen_by(house, [](Unit& unit) { ops::offboard_user(unit, ref("ann"), std::nullopt); }).empty());
  CHECK(fallen_by(house, [](Unit& unit) { ops::offboard_user(unit, ref("zoe"), std::nullopt); }).empty());
}

TEST_CASE("what was below before is not told to fall", "[ops][designations]") {
  House house;
  certified(house, "ann");
  CHECK(fallen_by(house, [](Unit& unit) { ops::offboard_user(unit, ref("ann"), std::nullopt); }).empty());
}

TEST_CASE("undoing a definition brings back the one before with its metrics", "[ops][designations][undo]") {
  House house;
  house.by("ada", defining({modern_work("own-plan")}));
  auto other = modern_work("own-plan");
  other.needs = points("4");
  other.metrics[0].name = name("another");
  house.by("ada", defining({other}));
  const auto undo = [&] {
    const auto last = store::find_head(house.db).value().change;
    house.by("ada", [&](Unit& unit) { ops::undo_change(unit, last); });
  };
  undo();
  CHECK(store::find_designation(house.db, other.name) == modern_work("own-plan"));
  undo();
  CHECK(store::find_designation(house.db, other.name) == other);
}

TEST_CASE("erasing somebody who put down a designation leaves it, and the history verifies", "[ops][designations]") {
  House house;
  house.settle("mia", {"mpn-partner-admin"});
  house.by("mia", defining({modern_work("own-plan")}));
  house.by("ada", [](Unit& unit) { ops::delete_users(unit, {ref("mia")}); });
  house.by("ada", [](Unit& unit) { ops::purge_user(unit, ref("mia")); });
  CHECK(store::find_designation(house.db, name("own-plan")) == modern_work("own-plan"));
  CHECK(store::verify(house.db, {}).findings.empty());
}

TEST_CASE("whoever may not put down designations does not undo it either", "[ops][designations][undo]") {
  House house;
  house.settle("acc", {"account-admin"});
  house.by("ada", defining({modern_work("own-plan")}));
  const auto last = store::find_head(house.db).value().change;
  CHECK(house.refused("acc", [&](Unit& unit) { ops::undo_change(unit, last); }).code == "not-allowed");
}

TEST_CASE("looking back shows what was put down then", "[ops][designations]") {
  House house;
  house.by("ada", defining({modern_work("own-plan")}));
  const auto then = store::find_head(house.db).value().change;
  house.by("ada", [](Unit& unit) { ops::reset_designation(unit, shipped(), name("own-plan")); });
  CHECK(listed(house) == Words{"modern-work", "security"});
  const store::Transaction transaction(house.db, store::Access::read);
  auto who = house.operator_of("ada");
  store::look_back(house.db, {.change = then, .at = house.now});
  Unit past(house.db, house.now, house.random, domain::kLeastCost);
  past.act_as(std::move(who));
  CHECK(ops::show_designation(past, shipped(), name("own-plan")).designation == modern_work("own-plan"));
  CHECK(ops::list_designations(past, shipped()).size() == 3);
}

}  // namespace
