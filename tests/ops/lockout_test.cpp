#include "pcadmin/ops/lockout.hpp"

#include "support/store_fixture.hpp"

#include "pcadmin/ops/identity.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/credentials.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <string>
#include <vector>

/// What becomes of those who guess passwords.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using namespace std::chrono_literals;
using ops::Unit;
using store::FailedSignIns;

constexpr std::string_view kWrong = "not the password at all";

/// As dispatch does it: counted and committed first.
ops::Attempt count(House& house, std::string_view name) {
  store::Transaction transaction(house.db, store::Access::write);
  Unit unit(house.db, house.now, house.random, domain::kLeastCost);
  const auto attempt = ops::count_attempt(unit, email(name));
  transaction.commit();
  return attempt;
}

/// A whole sign-in: the code of what stops it, or "in".
std::string door(House& house, std::string_view name, std::string_view password) {
  const auto attempt = count(house, name);
  try {
    house.by(kNobody, [&](Unit& unit) { ops::sign_in(unit, email(name), Secret(password), nullptr, attempt); });
    return "in";
  } catch (const Error& error) {
    return error.failure().code;
  }
}

domain::UserId id_of(const House& house, std::string_view name) { return house.record_of(name).id; }

FailedSignIns failed(const House& house, std::string_view name) {
  return store::get_failed_sign_ins(house.db, id_of(house, name));
}

/// So many guesses, each as soon as one is possible. Only counted: what a guess costs is proved elsewhere.
void guess(House& house, std::string_view name, int times) {
  for (int i = 0; i < times; ++i) {
    count(house, name);
    house.now += ops::kLongestDelay;
  }
}

TEST_CASE("the fifth failure in a row costs 30 seconds, each further one twice as long, up to 15 minutes",
          "[ops][lockout]") {
  House house;
  house.settle("ann");
  const std::vector<std::chrono::seconds> delays = {0s, 0s, 0s, 0s, 30s, 60s, 120s, 240s, 480s, 900s, 900s};
  for (std::size_t i = 0; i < delays.size(); ++i) {
    CAPTURE(i);
    CHECK(ops::delay_after(static_cast<std::int64_t>(i + 1)) == delays[i]);
    CHECK(count(house, "ann").may_succeed(id_of(house, "ann")));
    CHECK(failed(house, "ann").recent == static_cast<std::int64_t>(i + 1));
    CHECK(ops::retry_at(failed(house, "ann"), house.now).value_or(house.now) == house.now + delays[i]);
    house.now += delays[i];
  }
  CHECK(ops::delay_after(0) == 0s);
  CHECK(ops::delay_after(1'000'000'000'000) == 900s);
}

TEST_CASE("during a delay the right password fails as a wrong one does, and nothing is counted", "[ops][lockout]") {
  House house;
  house.settle("ann");
  for (int i = 0; i < 5; ++i) CHECK(door(house, "ann", kWrong) == "sign-in-failed");
  const auto before = failed(house, "ann");
  house.now += 29s;
  CHECK(door(house, "ann", kPassword) == "sign-in-failed");
  CHECK(failed(house, "ann").recent == before.recent);
  CHECK(failed(house, "ann").total == before.total);
  CHECK(failed(house, "ann").retry_at == before.retry_at);
  CHECK(failed(house, "ann").tried_at == house.now);
  house.now += 1s;
  CHECK(door(house, "ann", kPassword) == "in");
}

TEST_CASE("the words for a wrong password, an unknown address, a delay and a lock are the same", "[ops][lockout]") {
  House house;
  house.settle("ann");
  house.settle("bob");
  house.settle("cy");
  for (int i = 0; i < 5; ++i) count(house, "bob");
  guess(house, "cy", 100);
  for (int i = 0; i < 5; ++i) count(house, "bob");
  std::vector<Failure> failures;
  for (const auto* name : {"ann", "nobody", "bob", "cy"}) {
    const auto attempt = count(house, name);
    failures.push_back(
        house.refused(kNobody, [&](Unit& unit) { ops::sign_in(unit, email(name), Secret(kWrong), nullptr, attempt); }));
  }
  CHECK(failed(house, "cy").locked());
  for (const auto& failure : failures) {
    CHECK(failure.code == failures.front().code);
    CHECK(failure.message == failures.front().message);
    CHECK(failure.hint == failures.front().hint);
    CHECK(failure.details == failures.front().details);
  }
}

