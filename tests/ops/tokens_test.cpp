#include "pcadmin/ops/tokens.hpp"

#include "support/store_fixture.hpp"

#include "pcadmin/ops/history.hpp"
#include "pcadmin/ops/identity.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/store/assignments.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <string>
#include <vector>

/// Acting without a session: by a token, by an OS account.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using namespace std::chrono_literals;
using ops::Unit;

ops::NewToken wanted(std::string_view name, std::initializer_list<std::string_view> ids = {},
                     std::string_view life = {}) {
  return {.name = value_or_throw(domain::TokenName::parse(name)),
          .life = life.empty() ? std::nullopt : std::optional(value_or_throw(Duration::parse(life))),
          .roles = role_set(ids)};
}

domain::TokenRef token_ref(std::string_view text) { return value_or_throw(domain::TokenRef::parse(text)); }

ops::CreatedToken create(House& house, std::string_view owner, const ops::NewToken& token) {
  return house.by(owner, [&](Unit& unit) { return ops::create_token(unit, token); });
}

Failure create_failure(House& house, std::string_view owner, const ops::NewToken& token) {
  return house.refused(owner, [&](Unit& unit) { ops::create_token(unit, token); });
}

ops::Operator by_token(const House& house, const Secret& secret) {
  return ops::resume_by_token(house.db, secret, house.now);
}

Failure invalid(const House& house, const Secret& secret) {
  return failure_of([&] { by_token(house, secret); });
}

/// `act(unit)` by whoever has the token, with a change-set; nothing is kept.
template <class Act>
auto with_token(House& house, const Secret& secret, Act&& act) {
  const store::Transaction transaction(house.db, store::Access::write);
  Unit unit(house.db, house.now, house.random, domain::kLeastCost);
  unit.act_as(by_token(house, secret));
  unit.begin({.at = house.now, .os_user = "tester", .command = "pcadmin test"});
  return act(unit);
}

std::vector<std::string> names_seen_by(House& house, std::string_view name, const ops::TokenQuery& query) {
  return house.seen_by(name, [&](const Unit& unit) {
    std::vector<std::string> names;
    ops::list_tokens(unit, query, [&](const ops::ListedToken& listed) {
      names.push_back(listed.token.owner_email + " " + listed.token.name + (listed.expired ? " expired" : ""));
      return true;
    });
    return names;
  });
}

void set_state(House& house, std::string_view name, domain::UserState state) {
  house.change([&](store::ChangeId number) {
    auto user = house.record_of(name);
    user.record.state = state;
    store::update_user(house.db, user.id, user.record, number);
  });
}

void attach(House& house, std::string_view name, std::string_view account) {
  house.change([&](store::ChangeId number) {
    auto user = house.record_of(name);
    user.record.os_account = value_or_throw(domain::OsAccount::parse(account));
    store::update_user(house.db, user.id, user.record, number);
  });
}

// Making them.

TEST_CASE("whoever shows a token is its owner, and the history will say by which", "[ops][tokens]") {
  House house;
  house.settle("ann", {"report-viewer"});
  const auto made = create(house, "ann", wanted("nightly"));
  const auto who = by_token(house, made.secret);
  CHECK(who.id == house.record_of("ann").id);
  CHECK(who.email == email("ann"));
  CHECK(who.roles == role_set({"report-viewer"}));
  CHECK(who.via == "token nightly");
  CHECK(who.token == made.token.id);
  CHECK_FALSE(who.session);
  CHECK_FALSE(who.must_change_password);
}

TEST_CASE("what a token does is written down under its name and its owner's", "[ops][tokens]") {
  House house;
  const auto made = create(house, "ada", wanted("nightly"));
  store::Transaction transaction(house.db, store::Access::write);
  Unit unit(house.db, house.now, house.random, domain::kLeastCost);
  unit.act_as(by_token(house, made.secret));
  unit.begin({.at = house.now, .os_user = "tester", .command = "pcadmin test"});
  ops::add_user(unit, person("ben"), {});
  unit.finish();
  const auto change = store::get_change(house.db, unit.change());
  CHECK(change.via == "token nightly");
  CHECK(change.actor == house.record_of("ada").id);
}

