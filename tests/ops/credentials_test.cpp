#include "pcadmin/ops/credentials.hpp"

#include "support/store_fixture.hpp"

#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/deletion.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/undo.hpp"
#include "pcadmin/store/as_of.hpp"
#include "pcadmin/store/tokens.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <vector>

/// What becomes of temporary passwords, and new ones for those who never used theirs.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using namespace std::chrono_literals;
using ops::CredentialQuery;
using ops::CredentialState;
using ops::Unit;

/// Contoso's, and the temporary passwords that are on their way.
class Newcomers {
 public:
  House house;
  std::map<std::string, Secret> passwords;  ///< the last of each

  /// Adds people in one change-set; its number.
  store::ChangeId add(const std::vector<std::string>& names) {
    return house.by("ada", [&](Unit& unit) {
      for (const auto& name : names)
        passwords.insert_or_assign(name, ops::add_user(unit, person(name), {}).temporary_password.copy());
      return unit.change();
    });
  }
  void reset(const std::string& name) {
    house.by("ada", [&](Unit& unit) { keep(ops::reset_password(unit, test::ref(name))); });
  }
  /// Signs in and chooses a password.
  void claim(const std::string& name) {
    const Secret own{kPassword};
    house.by(kNobody, [&](Unit& unit) { sign_in_as(unit, name, passwords.at(name), &own); });
  }
  bool opens(const std::string& name, const Secret& password) {
    const Secret own{kPassword};
    try {
      house.by(kNobody, [&](Unit& unit) { sign_in_as(unit, name, password, &own); });
    } catch (const Error& error) {
      CHECK(error.failure().code == "sign-in-failed");
      return false;
    }
    return true;
  }
  ops::Reissued reissue(const CredentialQuery& query, std::string_view by = "ada") {
    return house.by(by, [&](Unit& unit) {
      return ops::reissue_credentials(unit, query, [&](const ops::Temporary& made) { keep(made); });
    });
  }
  std::uint64_t reissue(const std::vector<domain::UserRef>& users, std::string_view by = "ada") {
    return house.by(by, [&](Unit& unit) {
      return ops::reissue_credentials(unit, users, [&](const ops::Temporary& made) { keep(made); });
    });
  }

 private:
  void keep(const ops::Temporary& made) {
    const auto& address = made.email;
    passwords.insert_or_assign(address.substr(0, address.find('@')), made.password.copy());
  }
};

/// `ann unclaimed 2`: who, how, by which change-set.
using Lines = std::vector<std::string>;
Lines lines_of(const Unit& unit, const CredentialQuery& query) {
  static const std::map<CredentialState, std::string> kWords = {{CredentialState::unclaimed, "unclaimed"},
                                                                {CredentialState::claimed, "claimed"},
                                                                {CredentialState::expired, "expired"}};
  Lines lines;
  ops::list_credentials(unit, query, [&](const ops::ListedCredential& listed) {
    const auto& issued = listed.issued;
    CHECK(issued.claimed_at.has_value() == (listed.state == CredentialState::claimed));
    lines.push_back(issued.user.record.name.text() + " " + kWords.at(listed.state) + " " +
                    std::to_string(issued.issued_in.number));
    return true;
  });
  return lines;
}

Lines seen(Newcomers& at, const CredentialQuery& query = {}) {
  return at.house.seen_by("ada", [&](const Unit& unit) { return lines_of(unit, query); });
}

std::string line(const std::string& what, store::ChangeId change) { return what + " " + std::to_string(change.number); }

TEST_CASE("a temporary password is unclaimed until it is claimed or expires", "[ops][credentials]") {
  Newcomers at;
  const auto change = at.add({"ann", "bob"});
  CHECK(seen(at) == Lines{line("ann unclaimed", change), line("bob unclaimed", change)});
  at.claim("ann");
  at.house.now += 72h - 1s;
  CHECK(seen(at) == Lines{line("ann claimed", change), line("bob unclaimed", change)});
  at.house.now += 1s;
  CHECK(seen(at) == Lines{line("ann claimed", change), line("bob expired", change)});
}

