#include "pcadmin/ops/accounts.hpp"

#include "support/store_fixture.hpp"

#include "pcadmin/domain/password_hash.hpp"
#include "pcadmin/ops/guards.hpp"
#include "pcadmin/ops/identity.hpp"
#include "pcadmin/ops/import_people.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/store/tokens.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <vector>

namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using ops::IfMissing;
using ops::RecordEdit;
using ops::Unit;
using Words = std::vector<std::string>;

template <class T>
T parsed(std::string_view text) {
  return value_or_throw(T::parse(text));
}

std::vector<domain::UserRef> refs(std::initializer_list<std::string_view> names) {
  std::vector<domain::UserRef> list;
  for (const auto name : names) list.push_back(ref(name));
  return list;
}

ops::EditedUser edit(House& house, std::string_view who, std::string_view whom, const RecordEdit& edit) {
  return house.by(who, [&](Unit& unit) { return *ops::edit_user(unit, ref(whom), edit); });
}

Failure refused_edit(House& house, std::string_view who, std::string_view whom, const RecordEdit& edit) {
  return house.refused(who, [&](Unit& unit) { ops::edit_user(unit, ref(whom), edit); });
}

ops::AccountChanges disable(House& house, std::string_view who, std::initializer_list<std::string_view> names) {
  return house.by(who, [&](Unit& unit) { return ops::disable_users(unit, refs(names)); });
}

Failure refused_disable(House& house, std::string_view who, std::initializer_list<std::string_view> names,
                        const ops::Consent& consent = {}) {
  return house.refused(who, [&](Unit& unit) {
    unit.agree(consent);
    ops::disable_users(unit, refs(names));
  });
}

domain::UserState state_of(const House& house, std::string_view name) { return house.record_of(name).record.state; }

Secret sign_in(House& house, std::string_view name) {
  return house.by(kNobody, [&](Unit& unit) { return sign_in_as(unit, name, Secret(kPassword)).token; });
}

bool resumes(House& house, const Secret& token) { return ops::resume(house.db, token, house.now).has_value(); }

void give_token(House& house, std::string_view name, std::string_view title, Time expires_at) {
  const auto owner = house.record_of(name).id;
  house.change([&](store::ChangeId change) {
    store::TokenHash secret{};
    house.random.fill(secret);
    store::insert_token(house.db,
                        {.id = {},
                         .owner = owner,
                         .owner_email = {},
                         .name = std::string(title),
                         .roles = {},
                         .created_at = house.now,
                         .expires_at = expires_at},
                        secret, change, house.random);
  });
}

std::size_t tokens_of(const House& house, std::string_view name) {
  std::size_t count = 0;
  store::list_tokens(house.db, house.record_of(name).id, [&](const store::Token&) { return ++count != 0; });
  return count;
}

// Editing.

TEST_CASE("an edit changes the fields it names and leaves the others", "[ops][accounts]") {
  House house;
  auto record = person("ann");
  record.department = parsed<domain::Department>("Sales");
  record.phone = parsed<domain::Phone>("+47 22 33 44 55");
  house.settle(record, roles({"sales-agent"}));
  RecordEdit wanted;
  wanted.name = parsed<domain::PersonName>("Ann Lee");
  wanted.job_title = parsed<domain::JobTitle>("Lead");
  wanted.phone.emplace(std::nullopt);
  const auto done = edit(house, "ada", "ann", wanted);
  CHECK(done.changed());
  CHECK(done.before == record);
  CHECK(done.roles == roles({"sales-agent"}));
  record.name = parsed<domain::PersonName>("Ann Lee");
  record.job_title = parsed<domain::JobTitle>("Lead");
  record.phone.reset();
  CHECK(house.record_of("ann").record == record);
  CHECK(done.user.record == record);
  CHECK(done.user.since == house.record_of("ann").since);
  CHECK(house.held_by("ann") == Words{"sales-agent"});
}

TEST_CASE("an edit that says what is so already changes nothing", "[ops][accounts]") {
  House house;
  house.settle("ann");
  const auto since = house.record_of("ann").since;
  RecordEdit wanted;
  wanted.name = parsed<domain::PersonName>("ann");
  wanted.department.emplace(std::nullopt);
  CHECK_FALSE(edit(house, "ada", "ann", wanted).changed());
  CHECK(house.record_of("ann").since == since);
}

TEST_CASE("a new address is the new sign-in name, and the old one is free", "[ops][accounts]") {
  House house;
  house.settle("ann");
  edit(house, "ada", "ann", {.email = email("ann.lee")});
  CHECK_FALSE(house.exists("ann"));
  CHECK(resumes(house, sign_in(house, "ann.lee")));
  house.by("ada", [](Unit& unit) { ops::add_user(unit, person("ann"), {}); });
  CHECK(house.exists("ann"));
}

