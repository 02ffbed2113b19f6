#include "pcadmin/ops/profiles.hpp"

#include "ops/snapshot.hpp"
#include "support/store_fixture.hpp"

#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/deletion.hpp"
#include "pcadmin/ops/offboard.hpp"
#include "pcadmin/ops/skills.hpp"
#include "pcadmin/ops/undo.hpp"
#include "pcadmin/store/profile_links.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

/// Certification profiles: who links them, how often, and what becomes of them when somebody leaves.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using ops::Unit;
using std::chrono::days;
using Words = std::vector<std::string>;

domain::ProfileId profile(std::string_view id) { return value_or_throw(domain::ProfileId::parse(id)); }

auto linking(std::string_view id) {
  return [id](Unit& unit) { return ops::link_profile(unit, profile(id)); };
}
auto unlinking(std::string_view whom = {}) {
  return
      [whom](Unit& unit) { return ops::unlink_profile(unit, whom.empty() ? std::nullopt : std::optional(ref(whom))); };
}

/// The profile somebody has linked; empty: none.
std::string linked(House& house, std::string_view name) {
  const auto link = store::find_profile_link(house.db, house.record_of(name).id);
  return link ? link->profile.text() : "";
}

store::ChangeId last(const House& house) { return house.head().change; }
ops::Undo undo(House& house, store::ChangeId change, std::string_view who) {
  return house.by(who, [&](Unit& unit) { return ops::undo_change(unit, change); });
}
Failure refused_undo(House& house, store::ChangeId change, std::string_view who) {
  return house.refused(who, [&](Unit& unit) { ops::undo_change(unit, change); });
}

/// An exam under a profile, as the file of a global admin brings it in.
void import_exam(House& house, std::string_view who, std::string_view id) {
  house.by("ada", [&](Unit& unit) {
    bool given = false;
    const domain::Skill exam{.kind = domain::SkillKind::exam,
                             .code = value_or_throw(domain::SkillCode::parse("AZ-104")),
                             .profile = profile(id),
                             .achieved = value_or_throw(domain::Day::parse("2026-03-01"))};
    ops::import_skills(unit, [&]() -> decltype(ops::NextOf<domain::SkillRow>()()) {
      if (std::exchange(given, true)) return std::nullopt;
      return domain::SkillRow{.line = 2, .email = email(who), .skill = exam};
    });
  });
}

/// Ann and Bob, without a role; Acc is account admin.
struct Learners : House {
  Learners() {
    settle("ann");
    settle("bob");
    settle("acc", {"account-admin"});
  }
  void pass(int count) { now += days{count}; }
};

std::string detail(const Failure& failure, std::string_view key) {
  const auto found = std::ranges::find(failure.details, key, [](const auto& one) { return one.first; });
  return found == failure.details.end() ? std::string() : std::get<std::string>(found->second);
}

// ---- Linking

TEST_CASE("anyone who is signed in links their own profile, without any role", "[ops][profiles]") {
  Learners house;
  const auto done = house.by("ann", linking("0099123"));
  CHECK(done.changed);
  CHECK(done.started_at == house.now);
  CHECK(done.next_link == house.now + days{30});
  CHECK(linked(house, "ann") == "0099123");
  CHECK(house.refused(kNobody, linking("99124")).code == "not-signed-in");
}

TEST_CASE("a token is not enough to link a profile", "[ops][profiles]") {
  Learners house;
  const auto failure = failure_of([&] {
    store::Transaction transaction(house.db, store::Access::write);
    Unit unit(house.db, house.now, house.random, domain::kLeastCost);
    auto who = house.operator_of("ann");
    who.token = store::TokenId{1};
    unit.act_as(std::move(who));
    ops::link_profile(unit, profile("99123"));
  });
  CHECK(failure.code == "token-not-enough");
}

