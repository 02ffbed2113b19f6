#include "support/store_fixture.hpp"

#include "pcadmin/ops/import_people.hpp"
#include "pcadmin/ops/locations.hpp"
#include "pcadmin/store/assignments.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What a file does to roles that its rows do not name, and how it is told.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using domain::PersonRow;
using ops::ImportSummary;
using ops::OnExisting;
using ops::RolesMode;
using ops::Unit;
using Words = std::vector<std::string>;
using Row = tl::expected<PersonRow, std::vector<domain::RowFault>>;

/// A row of a file that has a place for roles.
PersonRow row(std::string_view name, std::initializer_list<std::string_view> role_ids = {}) {
  return {.name = value_or_throw(domain::PersonName::parse(name)),
          .email = email(name),
          .roles = roles(role_ids),
          .names_roles = true};
}

/// `3 update ann@contoso.example; phone: - -> +49 30 1; +helpdesk-agent; -report-viewer`.
std::string told(const ops::RowOutcome& outcome) {
  constexpr std::array<std::string_view, 5> kActions = {"add", "update", "disable", "unchanged", "skip"};
  auto text = fmt::format("{} {} {}", outcome.line, kActions.at(static_cast<std::size_t>(outcome.action)),
                          outcome.record->email.text());
  for (const auto& change : outcome.changes)
    text += fmt::format("; {}: {} -> {}", change.field, change.before.value_or("-"), change.after);
  for (const auto role : outcome.gained) text += fmt::format("; +{}", role.text());
  for (const auto role : outcome.lost) text += fmt::format("; -{}", role.text());
  return text;
}

struct Outcome {
  ImportSummary summary;
  Words rows;
};

Outcome importing(Unit& unit, const std::vector<PersonRow>& rows, RolesMode mode, OnExisting on_existing) {
  Outcome outcome{};
  std::size_t next = 0;
  const auto next_row = [&]() -> std::optional<Row> {
    if (next == rows.size()) return std::nullopt;
    auto row = rows[next++];
    row.line = next + 1;
    return row;
  };
  outcome.summary = ops::import_people(
      unit, next_row, on_existing, [](const auto&) {},
      {.roles_mode = mode, .each = [&](const ops::RowOutcome& row) { outcome.rows.push_back(told(row)); }});
  return outcome;
}

/// Imports as somebody; what has faults is not committed.
Outcome import_by(House& house, std::string_view who, const std::vector<PersonRow>& rows,
                  RolesMode mode = RolesMode::replace, OnExisting on_existing = OnExisting::update) {
  Outcome outcome{};
  try {
    house.by(who, [&](Unit& unit) {
      outcome = importing(unit, rows, mode, on_existing);
      if (!outcome.summary.faults.empty())
        throw Error({.code = "faults", .kind = FailureKind::invalid, .message = "not committed"});
    });
  } catch (const Error& error) {
    if (error.failure().code != "faults") throw;
  }
  return outcome;
}

/// What refuses an import, with the lines that the import has for it, as `line: address`.
std::pair<std::string, Words> refused(House& house, const std::vector<PersonRow>& rows, ops::Consent consent = {}) {
  Words lines;
  const auto failure = house.refused("ada", [&](Unit& unit) {
    unit.agree(consent);
    const auto summary = importing(unit, rows, RolesMode::replace, OnExisting::update).summary;
    try {
      unit.finish();
    } catch (const Error& error) {
      throw Error(ops::with_lines(unit, summary, error.failure()));
    }
  });
  for (const auto& [name, value] : failure.details) {
    if (name != "faults") continue;
    for (const auto& fault : std::get<std::vector<DetailRow>>(value))
      lines.push_back(
          fmt::format("{}: {}", std::get<std::int64_t>(fault.at(0).second), std::get<std::string>(fault.at(2).second)));
  }
  return {failure.code, lines};
}

/// A location of the organisation.
store::LocationId berlin(House& house) {
  const auto id = value_or_throw(domain::PartnerId::parse("4391508"));
  return house.by("ada", [&](Unit& unit) {
    ops::add_location(unit, {.id = id,
                             .name = value_or_throw(domain::LocationName::parse("Berlin")),
                             .country = value_or_throw(domain::Country::parse("DE"))});
    return ops::get_location(unit, id).id;
  });
}