TEST_CASE("a new address must be free, of the disabled too", "[ops][accounts]") {
  House house;
  house.settle("ann");
  auto gone = person("gus");
  gone.state = domain::UserState::disabled;
  const auto gus = house.settle(gone, {});
  const auto failure = refused_edit(house, "ada", "ann", {.email = email("GUS")});
  CHECK(failure.code == "email-taken");
  CHECK(failure.kind == FailureKind::conflict);
  CHECK(failure.details == decltype(failure.details){{"user", gus.text()}});
}

TEST_CASE("one's own address may be written in another letter case", "[ops][accounts]") {
  House house;
  house.settle("ann");
  CHECK(edit(house, "ada", "ann", {.email = email("Ann")}).changed());
  CHECK(house.record_of("ann").record.email.text() == "Ann@contoso.example");
  CHECK_FALSE(edit(house, "ada", "ann", {.email = email("Ann")}).changed());
}

TEST_CASE("somebody becomes a guest only when a guest may hold all their roles", "[ops][accounts]") {
  House house;
  house.settle("ann", {"helpdesk-agent", "referrals-admin"});
  const RecordEdit guest{.kind = domain::UserKind::guest};
  const auto failure = refused_edit(house, "ada", "ann", guest);
  CHECK(failure.code == "guest-role");
  CHECK(failure.kind == FailureKind::refused);
  CHECK(failure.message == "a guest may not hold helpdesk-agent");
  CHECK(house.record_of("ann").record.kind == domain::UserKind::member);
  house.by("ada", [](Unit& unit) { ops::unassign_role(unit, ref("ann"), role("helpdesk-agent")); });
  edit(house, "ada", "ann", guest);
  CHECK(house.record_of("ann").record.kind == domain::UserKind::guest);
}

TEST_CASE("a role that has expired keeps nobody from becoming a guest", "[ops][accounts]") {
  House house;
  const auto ann = house.settle("ann");
  house.change([&](store::ChangeId change) {
    store::insert_assignment(house.db, ann, role("helpdesk-agent"), change,
                             {.expires_at = house.now + std::chrono::hours{1}});
  });
  const RecordEdit guest{.kind = domain::UserKind::guest};
  CHECK(refused_edit(house, "ada", "ann", guest).code == "guest-role");
  house.now += std::chrono::hours{1};
  CHECK(edit(house, "ada", "ann", guest).changed());
}

TEST_CASE("nobody edits records without administering users, not even their own", "[ops][accounts]") {
  House house;
  house.settle("ann", {"helpdesk-agent"});
  house.settle("mel", {"mpn-partner-admin"});
  const RecordEdit title{.job_title = parsed<domain::JobTitle>("Boss")};
  for (const std::string_view who : {"ann", "mel"}) {
    CHECK(refused_edit(house, who, who, title).code == "not-allowed");
    CHECK(refused_edit(house, who, "ada", title).code == "not-allowed");
    CHECK(refused_edit(house, who, "nobody", title).code == "not-allowed");
  }
}

TEST_CASE("editing somebody takes the right to grant every role they hold", "[ops][accounts]") {
  House house;
  house.settle("uma", {"user-management-admin"});
  house.settle("ann", {"helpdesk-agent"});
  const RecordEdit title{.job_title = parsed<domain::JobTitle>("Boss")};
  CHECK(edit(house, "uma", "ann", title).changed());
  const auto failure = refused_edit(house, "uma", "ada", title);
  CHECK(failure.code == "not-allowed");
  CHECK(failure.kind == FailureKind::denied);
}

TEST_CASE("whoever administers users edits their own record, whatever else they hold", "[ops][accounts]") {
  House house;
  house.settle("uma", {"user-management-admin", "billing-admin"});
  CHECK(edit(house, "uma", "uma", {.job_title = parsed<domain::JobTitle>("Boss")}).changed());
}

TEST_CASE("a token for fewer roles does not become its owner by way of their OS account", "[ops][accounts]") {
  House house;
  const auto failure = failure_of([&] {
    house.by("ada", [](Unit& unit) {
      auto limited = unit.who();
      limited.roles = role_set({"account-admin"});
      limited.via = "token nightly";
      unit.act_as(limited);
      ops::edit_user(unit, ref("ada"), {.os_account = parsed<domain::OsAccount>("cron")});
    });
  });
  CHECK(failure.code == "not-allowed");
  CHECK_FALSE(house.record_of("ada").record.os_account);
}

