#include "pcadmin/domain/directory_plan.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <string>
#include <vector>

namespace {

using namespace pcadmin;          // NOLINT(google-build-using-namespace)
using namespace pcadmin::domain;  // NOLINT(google-build-using-namespace)

Anchor anchor(int number) {
  return value_or_throw(Anchor::parse(fmt::format("00000000-0000-4000-8000-{:012}", number)));
}
Email email(std::string_view text) { return value_or_throw(Email::parse(text)); }
RoleId role(std::string_view text) { return value_or_throw(RoleId::parse(text)); }

DirectoryEntry entry(int number, std::string_view name, std::string_view mail = {}, std::string_view sign_in = {}) {
  DirectoryEntry made{.line = static_cast<std::uint64_t>(number),
                      .dn = fmt::format("uid={},dc=contoso,dc=example", number),
                      .anchor = anchor(number),
                      .name = value_or_throw(PersonName::parse(name))};
  if (!mail.empty()) made.mails.push_back(email(mail));
  if (!sign_in.empty()) made.sign_in_name = email(sign_in);
  return made;
}

KnownPerson known(int id, std::string_view name, std::string_view mail) {
  return {.id = UserId(id), .record = {.name = value_or_throw(PersonName::parse(name)), .email = email(mail)}};
}

/// Somebody as an earlier run left them.
KnownPerson linked(int id, const DirectoryEntry& there) {
  Directory directory;
  directory.people.push_back(there);
  const auto plan = plan_directory(directory, {}, nullptr);
  return {.id = UserId(id), .record = plan.people.at(0).record, .link = plan.people.at(0).link};
}

DirectoryPlan plan(const Directory& directory, const std::vector<KnownPerson>& people,
                   const GroupRules* rules = nullptr) {
  return plan_directory(directory, people, rules);
}

std::vector<std::string> codes(const DirectoryPlan& made) {
  std::vector<std::string> all;
  for (const auto& one : made.conflicts) all.push_back(fmt::format("{}: {}", one.line, one.code));
  return all;
}

std::vector<std::string> changes(const PlannedPerson& one) {
  std::vector<std::string> all;
  for (const auto& change : one.changes)
    all.push_back(fmt::format("{}: {} -> {}", change.field, change.before.value_or("-"), change.after.value_or("-")));
  return all;
}

using Texts = std::vector<std::string>;

TEST_CASE("an entry is somebody by its anchor, then its sign-in name, then its mail", "[domain][directory]") {
  auto by_anchor = linked(1, entry(1, "Ann Lee", "old@contoso.example"));
  const auto by_name = known(2, "Ada Lovelace", "ada@contoso.example");
  const auto by_mail = known(3, "Grace Hopper", "grace@contoso.example");
  Directory directory;
  directory.people = {entry(1, "Ann Lee", "ann@contoso.example"),
                      entry(2, "Ada Lovelace", "countess@contoso.example", "ADA@contoso.example"),
                      entry(3, "Grace Hopper", "first@contoso.example"), entry(4, "New Person", "new@contoso.example")};
  directory.people[2].mails.push_back(email("grace@contoso.example"));
  const auto made = plan(directory, {by_anchor, by_name, by_mail});
  REQUIRE(made.conflicts.empty());
  REQUIRE(made.people.size() == 4);
  CHECK(made.people[0].matched == MatchedBy::anchor);
  CHECK(made.people[0].person == UserId(1));
  CHECK(changes(made.people[0]) == Texts{"email: old@contoso.example -> ann@contoso.example"});
  CHECK(made.people[1].matched == MatchedBy::sign_in_name);
  CHECK(made.people[1].person == UserId(2));
  CHECK(made.people[1].record.email.text() == "countess@contoso.example");
  CHECK(made.people[2].matched == MatchedBy::mail);
  CHECK(made.people[2].person == UserId(3));
  CHECK(made.people[2].record.email.text() == "first@contoso.example");
  CHECK(made.people[3].action() == SyncAction::add);
}

TEST_CASE("a sign-in name goes before a mail, whichever entry comes first", "[domain][directory]") {
  Directory directory;
  directory.people = {entry(1, "Shared Box", "ann@contoso.example", "box@contoso.example"),
                      entry(2, "Ann Lee", "lee@contoso.example", "ann@contoso.example")};
  const auto made = plan(directory, {known(7, "Ann Lee", "ann@contoso.example")});
  CHECK(codes(made) == Texts{"1: same-person"});
  REQUIRE(made.people.size() == 1);
  CHECK(made.people[0].person == UserId(7));
  CHECK(made.people[0].matched == MatchedBy::sign_in_name);
}

TEST_CASE("the same directory again changes nothing", "[domain][directory]") {
  auto one = entry(1, "Ann Lee", "ann@contoso.example");
  one.phone = value_or_throw(Phone::parse("+49 30 123456"));
  one.disabled = true;
  Directory directory;
  directory.people = {one, entry(2, "Ada Lovelace", "ada@contoso.example")};
  const auto made = plan(directory, {linked(1, directory.people[0]), linked(2, directory.people[1])});
  for (const auto& person : made.people) CHECK(person.action() == SyncAction::unchanged);
  CHECK(made.gone.empty());
  CHECK(made.conflicts.empty());
}

TEST_CASE("what the directory gave and has no longer is taken; what it never gave stays", "[domain][directory]") {
  auto with_phone = entry(1, "Ann Lee", "ann@contoso.example");
  with_phone.phone = value_or_throw(Phone::parse("+49 30 123456"));
  auto person = linked(1, with_phone);
  person.record.job_title = value_or_throw(JobTitle::parse("Buyer"));
  Directory directory;
  directory.people = {entry(1, "Ann Lee", "ann@contoso.example")};
  const auto made = plan(directory, {person});
  REQUIRE(made.people.size() == 1);
  CHECK(changes(made.people[0]) == Texts{"phone: +49 30 123456 -> -"});
  CHECK(made.people[0].record.job_title->text() == "Buyer");
  CHECK(made.people[0].link.fields.text() == "name email");
}

TEST_CASE("disabled there is disabled here, and opened there is opened here only where it was closed there",
          "[domain][directory]") {
  const auto open = entry(1, "Ann Lee", "ann@contoso.example");
  auto closed = open;
  closed.disabled = true;
  const auto run = [](const DirectoryEntry& there, const KnownPerson& person) {
    Directory directory;
    directory.people = {there};
    const auto made = plan(directory, {person}).people.at(0);
    return KnownPerson{.id = person.id, .record = made.record, .link = made.link};
  };
  const auto person = linked(1, open);
  const auto disabled = run(closed, person);
  CHECK(disabled.record.state == UserState::disabled);
  CHECK(disabled.link->state == StateThere::closed);
  CHECK(run(open, disabled).record.state == UserState::active);

  auto by_hand = person;
  by_hand.record.state = UserState::disabled;
  CHECK(run(open, by_hand).record.state == UserState::disabled);
  const auto both = run(closed, by_hand);
  CHECK(both.link->state == StateThere::closed_both);
  CHECK(run(open, both).record.state == UserState::disabled);

  const auto fresh = linked(1, closed);
  CHECK(fresh.record.state == UserState::disabled);
  CHECK(run(open, fresh).record.state == UserState::active);
}

TEST_CASE("who vanished is marked once, and no more when they are back", "[domain][directory]") {
  const auto there = entry(1, "Ann Lee", "ann@contoso.example");
  auto person = linked(1, there);
  CHECK(plan({}, {person, known(2, "Ada Lovelace", "ada@contoso.example")}).gone == std::vector{UserId(1)});
  person.link->gone = true;
  const auto again = plan({}, {person});
  CHECK(again.gone.empty());
  CHECK(again.still_gone == 1);
  Directory directory;
  directory.people = {there};
  const auto back = plan(directory, {person});
  REQUIRE(back.people.size() == 1);
  CHECK(back.people[0].action() == SyncAction::change);
  CHECK_FALSE(back.people[0].link.gone);
}

TEST_CASE("whose entry cannot be read is not gone", "[domain][directory]") {
  const auto person = linked(1, entry(1, "Ann Lee", "ann@contoso.example"));
  Directory directory;
  domain::RowFault fault;
  fault.code = "missing-email";
  directory.faulty.push_back({.line = 1, .dn = "cn=x", .anchor = anchor(1), .faults = {fault}});
  directory.faulty.push_back({.line = 9, .dn = "cn=service", .anchor = anchor(9), .faults = {fault}});
  const auto made = plan(directory, {person});
  CHECK(made.gone.empty());
  CHECK(codes(made) == Texts{"1: missing-email"});
  CHECK(made.without_address == 1);
}

TEST_CASE("a group gives roles, and takes back what it gave and nothing else", "[domain][directory]") {
  GroupRules rules;
  rules.add("cn=Sales,dc=contoso,dc=example", {role("sales-agent")});
  rules.add("cn=Help,dc=contoso,dc=example", {role("helpdesk-agent")});
  auto there = entry(1, "Ann Lee", "ann@contoso.example");
  Directory directory;
  directory.people = {there};
  directory.groups.push_back({dn_key("CN=sales,DC=contoso,DC=example"), {dn_key(there.dn)}});
  join_groups(directory, rules);
  auto person = linked(1, there);
  person.held = {role("helpdesk-agent"), role("admin-agent")};
  person.by_rule = {role("helpdesk-agent")};
  const auto made = plan(directory, {person}, &rules).people.at(0);
  CHECK(made.gained == std::vector{role("sales-agent")});
  CHECK(made.lost == std::vector{role("helpdesk-agent")});
  CHECK(plan(directory, {person}).people.at(0).lost.empty());

  person.held = {role("sales-agent")};
  person.by_rule = {};
  const auto by_hand = plan(directory, {person}, &rules).people.at(0);
  CHECK(by_hand.gained.empty());
  CHECK(by_hand.lost.empty());
}

TEST_CASE("two entries of one anchor, or one person, are in conflict, and the person stays as they are",
          "[domain][directory]") {
  const auto person = linked(1, entry(1, "Ann Lee", "ann@contoso.example"));
  Directory directory;
  directory.people = {entry(1, "Ann Lee", "a@contoso.example"), entry(1, "Ann Lee", "b@contoso.example")};
  directory.people[1].line = 2;
  auto made = plan(directory, {person});
  CHECK(codes(made) == Texts{"1: duplicate-anchor", "2: duplicate-anchor"});
  CHECK(made.people.empty());
  CHECK(made.gone.empty());

  directory.people = {entry(2, "Ann Lee", "ann@contoso.example")};
  made = plan(directory, {person});
  CHECK(codes(made) == Texts{"2: linked-elsewhere"});
  CHECK(made.gone == std::vector{UserId(1)});
}

TEST_CASE("two people may swap addresses, and nobody gets one that is taken", "[domain][directory]") {
  const auto ann = linked(1, entry(1, "Ann Lee", "ann@contoso.example"));
  const auto ada = linked(2, entry(2, "Ada Lovelace", "ada@contoso.example"));
  Directory directory;
  directory.people = {entry(1, "Ann Lee", "ada@contoso.example"), entry(2, "Ada Lovelace", "ann@contoso.example")};
  CHECK(plan(directory, {ann, ada}).conflicts.empty());

  directory.people = {entry(1, "Ann Lee", "ada@contoso.example"), entry(2, "Ada Lovelace", "grace@contoso.example")};
  const auto grace = known(3, "Grace Hopper", "grace@contoso.example");
  auto other = linked(4, entry(3, "Grace Hopper", "grace@contoso.example"));
  CHECK(codes(plan(directory, {ann, ada, other})) == Texts{"1: email-taken", "2: email-taken"});

  directory.people = {entry(5, "One", "same@contoso.example"), entry(6, "Two", "same@contoso.example")};
  CHECK(codes(plan(directory, {grace})) == Texts{"5: email-taken", "6: email-taken"});
}

TEST_CASE("who is disabled there is disabled here though their entry is in conflict, and nothing else of it is here",
          "[domain][directory]") {
  const auto ann = linked(1, entry(1, "Ann Lee", "ann@contoso.example"));
  const auto grace = known(3, "Grace Hopper", "grace@contoso.example");
  Directory directory;
  directory.people = {entry(1, "Annie Lee", "same@contoso.example"), entry(2, "Two", "same@contoso.example")};
  CHECK(plan(directory, {ann, grace}).people.empty());
  directory.people[0].disabled = true;
  const auto made = plan(directory, {ann, grace});
  CHECK(codes(made) == Texts{"1: email-taken", "2: email-taken"});
  REQUIRE(made.people.size() == 1);
  CHECK(made.people[0].disables());
  CHECK(changes(made.people[0]) == Texts{"state: active -> disabled"});
  CHECK(made.people[0].record.name == ann.record.name);
  CHECK(made.people[0].link.state == StateThere::closed);

  const KnownPerson after{.id = ann.id, .record = made.people[0].record, .link = made.people[0].link};
  CHECK(plan(directory, {after, grace}).people.empty());
}

TEST_CASE("who is disabled there is disabled here though their entry cannot be read", "[domain][directory]") {
  const auto ann = linked(1, entry(1, "Ann Lee", "ann@contoso.example"));
  RowFault fault;
  fault.code = "invalid-email";
  Directory directory;
  directory.faulty.push_back({.line = 1, .dn = "cn=x", .anchor = anchor(1), .disabled = true, .faults = {fault}});
  directory.faulty.push_back({.line = 5, .dn = "cn=y", .anchor = anchor(1), .disabled = true, .faults = {fault}});
  const auto made = plan(directory, {ann});
  CHECK(codes(made) == Texts{"1: invalid-email", "5: invalid-email"});
  REQUIRE(made.people.size() == 1);
  CHECK(changes(made.people[0]) == Texts{"state: active -> disabled"});
  CHECK(made.people[0].entry->dn == "cn=x");
  directory.people = {entry(1, "Ann Lee", "ann@contoso.example")};
  CHECK(plan(directory, {ann}).people.at(0).action() == SyncAction::unchanged);
}

TEST_CASE("the names of synced fields are read as they are written", "[domain][directory]") {
  SyncedFields fields;
  fields.put(SyncedField::phone, true);
  fields.put(SyncedField::name, true);
  CHECK(fields.text() == "name phone");
  CHECK(value_or_throw(SyncedFields::parse("name phone")) == fields);
  CHECK(value_or_throw(SyncedFields::parse("")) == SyncedFields());
  CHECK(SyncedFields::parse("name shoe").error().code == "invalid-synced-fields");
  for (const auto state : {StateThere::open, StateThere::closed, StateThere::closed_both})
    CHECK(value_or_throw(parse_state_there(to_string(state))) == state);
  CHECK(parse_state_there("shut").error().code == "invalid-state");
}

}  // namespace
