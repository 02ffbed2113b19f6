#include "pcadmin/ops/directory.hpp"

#include "ops/directories.hpp"
#include "ops/snapshot.hpp"
#include "support/store_fixture.hpp"

#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/deletion.hpp"
#include "pcadmin/ops/import_people.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/ops/undo.hpp"
#include "pcadmin/store/directory_links.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <optional>
#include <string>
#include <vector>

/// The directory on the premises: what a run makes of people, and what it may not.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using domain::Directory;
using domain::DirectoryEntry;
using ops::Unit;
using Words = std::vector<std::string>;

Failure refused_sync(House& house, const Directory& there, std::string_view who = "ada") {
  return house.refused(who, [&](Unit& unit) { ops::sync_directory(unit, there, nullptr); });
}

std::optional<domain::DirectoryLink> link_of(House& house, std::string_view name) {
  return store::find_directory_link(house.db, house.record_of(name).id);
}

void edit_phone(House& house, std::string_view name) {
  house.by("ada", [&](Unit& unit) {
    ops::edit_user(unit, ref(name), {.phone = std::optional(value_or_throw(domain::Phone::parse("+49 30 999999")))});
  });
}

TEST_CASE("people are added without a password, and tied to their entries", "[ops][directory]") {
  House house;
  const auto done = sync(house, directory({entry(1, "ann"), entry(2, "bob")}));
  CHECK(done.added == 2);
  CHECK(done.changes_anything());
  CHECK(link_of(house, "ann")->anchor == anchor(1));
  CHECK(link_of(house, "bob")->fields.text() == "name email");
  const auto again = sync(house, directory({entry(2, "bob"), entry(1, "ann")}));
  CHECK_FALSE(again.changes_anything());
  CHECK(again.unchanged == 2);
}

TEST_CASE("somebody who is here is taken over by their address, with what they hold", "[ops][directory]") {
  House house;
  house.settle("ann", {"admin-agent"});
  const auto done = sync(house, directory({entry(1, "ann")}));
  CHECK(done.added == 0);
  CHECK(done.changed == 1);
  CHECK(house.held_by("ann") == Words{"admin-agent"});
}

TEST_CASE("who vanished is marked for review, and neither disabled nor deleted", "[ops][directory]") {
  House house;
  sync(house, directory({entry(1, "ann"), entry(2, "bob")}));
  const auto done = sync(house, directory({entry(1, "ann")}));
  CHECK(done.gone == 1);
  CHECK(house.record_of("bob").record.state == domain::UserState::active);
  CHECK(link_of(house, "bob")->gone);
  const auto again = sync(house, directory({entry(1, "ann")}));
  CHECK_FALSE(again.changes_anything());
  CHECK(again.still_gone == 1);
  sync(house, directory({entry(1, "ann"), entry(2, "bob")}));
  CHECK_FALSE(link_of(house, "bob")->gone);
}

TEST_CASE("an empty directory is refused where somebody comes from it", "[ops][directory]") {
  House house;
  CHECK_FALSE(sync(house, Directory{}).changes_anything());
  sync(house, directory({entry(1, "ann")}));
  CHECK(refused_sync(house, Directory{}).code == "directory-empty");
}

TEST_CASE("a directory in which no entry has an anchor is refused where somebody comes from it", "[ops][directory]") {
  House house;
  Directory bare;
  domain::RowFault fault;
  fault.code = "missing-anchor";
  for (int i = 1; i <= 2; ++i) bare.faulty.push_back({.line = 1, .dn = fmt::format("uid={}", i), .faults = {fault}});
  CHECK(codes(sync(house, bare)) == Words{"missing-anchor", "missing-anchor"});
  sync(house, directory({entry(1, "ann")}));
  const auto failure = refused_sync(house, bare);
  CHECK(failure.code == "directory-empty");
  CHECK(failure.message.find("none of the 2 entries") != std::string::npos);
  CHECK(failure.hint.find("ldapsearch ... '*' entryUUID") != std::string::npos);
  bare.faulty.front().anchor = anchor(1);
  CHECK_FALSE(sync(house, bare).changes_anything());
}

TEST_CASE("more who vanished than --max-removals allows are refused, all of it", "[ops][directory]") {
  House house;
  std::vector<DirectoryEntry> all;
  for (int i = 1; i <= 10; ++i) all.push_back(entry(i, fmt::format("p{}", i)));
  sync(house, directory(all));
  const auto before = snapshot(house.db);
  all.erase(all.begin() + 6, all.end());
  const auto run = [&](std::string_view most) {
    return [&, most](Unit& unit) {
      unit.agree({.max_removals = value_or_throw(domain::Limit::parse(most))});
      ops::sync_directory(unit, directory(all), nullptr);
    };
  };
  CHECK(house.refused("ada", run("3")).code == "too-many-removals");
  CHECK(snapshot(house.db) == before);
  house.by("ada", run("4"));
}