TEST_CASE("an OS account acts as one person, and can be taken from them", "[ops][accounts]") {
  House house;
  const auto ann = house.settle("ann");
  house.settle("bob");
  const RecordEdit cron{.os_account = parsed<domain::OsAccount>("cron")};
  edit(house, "ada", "ann", cron);
  CHECK(store::find_user(house.db, parsed<domain::OsAccount>("cron"))->id == ann);
  CHECK_FALSE(edit(house, "ada", "ann", cron).changed());
  const auto failure = refused_edit(house, "ada", "bob", cron);
  CHECK(failure.code == "os-account-taken");
  CHECK(failure.kind == FailureKind::conflict);
  CHECK(failure.hint == "take it from them first: pcadmin user edit ann@contoso.example --os-account none");
  RecordEdit none;
  none.os_account.emplace(std::nullopt);
  edit(house, "ada", "ann", none);
  CHECK(edit(house, "ada", "bob", cron).changed());
}

TEST_CASE("attaching an OS account to somebody takes the right to act as them", "[ops][accounts]") {
  House house;
  house.settle("uma", {"user-management-admin"});
  house.settle("ann", {"helpdesk-agent"});
  const RecordEdit cron{.os_account = parsed<domain::OsAccount>("cron")};
  CHECK(refused_edit(house, "uma", "ada", cron).code == "not-allowed");
  CHECK(refused_edit(house, "ann", "ann", cron).code == "not-allowed");
  CHECK(edit(house, "uma", "uma", cron).changed());
}

TEST_CASE("an OS account is attached to somebody else by a global admin, and freed by whoever manages them",
          "[ops][accounts]") {
  House house;
  house.settle("uma", {"user-management-admin"});
  house.settle("ann", {"helpdesk-agent"});
  const RecordEdit cron{.os_account = parsed<domain::OsAccount>("cron")};
  RecordEdit none;
  none.os_account.emplace(std::nullopt);
  CHECK(edit(house, "uma", "ann", {.job_title = parsed<domain::JobTitle>("Boss")}).changed());
  CHECK(refused_edit(house, "uma", "ann", cron).message ==
        "uma@contoso.example may not attach an OS account to somebody else: that takes global-admin");
  CHECK(edit(house, "ada", "ann", cron).changed());
  CHECK(edit(house, "uma", "ann", none).changed());
  CHECK_FALSE(house.record_of("ann").record.os_account);
}

TEST_CASE("a token attaches no OS account, whatever it is for, and may free one", "[ops][accounts]") {
  House house;
  const RecordEdit cron{.os_account = parsed<domain::OsAccount>("cron")};
  RecordEdit none;
  none.os_account.emplace(std::nullopt);
  house.settle("ann");
  edit(house, "ada", "ann", cron);
  const auto by_token = [&](std::string_view whom, const RecordEdit& wanted) {
    return house.by("ada", [&](Unit& unit) {
      auto who = unit.who();
      who.token = store::TokenId(1);
      unit.act_as(who);
      return ops::edit_user(unit, ref(whom), wanted)->changed();
    });
  };
  for (const std::string_view whom : {"ada", "ann"})
    CHECK(failure_of([&] { by_token(whom, cron); }).code == "token-not-enough");
  CHECK(by_token("ann", {.job_title = parsed<domain::JobTitle>("Boss")}));
  CHECK(by_token("ann", none));
  CHECK_FALSE(house.record_of("ann").record.os_account);
}

// Disabling and enabling.

TEST_CASE("disabling ends sessions and tokens at once, and enabling does not bring them back", "[ops][accounts]") {
  House house;
  house.settle("ann", {"helpdesk-agent"});
  const auto session = sign_in(house, "ann");
  give_token(house, "ann", "nightly", house.now + std::chrono::hours{1});
  give_token(house, "ann", "old", house.now);
  const auto done = disable(house, "ada", {"ann"});
  REQUIRE(done.people.size() == 1);
  CHECK(done.changed());
  CHECK(done.people.front().changed);
  CHECK(done.people.front().tokens_ended == 1);  // the other had ended by itself
  CHECK(done.people.front().user.record.state == domain::UserState::disabled);
  CHECK(tokens_of(house, "ann") == 0);
  CHECK_FALSE(resumes(house, session));
  CHECK(house.refused(kNobody, [](Unit& unit) { sign_in_as(unit, "ann", Secret(kPassword)); }).code ==
        "account-disabled");

  house.by("ada", [](Unit& unit) { ops::enable_users(unit, refs({"ann"})); });
  CHECK(state_of(house, "ann") == domain::UserState::active);
  CHECK(tokens_of(house, "ann") == 0);
  CHECK_FALSE(resumes(house, session));
  CHECK(house.held_by("ann") == Words{"helpdesk-agent"});
  CHECK(resumes(house, sign_in(house, "ann")));  // with the password they had
}