TEST_CASE("who changes the password they chose has claimed the temporary one when they chose the first",
          "[ops][credentials]") {
  Newcomers at;
  at.add({"ann"});
  at.house.now += 1h;
  at.claim("ann");
  const auto claimed_at = at.house.now;
  at.house.now += 24h;
  at.house.by("ann", [](Unit& unit) {
    const auto attempt = ops::count_own_attempt(unit);
    ops::change_password(unit, Secret(kPassword), Secret(kOtherPassword), attempt);
  });
  at.house.seen_by("ada", [&](const Unit& unit) {
    ops::list_credentials(unit, {}, [&](const ops::ListedCredential& listed) {
      CHECK(listed.issued.claimed_at == claimed_at);
      CHECK(listed.issued.issued_at == kNoon);
      CHECK(listed.issued.expires_at == kNoon + 72h);
      return true;
    });
  });
}

TEST_CASE("who never had a temporary password is not listed", "[ops][credentials]") {
  Newcomers at;
  CHECK(seen(at).empty());
}

TEST_CASE("temporary passwords are listed by their state", "[ops][credentials]") {
  Newcomers at;
  const auto first = at.add({"ann", "bob"});
  at.claim("ann");
  at.house.now += 80h;
  const auto second = at.add({"cy"});
  CHECK(seen(at, {.state = CredentialState::claimed}) == Lines{line("ann claimed", first)});
  CHECK(seen(at, {.state = CredentialState::expired}) == Lines{line("bob expired", first)});
  CHECK(seen(at, {.state = CredentialState::unclaimed}) == Lines{line("cy unclaimed", second)});
}

TEST_CASE("the people of a change-set are listed with the last temporary password they were given",
          "[ops][credentials]") {
  Newcomers at;
  const auto import = at.add({"ann", "bob", "cy"});
  at.add({"dan"});
  at.claim("ann");
  at.reset("bob");
  const auto reset = store::ChangeId{at.house.head().change.number};
  CHECK(seen(at, {.change = import}) ==
        Lines{line("ann claimed", import), line("bob unclaimed", reset), line("cy unclaimed", import)});
  at.claim("bob");
  CHECK(seen(at, {.state = CredentialState::claimed, .change = import}) ==
        Lines{line("ann claimed", import), line("bob claimed", reset)});
  CHECK(seen(at, {.change = reset}) == Lines{line("bob claimed", reset)});
  at.reset("ann");  // forgotten: nothing is claimed of the last one
  CHECK(seen(at, {.state = CredentialState::claimed, .change = import}) == Lines{line("bob claimed", reset)});
}

TEST_CASE("who was deleted is not listed and is listed as before when restored", "[ops][credentials]") {
  Newcomers at;
  const auto change = at.add({"ann", "bob"});
  at.claim("bob");
  at.house.by("ada", [](Unit& unit) { ops::delete_users(unit, {ref("ann")}, ops::IfMissing::refuse); });
  CHECK(seen(at) == Lines{line("bob claimed", change)});
  at.house.by("ada", [](Unit& unit) { ops::restore_user(unit, ref("ann")); });
  CHECK(seen(at, {.change = change}) == Lines{line("ann unclaimed", change), line("bob claimed", change)});
  at.claim("ann");
  CHECK(seen(at, {.change = change}) == Lines{line("ann claimed", change), line("bob claimed", change)});
}

TEST_CASE("temporary passwords are listed as they were", "[ops][credentials]") {
  Newcomers at;
  const auto change = at.add({"ann"});
  at.claim("ann");
  at.house.now += 100h;
  const store::Transaction transaction(at.house.db, store::Access::read);
  const auto moment =
      store::get_moment(at.house.db, *domain::AsOf::parse("@" + std::to_string(change.number)), at.house.now);
  auto who = at.house.operator_of("ada");
  store::look_back(at.house.db, moment);
  Unit then(at.house.db, moment.at, at.house.random, domain::kLeastCost);
  then.act_as(std::move(who));
  CHECK(lines_of(then, {}) == Lines{line("ann unclaimed", change)});
}

TEST_CASE("whoever administers users sees temporary passwords and no one else", "[ops][credentials]") {
  Newcomers at;
  at.house.settle("uma", {"user-management-admin"});
  at.house.settle("mpn", {"mpn-partner-admin"});
  at.add({"ann"});
  CHECK(at.house.seen_by("uma", [](const Unit& unit) { return lines_of(unit, {}); }).size() == 1);
  const auto failure = at.house.refused_to_see("mpn", [](const Unit& unit) { lines_of(unit, {}); });
  CHECK(failure.code == "not-allowed");
  CHECK(
      at.house.refused_to_see("ada", [](const Unit& unit) { lines_of(unit, {.change = store::ChangeId{999}}); }).code ==
      "unknown-change");
}

// New ones.