// What is taken.

TEST_CASE("with replace a row takes what it does not name, and gives what it does", "[ops][import]") {
  House house;
  house.settle("ann", {"helpdesk-agent", "report-viewer"});
  const auto outcome = import_by(house, "ada", {row("ann", {"report-viewer", "sales-agent"})});
  CHECK(house.held_by("ann") == Words{"sales-agent", "report-viewer"});
  CHECK(outcome.summary.roles_taken == 1);
  CHECK(outcome.summary.updated == 1);
}

TEST_CASE("without replace a row takes nothing", "[ops][import]") {
  House house;
  house.settle("ann", {"helpdesk-agent"});
  CHECK(import_by(house, "ada", {row("ann")}, RolesMode::add).summary.unchanged == 1);
  CHECK(house.held_by("ann") == Words{"helpdesk-agent"});
}

TEST_CASE("a row that names no roles takes all, one without a place for roles none", "[ops][import]") {
  House house;
  house.settle("ann", {"helpdesk-agent", "report-viewer"});
  auto silent = row("ann");
  silent.names_roles = false;
  CHECK(import_by(house, "ada", {silent}).summary.unchanged == 1);
  CHECK(house.held_by("ann") == Words{"helpdesk-agent", "report-viewer"});
  CHECK(import_by(house, "ada", {row("ann")}).summary.roles_taken == 2);
  CHECK(house.held_by("ann").empty());
}

TEST_CASE("what is held for a location or begins later stays and is counted; what ends one day is taken",
          "[ops][import]") {
  House house;
  const auto ann = house.settle("ann");
  const auto location = berlin(house);
  house.change([&](store::ChangeId change) {
    store::insert_assignment(house.db, ann, role("referrals-user"), change, {.location = location});
    store::insert_assignment(house.db, ann, role("sales-agent"), change,
                             {.starts_at = house.now + std::chrono::hours{1}});
    store::insert_assignment(house.db, ann, role("report-viewer"), change,
                             {.expires_at = house.now + std::chrono::hours{1}});
  });
  const auto outcome = import_by(house, "ada", {row("ann")});
  CHECK(outcome.rows == Words{"2 update ann@contoso.example; -report-viewer"});
  CHECK(outcome.summary.roles_left == 2);
  CHECK(house.held_by("ann") == Words{"referrals-user"});
  house.now += std::chrono::hours{2};
  CHECK(house.held_by("ann") == Words{"sales-agent", "referrals-user"});
}

TEST_CASE("a role that is for a location and for all is taken for all, and stays for the location", "[ops][import]") {
  House house;
  const auto ann = house.settle("ann", {"referrals-user"});
  const auto location = berlin(house);
  house.change([&](store::ChangeId change) {
    store::insert_assignment(house.db, ann, role("referrals-user"), change, {.location = location});
  });
  CHECK(import_by(house, "ada", {row("ann")}).summary.roles_taken == 1);
  CHECK_FALSE(store::find_assignment(house.db, ann, role("referrals-user")));
  CHECK(store::find_assignment(house.db, ann, role("referrals-user"), location));
}

TEST_CASE("somebody becomes a guest by the row that takes what no guest may hold", "[ops][import]") {
  House house;
  house.settle("gil", {"helpdesk-agent", "mpn-partner-admin"});
  auto gil = row("gil", {"mpn-partner-admin"});
  gil.kind = domain::UserKind::guest;
  CHECK(import_by(house, "ada", {gil}, RolesMode::add).summary.fault_count == 1);
  CHECK(import_by(house, "ada", {gil}).summary.fault_count == 0);
  CHECK(house.held_by("gil") == Words{"mpn-partner-admin"});
}

// Rights and guards.