TEST_CASE("linking the profile that is linked already changes nothing", "[ops][profiles]") {
  Learners house;
  house.by("ann", linking("MS99123"));
  const auto head = last(house);
  CHECK_FALSE(house.by("ann", linking("ms99123")).changed);
  CHECK(linked(house, "ann") == "MS99123");
  CHECK(last(house).number == head.number + 1);
}

TEST_CASE("one profile is of one person", "[ops][profiles]") {
  Learners house;
  house.by("ann", linking("99123A"));
  const auto failure = house.refused("bob", linking("99123a"));
  CHECK(failure.code == "profile-taken");
  CHECK(failure.kind == FailureKind::conflict);
  CHECK(failure.message.find("ann") == std::string::npos);  // whose it is, is not told
  CHECK(linked(house, "bob").empty());
}

TEST_CASE("one person has one profile", "[ops][profiles]") {
  Learners house;
  house.by("ann", linking("99123"));
  house.pass(60);
  CHECK(house.refused("ann", linking("99124")).code == "profile-linked");
  CHECK(linked(house, "ann") == "99123");
}

TEST_CASE("a profile under which somebody else's results stand is not linked by another, and whose it is is not told",
          "[ops][profiles][skills]") {
  Learners house;
  import_exam(house, "ann", "777777777");
  const auto refused = house.refused("bob", linking("777777777"));
  CHECK(refused.code == "profile-of-another");
  CHECK(refused.kind == FailureKind::conflict);
  CHECK((refused.message + refused.hint).find("ann") == std::string::npos);
  CHECK(refused.hint.find("pcadmin cert list --filter 'profile = \"777777777\"'") != std::string::npos);
  CHECK_NOTHROW(house.by("ann", linking("777777777")));
}

TEST_CASE("a profile under which one's own results stand too may be linked", "[ops][profiles][skills]") {
  Learners house;
  import_exam(house, "ann", "777777777");
  import_exam(house, "bob", "777777777");
  CHECK_NOTHROW(house.by("bob", linking("777777777")));
}

TEST_CASE("30 days lie between two associations, and the next allowed moment is told", "[ops][profiles]") {
  Learners house;
  house.by("ann", linking("99123"));
  const auto start = house.now;
  house.pass(20);
  CHECK(house.by("ann", unlinking()).next_link == start + days{30});
  house.pass(9);
  const auto failure = house.refused("ann", linking("99124"));
  CHECK(failure.code == "link-too-early");
  CHECK(failure.kind == FailureKind::refused);
  CHECK(detail(failure, "next_at") == to_rfc3339(start + days{30}));
  CHECK(failure.message.find(to_rfc3339(start + days{30})) != std::string::npos);
  house.pass(1);
  CHECK(house.by("ann", linking("99124")).changed);
}

TEST_CASE("at most three associations begin a year", "[ops][profiles]") {
  Learners house;
  const auto start = house.now;
  for (int i = 0; i < 3; ++i) {
    house.by("ann", linking("99123"));
    house.by("ann", unlinking());
    house.pass(40);
  }
  const auto failure = house.refused("ann", linking("99123"));
  CHECK(failure.code == "link-too-early");
  CHECK(detail(failure, "next_at") == to_rfc3339(start + days{365}));
  house.now = start + days{365};
  CHECK(house.by("ann", linking("99123")).changed);
}

TEST_CASE("associations of the profile count too, with whomever they were", "[ops][profiles]") {
  Learners house;
  house.by("ann", linking("99123"));
  house.by("ann", unlinking());
  house.pass(10);
  CHECK(house.refused("bob", linking("99123")).code == "link-too-early");
  CHECK(house.by("bob", linking("99124")).changed);
}