TEST_CASE("a success forgets the failures in a row, and not those in all", "[ops][lockout]") {
  House house;
  house.settle("ann");
  for (int i = 0; i < 4; ++i) door(house, "ann", kWrong);
  CHECK(door(house, "ann", kPassword) == "in");
  CHECK(failed(house, "ann").recent == 0);
  CHECK(failed(house, "ann").total == 4);
  for (int i = 0; i < 4; ++i) door(house, "ann", kWrong);
  CHECK(door(house, "ann", kPassword) == "in");
  CHECK(failed(house, "ann").total == 8);
}

TEST_CASE("whoever never fails leaves no trace", "[ops][lockout]") {
  House house;
  CHECK(door(house, "ada", kPassword) == "in");
  CHECK_FALSE(store::delete_failed_sign_ins(house.db, id_of(house, "ada")));
}

TEST_CASE("a hundred failures in all lock an account, and time does not unlock it", "[ops][lockout]") {
  House house;
  house.settle("ann");
  guess(house, "ann", 99);
  CHECK_FALSE(failed(house, "ann").locked());
  CHECK(door(house, "ann", kPassword) == "in");
  CHECK(failed(house, "ann").total == 99);
  CHECK(door(house, "ann", kWrong) == "sign-in-failed");
  CHECK(failed(house, "ann").locked());
  house.now += 24h * 365;
  CHECK(door(house, "ann", kPassword) == "sign-in-failed");
  CHECK(failed(house, "ann").total == 100);
}

TEST_CASE("a locked account waits for nothing but to be unlocked", "[ops][lockout]") {
  House house;
  house.settle("ann");
  guess(house, "ann", 99);
  CHECK(failed(house, "ann").retry_at <= house.now);
  count(house, "ann");
  CHECK(failed(house, "ann").locked());
  CHECK(failed(house, "ann").retry_at > house.now);
  CHECK_FALSE(ops::retry_at(failed(house, "ann"), house.now));
}

TEST_CASE("the right password at the hundredth attempt does not lock", "[ops][lockout]") {
  House house;
  house.settle("ann");
  guess(house, "ann", 99);
  for (int i = 0; i < 3; ++i) CHECK(door(house, "ann", kPassword) == "in");
}

TEST_CASE("whoever is locked cannot sign in as far as the rules go, whoever only waits can", "[ops][lockout]") {
  House house;
  house.settle("ann", {"global-admin"});
  const auto able = [&] { return store::list_able_members(house.db, role("global-admin"), house.now, 9).size(); };
  guess(house, "ann", 50);
  CHECK(able() == 2);
  guess(house, "ann", 50);
  CHECK(able() == 1);
  const auto failure = house.refused("ann", [](Unit& unit) {
    take_role(unit.db(), store::find_user(unit.db(), email("ada"))->id, role("global-admin"));
  });
  CHECK(failure.code == "last-global-admin");
  CHECK(failure.hint ==
        "ann@contoso.example holds the role but is locked; first: pcadmin user unlock "
        "ann@contoso.example");
}

TEST_CASE("the last global admin for good who can sign in is made to wait, and never locked", "[ops][lockout]") {
  House house;
  house.settle("temporary", {"global-admin"}, Password::temporary);
  house.settle("bob");
  guess(house, "ada", 150);
  CHECK_FALSE(failed(house, "ada").locked());
  count(house, "ada");
  CHECK(ops::retry_at(failed(house, "ada"), house.now) == house.now + 900s);
  house.now += 900s;
  CHECK(door(house, "ada", kPassword) == "in");

  // As soon as there is another, one more failure locks.
  house.settle("ann", {"global-admin"});
  guess(house, "ada", 2);
  CHECK(failed(house, "ada").locked());
  // And now the other is the last.
  guess(house, "ann", 150);
  CHECK_FALSE(failed(house, "ann").locked());
  guess(house, "bob", 150);
  CHECK(failed(house, "bob").locked());
}

