#include "support/store_fixture.hpp"

#include "pcadmin/ops/identity.hpp"
#include "pcadmin/ops/init.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/store/credentials.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <string>
#include <vector>

/// Setting, changing and resetting passwords.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using namespace std::chrono_literals;
using ops::Unit;

ops::SignedIn sign_in(House& house, std::string_view name, std::string_view password, const Secret* fresh = nullptr) {
  return house.by(kNobody, [&](Unit& unit) { return sign_in_as(unit, name, Secret(password), fresh); });
}

/// The code of what stops somebody at the door, or "in".
std::string door(House& house, std::string_view name, std::string_view password, const Secret* fresh = nullptr) {
  try {
    sign_in(house, name, password, fresh);
    return "in";
  } catch (const Error& error) {
    return error.failure().code;
  }
}

Secret add(House& house, std::string_view name) {
  return house.by("ada", [&](Unit& unit) { return ops::add_user(unit, person(name), {}).temporary_password.copy(); });
}

Secret reset(House& house, std::string_view by, std::string_view whom) {
  return house.by(by, [&](Unit& unit) { return ops::reset_password(unit, ref(whom)).password.copy(); });
}

/// Changes the password of whoever holds the token.
void change(House& house, const Secret& token, std::string_view current, std::string_view fresh) {
  house.by(kNobody, [&](Unit& unit) {
    unit.act_as(ops::resume(house.db, token, house.now).value());
    ops::change_password(unit, Secret(current), Secret(fresh), ops::count_own_attempt(unit));
  });
}

std::string verifier_of(const House& house, std::string_view name) {
  return store::find_credential(house.db, house.record_of(name).id)->verifier;
}

// Passwords people choose.

/// What pcadmin says of a new password, in every place where one is set.
TEST_CASE("the policy for chosen passwords holds wherever one is set", "[ops][password]") {
  struct Rule {
    std::string_view password;
    std::string_view code;
  };
  const auto rule = GENERATE(values<Rule>({
      {"", "password-too-short"},
      {"fourteen signs", "password-too-short"},
      {"Contoso Contoso 1", "password-too-guessable"},
      {"ann@contoso.example1", "password-too-guessable"},
      {"passwordpassword", "password-too-guessable"},
      {"abcdefghijklmnopqrst", "password-too-guessable"},
      {"line one\nline two\nline three", "password-not-text"},
      {"\xff\xfe not text at all \xff", "password-not-text"},
  }));
  CAPTURE(rule.password);
  House house;
  const auto temporary = add(house, "ann");
  const Secret fresh(rule.password);
  CHECK(door(house, "ann", temporary.reveal(), &fresh) == rule.code);

  const auto limited = sign_in(house, "ann", temporary.reveal());
  CHECK(failure_of([&] { change(house, limited.token, temporary.reveal(), rule.password); }).code == rule.code);

  SeededRandom random;
  auto empty = store::Database::in_memory(random);
  const store::Transaction transaction(empty, store::Access::write);
  Unit unit(empty, kNoon, random, domain::kLeastCost);
  unit.begin({.at = kNoon, .os_user = "t", .command = "c"});
  CHECK(failure_of([&] { ops::init_organization(unit, contoso(), person("ann"), fresh); }).code == rule.code);
}

TEST_CASE("a password that is refused is in no word of the refusal", "[ops][password]") {
  House house;
  const auto in = sign_in(house, "ada", kPassword);
  for (const auto& fresh : {std::string("hunter2"), std::string("Contoso Contoso 1"), std::string(kPassword)}) {
    const auto failure = failure_of([&] { change(house, in.token, kPassword, fresh); });
    CHECK((failure.message + failure.hint).find(fresh) == std::string::npos);
    CHECK(failure.details.empty());
  }
}

TEST_CASE("a first sign-in sets a password, and the temporary one is used up", "[ops][password]") {
  House house;
  const auto temporary = add(house, "ann");
  const Secret fresh(kPassword);
  const auto in = sign_in(house, "ann", temporary.reveal(), &fresh);
  CHECK_FALSE(in.must_change_password);
  CHECK(door(house, "ann", kPassword) == "in");
  CHECK(door(house, "ann", temporary.reveal()) == "sign-in-failed");
}