TEST_CASE("a link too early is told whose limit it is, and which", "[ops][profiles]") {
  Learners house;
  const auto says = [&](std::string_view who, std::string_view id, std::string_view what) {
    const auto failure = house.refused(std::string(who), linking(id));
    CHECK(failure.code == "link-too-early");
    CHECK_THAT(failure.message, Catch::Contains(std::string(what)));
  };
  house.by("ann", linking("99123"));
  house.by("ann", unlinking());
  says("ann", "99124", "you linked a profile on 2026-11-23, and 30 days lie between two");
  says("bob", "99123", "this profile was linked on 2026-11-23, and 30 days lie between two");
  for (int i = 0; i < 2; ++i) {
    house.pass(40);
    house.by("ann", linking("99123"));
    house.by("ann", unlinking());
  }
  house.pass(40);
  says("ann", "99124", "3 links of yours have begun since 2026-11-23, and no more than 3 may begin within 365 days");
  says("bob", "99123", "3 links of yours or of this profile have begun since 2026-11-23");
}

TEST_CASE("a link too early is told the undo that gives the profile back, where it was one's own act and can be",
          "[ops][profiles]") {
  Learners house;
  house.by("ann", linking("99123"));
  house.by("ann", unlinking());
  const auto unlink = last(house);
  const auto hint = "99123 back as it was, which begins no other: pcadmin undo " + std::to_string(unlink.number);
  CHECK_THAT(house.refused("ann", linking("99124")).hint, Catch::Contains(hint));
  CHECK_THAT(house.refused("bob", linking("99123")).hint, !Catch::Contains("undo"));
  undo(house, unlink, "ann");
  CHECK(linked(house, "ann") == "99123");
}

TEST_CASE("an association that is undone still counts", "[ops][profiles]") {
  Learners house;
  house.by("ann", linking("99123"));
  undo(house, last(house), "ann");
  CHECK(linked(house, "ann").empty());
  CHECK(house.refused("ann", linking("99124")).code == "link-too-early");
}

TEST_CASE("the limits of linking are set by a global admin, and hold from then on", "[ops][profiles]") {
  Learners house;
  const auto set = [](Unit& unit) {
    return ops::set_link_limits(unit, {.between = value_or_throw(domain::DaysBetweenLinks::parse("0"))});
  };
  CHECK(house.refused("acc", set).code == "not-allowed");
  CHECK(house.by("ada", set).changed);
  CHECK_FALSE(house.by("ada", set).changed);
  house.by("ann", linking("99123"));
  house.by("ann", unlinking());
  CHECK(house.by("ann", linking("99123")).changed);
  const auto limits = house.seen_by("ann", [](const Unit& unit) { return ops::show_link_limits(unit); });
  CHECK(limits.between.days() == days{0});
  CHECK(limits.a_year.number() == 3);
}

// ---- Taking off

TEST_CASE("a person takes their own profile off, and it is free", "[ops][profiles]") {
  Learners house;
  house.by("ann", linking("99123"));
  const auto done = house.by("ann", unlinking("ann"));  // named or not
  CHECK(done.changed);
  CHECK(done.profile->text() == "99123");
  CHECK_FALSE(house.by("ann", unlinking()).changed);
  house.pass(30);
  CHECK(house.by("bob", linking("99123")).changed);
}

TEST_CASE("nobody takes a profile off somebody whose account is active, not even a global admin", "[ops][profiles]") {
  Learners house;
  house.by("ann", linking("99123"));
  CHECK(house.refused("ada", unlinking("ann")).code == "not-a-leaver");
  CHECK(house.refused("bob", unlinking("ann")).code == "not-allowed");
  CHECK(linked(house, "ann") == "99123");
}

TEST_CASE("an administrator takes a profile off a leaver whose account is disabled", "[ops][profiles]") {
  Learners house;
  house.settle("gus", {"global-admin"});
  for (const auto* const name : {"ann", "gus"}) {
    house.by(name, linking(name));
    house.by("ada", [&](Unit& unit) { ops::disable_users(unit, {ref(name)}); });
    CHECK(linked(house, name) == name);  // disabling alone does not
  }
  CHECK(house.refused("bob", unlinking("ann")).code == "not-allowed");
  CHECK(house.refused("acc", unlinking("gus")).code == "not-allowed");
  CHECK(house.by("acc", unlinking("ann")).changed);
  CHECK(house.by("ada", unlinking("gus")).changed);
}