TEST_CASE("a reissued password is good and the one before is not", "[ops][credentials]") {
  Newcomers at;
  at.add({"ann"});
  const auto old = at.passwords.at("ann").copy();
  CHECK(at.reissue({ref("ann"), ref("ann")}) == 1);
  CHECK_FALSE(at.opens("ann", old));
  CHECK(at.opens("ann", at.passwords.at("ann")));
}

TEST_CASE("an expired password is good again when it is reissued", "[ops][credentials]") {
  Newcomers at;
  const auto change = at.add({"ann", "bob"});
  at.house.now += 100h;
  const auto counts = at.reissue({.state = CredentialState::expired, .change = change});
  CHECK(counts.reissued == 2);
  CHECK(at.opens("bob", at.passwords.at("bob")));
}

TEST_CASE("who has claimed theirs keeps it and is refused by name", "[ops][credentials]") {
  Newcomers at;
  at.add({"ann", "bob"});
  at.claim("bob");
  const auto old = at.passwords.at("ann").copy();
  const auto failure = at.house.refused("ada", [](Unit& unit) {
    ops::reissue_credentials(unit, {ref("ann"), ref("bob")}, [](const ops::Temporary&) {});
  });
  CHECK(failure.code == "already-claimed");
  CHECK(failure.kind == FailureKind::conflict);
  CHECK(failure.message.find("bob@contoso.example") != std::string::npos);
  CHECK(at.opens("ann", old));  // nobody got one
}

TEST_CASE("who has claimed theirs is left out of many and counted", "[ops][credentials]") {
  Newcomers at;
  const auto import = at.add({"ann", "bob", "cy"});
  at.add({"dan"});
  at.claim("ann");
  const auto before = at.house.head().change.number;
  const auto counts = at.reissue({.change = import});
  CHECK(counts.reissued == 2);
  CHECK(counts.claimed == 1);
  CHECK(counts.disabled == 0);
  CHECK(at.house.head().change.number == before + 1);
  const auto again = at.reissue({.state = CredentialState::unclaimed, .change = import});  // they are its people still
  CHECK(again.reissued == 2);
}

TEST_CASE("only the state that is asked for is reissued", "[ops][credentials]") {
  Newcomers at;
  at.add({"ann"});
  at.house.now += 80h;
  at.add({"bob"});
  CHECK(at.reissue({.state = CredentialState::expired}).reissued == 1);
  CHECK(at.reissue({.state = CredentialState::expired}).reissued == 0);
  CHECK(at.reissue({.state = CredentialState::unclaimed}).reissued == 2);
}

TEST_CASE("disabled people are left out of many and not by name", "[ops][credentials]") {
  Newcomers at;
  const auto import = at.add({"ann", "bob"});
  at.house.by("ada", [](Unit& unit) { ops::disable_users(unit, {ref("bob")}, ops::IfMissing::refuse); });
  const auto counts = at.reissue({.change = import});
  CHECK(counts.reissued == 1);
  CHECK(counts.disabled == 1);
  CHECK(at.reissue({ref("bob")}) == 1);
}

TEST_CASE("with one person above the operator nobody gets a new password", "[ops][credentials]") {
  Newcomers at;
  at.house.settle("uma", {"user-management-admin"});
  const auto first = at.add({"ann"});
  at.house.settle("chief", {"global-admin"}, Password::temporary);
  const auto old = at.passwords.at("ann").copy();
  const auto failure = at.house.refused(
      "uma", [](Unit& unit) { ops::reissue_credentials(unit, CredentialQuery{}, [](const ops::Temporary&) {}); });
  CHECK(failure.code == "not-allowed");
  CHECK(at.opens("ann", old));
  at.reset("ann");
  CHECK(at.reissue({.change = first}, "uma").reissued == 1);
}

TEST_CASE("nobody reissues their own password or without the right", "[ops][credentials]") {
  Newcomers at;
  at.add({"ann"});
  at.house.settle("viewer", {"report-viewer"});
  const auto none = [](const ops::Temporary&) {};
  CHECK(at.house.refused("ada", [&](Unit& unit) { ops::reissue_credentials(unit, {ref("ada")}, none); }).code ==
        "own-password");
  CHECK(at.house.refused("viewer", [&](Unit& unit) { ops::reissue_credentials(unit, {ref("ann")}, none); }).code ==
        "not-allowed");
  CHECK(at.house.refused("viewer", [&](Unit& unit) { ops::reissue_credentials(unit, CredentialQuery{}, none); }).code ==
        "not-allowed");
}

}  // namespace