TEST_CASE("of a token only a hash is kept", "[ops][tokens]") {
  const TempFolder folder;
  SeededRandom random(7);
  House house(store::Database::create(folder / "store.db", random, {.access = store::Access::write}));
  const auto made = create(house, "ada", wanted("nightly"));
  house.db.publish();
  const auto bytes = read_bytes(folder / "store.db");
  CHECK(bytes.find("nightly") != std::string::npos);
  CHECK(bytes.find(made.secret.reveal()) == std::string::npos);
  CHECK(bytes.find(made.secret.reveal().substr(5)) == std::string::npos);
}

TEST_CASE("a token lasts 90 days unless it says otherwise, and 366 at most", "[ops][tokens]") {
  House house;
  CHECK(create(house, "ada", wanted("usual")).token.expires_at == kNoon + std::chrono::days{90});
  CHECK(create(house, "ada", wanted("short", {}, "12h")).token.expires_at == kNoon + 12h);
  CHECK(create(house, "ada", wanted("long", {}, "366d")).token.expires_at == kNoon + std::chrono::days{366});
  const auto failure = create_failure(house, "ada", wanted("longer", {}, "367d"));
  CHECK(failure.code == "token-lifetime");
  CHECK(failure.kind == FailureKind::invalid);
}

TEST_CASE("two tokens of one person have two names; another person may have the same", "[ops][tokens]") {
  House house;
  house.settle("ann");
  create(house, "ada", wanted("nightly"));
  const auto failure = create_failure(house, "ada", wanted("nightly"));
  CHECK(failure.code == "token-name-taken");
  CHECK(failure.kind == FailureKind::conflict);
  CHECK_NOTHROW(create(house, "ann", wanted("nightly")));
}

TEST_CASE("an expired token makes way for a new one of its name", "[ops][tokens]") {
  House house;
  const auto old = create(house, "ada", wanted("nightly", {}, "1d"));
  CHECK_FALSE(old.replaced);
  house.now += 24h;
  const auto fresh = create(house, "ada", wanted("nightly"));
  CHECK(fresh.replaced);
  CHECK(fresh.token.id != old.token.id);
  CHECK(invalid(house, old.secret).code == "token-invalid");
  CHECK_NOTHROW(by_token(house, fresh.secret));
}

TEST_CASE("nobody makes a token without being signed in", "[ops][tokens]") {
  House house;
  CHECK(create_failure(house, kNobody, wanted("nightly")).code == "not-signed-in");
}

TEST_CASE("a token makes no tokens and changes no password", "[ops][tokens]") {
  House house;
  const auto made = create(house, "ada", wanted("nightly"));
  const auto refused = [&](const std::function<void(Unit&)>& act) {
    const auto failure = failure_of([&] { with_token(house, made.secret, act); });
    CHECK(failure.code == "token-not-enough");
    CHECK(failure.kind == FailureKind::denied);
  };
  refused([](Unit& unit) { ops::create_token(unit, wanted("another")); });
  refused([](Unit& unit) {
    ops::change_password(unit, Secret(kPassword), Secret(kOtherPassword), ops::count_own_attempt(unit));
  });
}

// What they may.

TEST_CASE("a token for some roles has those, and not the rest of its owner's", "[ops][tokens]") {
  House house;
  const auto made = create(house, "ada", wanted("reports", {"account-admin"}));
  CHECK(by_token(house, made.secret).roles == role_set({"account-admin"}));
  const auto failure = failure_of([&] {
    with_token(house, made.secret, [&](Unit& unit) { ops::assign_role(unit, ref("ada"), role("helpdesk-agent")); });
  });
  CHECK(failure.code == "not-allowed");
}

