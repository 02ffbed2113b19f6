#include "pcadmin/ops/history.hpp"

#include "support/store_fixture.hpp"

#include "pcadmin/ops/identity.hpp"
#include "pcadmin/ops/import_people.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/roles.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// What the history tells of each act.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using ops::Unit;
using Words = std::vector<std::string>;

/// The effects of the newest change-set, each as a line: "added assignment: user_id 2, role report-viewer".
Words newest(House& house) {
  Words lines;
  const auto add = [&](const store::Effect& effect) {
    auto line = std::string(to_string(effect.what)) + " " + effect.table + ":";
    const char* separator = " ";
    for (const auto& [name, before, after] : effect.fields) {
      line += separator + name + (before ? " " + *before : "") + (before && after ? " ->" : "") +
              (after ? " " + *after : "");
      separator = ", ";
    }
    lines.push_back(line);
    return true;
  };
  house.seen_by("ada", [&](const Unit& unit) { ops::list_effects(unit, house.head().change, add); });
  return lines;
}

std::string actor(const House& house) {
  return store::get_change(house.db, house.head().change).actor_email.value_or("nobody");
}

TEST_CASE("the first change-set tells how the organisation began", "[ops][history]") {
  House house;
  CHECK(newest(house) == Words{"added assignment: user_id 1, role global-admin",
                               "added assignment: user_id 1, role account-admin", "added domain: name contoso.example",
                               "added organization: name Contoso, partner_id 4391507",
                               "added user: name Ada Lovelace, email ada@contoso.example, kind member, state active, "
                               "created_at 2026-11-23T12:00:00Z"});
  CHECK(actor(house) == "ada@contoso.example");
}

TEST_CASE("adding somebody tells the person and each role", "[ops][history]") {
  House house;
  house.by("ada", [](Unit& unit) { ops::add_user(unit, person("ann"), roles({"report-viewer", "sales-agent"})); });
  CHECK(newest(house) == Words{"added assignment: user_id 2, role sales-agent",
                               "added assignment: user_id 2, role report-viewer",
                               "added user: name ann, email ann@contoso.example, kind member, state active, created_at "
                               "2026-11-23T12:00:00Z"});
  CHECK(actor(house) == "ada@contoso.example");
}

TEST_CASE("giving and taking a role tells the role", "[ops][history]") {
  House house;
  house.settle("ann");
  house.by("ada", [](Unit& unit) { ops::assign_role(unit, ref("ann"), role("report-viewer")); });
  CHECK(newest(house) == Words{"added assignment: user_id 2, role report-viewer"});
  house.by("ada", [](Unit& unit) { ops::unassign_role(unit, ref("ann"), role("report-viewer")); });
  CHECK(newest(house) == Words{"removed assignment: user_id 2, role report-viewer"});
}

TEST_CASE("an import tells each person added and each field changed", "[ops][history]") {
  House house;
  house.settle("ann");
  std::vector<domain::PersonRow> rows{{.name = person("bob").name, .email = email("bob")},
                                      {.name = person("ann").name,
                                       .email = email("ann"),
                                       .roles = roles({"report-viewer"}),
                                       .state = domain::UserState::disabled}};
  std::size_t next = 0;
  house.by("ada", [&](Unit& unit) {
    ops::import_people(
        unit,
        [&]() -> std::optional<tl::expected<domain::PersonRow, std::vector<domain::RowFault>>> {
          if (next == rows.size()) return std::nullopt;
          return rows[next++];
        },
        ops::OnExisting::update, [](const auto&) {});
  });
  CHECK(newest(house) == Words{"added assignment: user_id 2, role report-viewer",
                               "changed user: state active -> disabled",
                               "added user: name bob, email bob@contoso.example, kind member, state active, created_at "
                               "2026-11-23T12:00:00Z"});
}

TEST_CASE("passwords and sessions have no effects that could be told", "[ops][history]") {
  House house;
  house.settle("ann");
  house.by("ada", [](Unit& unit) { ops::reset_password(unit, ref("ann")); });
  CHECK(newest(house).empty());
  CHECK(actor(house) == "ada@contoso.example");
  house.by(kNobody, [](Unit& unit) { sign_in_as(unit, "ada", Secret(kPassword)); });
  CHECK(newest(house).empty());
  CHECK(actor(house) == "ada@contoso.example");
  house.by("ada", [](Unit& unit) { ops::sign_out(unit); });
  CHECK(newest(house).empty());
}

TEST_CASE("who acts is in the change-set, whatever its header claimed", "[ops][history]") {
  House house;
  const auto eve = house.settle("eve");
  store::Transaction transaction(house.db, store::Access::write);
  Unit unit(house.db, kNoon, house.random, domain::kLeastCost);
  unit.act_as(house.operator_of("ada"));
  unit.begin({.at = kNoon, .actor = eve, .os_user = "t", .command = "c"});
  unit.finish();
  transaction.commit();
  CHECK(actor(house) == "ada@contoso.example");
}

TEST_CASE("the history is told newest first, as far back as was asked", "[ops][history]") {
  House house;
  house.settle("ann");
  house.settle("bob");
  const auto told = [&](std::optional<std::int64_t> limit) {
    std::vector<std::int64_t> numbers;
    house.seen_by("ada", [&](const Unit& unit) {
      ops::list_changes(unit, limit, [&](const store::Change& change) {
        numbers.push_back(change.id.number);
        return true;
      });
    });
    return numbers;
  };
  CHECK(told({}) == std::vector<std::int64_t>{3, 2, 1});
  CHECK(told(2) == std::vector<std::int64_t>{3, 2});
}

TEST_CASE("what was refused has changed nothing", "[ops][history]") {
  House house;
  house.settle("eve");
  const auto before = house.head().text();
  house.refused("eve", [](Unit& unit) { ops::assign_role(unit, ref("eve"), role("global-admin")); });
  house.refused("ada", [](Unit& unit) { ops::unassign_role(unit, ref("ada"), role("global-admin")); });
  CHECK(house.head().text() == before);
}

TEST_CASE("the history verifies after whatever ops can do", "[ops][history]") {
  House house;
  house.by("ada", [](Unit& unit) { ops::add_user(unit, person("ann"), roles({"report-viewer", "global-admin"})); });
  house.by("ada", [](Unit& unit) { ops::unassign_role(unit, ref("ann"), role("report-viewer")); });
  house.by("ada", [](Unit& unit) { ops::assign_role(unit, ref("ann"), role("report-viewer")); });
  house.by("ada", [](Unit& unit) { ops::reset_password(unit, ref("ann")); });
  house.by(kNobody, [](Unit& unit) { sign_in_as(unit, "ada", Secret(kPassword)); });
  house.seen_by("ada", [&](const Unit& unit) {
    const auto verification = ops::verify_history(unit, ops::history_head(unit));
    CHECK(verification.findings.empty());
    CHECK(verification.changes == 6);
  });
}

}  // namespace
