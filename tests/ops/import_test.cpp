#include "support/store_fixture.hpp"

#include "pcadmin/domain/password_policy.hpp"
#include "pcadmin/ops/identity.hpp"
#include "pcadmin/ops/import_people.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/store/credentials.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <vector>

namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using domain::PersonRow;
using domain::RowFault;
using ops::ImportSummary;
using ops::OnExisting;
using ops::Unit;
using Words = std::vector<std::string>;
using Row = tl::expected<PersonRow, std::vector<RowFault>>;

/// A row of a file. Rows are numbered by `importing`: the first stands in line 2, under the header.
PersonRow row(std::string_view name, std::initializer_list<std::string_view> role_ids = {}) {
  return {.name = value_or_throw(domain::PersonName::parse(name)), .email = email(name), .roles = roles(role_ids)};
}

domain::Phone phone(std::string_view text) { return value_or_throw(domain::Phone::parse(text)); }

/// What an import came to: its summary and who was given a password.
struct Outcome {
  ImportSummary summary;
  Words credentials;
};

Outcome importing(Unit& unit, std::vector<Row> rows, OnExisting on_existing = OnExisting::error) {
  std::size_t next = 0;
  Outcome outcome{};
  const auto next_row = [&]() -> std::optional<Row> {
    if (next == rows.size()) return std::nullopt;
    auto row = rows[next++];
    if (row) row->line = next + 1;
    return row;
  };
  outcome.summary = ops::import_people(unit, next_row, on_existing, [&](const ops::Temporary& temporary) {
    CHECK(temporary.password.reveal().size() == 29);
    outcome.credentials.push_back(temporary.email);
  });
  return outcome;
}

/// Imports as somebody; committed only without faults, as dispatch does it.
Outcome import_by(House& house, std::string_view who, const std::vector<Row>& rows,
                  OnExisting on_existing = OnExisting::error) {
  std::optional<Outcome> outcome;
  try {
    house.by(who, [&](Unit& unit) {
      outcome = importing(unit, rows, on_existing);
      if (!outcome->summary.faults.empty())
        throw Error({.code = "faults", .kind = FailureKind::invalid, .message = "not committed"});
    });
  } catch (const Error& error) {
    if (error.failure().code != "faults") throw;
  }
  return std::move(*outcome);
}

/// Each fault as "line field: code value".
Words faults(const Outcome& outcome) {
  Words lines;
  for (const auto& fault : outcome.summary.faults) {
    lines.push_back(std::to_string(fault.line) + " " + fault.field + ": " + fault.code + " " + fault.value);
    CHECK_FALSE(fault.message.empty());
    CHECK_FALSE(fault.hint.empty());
  }
  return lines;
}

std::string counts(const Outcome& outcome) {
  const auto& summary = outcome.summary;
  return std::to_string(summary.rows) + " rows: " + std::to_string(summary.added) + " added, " +
         std::to_string(summary.updated) + " updated, " + std::to_string(summary.unchanged) + " unchanged, " +
         std::to_string(summary.skipped) + " skipped";
}

// Adding.

TEST_CASE("every row becomes a person with their roles and a temporary password", "[ops][import]") {
  House house;
  auto ann = row("ann", {"report-viewer", "sales-agent"});
  ann.department = value_or_throw(domain::Department::parse("Sales"));
  ann.phone = phone("+49 30 1234");
  const auto outcome = import_by(house, "ada", {ann, row("bob")});
  CHECK(faults(outcome).empty());
  CHECK(counts(outcome) == "2 rows: 2 added, 0 updated, 0 unchanged, 0 skipped");
  CHECK(outcome.credentials == Words{"ann@contoso.example", "bob@contoso.example"});
  CHECK(house.held_by("ann") == Words{"sales-agent", "report-viewer"});
  CHECK(house.record_of("ann").record.department->text() == "Sales");
  CHECK(house.record_of("ann").record.phone == phone("+49 30 1234"));
  CHECK(house.held_by("bob").empty());
}

TEST_CASE("the password a file's person is told opens the door", "[ops][import]") {
  House house;
  std::optional<Secret> told;
  house.by("ada", [&](Unit& unit) {
    bool given = false;
    ops::import_people(
        unit,
        [&]() -> std::optional<Row> {
          return std::exchange(given, true) ? std::nullopt : std::optional<Row>(row("ann"));
        },
        OnExisting::error,
        [&](const ops::Temporary& temporary) {
          CHECK(temporary.expires_at == kNoon + domain::TemporaryLife().hours());
          told = temporary.password.copy();
        });
  });
  CHECK(house.by(kNobody, [&](Unit& unit) { return sign_in_as(unit, "ann", *told); }).must_change_password);
}