TEST_CASE("whoever may not act on others is not told whether somebody is there", "[ops][profiles]") {
  Learners house;
  CHECK(house.refused("ann", unlinking("nobody")).code == "not-allowed");
  CHECK(house.refused("ada", unlinking("nobody")).code == "unknown-user");
}

// ---- Leaving

TEST_CASE("whoever is offboarded loses their profile in the same change, and gets it back by undo",
          "[ops][profiles][undo]") {
  Learners house;
  house.by("ann", linking("99123"));
  const auto before = snapshot(house.db);
  const auto done = house.by("acc", [](Unit& unit) { return ops::offboard_user(unit, ref("ann"), {}); });
  CHECK(done.profile->text() == "99123");
  CHECK(linked(house, "ann").empty());
  const auto offboarded = last(house);
  const auto after = snapshot(house.db);
  undo(house, offboarded, "acc");
  CHECK(linked(house, "ann") == "99123");
  CHECK(snapshot(house.db) == before);
  undo(house, last(house), "acc");
  CHECK(snapshot(house.db) == after);
}

TEST_CASE("offboarding somebody who has only a profile left changes something", "[ops][profiles]") {
  Learners house;
  house.by("ann", linking("99123"));
  house.by("ada", [](Unit& unit) { ops::disable_users(unit, {ref("ann")}); });
  CHECK(house.by("acc", [](Unit& unit) { return ops::offboard_user(unit, ref("ann"), {}); }).changed);
  CHECK_NOTHROW(undo(house, last(house), "acc"));
  CHECK(linked(house, "ann") == "99123");
}

TEST_CASE("the profile that a deletion took off can be told", "[ops][profiles]") {
  Learners house;
  house.by("ann", linking("99123"));
  const auto ann = house.record_of("ann").id;
  const auto bob = house.record_of("bob").id;
  house.by("ada", [](Unit& unit) { ops::delete_users(unit, {ref("ann"), ref("bob")}); });
  const auto told = [&](domain::UserId id) {
    return house.seen_by("ada", [&](const Unit& unit) { return ops::profile_before_deletion(unit, id); });
  };
  CHECK(told(ann) == profile("99123"));
  CHECK_FALSE(told(bob));
}

TEST_CASE("whoever is deleted loses their profile, and is restored with it as the same association",
          "[ops][profiles]") {
  Learners house;
  house.by("ann", linking("99123"));
  const auto start = house.now;
  house.pass(3);
  house.by("ada", [](Unit& unit) { ops::delete_users(unit, {ref("ann")}); });
  CHECK_FALSE(store::find_profile_link(house.db, profile("99123")));
  house.pass(3);
  const auto back = house.by("ada", [](Unit& unit) { return ops::restore_user(unit, ref("ann")); });
  CHECK(back.lost.empty());
  CHECK(linked(house, "ann") == "99123");
  CHECK(house.seen_by("ann", [&](const Unit& unit) { return ops::next_link_of(unit, unit.who().id); }) ==
        start + days{30});
}

TEST_CASE("a profile somebody else has linked since does not come back, and is named", "[ops][profiles]") {
  Learners house;
  house.by("ann", linking("99123"));
  house.by("ada", [](Unit& unit) { ops::delete_users(unit, {ref("ann")}); });
  const auto deletion = last(house);
  house.now += days{29};
  house.by("ada", [](Unit& unit) {
    ops::set_link_limits(unit, {.between = value_or_throw(domain::DaysBetweenLinks::parse("0"))});
  });
  house.by("bob", linking("99123"));
  CHECK(refused_undo(house, deletion, "ada").code == "undo-conflict");
  const auto back = house.by("ada", [](Unit& unit) { return ops::restore_user(unit, ref("ann")); });
  REQUIRE(back.lost.size() == 1);
  CHECK(back.lost[0].what == "profile 99123");
  CHECK(back.lost[0].code == "profile-taken");
  CHECK(linked(house, "ann").empty());
  CHECK(linked(house, "bob") == "99123");
}