TEST_CASE("taking a role takes the right to give it, told row by row, and else nothing is done", "[ops][import]") {
  House house;
  house.settle("carl", {"account-admin"});
  house.settle("hal", {"helpdesk-agent", "report-viewer"});
  house.settle("rita", {"report-viewer"});
  const auto outcome = import_by(house, "carl", {row("rita"), row("hal")});
  REQUIRE(outcome.summary.faults.size() == 1);
  const auto& fault = outcome.summary.faults.front();
  CHECK(fault.line == 3);
  CHECK(fault.field == "roles");
  CHECK(fault.code == "not-allowed");
  CHECK(fault.value == "helpdesk-agent");
  CHECK(outcome.summary.denied);
  CHECK(outcome.rows == Words{"2 update rita@contoso.example; -report-viewer"});
  CHECK(house.held_by("rita") == Words{"report-viewer"});
}

TEST_CASE("the last global admin stays, and the line that would take it is named", "[ops][import]") {
  House house;
  house.settle("bob", {"report-viewer"});
  const auto [code, lines] = refused(house, {row("bob"), row("ada", {"account-admin"})});
  CHECK(code == "last-global-admin");
  CHECK(lines == Words{"3: ada@contoso.example"});
}

TEST_CASE("one's own last administrative role is taken by a file only with --yes", "[ops][import]") {
  House house;
  house.settle("bea", {"global-admin"});
  const auto [code, lines] = refused(house, {row("bea", {"global-admin"}), row("ada")});
  CHECK(code == "own-admin-role");
  CHECK(lines == Words{"3: ada@contoso.example"});
  house.by("ada", [](Unit& unit) {
    unit.agree({.yes = true});
    CHECK(importing(unit, {row("ada")}, RolesMode::replace, OnExisting::update).summary.roles_taken == 2);
  });
  CHECK(house.held_by("ada").empty());
}

TEST_CASE("whoever loses a role by a file counts as a removal, and the lines of those who do are named",
          "[ops][import]") {
  House house;
  for (const auto* const name : {"ann", "bob", "cem"}) house.settle(name, {"report-viewer", "sales-agent"});
  const std::vector<PersonRow> rows = {row("ann"), row("bob", {"report-viewer", "sales-agent"}),
                                       row("cem", {"sales-agent"})};
  const auto [code, lines] = refused(house, rows, {.max_removals = value_or_throw(domain::Limit::parse("1"))});
  CHECK(code == "too-many-removals");
  CHECK(lines == Words{"2: ann@contoso.example", "4: cem@contoso.example"});
  house.by("ada", [&](Unit& unit) {
    unit.agree({.max_removals = value_or_throw(domain::Limit::parse("2"))});
    importing(unit, rows, RolesMode::replace, OnExisting::update);
  });
  CHECK(house.held_by("ann").empty());
}

// What is told.

TEST_CASE("each row is told in the order of the file: what is done, what changes, which roles come and go",
          "[ops][import]") {
  House house;
  auto ann = person("ann");
  ann.phone = value_or_throw(domain::Phone::parse("+49 30 1234"));
  house.settle(ann, roles({"helpdesk-agent"}));
  house.settle("bob", {"report-viewer"});
  house.settle("cem");
  auto changed = row("ann", {"report-viewer"});
  changed.phone = value_or_throw(domain::Phone::parse("+49 30 9999"));
  changed.job_title = value_or_throw(domain::JobTitle::parse("Lead agent"));
  auto leaver = row("cem");
  leaver.state = domain::UserState::disabled;
  const auto outcome =
      import_by(house, "ada", {row("dee", {"sales-agent"}), changed, row("bob", {"report-viewer"}), leaver});
  CHECK(outcome.rows ==
        Words{"2 add dee@contoso.example; +sales-agent",
              "3 update ann@contoso.example; job_title: - -> Lead agent; phone: +49 30 1234 -> +49 30 9999; "
              "+report-viewer; -helpdesk-agent",
              "4 unchanged bob@contoso.example", "5 disable cem@contoso.example; state: active -> disabled"});
  CHECK(import_by(house, "ada", {row("bob")}, RolesMode::replace, OnExisting::skip).rows ==
        Words{"2 skip bob@contoso.example"});
}

}  // namespace