TEST_CASE("a token is for roles that its owner holds, or none", "[ops][tokens]") {
  House house;
  house.settle("ann", {"report-viewer"});
  const auto failure = create_failure(house, "ann", wanted("mine", {"report-viewer", "global-admin"}));
  CHECK(failure.code == "token-role");
  CHECK(failure.kind == FailureKind::denied);
  CHECK(failure.message.find("global-admin") != std::string::npos);
  CHECK(failure.hint == "you hold report-viewer");
  house.settle("bob", {"helpdesk-agent", "report-viewer"});
  CHECK(create_failure(house, "bob", wanted("his", {"global-admin"})).hint == "you hold helpdesk-agent, report-viewer");
  house.settle("cy");
  CHECK(create_failure(house, "cy", wanted("cys", {"report-viewer"})).hint.starts_with("you hold no role; "));
}

TEST_CASE("a token never has more rights than its owner at that moment", "[ops][tokens]") {
  House house;
  house.settle("ann", {"report-viewer", "helpdesk-agent"});
  const auto all = create(house, "ann", wanted("all"));
  const auto one = create(house, "ann", wanted("one", {"report-viewer"}));
  house.by("ada", [](Unit& unit) { ops::unassign_role(unit, ref("ann"), role("report-viewer")); });
  CHECK(by_token(house, all.secret).roles == role_set({"helpdesk-agent"}));
  CHECK(by_token(house, one.secret).roles.empty());
  house.by("ada", [](Unit& unit) { ops::assign_role(unit, ref("ann"), role("referrals-user")); });
  CHECK(by_token(house, all.secret).roles == role_set({"helpdesk-agent", "referrals-user"}));
  CHECK(by_token(house, one.secret).roles.empty());
}

TEST_CASE("a role that has expired is not the token's either", "[ops][tokens]") {
  House house;
  const auto id = house.settle("ann");
  house.change([&](store::ChangeId number) {
    store::insert_assignment(house.db, id, role("report-viewer"), number, {.expires_at = kNoon + 1h});
  });
  const auto made = create(house, "ann", wanted("one", {"report-viewer"}));
  CHECK(by_token(house, made.secret).roles == role_set({"report-viewer"}));
  house.now += 1h;
  CHECK(by_token(house, made.secret).roles.empty());
}

// How they end.

TEST_CASE("a token is worth nothing from the second it expires", "[ops][tokens]") {
  House house;
  const auto made = create(house, "ada", wanted("short", {}, "1h"));
  house.now += 1h - 1s;
  CHECK_NOTHROW(by_token(house, made.secret));
  house.now += 1s;
  const auto failure = invalid(house, made.secret);
  CHECK(failure.code == "token-invalid");
  CHECK(failure.kind == FailureKind::denied);
  CHECK(failure.message == "the token \"short\" of ada@contoso.example expired at 2026-11-23T13:00:00Z");
}

TEST_CASE("a token nobody made is none", "[ops][tokens]") {
  House house;
  const auto made = create(house, "ada", wanted("nightly"));
  for (const auto* const text : {"", "pcat_", "nightly", "tok_1"})
    CHECK(invalid(house, Secret(text)).code == "token-invalid");
  CHECK_FALSE(ops::trace_token(house.db, Secret("pcat_")));
  CHECK(invalid(house, Secret(std::string(made.secret.reveal().substr(5)))).code == "token-invalid");
}

TEST_CASE("the token of a disabled account is refused, and good again with the account", "[ops][tokens]") {
  House house;
  house.settle("ann", {"report-viewer"});
  const auto made = create(house, "ann", wanted("nightly"));
  set_state(house, "ann", domain::UserState::disabled);
  CHECK(invalid(house, made.secret).code == "token-invalid");
  set_state(house, "ann", domain::UserState::active);
  CHECK_NOTHROW(by_token(house, made.secret));
}

TEST_CASE("the token of somebody without any password is refused", "[ops][tokens]") {
  House house;
  house.settle("ann", {"report-viewer"}, Password::none);
  const auto made = create(house, "ann", wanted("nightly"));
  CHECK(invalid(house, made.secret).code == "token-invalid");
}

