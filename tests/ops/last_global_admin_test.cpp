#include "support/store_fixture.hpp"

#include "pcadmin/ops/identity.hpp"
#include "pcadmin/ops/import_people.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/roles.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

/// The last global admin who can sign in stays, whichever way somebody tries.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using ops::Unit;
using Words = std::vector<std::string>;

const auto kTakeFromAda = [](Unit& unit) { ops::unassign_role(unit, ref("ada"), role("global-admin")); };

/// Disables people by a file, as the only command that can.
void disable_by_import(Unit& unit, std::vector<std::string_view> names) {
  std::size_t next = 0;
  const auto summary = ops::import_people(
      unit,
      [&]() -> std::optional<tl::expected<domain::PersonRow, std::vector<domain::RowFault>>> {
        if (next == names.size()) return std::nullopt;
        const auto name = names[next++];
        const auto there = store::find_user(unit.db(), email(name)).value();
        return domain::PersonRow{
            .line = next + 1, .name = there.record.name, .email = email(name), .state = domain::UserState::disabled};
      },
      ops::OnExisting::update, [](const auto&) {});
  REQUIRE(summary.faults.empty());
  REQUIRE(summary.updated == names.size());
}

void still_there(const House& house) {
  const auto held = house.held_by("ada");
  CHECK(std::ranges::count(held, "global-admin") == 1);
  CHECK(house.record_of("ada").record.state == domain::UserState::active);
}

TEST_CASE("the last global admin cannot give the role up", "[ops][last-global-admin]") {
  House house;
  const auto failure = house.refused("ada", kTakeFromAda);
  CHECK(failure.code == "last-global-admin");
  CHECK(failure.kind == FailureKind::refused);
  CHECK(failure.message ==
        "refusing to remove global-admin from ada@contoso.example: no active global admin would be left");
  CHECK(failure.hint == "assign another first: pcadmin role assign USER global-admin");
  CHECK(failure.details == decltype(failure.details){{"rule", std::string("last-global-admin")},
                                                     {"users", Words{"ada@contoso.example"}},
                                                     {"left", std::int64_t{0}}});
  still_there(house);
}

TEST_CASE("the last global admin cannot be deprived of the role by one who cannot sign in any more",
          "[ops][last-global-admin]") {
  House house;
  house.settle("grace", {"global-admin"}, Password::temporary);
  CHECK(house.refused("grace", kTakeFromAda).code == "last-global-admin");
  still_there(house);
}

TEST_CASE("a global admin who never set a password does not count", "[ops][last-global-admin]") {
  House house;
  house.by("ada", [](Unit& unit) { ops::add_user(unit, person("grace"), roles({"global-admin"})); });
  const auto failure = house.refused("ada", kTakeFromAda);
  CHECK(failure.code == "last-global-admin");
  CHECK(failure.hint.find("grace@contoso.example") != std::string::npos);
  still_there(house);
}

TEST_CASE("a global admin whose account is disabled does not count", "[ops][last-global-admin]") {
  House house;
  auto gone = person("gus");
  gone.state = domain::UserState::disabled;
  house.settle(gone, roles({"global-admin"}));
  CHECK(house.refused("ada", kTakeFromAda).code == "last-global-admin");
  still_there(house);
}

TEST_CASE("who could become able is named, the first of them, and nobody whose account is disabled",
          "[ops][last-global-admin]") {
  House house;
  auto gone = person("gus");
  gone.state = domain::UserState::disabled;
  house.settle(gone, roles({"global-admin"}), Password::temporary);
  CHECK(house.refused("ada", kTakeFromAda).hint == "assign another first: pcadmin role assign USER global-admin");
  house.settle("grace", {"global-admin"}, Password::temporary);
  house.settle("gert", {"global-admin"}, Password::temporary);
  CHECK(house.refused("ada", kTakeFromAda).hint ==
        "grace@contoso.example holds the role but has no password of their own yet; let them first: pcadmin sign-in "
        "grace@contoso.example");
}

TEST_CASE("a global admin whose password was just reset does not count", "[ops][last-global-admin]") {
  House house;
  house.settle("grace", {"global-admin"});
  house.by("ada", [](Unit& unit) { ops::reset_password(unit, ref("grace")); });
  CHECK(house.refused("ada", kTakeFromAda).code == "last-global-admin");
  still_there(house);
}

TEST_CASE("resetting the password of the last global admin is refused like taking the role",
          "[ops][last-global-admin]") {
  House house;
  house.settle("grace", {"global-admin"}, Password::temporary);
  CHECK(house.refused("grace", [](Unit& unit) { ops::reset_password(unit, ref("ada")); }).code == "last-global-admin");
}

TEST_CASE("the last global admin cannot be disabled by a file", "[ops][last-global-admin]") {
  House house;
  const auto failure = house.refused("ada", [](Unit& unit) { disable_by_import(unit, {"ada"}); });
  CHECK(failure.code == "last-global-admin");
  CHECK(failure.message.find("ada@contoso.example") != std::string::npos);
  still_there(house);
}

TEST_CASE("all global admins cannot be disabled by one file either", "[ops][last-global-admin]") {
  House house;
  house.settle("grace", {"global-admin"});
  house.by("ada", [](Unit& unit) { disable_by_import(unit, {"grace"}); });
  house.settle("gert", {"global-admin"});
  const auto failure = house.refused("ada", [](Unit& unit) { disable_by_import(unit, {"gert", "ada"}); });
  CHECK(failure.code == "last-global-admin");
  CHECK(failure.details == decltype(failure.details){{"rule", std::string("last-global-admin")},
                                                     {"users", Words{"ada@contoso.example", "gert@contoso.example"}},
                                                     {"left", std::int64_t{0}}});
  still_there(house);
}

TEST_CASE("a global admin can go when another is there who can sign in", "[ops][last-global-admin]") {
  House house;
  house.settle("grace", {"global-admin"});
  house.by("ada", kTakeFromAda);
  CHECK(house.held_by("ada") == Words{"account-admin"});
  CHECK(house.refused("grace", [](Unit& unit) { ops::unassign_role(unit, ref("grace"), role("global-admin")); }).code ==
        "last-global-admin");
}

TEST_CASE("the rule holds for the outcome of a change-set, not for its steps", "[ops][last-global-admin]") {
  House house;
  house.settle("grace");
  house.by("ada", [](Unit& unit) {
    ops::unassign_role(unit, ref("ada"), role("global-admin"));
    ops::assign_role(unit, ref("grace"), role("global-admin"));
  });
  CHECK(house.held_by("grace") == Words{"global-admin"});
}

}  // namespace