TEST_CASE("a file without rows adds nobody", "[ops][import]") {
  House house;
  CHECK(counts(import_by(house, "ada", {})) == "0 rows: 0 added, 0 updated, 0 unchanged, 0 skipped");
}

TEST_CASE("a whole file is one change-set", "[ops][import]") {
  House house;
  import_by(house, "ada", {row("ann"), row("bob"), row("carl")});
  CHECK(house.head().change.number == 2);
}

TEST_CASE("somebody may come as disabled: they are there, and cannot sign in", "[ops][import]") {
  House house;
  auto gus = row("gus", {"report-viewer"});
  gus.state = domain::UserState::disabled;
  const auto outcome = import_by(house, "ada", {gus});
  CHECK(counts(outcome) == "1 rows: 1 added, 0 updated, 0 unchanged, 0 skipped");
  CHECK(house.record_of("gus").record.state == domain::UserState::disabled);
}

// Faults.

TEST_CASE("all that is wrong with a file is told, in its order, and nothing of it is kept", "[ops][import]") {
  House house;
  house.settle("ann");
  const RowFault bad_name{
      .line = 5, .column = 1, .field = "name", .code = "invalid-name", .value = "", .message = "m", .hint = "h"};
  const RowFault bad_phone{
      .line = 5, .column = 4, .field = "phone", .code = "invalid-phone", .value = "x", .message = "m", .hint = "h"};
  auto guest = row("guest", {"referrals-user", "sales-agent", "mpn-partner-admin"});
  guest.kind = domain::UserKind::guest;
  const auto before = house.head();
  const auto outcome =
      import_by(house, "ada", {row("bob"), row("ann"), row("bob"), Row(tl::unexpect, {bad_name, bad_phone}), guest});
  CHECK(faults(outcome) == Words{"3 email: email-taken ann@contoso.example", "4 email: email-twice bob@contoso.example",
                                 "5 name: invalid-name ", "5 phone: invalid-phone x",
                                 "6 roles: guest-role referrals-user", "6 roles: guest-role sales-agent"});
  CHECK(outcome.summary.rows == 5);
  CHECK_FALSE(house.exists("bob"));
  CHECK(house.head().text() == before.text());
}

TEST_CASE("an address twice in one file is a fault that names the first one's line, in any letter case",
          "[ops][import]") {
  House house;
  auto shouted = row("ann");
  shouted.email = email("ANN@Contoso.Example");
  const auto outcome = import_by(house, "ada", {row("bob"), row("ann"), row("carl"), shouted});
  REQUIRE(faults(outcome) == Words{"5 email: email-twice ANN@contoso.example"});
  CHECK(outcome.summary.faults.front().message == "ANN@contoso.example stands in line 3 already");
}

TEST_CASE("an address three times in one file is two faults that name the same line", "[ops][import]") {
  House house;
  const auto outcome = import_by(house, "ada", {row("ann"), row("ann"), row("ann")});
  REQUIRE(outcome.summary.faults.size() == 2);
  for (const auto& fault : outcome.summary.faults)
    CHECK(fault.message == "ann@contoso.example stands in line 2 already");
}

TEST_CASE("an address twice in one file is a fault also where it is to be skipped or updated", "[ops][import]") {
  House house;
  house.settle("ann");
  for (const auto on_existing : {OnExisting::skip, OnExisting::update}) {
    const auto outcome = import_by(house, "ada", {row("bob"), row("ann"), row("ann")}, on_existing);
    REQUIRE(faults(outcome) == Words{"4 email: email-twice ann@contoso.example"});
    CHECK(outcome.summary.faults.front().message == "ann@contoso.example stands in line 3 already");
  }
}

TEST_CASE("an address twice is told even where the first of the two has a fault of its own", "[ops][import]") {
  House house;
  auto guest = row("ann", {"sales-agent"});
  guest.kind = domain::UserKind::guest;
  CHECK(faults(import_by(house, "ada", {guest, row("ann")})) ==
        Words{"2 roles: guest-role sales-agent", "3 email: email-twice ann@contoso.example"});
}

TEST_CASE("a row with a fault neither adds nor changes anybody, and gives no password", "[ops][import]") {
  House house;
  house.settle("carl", {"account-admin"});
  house.settle("hal", {"helpdesk-agent"});
  auto hal = row("hal");
  hal.phone = phone("+49 30 1234");
  const auto outcome = import_by(house, "carl", {row("ann", {"helpdesk-agent"}), hal}, OnExisting::update);
  CHECK(faults(outcome) == Words{"2 roles: not-allowed helpdesk-agent", "3 email: not-allowed hal@contoso.example"});
  CHECK(counts(outcome) == "2 rows: 0 added, 0 updated, 0 unchanged, 0 skipped");
  CHECK(outcome.credentials.empty());
}