TEST_CASE("a first sign-in ends the sessions that were limited to setting a password", "[ops][password]") {
  House house;
  const auto temporary = add(house, "ann");
  const auto limited = sign_in(house, "ann", temporary.reveal());
  const Secret fresh(kPassword);
  sign_in(house, "ann", temporary.reveal(), &fresh);
  CHECK_FALSE(ops::resume(house.db, limited.token, kNoon));
}

TEST_CASE("a wrong temporary password sets nothing", "[ops][password]") {
  House house;
  const auto temporary = add(house, "ann");
  const Secret fresh(kPassword);
  CHECK(door(house, "ann", "0000-0000-0000-0000-0000-0000", &fresh) == "sign-in-failed");
  CHECK(door(house, "ann", kPassword) == "sign-in-failed");
  CHECK(door(house, "ann", temporary.reveal()) == "in");
}

TEST_CASE("a temporary password cannot be chosen to stay, however it is typed", "[ops][password]") {
  House house;
  const auto temporary = add(house, "ann");
  auto other_form = std::string(temporary.reveal());
  for (char& letter : other_form) letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  const Secret same(temporary.reveal());
  const Secret shouted(other_form);
  CHECK(door(house, "ann", temporary.reveal(), &same) == "password-reused");
  CHECK(door(house, "ann", temporary.reveal(), &shouted) == "password-reused");
}

TEST_CASE("a new password where none is due is refused, and nothing is changed", "[ops][password]") {
  House house;
  const Secret fresh(kOtherPassword);
  const auto failure = house.refused(kNobody, [&](Unit& unit) { sign_in_as(unit, "ada", Secret(kPassword), &fresh); });
  CHECK(failure.code == "password-not-temporary");
  CHECK(failure.kind == FailureKind::conflict);
  CHECK(door(house, "ada", kPassword) == "in");
  CHECK(door(house, "ada", kOtherPassword) == "sign-in-failed");
}

// Changing.

TEST_CASE("a changed password works at once, and the old one no longer", "[ops][password]") {
  House house;
  change(house, sign_in(house, "ada", kPassword).token, kPassword, kOtherPassword);
  CHECK(door(house, "ada", kOtherPassword) == "in");
  CHECK(door(house, "ada", kPassword) == "sign-in-failed");
}

TEST_CASE("a change of password ends all sessions but the one that made it", "[ops][password]") {
  House house;
  const auto here = sign_in(house, "ada", kPassword);
  const auto there = sign_in(house, "ada", kPassword);
  change(house, here.token, kPassword, kOtherPassword);
  CHECK(ops::resume(house.db, here.token, kNoon));
  CHECK_FALSE(ops::resume(house.db, there.token, kNoon));
}

TEST_CASE("a change of password takes the current one, even from somebody who is signed in", "[ops][password]") {
  House house;
  const auto in = sign_in(house, "ada", kPassword);
  const auto failure = failure_of([&] { change(house, in.token, "not the current one", kOtherPassword); });
  CHECK(failure.code == "wrong-password");
  CHECK(failure.kind == FailureKind::denied);
  CHECK(door(house, "ada", kPassword) == "in");
}

TEST_CASE("the password one has cannot be chosen again, in no Unicode form", "[ops][password]") {
  House house;
  const auto in = sign_in(house, "ada", kPassword);
  const auto failure = failure_of([&] { change(house, in.token, kPassword, kPassword); });
  CHECK(failure.code == "password-reused");
  CHECK(failure.kind == FailureKind::invalid);
  CHECK(failure_of([&] { change(house, in.token, kPassword, "ｓeven violet tractors hum"); }).code ==
        "password-reused");
}

TEST_CASE("a temporary password that has expired cannot be changed, not even in a session begun before",
          "[ops][password]") {
  House house;
  const auto temporary = add(house, "ann");
  house.now = kNoon + 72h - 1min;
  const auto in = sign_in(house, "ann", temporary.reveal());
  house.now = kNoon + 72h;
  CHECK(failure_of([&] { change(house, in.token, temporary.reveal(), kPassword); }).code ==
        "temporary-password-expired");
}