TEST_CASE("disabling by a file ends sessions and tokens too", "[ops][accounts]") {
  House house;
  house.settle("ann");
  const auto session = sign_in(house, "ann");
  give_token(house, "ann", "nightly", house.now + std::chrono::hours{1});
  bool read = false;
  house.by("ada", [&](Unit& unit) {
    const auto next = [&]() -> std::optional<tl::expected<domain::PersonRow, std::vector<domain::RowFault>>> {
      if (std::exchange(read, true)) return std::nullopt;
      const auto name = parsed<domain::PersonName>("ann");
      return domain::PersonRow{.line = 2, .name = name, .email = email("ann"), .state = domain::UserState::disabled};
    };
    CHECK(ops::import_people(unit, next, ops::OnExisting::update, [](const auto&) {}).updated == 1);
  });
  CHECK(tokens_of(house, "ann") == 0);
  house.by("ada", [](Unit& unit) { ops::enable_users(unit, refs({"ann"})); });
  CHECK_FALSE(resumes(house, session));
}

TEST_CASE("several are disabled in one change-set; whoever is so already is said to be", "[ops][accounts]") {
  House house;
  auto gone = person("gus");
  gone.state = domain::UserState::disabled;
  house.settle(gone, {});
  const auto ann = house.settle("ann");
  house.settle("bob");
  const auto before = house.head();
  const auto done = house.by("ada", [&](Unit& unit) {
    auto named = refs({"bob", "gus", "ann", "BOB"});
    named.push_back(value_or_throw(domain::UserRef::parse(ann.text())));
    return ops::disable_users(unit, named);
  });
  REQUIRE(done.people.size() == 3);  // each once, however often and by whatever name
  CHECK(done.people[0].user.record.email == email("bob"));
  CHECK(done.people[1].user.record.email == email("gus"));
  CHECK(done.people[2].user.record.email == email("ann"));
  CHECK(done.people[0].changed);
  CHECK_FALSE(done.people[1].changed);
  CHECK(done.people[2].changed);
  CHECK(house.record_of("ann").since == house.record_of("bob").since);
  CHECK(house.record_of("gus").since < house.record_of("bob").since);
  CHECK(house.head().change.number == before.change.number + 1);
}

TEST_CASE("when one of several may not be disabled, nobody is", "[ops][accounts]") {
  House house;
  house.settle("uma", {"user-management-admin"});
  house.settle("ann");
  CHECK(refused_disable(house, "uma", {"ann", "ada"}).code == "not-allowed");
  CHECK(refused_disable(house, "uma", {"ann", "nobody"}).code == "unknown-user");
  CHECK(state_of(house, "ann") == domain::UserState::active);
}

TEST_CASE("people who are not there are passed over on demand, and named", "[ops][accounts]") {
  House house;
  house.settle("ann");
  const auto done = house.by("ada", [](Unit& unit) {
    return ops::disable_users(unit, refs({"nobody", "ann"}), IfMissing::pass);
  });
  REQUIRE(done.missing.size() == 1);
  CHECK(done.missing.front().text() == "nobody@contoso.example");
  CHECK(done.people.size() == 1);
  CHECK(house.by("ada", [](Unit& unit) {
    return ops::edit_user(unit, ref("nobody"), {.email = email("somebody")}, IfMissing::pass).has_value();
  }) == false);
}

TEST_CASE("passing over people who are not there tells nothing to those without the right", "[ops][accounts]") {
  House house;
  house.settle("ann");
  CHECK(house.refused("ann", [](Unit& unit) { ops::disable_users(unit, refs({"nobody"}), IfMissing::pass); }).code ==
        "not-allowed");
  CHECK(house.refused("ann", [](Unit& unit) { ops::edit_user(unit, ref("nobody"), {}, IfMissing::pass); }).code ==
        "not-allowed");
}

TEST_CASE("enabling takes the same rights as disabling", "[ops][accounts]") {
  House house;
  house.settle("uma", {"user-management-admin"});
  house.settle("gwen", {"global-admin"});
  disable(house, "ada", {"gwen"});
  CHECK(house.refused("uma", [](Unit& unit) { ops::enable_users(unit, refs({"gwen"})); }).code == "not-allowed");
  CHECK(state_of(house, "gwen") == domain::UserState::disabled);
}