TEST_CASE("of faults without number the first ten thousand are kept, and all are counted", "[ops][import]") {
  House house;
  const RowFault fault{
      .line = 2, .column = 1, .field = "name", .code = "invalid-name", .value = "", .message = "m", .hint = "h"};
  const Row bad(tl::unexpect, std::vector<RowFault>(ops::kMostFaults + 1, fault));
  const auto outcome = import_by(house, "ada", {bad});
  CHECK(outcome.summary.faults.size() == ops::kMostFaults);
  CHECK(outcome.summary.fault_count == ops::kMostFaults + 1);
}

// Rights.

TEST_CASE("an import is denied when one of its faults is a missing right, whatever else is wrong", "[ops][import]") {
  House house;
  house.settle("carl", {"account-admin"});
  auto guest = row("gil", {"report-viewer"});
  guest.kind = domain::UserKind::guest;
  const auto above = row("hal", {"helpdesk-agent"});
  const auto denied = [&](const std::vector<Row>& rows) { return import_by(house, "carl", rows).summary.denied; };
  CHECK(denied({above}));
  CHECK(denied({above, guest}));
  CHECK(denied({guest, above}));
  CHECK_FALSE(denied({guest}));
  CHECK_FALSE(denied({row("ann")}));
}

TEST_CASE("a file is read only for those who may administer users", "[ops][import]") {
  House house;
  house.settle("eve", {"report-viewer"});
  bool read = false;
  const auto failure = house.refused("eve", [&](Unit& unit) {
    ops::import_people(
        unit,
        [&]() -> std::optional<Row> {
          read = true;
          return std::nullopt;
        },
        OnExisting::error, [](const auto&) {});
  });
  CHECK(failure.code == "not-allowed");
  CHECK_FALSE(read);
}

TEST_CASE("every role of every row takes the right to give it", "[ops][import]") {
  House house;
  house.settle("carl", {"account-admin"});
  const auto outcome = import_by(
      house, "carl",
      {row("ann", {"report-viewer"}), row("bob", {"helpdesk-agent", "report-viewer"}), row("dan", {"global-admin"})});
  CHECK(faults(outcome) == Words{"3 roles: not-allowed helpdesk-agent", "4 roles: not-allowed global-admin"});
  CHECK(outcome.summary.faults.front().message ==
        "carl@contoso.example may not give or take helpdesk-agent: that takes global-admin or user-management-admin");
}

TEST_CASE("changing somebody takes the right to give every role they hold", "[ops][import]") {
  House house;
  house.settle("carl", {"account-admin"});
  house.settle("hal", {"helpdesk-agent"});
  house.settle("rita", {"report-viewer"});
  auto hal = row("hal");
  hal.phone = phone("+49 30 1");
  auto rita = row("rita");
  rita.phone = phone("+49 30 123");
  hal.phone = rita.phone;
  CHECK(faults(import_by(house, "carl", {hal, rita}, OnExisting::update)) ==
        Words{"2 email: not-allowed hal@contoso.example"});
  CHECK(counts(import_by(house, "carl", {rita}, OnExisting::update)) ==
        "1 rows: 0 added, 1 updated, 0 unchanged, 0 skipped");
}

TEST_CASE("an account admin cannot disable a global admin by a file", "[ops][import]") {
  House house;
  house.settle("carl", {"account-admin"});
  house.settle("grace", {"global-admin"});
  auto grace = row("grace");
  grace.state = domain::UserState::disabled;
  CHECK(faults(import_by(house, "carl", {grace}, OnExisting::update)) ==
        Words{"2 email: not-allowed grace@contoso.example"});
}

// Those who are there already.

TEST_CASE("somebody who is there already is a fault, unless it was said what to do", "[ops][import]") {
  House house;
  const auto ann = house.settle("ann");
  const auto outcome = import_by(house, "ada", {row("ann")});
  REQUIRE(faults(outcome) == Words{"2 email: email-taken ann@contoso.example"});
  CHECK(outcome.summary.faults.front().message == "ann@contoso.example is the address of " + ann.text() + " already");
}

TEST_CASE("somebody who is skipped stays as they are, whatever the row says", "[ops][import]") {
  House house;
  house.settle("ann");
  auto ann = row("ann", {"report-viewer"});
  ann.phone = phone("+49 30 1234");
  const auto outcome = import_by(house, "ada", {ann, row("bob")}, OnExisting::skip);
  CHECK(counts(outcome) == "2 rows: 1 added, 0 updated, 0 unchanged, 1 skipped");
  CHECK(outcome.credentials == Words{"bob@contoso.example"});
  CHECK(house.held_by("ann").empty());
  CHECK_FALSE(house.record_of("ann").record.phone);
}

