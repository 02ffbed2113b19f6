#include "pcadmin/ops/policy.hpp"

#include "support/store_fixture.hpp"

#include "pcadmin/ops/identity.hpp"
#include "pcadmin/ops/import_people.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/store/settings.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <string>
#include <vector>

/// What an organisation demands of passwords.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using namespace std::chrono_literals;
using ops::Unit;

ops::PolicyChange length(std::string_view number) {
  return {.length = value_or_throw(domain::LeastLength::parse(number)), .temporary_life = {}, .blocklist = {}};
}

ops::PolicyChange hours(std::string_view number) {
  return {.length = {}, .temporary_life = value_or_throw(domain::TemporaryLife::parse(number)), .blocklist = {}};
}

ops::PolicyChange words(std::vector<std::string> list) {
  return {.length = {}, .temporary_life = {}, .blocklist = [list, at = std::size_t{0}]() mutable {
            return at < list.size() ? std::optional(list[at++]) : std::nullopt;
          }};
}

ops::PolicySet set(House& house, const ops::PolicyChange& change) {
  return house.by("ada", [&](Unit& unit) { return ops::set_policy(unit, change); });
}

/// What stops Ada's password from becoming this one, or "changed"; in a transaction that is given up.
std::string change_to(House& house, std::string_view fresh) {
  try {
    store::Transaction transaction(house.db, store::Access::write);
    Unit unit(house.db, house.now, house.random, domain::kLeastCost);
    unit.act_as(house.operator_of("ada"));
    unit.begin({.at = house.now, .os_user = "t", .command = "c"});
    ops::change_password(unit, Secret(kPassword), Secret(fresh), ops::count_own_attempt(unit));
    return "changed";
  } catch (const Error& error) {
    return error.failure().code;
  }
}

TEST_CASE("by itself a policy asks for 15 characters, gives 72 hours and has no list", "[ops][policy]") {
  House house;
  const auto policy = house.seen_by("ada", [](const Unit& unit) { return ops::show_policy(unit); });
  CHECK(policy.length.number() == 15);
  CHECK(policy.temporary_life.hours() == 72h);
  CHECK_FALSE(policy.blocklist);
}

TEST_CASE("only a global admin sees and sets the policy", "[ops][policy]") {
  House house;
  house.settle("uma", {"user-management-admin", "account-admin"});
  CHECK(house.refused_to_see("uma", [](const Unit& unit) { return ops::show_policy(unit); }).code == "not-allowed");
  CHECK(house.refused("uma", [](Unit& unit) { ops::set_policy(unit, length("20")); }).code == "not-allowed");
  CHECK(house.refused(kNobody, [](Unit& unit) { ops::set_policy(unit, length("20")); }).code == "not-signed-in");
}

TEST_CASE("the least length holds from the moment it is set, and what is had already stays", "[ops][policy]") {
  House house;
  constexpr std::string_view kNineteen = "nine amber lanterns";
  CHECK(change_to(house, kNineteen) == "changed");
  CHECK(set(house, length("20")).changed);
  CHECK(change_to(house, kNineteen) == "password-too-short");
  CHECK(change_to(house, "nine amber lanterns!") == "changed");
  set(house, length("64"));
  CHECK(house.by(kNobody, [](Unit& unit) { return sign_in_as(unit, "ada", Secret(kPassword)); }).has_role);
}

TEST_CASE("the life of temporary passwords is the policy's wherever one is given", "[ops][policy]") {
  House house;
  house.settle("ann");
  set(house, hours("24"));
  const auto added = house.by("ada", [](Unit& unit) { return ops::add_user(unit, person("bob"), {}); });
  CHECK(added.expires_at == kNoon + 24h);
  const auto reset = house.by("ada", [](Unit& unit) { return ops::reset_password(unit, ref("ann")); });
  CHECK(reset.expires_at == kNoon + 24h);
  bool given = false;
  house.by("ada", [&](Unit& unit) {
    const ops::NextRow next = [&]() -> std::optional<tl::expected<domain::PersonRow, std::vector<domain::RowFault>>> {
      if (given) return std::nullopt;
      given = true;
      const auto cy = person("cy");
      return domain::PersonRow{.line = 2, .name = cy.name, .email = cy.email};
    };
    return ops::import_people(unit, next, ops::OnExisting::error,
                              [](const ops::Temporary& cy) { CHECK(cy.expires_at == kNoon + 24h); });
  });
  CHECK(given);
  house.now = kNoon + 24h;
  const auto failure = house.refused(kNobody, [&](Unit& unit) { sign_in_as(unit, "ann", reset.password); });
  CHECK(failure.code == "temporary-password-expired");
}

TEST_CASE("words of the organisation's list are no passwords, however they are written", "[ops][policy]") {
  House house;
  CHECK(change_to(house, "Crimson Pangolin 2026") == "changed");
  const auto done = set(house, words({"CRIMSON-PANGOLIN", "crimson pangolin", "!!!", "", "other word"}));
  CHECK(done.changed);
  REQUIRE(done.policy.blocklist);
  CHECK(done.policy.blocklist->starts_with("2 words, "));
  CHECK(change_to(house, "Crimson Pangolin 2026") == "password-too-guessable");
  CHECK(change_to(house, "crimsonpangolincrimsonpangolin") == "password-too-guessable");
  CHECK(change_to(house, "a crimson pangolin over the marsh") == "changed");
}

TEST_CASE("a list replaces the one before, the same list changes nothing, and none takes it away", "[ops][policy]") {
  House house;
  set(house, words({"crimson pangolin", "golden eagle"}));
  CHECK_FALSE(set(house, words({"golden eagle", "CRIMSON PANGOLIN"})).changed);
  CHECK(set(house, words({"golden eagle", "copper heron"})).changed);
  CHECK(change_to(house, "Crimson Pangolin 2026") == "changed");
  CHECK(change_to(house, "copper heron 2026") == "password-too-guessable");
  CHECK(set(house, words({})).changed);
  CHECK_FALSE(set(house, words({})).changed);
  CHECK(change_to(house, "copper heron 2026") == "changed");
  CHECK_FALSE(store::is_blocked_password(house.db, "copperheron"));
}

TEST_CASE("setting what holds already changes nothing", "[ops][policy]") {
  House house;
  CHECK_FALSE(set(house, {}).changed);
  CHECK_FALSE(set(house, length("15")).changed);
  CHECK_FALSE(set(house, hours("72")).changed);
  CHECK(set(house, hours("1")).changed);
  CHECK_FALSE(set(house, hours("1")).changed);
}

}  // namespace