TEST_CASE("disabled there is disabled here, with sessions and tokens, and cannot be enabled here", "[ops][directory]") {
  House house;
  sync(house, directory({entry(1, "ann")}));
  auto closed = entry(1, "ann");
  closed.disabled = true;
  CHECK(sync(house, directory({closed})).disabled == 1);
  CHECK(house.record_of("ann").record.state == domain::UserState::disabled);
  const auto failure = house.refused("ada", [](Unit& unit) { ops::enable_users(unit, {ref("ann")}); });
  CHECK(failure.code == "synced-field");
  sync(house, directory({entry(1, "ann")}));
  CHECK(house.record_of("ann").record.state == domain::UserState::active);
}

TEST_CASE("who was disabled here stays so, whatever the directory says", "[ops][directory]") {
  House house;
  sync(house, directory({entry(1, "ann")}));
  house.by("ada", [](Unit& unit) { ops::disable_users(unit, {ref("ann")}); });
  CHECK_FALSE(sync(house, directory({entry(1, "ann")})).changes_anything());
  auto closed = entry(1, "ann");
  closed.disabled = true;
  sync(house, directory({closed}));
  sync(house, directory({entry(1, "ann")}));
  CHECK(house.record_of("ann").record.state == domain::UserState::disabled);
}

TEST_CASE("what the directory gives is read-only here and says where it comes from; the rest is not",
          "[ops][directory]") {
  House house;
  auto ann = entry(1, "ann");
  edit_phone(house, "ada");
  sync(house, directory({ann}));
  edit_phone(house, "ann");  // the directory has none
  ann.phone = value_or_throw(domain::Phone::parse("+49 30 123456"));
  sync(house, directory({ann}));
  const auto failure = failure_of([&] { edit_phone(house, "ann"); });
  CHECK(failure.code == "synced-field");
  CHECK(failure.kind == FailureKind::refused);
  CHECK(failure.message.find("phone of ann@contoso.example comes from the directory") == 0);
  CHECK(failure.message.find(anchor(1).text()) != std::string::npos);
  CHECK(failure.hint.find("pcadmin directory unlink ann@contoso.example") != std::string::npos);
  CHECK(house.record_of("ann").record.phone->text() == "+49 30 123456");

  house.by("ada", [](Unit& unit) { ops::unlink_people(unit, {ref("ann")}); });
  edit_phone(house, "ann");
  CHECK(house.record_of("ann").record.phone->text() == "+49 30 999999");
}

TEST_CASE("an import may not overwrite what the directory gives", "[ops][directory]") {
  House house;
  sync(house, directory({entry(1, "ann")}));
  domain::PersonRow row{.line = 2, .name = person("somebody").name, .email = email("ann")};
  bool given = false;
  const ops::NextRow next = [&]() -> decltype(std::declval<ops::NextRow>()()) {
    if (std::exchange(given, true)) return std::nullopt;
    return row;
  };
  const auto summary = house.by("ada", [&](Unit& unit) {
    return ops::import_people(unit, next, ops::OnExisting::update, [](const ops::Temporary&) {});
  });
  REQUIRE(summary.faults.size() == 1);
  CHECK(summary.faults[0].code == "synced-field");
}

TEST_CASE("a rule gives roles and takes back what it gave, not what somebody gave", "[ops][directory]") {
  House house;
  const auto by = rules();
  house.settle("bob", {"sales-agent"});
  auto ann = entry(1, "ann");
  auto bob = entry(2, "bob");
  ann.groups = {domain::dn_key(kSales), domain::dn_key(kHelp)};
  bob.groups = {domain::dn_key(kSales)};
  CHECK(sync(house, directory({ann, bob}), &by).roles_given == 2);
  CHECK(house.held_by("ann") == Words{"sales-agent", "helpdesk-agent"});
  ann.groups = {domain::dn_key(kHelp)};
  bob.groups = {};
  CHECK_FALSE(sync(house, directory({ann, bob})).changes_anything());
  CHECK(sync(house, directory({ann, bob}), &by).roles_taken == 1);
  CHECK(house.held_by("ann") == Words{"helpdesk-agent"});
  CHECK(house.held_by("bob") == Words{"sales-agent"});

  house.by("ada", [](Unit& unit) { ops::unlink_people(unit, {ref("ann")}); });
  ann.groups = {};
  sync(house, directory({ann, bob}), &by);
  CHECK(house.held_by("ann") == Words{"helpdesk-agent"});
}

TEST_CASE("a group of the rules that no entry is in is named as it is written", "[ops][directory]") {
  House house;
  const auto by = rules();
  auto ann = entry(1, "ann");
  ann.groups = {domain::dn_key(kHelp)};
  CHECK(sync(house, directory({ann}), &by).empty_groups == Words{std::string(kSales)});
  CHECK(sync(house, directory({ann})).empty_groups.empty());
}