TEST_CASE("an update puts in what the row says, and leaves what it does not speak of", "[ops][import]") {
  House house;
  auto record = person("ann");
  record.department = value_or_throw(domain::Department::parse("Sales"));
  record.phone = phone("+49 30 1234");
  house.settle(record, {});
  auto ann = row("ann");
  ann.name = value_or_throw(domain::PersonName::parse("Ann Lee"));
  ann.phone = phone("+49 30 9999");
  const auto outcome = import_by(house, "ada", {ann}, OnExisting::update);
  CHECK(counts(outcome) == "1 rows: 0 added, 1 updated, 0 unchanged, 0 skipped");
  record.name = ann.name;
  record.phone = *ann.phone;
  CHECK(house.record_of("ann").record == record);
}

TEST_CASE("an update gives nobody a new password", "[ops][import]") {
  House house;
  const auto id = house.settle("ann");
  const auto before = store::find_credential(house.db, id)->verifier;
  auto ann = row("ann");
  ann.phone = phone("+49 30 1234");
  CHECK(import_by(house, "ada", {ann}, OnExisting::update).credentials.empty());
  CHECK(store::find_credential(house.db, id)->verifier == before);
}

TEST_CASE("an update adds roles and takes none", "[ops][import]") {
  House house;
  house.settle("ann", {"report-viewer"});
  CHECK(counts(import_by(house, "ada", {row("ann", {"sales-agent"})}, OnExisting::update)) ==
        "1 rows: 0 added, 1 updated, 0 unchanged, 0 skipped");
  CHECK(house.held_by("ann") == Words{"sales-agent", "report-viewer"});
}

TEST_CASE("somebody of whom nothing differs is counted as unchanged, and no row is written", "[ops][import]") {
  House house;
  house.settle("ann", {"report-viewer"});
  const auto since = house.record_of("ann").since;
  CHECK(counts(import_by(house, "ada", {row("ann", {"report-viewer"})}, OnExisting::update)) ==
        "1 rows: 0 added, 0 updated, 1 unchanged, 0 skipped");
  CHECK(house.record_of("ann").since == since);
}

TEST_CASE("a file taken in twice changes nothing the second time", "[ops][import]") {
  House house;
  auto ann = row("ann", {"report-viewer"});
  ann.kind = domain::UserKind::member;
  ann.state = domain::UserState::active;
  ann.phone = phone("+49 30 1234");
  import_by(house, "ada", {ann, row("bob")});
  CHECK(counts(import_by(house, "ada", {ann, row("bob")}, OnExisting::update)) ==
        "2 rows: 0 added, 0 updated, 2 unchanged, 0 skipped");
}

TEST_CASE("a role that is held already takes no right to give it", "[ops][import]") {
  House house;
  house.settle("olga", {"marketplace-owner"});  // so that a global admin may not give marketplace roles
  house.settle("dev", {"marketplace-developer"});
  auto dev = row("dev", {"marketplace-developer"});
  dev.phone = phone("+49 30 1234");
  const auto outcome = import_by(house, "ada", {dev}, OnExisting::update);
  CHECK(faults(outcome).empty());
  CHECK(outcome.summary.updated == 1);
}

TEST_CASE("a member cannot be made a guest while holding roles closed to guests", "[ops][import]") {
  House house;
  house.settle("ann", {"sales-agent"});
  house.settle("bob", {"referrals-admin"});
  auto ann = row("ann");
  ann.kind = domain::UserKind::guest;
  auto bob = row("bob");
  bob.kind = domain::UserKind::guest;
  CHECK(faults(import_by(house, "ada", {ann, bob}, OnExisting::update)) ==
        Words{"2 email: guest-role ann@contoso.example"});
}

TEST_CASE("somebody who is disabled by a file is disabled, and their sessions with them", "[ops][import]") {
  House house;
  house.settle("ann");
  const auto in = house.by(kNobody, [](Unit& unit) { return sign_in_as(unit, "ann", Secret(kPassword)); });
  auto ann = row("ann");
  ann.state = domain::UserState::disabled;
  const auto first = import_by(house, "ada", {ann}, OnExisting::update).summary;
  CHECK(first.updated == 1);
  CHECK(first.disabled == 1);
  CHECK_FALSE(ops::resume(house.db, in.token, kNoon));
  ann.phone = phone("+49 30 1234");  // of whom was disabled before, nothing but that
  const auto second = import_by(house, "ada", {ann}, OnExisting::update).summary;
  CHECK(second.updated == 1);
  CHECK(second.disabled == 0);
}

}  // namespace