TEST_CASE("undoing the deletion of somebody links their profile again", "[ops][profiles][undo]") {
  Learners house;
  house.by("ann", linking("99123"));
  const auto before = snapshot(house.db);
  house.by("ada", [](Unit& unit) { ops::delete_users(unit, {ref("ann")}); });
  undo(house, last(house), "acc");
  CHECK(snapshot(house.db) == before);
}

TEST_CASE("a link made by the change-set that deletes its person stands in the way", "[ops][profiles]") {
  Learners house;
  house.settle("gus", {"global-admin"});
  const auto failure = house.refused("gus", [](Unit& unit) {
    unit.share();
    ops::link_profile(unit, profile("99123"));
    ops::delete_users(unit, {ref("gus")});
  });
  CHECK(failure.code == "changed-before-deletion");
}

// ---- Undo

TEST_CASE("only whoever linked a profile may undo that, or the taking off that was their own",
          "[ops][profiles][undo]") {
  Learners house;
  house.by("ann", linking("99123"));
  const auto link = last(house);
  CHECK(refused_undo(house, link, "ada").code == "not-allowed");
  house.by("ann", unlinking());
  const auto unlink = last(house);
  CHECK(refused_undo(house, unlink, "ada").code == "not-allowed");
  CHECK_NOTHROW(undo(house, unlink, "ann"));
  CHECK(linked(house, "ann") == "99123");
  CHECK_NOTHROW(undo(house, last(house), "ann"));
  CHECK(linked(house, "ann").empty());
}

TEST_CASE("taking off is not undone once the person has begun another link: that would be one more between the 30 days",
          "[ops][profiles][undo]") {
  Learners house;
  house.by("ann", linking("991"));
  house.pass(1);
  house.by("ann", unlinking());
  const auto first = last(house);
  house.pass(29);
  house.by("ann", linking("992"));
  const auto begun = house.now;
  house.pass(1);
  house.by("ann", unlinking());
  const auto second = last(house);
  const auto refused = refused_undo(house, first, "ann");
  CHECK(refused.code == "link-too-early");
  CHECK(refused.kind == FailureKind::refused);
  CHECK(detail(refused, "next_at") == to_rfc3339(begun + days{30}));
  house.pass(60);  // by hand it may begin now, as an association that counts
  CHECK(refused_undo(house, first, "ann").code == "link-too-early");
  CHECK_NOTHROW(undo(house, second, "ann"));
  CHECK(linked(house, "ann") == "992");
}

TEST_CASE("taking off is not undone once the profile was linked by somebody else", "[ops][profiles][undo]") {
  Learners house;
  house.by("ann", linking("991"));
  house.by("ann", unlinking());
  const auto change = last(house);
  house.pass(30);
  house.by("bob", linking("991"));
  house.by("bob", unlinking());
  CHECK(refused_undo(house, change, "ann").code == "link-too-early");
}

TEST_CASE("what an administrator took off a leaver, an administrator may put back, and not take off an active account",
          "[ops][profiles][undo]") {
  Learners house;
  house.by("ann", linking("99123"));
  house.by("ada", [](Unit& unit) { ops::disable_users(unit, {ref("ann")}); });
  house.by("acc", unlinking("ann"));
  undo(house, last(house), "acc");
  const auto back = last(house);
  CHECK(linked(house, "ann") == "99123");
  house.by("ada", [](Unit& unit) { ops::enable_users(unit, {ref("ann")}); });
  CHECK(refused_undo(house, back, "acc").code == "not-a-leaver");
  house.by("ada", [](Unit& unit) { ops::disable_users(unit, {ref("ann")}); });
  CHECK_NOTHROW(undo(house, back, "acc"));
  CHECK(linked(house, "ann").empty());
}

}  // namespace