TEST_CASE("a global admin whose role ends is no other to rely on", "[ops][lockout]") {
  House house;
  const auto ann = house.settle("ann");
  house.change([&](store::ChangeId number) {
    store::insert_assignment(house.db, ann, role("global-admin"), number, {.expires_at = house.now + 24h * 365});
  });
  guess(house, "ada", 101);
  CHECK_FALSE(failed(house, "ada").locked());
  guess(house, "ann", 101);  // while Ada is there
  CHECK(failed(house, "ann").locked());
}

TEST_CASE("where no global admin is for good, others are locked all the same", "[ops][lockout]") {
  House house;
  house.settle("bob");
  const auto ada = id_of(house, "ada");
  house.change([&](store::ChangeId) { take_role(house.db, ada, role("global-admin")); });
  house.change([&](store::ChangeId number) {  // past every rule
    store::insert_assignment(house.db, ada, role("global-admin"), number, {.expires_at = house.now + 24h * 365});
  });
  guess(house, "bob", 100);
  CHECK(failed(house, "bob").locked());
  guess(house, "ada", 100);
  CHECK_FALSE(failed(house, "ada").locked());
}

TEST_CASE("a delay that a wrong clock wrote holds nobody for ever", "[ops][lockout]") {
  House house;
  for (int i = 0; i < 5; ++i) count(house, "ada");
  house.now -= 24h;
  CHECK(door(house, "ada", kPassword) == "in");
}

TEST_CASE("every attempt is one write, at an address nobody has too", "[ops][lockout]") {
  House house;
  for (int i = 0; i < 3; ++i) {
    house.now += 1s;
    count(house, "nobody" + std::to_string(i));
    CHECK(store::get_failed_sign_ins(house.db, store::kNobodysAddress).tried_at == house.now);
  }
  CHECK(store::get_failed_sign_ins(house.db, store::kNobodysAddress).recent == 3);
}

TEST_CASE("an attempt at one account proves nothing at another", "[ops][lockout]") {
  House house;
  house.settle("ann");
  const auto attempt = count(house, "ann");
  const auto failure = house.refused(
      kNobody, [&](Unit& unit) { ops::sign_in(unit, email("ada"), Secret(kPassword), nullptr, attempt); });
  CHECK(failure.code == "sign-in-failed");
}

// Changing a password.

TEST_CASE("wrong current passwords count as failed sign-ins do", "[ops][lockout]") {
  House house;
  const auto token =
      house.by(kNobody, [](Unit& unit) { return sign_in_as(unit, "ada", Secret(kPassword)); }).token.copy();
  const auto change = [&](std::string_view current) -> std::string {
    const auto who = ops::resume(house.db, token, house.now).value();
    store::Transaction transaction(house.db, store::Access::write);
    Unit counting(house.db, house.now, house.random, domain::kLeastCost);
    counting.act_as(who);
    const auto attempt = ops::count_own_attempt(counting);
    transaction.commit();
    try {
      house.by(kNobody, [&](Unit& unit) {
        unit.act_as(who);
        ops::change_password(unit, Secret(current), Secret(kOtherPassword), attempt);
      });
      return "changed";
    } catch (const Error& error) {
      return error.failure().code;
    }
  };
  for (int i = 0; i < 5; ++i) CHECK(change(kWrong) == "wrong-password");
  CHECK(failed(house, "ada").total == 5);
  CHECK(change(kPassword) == "wrong-password");
  CHECK(door(house, "ada", kPassword) == "sign-in-failed");
  house.now += 30s;
  CHECK(change(kPassword) == "changed");
  CHECK(failed(house, "ada").total == 0);
}