TEST_CASE("a role of a rule that somebody gives anew by hand is theirs", "[ops][directory]") {
  House house;
  const auto by = rules();
  auto ann = entry(1, "ann");
  ann.groups = {domain::dn_key(kHelp)};
  sync(house, directory({ann}), &by);
  house.by("ada", [](Unit& unit) {
    ops::assign_role(unit, ref("ann"), role("helpdesk-agent"), domain::Expiry::parse("90d").value());
  });
  ann.groups = {};
  sync(house, directory({ann}), &by);
  CHECK(house.held_by("ann") == Words{"helpdesk-agent"});
}

TEST_CASE("people may swap addresses in one run", "[ops][directory]") {
  House house;
  sync(house, directory({entry(1, "ann"), entry(2, "bob")}));
  const auto ann = house.record_of("ann").id;
  const auto done = sync(house, directory({entry(1, "bob"), entry(2, "ann")}));
  CHECK(codes(done).empty());
  CHECK(house.record_of("bob").id == ann);
  CHECK(broken_history(house.db).empty());
}

TEST_CASE("somebody who was deleted here does not come back by a run", "[ops][directory]") {
  House house;
  sync(house, directory({entry(1, "ann"), entry(2, "bob")}));
  house.by("ada", [](Unit& unit) { ops::delete_users(unit, {ref("ann")}); });
  const auto done = sync(house, directory({entry(1, "ann"), entry(2, "bob")}));
  CHECK(codes(done) == Words{"deleted-here"});
  CHECK_FALSE(house.exists("ann"));
  house.by("ada", [](Unit& unit) { ops::restore_user(unit, ref("ann")); });
  CHECK(link_of(house, "ann")->anchor == anchor(1));
  CHECK_FALSE(sync(house, directory({entry(1, "ann"), entry(2, "bob")})).changes_anything());
}

TEST_CASE("somebody else may get the address of who was deleted", "[ops][directory]") {
  House house;
  sync(house, directory({entry(1, "ann"), entry(2, "bob")}));
  house.by("ada", [](Unit& unit) { ops::delete_users(unit, {ref("ann")}); });
  const auto done = sync(house, directory({entry(3, "ann"), entry(2, "bob")}));
  CHECK(codes(done).empty());
  CHECK(done.added == 1);
}

TEST_CASE("what the operator may not do themselves, no run does for them", "[ops][directory]") {
  House house;
  house.settle("uma", {"user-management-admin"});
  house.settle("gus", {"global-admin"});
  auto gus = entry(1, "gus");
  gus.disabled = true;
  const auto done = sync(house, directory({gus, entry(2, "ann")}), nullptr, "uma");
  CHECK(codes(done) == Words{"not-allowed"});
  CHECK(done.denied);
  CHECK(done.added == 1);
  CHECK(house.record_of("gus").record.state == domain::UserState::active);
  house.settle("ben", {"report-viewer"});
  CHECK(refused_sync(house, directory({entry(3, "zoe")}), "ben").code == "not-allowed");
}

TEST_CASE("nobody is tied to the directory by whoever may not manage them", "[ops][directory]") {
  House house;
  house.settle("uma", {"user-management-admin"});
  auto same = entry(1, "ada");
  same.name = house.record_of("ada").record.name;
  CHECK(codes(sync(house, directory({same}), nullptr, "uma")) == Words{"not-allowed"});
  CHECK_FALSE(link_of(house, "ada"));
}

TEST_CASE("the last global admin is not disabled by the directory", "[ops][directory]") {
  House house;
  auto ada = entry(1, "ada");
  ada.disabled = true;
  CHECK(refused_sync(house, directory({ada})).code == "last-global-admin");
}

TEST_CASE("a run is one change-set, and undoing it leaves nothing of it", "[ops][directory]") {
  House house;
  const auto by = rules();
  house.settle("ann", {"admin-agent"});
  sync(house, directory({entry(1, "ann"), entry(2, "bob"), entry(3, "cid")}), &by);
  const auto before = snapshot(house.db);
  auto ann = entry(1, "ann");
  ann.groups = {domain::dn_key(kSales)};
  auto bob = entry(2, "robert");
  bob.disabled = true;
  sync(house, directory({ann, bob, entry(4, "dan")}), &by);
  const auto after = snapshot(house.db);
  REQUIRE(after != before);
  const auto change = house.head().change;
  house.by("ada", [&](Unit& unit) { return ops::undo_change(unit, change); });
  CHECK(snapshot(house.db) == before);
  const auto undone = house.head().change;
  house.by("ada", [&](Unit& unit) { return ops::undo_change(unit, undone); });
  CHECK(snapshot(house.db) == after);
  CHECK(broken_history(house.db).empty());
}

TEST_CASE("who purges somebody erases the entry they were tied to", "[ops][directory]") {
  House house;
  sync(house, directory({entry(1, "ann"), entry(2, "bob")}));
  house.by("ada", [](Unit& unit) { ops::delete_users(unit, {ref("ann")}); });
  house.by("ada", [](Unit& unit) { return ops::purge_user(unit, ref("ann")); });
  CHECK(broken_history(house.db).empty());
  const auto done = sync(house, directory({entry(1, "ann"), entry(2, "bob")}));
  CHECK(done.added == 1);
}

}  // namespace