TEST_CASE("a token is limited while its owner's password is temporary", "[ops][tokens]") {
  House house;
  house.settle("ann", {"report-viewer"}, Password::temporary);  // acts by an OS account, say
  const auto made = create(house, "ann", wanted("nightly"));
  CHECK(by_token(house, made.secret).must_change_password);
  const auto failure =
      failure_of([&] { with_token(house, made.secret, [](Unit& unit) { static_cast<void>(unit.who()); }); });
  CHECK(failure.code == "password-change-required");
}

TEST_CASE("a new password ends the tokens, and no OS account acts as its owner any more", "[ops][tokens]") {
  House house;
  auto record = person("ann");
  record.os_account = value_or_throw(domain::OsAccount::parse("ann"));
  house.settle(record, roles({"report-viewer"}));
  const auto made = create(house, "ann", wanted("nightly"));
  house.by("ada", [](Unit& unit) { ops::reset_password(unit, ref("ann")); });
  CHECK(invalid(house, made.secret).code == "token-invalid");
  CHECK_FALSE(house.record_of("ann").record.os_account);
}

TEST_CASE("a refused token is still known by its name", "[ops][tokens]") {
  House house;
  const auto made = create(house, "ada", wanted("short", {}, "1h"));
  house.now += 2h;
  const auto trace = ops::trace_token(house.db, made.secret);
  REQUIRE(trace);
  CHECK(trace->owner == house.record_of("ada").id);
  CHECK(trace->via == "token short");
}

TEST_CASE("a revoked token is worth nothing", "[ops][tokens]") {
  House house;
  const auto made = create(house, "ada", wanted("nightly"));
  const auto gone = house.by("ada", [](Unit& unit) { return ops::revoke_token(unit, token_ref("nightly")); });
  CHECK(gone.id == made.token.id);
  CHECK(invalid(house, made.secret).code == "token-invalid");
  CHECK(names_seen_by(house, "ada", {}).empty());
}

TEST_CASE("one's own tokens are named by name or id, others' by id", "[ops][tokens]") {
  House house;
  house.settle("ann", {"report-viewer"});
  const auto anns = create(house, "ann", wanted("nightly"));
  const auto by_name = house.refused("ada", [](Unit& unit) { ops::revoke_token(unit, token_ref("nightly")); });
  CHECK(by_name.code == "unknown-token");
  CHECK(by_name.kind == FailureKind::not_found);
  CHECK(by_name.message == "there is no token \"nightly\" of yours");
  CHECK(house.refused("ada", [](Unit& unit) { ops::revoke_token(unit, token_ref("tok_99")); }).message ==
        "there is no token \"tok_99\"");
  house.by("ada", [&](Unit& unit) { ops::revoke_token(unit, token_ref(anns.token.id.text())); });
  CHECK(invalid(house, anns.secret).code == "token-invalid");
}

TEST_CASE("the token of somebody else is revoked by who may manage them", "[ops][tokens]") {
  House house;
  house.settle("ann", {"report-viewer"});
  house.settle("uma", {"user-management-admin"});
  const auto adas = create(house, "ada", wanted("nightly"));
  const auto revoke = [&](Unit& unit) { ops::revoke_token(unit, token_ref(adas.token.id.text())); };
  CHECK(house.refused("ann", revoke).code == "not-allowed");
  CHECK(house.refused("uma", revoke).code == "not-allowed");
  CHECK_NOTHROW(by_token(house, adas.secret));
}

TEST_CASE("who administers nobody revokes nobody's token, not even of those without a role", "[ops][tokens]") {
  House house;
  house.settle("mel", {"mpn-partner-admin"});
  house.settle("bob");
  const auto bobs = create(house, "bob", wanted("nightly"));
  const auto mels = create(house, "mel", wanted("nightly"));
  const auto revoke = [&](Unit& unit) { ops::revoke_token(unit, token_ref(bobs.token.id.text())); };
  CHECK(house.refused("mel", revoke).code == "not-allowed");
  CHECK(failure_of([&] { with_token(house, mels.secret, revoke); }).code == "not-allowed");  // in person neither
  CHECK_NOTHROW(by_token(house, bobs.secret));
}