TEST_CASE("whoever is not signed in has no own password to prove", "[ops][lockout]") {
  House house;
  const auto attempt = house.by(kNobody, [](Unit& unit) { return ops::count_own_attempt(unit); });
  CHECK_FALSE(attempt.may_succeed(id_of(house, "ada")));
  CHECK_FALSE(attempt.may_succeed(store::kNobodysAddress));
}

TEST_CASE("a new password forgets every failure, whoever gives it", "[ops][lockout]") {
  House house;
  house.settle("ann");
  guess(house, "ann", 100);
  const auto temporary = house.by("ada", [](Unit& unit) { return ops::reset_password(unit, ref("ann")); });
  CHECK(failed(house, "ann").total == 0);
  for (int i = 0; i < 3; ++i) door(house, "ann", kWrong);
  const Secret fresh(kOtherPassword);
  const auto attempt = count(house, "ann");
  house.by(kNobody, [&](Unit& unit) { ops::sign_in(unit, email("ann"), temporary.password, &fresh, attempt); });
  CHECK(failed(house, "ann").total == 0);
}

// Unlocking.

TEST_CASE("an administrator unlocks an account, and the right password opens it at once", "[ops][lockout]") {
  House house;
  house.settle("ann");
  guess(house, "ann", 100);
  const auto unlocked = house.by("ada", [](Unit& unit) { return ops::unlock_user(unit, ref("ann")); });
  CHECK(unlocked.changed);
  CHECK(unlocked.before.total == 100);
  CHECK(door(house, "ann", kPassword) == "in");
}

TEST_CASE("unlocking where nothing failed changes nothing; an administrator may unlock themselves", "[ops][lockout]") {
  House house;
  const auto unlock = [&] { return house.by("ada", [](Unit& unit) { return ops::unlock_user(unit, ref("ada")); }); };
  CHECK_FALSE(unlock().changed);
  count(house, "ada");
  CHECK(unlock().changed);
  CHECK_FALSE(unlock().changed);
}

TEST_CASE("unlocking takes the right to administer people, and to grant every role they hold", "[ops][lockout]") {
  House house;
  house.settle("ann", {"helpdesk-agent"});
  house.settle("uma", {"user-management-admin"});
  guess(house, "ada", 1);
  guess(house, "ann", 1);
  const auto unlock = [](std::string_view name) { return [name](Unit& unit) { ops::unlock_user(unit, ref(name)); }; };
  CHECK(house.refused("ann", unlock("ann")).code == "not-allowed");
  CHECK(house.refused("uma", unlock("ada")).code == "not-allowed");
  CHECK(house.refused("ada", unlock("nobody")).code == "unknown-user");
  house.by("uma", unlock("ann"));
  CHECK(failed(house, "ann").total == 0);
  CHECK(failed(house, "ada").total == 1);
}

TEST_CASE("a person's record says how often somebody failed", "[ops][lockout]") {
  House house;
  house.settle("ann");
  guess(house, "ann", 100);
  const auto details = house.seen_by("ada", [](const Unit& unit) { return ops::show_user(unit, ref("ann")); });
  CHECK(details.failed.total == 100);
  CHECK(details.failed.locked());
}

TEST_CASE("a right password is proved, whatever it was given for comes to", "[ops][lockout]") {
  House house;
  const auto attempt = count(house, "ada");
  const Secret fresh("contosocontoso1");
  CHECK(
      house.refused(kNobody, [&](Unit& unit) { ops::sign_in(unit, email("ada"), Secret(kPassword), &fresh, attempt); })
          .code == "password-not-temporary");
  CHECK(attempt.proved());
  const auto wrong = count(house, "ada");
  house.refused(kNobody, [&](Unit& unit) { ops::sign_in(unit, email("ada"), Secret(kWrong), nullptr, wrong); });
  CHECK_FALSE(wrong.proved());
}

}  // namespace