// Resetting.

TEST_CASE("a reset gives a temporary password for 72 hours, and the old one is dead", "[ops][password]") {
  House house;
  house.settle("ann");
  const auto fresh = house.by("ada", [](Unit& unit) { return ops::reset_password(unit, ref("ann")); });
  CHECK(fresh.id == house.record_of("ann").id);
  CHECK(fresh.email == email("ann").text());
  CHECK(fresh.name == "ann");
  CHECK(fresh.expires_at == kNoon + 72h);
  CHECK(door(house, "ann", kPassword) == "sign-in-failed");
  CHECK(sign_in(house, "ann", fresh.password.reveal()).must_change_password);
}

TEST_CASE("a reset makes an earlier temporary password worthless", "[ops][password]") {
  House house;
  const auto first = add(house, "ann");
  const auto second = reset(house, "ada", "ann");
  CHECK(door(house, "ann", first.reveal()) == "sign-in-failed");
  CHECK(door(house, "ann", second.reveal()) == "in");
}

TEST_CASE("a reset ends the person's sessions: nothing can be done with them any more", "[ops][password]") {
  House house;
  house.settle("ann", {"global-admin"});
  const auto in = sign_in(house, "ann", kPassword);
  reset(house, "ada", "ann");
  const auto who = ops::resume(house.db, in.token, kNoon);
  CHECK((!who || who->must_change_password));
}

TEST_CASE("a session from before a reset does not come back to life with the new password", "[ops][password]") {
  House house;
  house.settle("ann");
  const auto stolen = sign_in(house, "ann", kPassword);
  const auto temporary = reset(house, "ada", "ann");
  const Secret fresh(kOtherPassword);
  sign_in(house, "ann", temporary.reveal(), &fresh);
  CHECK_FALSE(ops::resume(house.db, stolen.token, kNoon));
}

TEST_CASE("nobody resets their own password", "[ops][password]") {
  House house;
  const auto failure = house.refused("ada", [](Unit& unit) { ops::reset_password(unit, ref("ada")); });
  CHECK(failure.code == "own-password");
  CHECK(failure.kind == FailureKind::refused);
  CHECK(failure.hint == "pcadmin password change");
  CHECK(door(house, "ada", kPassword) == "in");
}

TEST_CASE("a password of somebody who is not there cannot be reset", "[ops][password]") {
  House house;
  CHECK(house.refused("ada", [](Unit& unit) { ops::reset_password(unit, ref("nobody")); }).code == "unknown-user");
}

// What is kept.

TEST_CASE("a password is hashed anew at sign-in when hashing has become dearer", "[ops][password]") {
  House house;
  const auto before = verifier_of(house, "ada");
  sign_in(house, "ada", kPassword);
  CHECK(verifier_of(house, "ada") == before);

  constexpr domain::HashCost kDearer{.memory = domain::kLeastCost.memory * 2, .passes = 2};
  store::Transaction transaction(house.db, store::Access::write);
  Unit unit(house.db, kNoon, house.random, kDearer);
  unit.begin({.at = kNoon, .os_user = "t", .command = "c"});
  sign_in_as(unit, "ada", Secret(kPassword));
  unit.finish();
  transaction.commit();
  CHECK(verifier_of(house, "ada").starts_with("$argon2id$v=19$m=38912,t=2,p=1$"));
  CHECK(domain::verify_chosen_password(Secret(kPassword), verifier_of(house, "ada")));
}

TEST_CASE("an old password is not kept", "[ops][password]") {
  House house;
  const auto before = verifier_of(house, "ada");
  change(house, sign_in(house, "ada", kPassword).token, kPassword, kOtherPassword);
  CHECK(verifier_of(house, "ada") != before);
  CHECK(store::find_credential(house.db, house.record_of("ada").id)->kind == store::CredentialKind::chosen);
}

}  // namespace