TEST_CASE("a token revokes itself, and another of its owner's only where its roles do", "[ops][tokens]") {
  House house;
  house.settle("ann", {"report-viewer"});
  const auto mine = create(house, "ann", wanted("mine"));
  create(house, "ann", wanted("other"));
  const auto revoke = [](std::string_view name) {
    return [name](Unit& unit) { ops::revoke_token(unit, token_ref(name)); };
  };
  CHECK(failure_of([&] { with_token(house, mine.secret, revoke("other")); }).code == "token-not-enough");
  CHECK_NOTHROW(with_token(house, mine.secret, revoke("mine")));
  const auto admins = create(house, "ada", wanted("admins"));
  create(house, "ada", wanted("other"));
  CHECK_NOTHROW(with_token(house, admins.secret, revoke("other")));
}

// Seeing them.

TEST_CASE("one sees one's own tokens, and with the right to administer users everybody's", "[ops][tokens]") {
  House house;
  house.settle("ann", {"report-viewer"});
  create(house, "ada", wanted("nightly", {}, "1h"));
  create(house, "ann", wanted("reports"));
  house.now += 2h;
  CHECK(names_seen_by(house, "ann", {}) == std::vector<std::string>{"ann@contoso.example reports"});
  CHECK(names_seen_by(house, "ann", {.owner = ref("ann")}) == names_seen_by(house, "ann", {}));
  const auto ann = value_or_throw(domain::UserRef::parse(house.record_of("ann").id.text()));
  CHECK(names_seen_by(house, "ann", {.owner = ann}) == names_seen_by(house, "ann", {}));
  CHECK(names_seen_by(house, "ada", {.owner = ref("ann")}) == names_seen_by(house, "ann", {}));
  CHECK(names_seen_by(house, "ada", {.all = true}) ==
        std::vector<std::string>{"ada@contoso.example nightly expired", "ann@contoso.example reports"});
  const auto denied = [&](const ops::TokenQuery& query) {
    return house
        .refused_to_see("ann",
                        [&](const Unit& unit) { ops::list_tokens(unit, query, [](const auto&) { return true; }); })
        .code;
  };
  CHECK(denied({.all = true}) == "not-allowed");
  CHECK(denied({.owner = ref("ada")}) == "not-allowed");
  CHECK(denied({.owner = ref("nobody")}) == "not-allowed");
}

// The OS account.

TEST_CASE("the OS account attached to a person acts as them, and the history says so", "[ops][tokens]") {
  House house;
  house.settle("ann", {"report-viewer"});
  attach(house, "ann", "pcadmin-cron");
  const auto who = ops::resume_by_os_account(house.db, "pcadmin-cron", house.now);
  REQUIRE(who);
  CHECK(who->email == email("ann"));
  CHECK(who->roles == role_set({"report-viewer"}));
  CHECK(who->via == "os-account pcadmin-cron");
  CHECK_FALSE(who->token);
}

TEST_CASE("an OS account nobody attached, and what is no account's name, is nobody", "[ops][tokens]") {
  House house;
  house.settle("ann");
  attach(house, "ann", "pcadmin-cron");
  for (const auto* const name : {"root", "", "uid 1000", "PCADMIN-CRON", "pcadmin-cron "}) {
    INFO(name);
    CHECK_FALSE(ops::resume_by_os_account(house.db, name, house.now));
  }
}

TEST_CASE("the OS account of a disabled account is nobody", "[ops][tokens]") {
  House house;
  house.settle("ann");
  attach(house, "ann", "pcadmin-cron");
  set_state(house, "ann", domain::UserState::disabled);
  CHECK_FALSE(ops::resume_by_os_account(house.db, "pcadmin-cron", house.now));
}

TEST_CASE("a temporary password does not limit an OS account", "[ops][tokens]") {
  House house;
  house.settle("ann", {}, Password::temporary);
  attach(house, "ann", "pcadmin-cron");
  const auto who = ops::resume_by_os_account(house.db, "pcadmin-cron", house.now);
  REQUIRE(who);
  CHECK_FALSE(who->must_change_password);
}

}  // namespace