// What the guards say of it.

TEST_CASE("the last global admin who can sign in is not disabled, with whatever consent", "[ops][accounts]") {
  House house;
  house.settle("tim", {"global-admin"}, Password::temporary);
  CHECK(refused_disable(house, "tim", {"ada"}, {.yes = true}).code == "last-global-admin");
  CHECK(refused_disable(house, "ada", {"tim", "ada"}, {.yes = true}).code == "last-global-admin");
  CHECK(state_of(house, "ada") == domain::UserState::active);
  CHECK(state_of(house, "tim") == domain::UserState::active);
}

TEST_CASE("a demanded admin is not disabled", "[ops][accounts]") {
  House house;
  house.settle("gwen", {"global-admin"});
  house.by("ada", [](Unit& unit) { ops::set_guard(unit, domain::Guard::required_admins, "gwen@contoso.example"); });
  CHECK(refused_disable(house, "ada", {"gwen"}).code == "required-admin");
  CHECK(state_of(house, "gwen") == domain::UserState::active);
}

TEST_CASE("an administrator disables themselves only when they mean it", "[ops][accounts]") {
  House house;
  house.settle("gwen", {"global-admin"});
  CHECK(refused_disable(house, "gwen", {"gwen"}).code == "own-admin-role");
  CHECK(state_of(house, "gwen") == domain::UserState::active);
  house.by("gwen", [](Unit& unit) {
    unit.agree({.yes = true});
    ops::disable_users(unit, refs({"gwen"}));
  });
  CHECK(state_of(house, "gwen") == domain::UserState::disabled);
}

TEST_CASE("no more people are disabled than was allowed", "[ops][accounts]") {
  House house;
  house.settle("ann");
  house.settle("bob");
  house.settle("cy");
  const auto most = [](std::string_view text) { return ops::Consent{.max_removals = parsed<domain::Limit>(text)}; };
  CHECK(refused_disable(house, "ada", {"ann", "bob", "cy"}, most("2")).code == "too-many-removals");
  CHECK(refused_disable(house, "ada", {"ann", "bob"}, most("25%")).code == "too-many-removals");
  CHECK(state_of(house, "ann") == domain::UserState::active);
  house.by("ada", [&](Unit& unit) {
    unit.agree(most("50%"));
    ops::disable_users(unit, refs({"ann", "bob"}));
  });
  CHECK(state_of(house, "bob") == domain::UserState::disabled);
}

// Asking.

TEST_CASE("whether somebody is there is said of oneself, and of others to who may see people", "[ops][accounts]") {
  House house;
  house.settle("ann", {"helpdesk-agent"});
  auto gone = person("gus");
  gone.state = domain::UserState::disabled;
  house.settle(gone, {});
  const auto exists = [&](std::string_view who, std::string_view whom) {
    return house.seen_by(who, [&](const Unit& unit) { return ops::user_exists(unit, ref(whom)).has_value(); });
  };
  CHECK(exists("ada", "ann"));
  CHECK(exists("ada", "gus"));
  CHECK_FALSE(exists("ada", "nobody"));
  CHECK(exists("ann", "ann"));
  for (const std::string_view whom : {"ada", "nobody"}) {
    CHECK(house.refused_to_see("ann", [&](const Unit& unit) { ops::user_exists(unit, ref(whom)); }).code ==
          "not-allowed");
  }
}

TEST_CASE("who has an address already is said to those who may add people", "[ops][accounts]") {
  House house;
  house.settle("ann", {"helpdesk-agent"});
  house.settle("mel", {"mpn-partner-admin"});
  house.seen_by("ada", [](const Unit& unit) {
    CHECK(ops::find_namesake(unit, email("ANN"))->user.record.email == email("ann"));
    CHECK_FALSE(ops::find_namesake(unit, email("nobody")));
  });
  CHECK(house.refused_to_see("mel", [](const Unit& unit) { ops::find_namesake(unit, email("ann")); }).code ==
        "not-allowed");
}

TEST_CASE("somebody who holds the same roles is not oneself", "[ops][accounts]") {
  House house;
  house.settle("uma", {"user-management-admin"});
  house.settle("uwe", {"user-management-admin"});  // a role its holders may not assign
  CHECK(house.refused("uma", [](Unit& unit) { ops::disable_users(unit, {ref("uwe")}); }).code == "not-allowed");
  CHECK(house.refused("uma", [](Unit& unit) { ops::edit_user(unit, ref("uwe"), {.email = email("zoe")}); }).code ==
        "not-allowed");
}

}  // namespace
