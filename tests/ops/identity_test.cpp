#include "pcadmin/ops/identity.hpp"

#include "support/store_fixture.hpp"

#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/history.hpp"
#include "pcadmin/ops/import_people.hpp"
#include "pcadmin/ops/init.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/store/as_of.hpp"
#include "pcadmin/store/credentials.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

/// Signing in, and how long it lasts. Passwords that change are in password_test.cpp.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using namespace std::chrono_literals;
using ops::Unit;

ops::SignedIn sign_in(House& house, std::string_view name, std::string_view password = kPassword) {
  return house.by(kNobody, [&](Unit& unit) { return sign_in_as(unit, name, Secret(password)); });
}

Failure sign_in_failure(House& house, std::string_view name, std::string_view password = kPassword) {
  return house.refused(kNobody, [&](Unit& unit) { sign_in_as(unit, name, Secret(password)); });
}

/// Adds somebody; their temporary password.
Secret add(House& house, std::string_view name) {
  return house.by("ada", [&](Unit& unit) { return ops::add_user(unit, person(name), {}).temporary_password.copy(); });
}

/// Whether a token is good for anything at a moment.
bool alive(const House& house, const Secret& token, Time at) { return ops::resume(house.db, token, at).has_value(); }

domain::UserId settle_disabled(House& house, std::string_view name) {
  auto record = person(name);
  record.state = domain::UserState::disabled;
  return house.settle(record, {});
}

// Proving who one is.

TEST_CASE("the right password begins a session", "[ops][identity]") {
  House house;
  house.settle("ann", {"report-viewer"});
  const auto in = sign_in(house, "ann");
  CHECK(in.id == house.record_of("ann").id);
  CHECK(in.email == email("ann"));
  CHECK_FALSE(in.must_change_password);
  CHECK(in.has_role);
  const auto who = ops::resume(house.db, in.token, kNoon);
  REQUIRE(who);
  CHECK(who->id == in.id);
  CHECK(who->name.text() == "ann");
  CHECK(who->roles == role_set({"report-viewer"}));
  CHECK_FALSE(who->must_change_password);
}

TEST_CASE("somebody without a role can sign in, and is told", "[ops][identity]") {
  House house;
  house.settle("ann");
  CHECK_FALSE(sign_in(house, "ann").has_role);
}

TEST_CASE("who makes the organisation is signed in, with roles and a password of their own", "[ops][identity]") {
  SeededRandom random;
  auto empty = store::Database::in_memory(random);
  store::Transaction transaction(empty, store::Access::write);
  Unit unit(empty, kNoon, random, domain::kLeastCost);
  unit.begin({.at = kNoon, .os_user = "t", .command = "c"});
  const auto in = ops::init_organization(unit, contoso(), person("ann"), Secret(kPassword));
  unit.finish();
  transaction.commit();
  CHECK_FALSE(in.must_change_password);
  CHECK(in.has_role);
  const auto who = ops::resume(empty, in.token, kNoon);
  REQUIRE(who);
  CHECK(who->id == in.id);
  CHECK(who->roles == role_set({"global-admin", "account-admin"}));
}

TEST_CASE("every sign-in begins a session of its own", "[ops][identity]") {
  House house;
  const auto first = sign_in(house, "ada");
  const auto second = sign_in(house, "ada");
  CHECK_FALSE(first.token == second.token);
  CHECK(alive(house, first.token, kNoon));
  CHECK(alive(house, second.token, kNoon));
}

TEST_CASE("an address is known in any letter case, a password is not", "[ops][identity]") {
  House house;
  CHECK(sign_in(house, "ADA@Contoso.Example").email == email("ada"));
  CHECK(sign_in_failure(house, "ada", "Seven violet tractors hum").code == "sign-in-failed");
}

TEST_CASE("a password is the same in every Unicode form a keyboard may send", "[ops][identity]") {
  House house;
  const auto ann = house.settle("ann", {}, Password::none);
  house.by("ada", [&](Unit& unit) {
    const auto verifier = domain::hash_chosen_password(Secret("fünf grüne Äpfel rollen"), domain::kLeastCost);
    store::put_credential(unit.db(), ann,
                          {.kind = store::CredentialKind::chosen, .verifier = verifier, .expires_at = {}}, kNoon,
                          unit.change());
  });
  CHECK_NOTHROW(sign_in(house, "ann", "fu\u0308nf gru\u0308ne A\u0308pfel rollen"));
  CHECK_NOTHROW(sign_in(house, "ann", "ｆünf grüne Äpfel rollen"));
}

TEST_CASE("a wrong password and an unknown address fail alike, word for word", "[ops][identity]") {
  House house;
  settle_disabled(house, "gus");
  house.settle("keyless", {}, Password::none);
  add(house, "newcomer");
  const auto unknown = sign_in_failure(house, "nobody", "whatever it may be");
  CHECK(unknown.code == "sign-in-failed");
  CHECK(unknown.kind == FailureKind::denied);
  CHECK(unknown.details.empty());
  for (const std::string_view name : {"ada", "gus", "keyless", "newcomer"}) {
    CAPTURE(name);
    const auto wrong = sign_in_failure(house, name, "whatever it may be");
    CHECK(wrong.code == unknown.code);
    CHECK(wrong.kind == unknown.kind);
    CHECK(wrong.message == unknown.message);
    CHECK(wrong.hint == unknown.hint);
    CHECK(wrong.details.empty());
  }
}

TEST_CASE("a wrong temporary password that has expired does not tell so", "[ops][identity]") {
  House house;
  add(house, "newcomer");
  house.now += 100h;
  CHECK(sign_in_failure(house, "newcomer", "0000-0000-0000-0000-0000-0000").code == "sign-in-failed");
}

TEST_CASE("whatever is typed for a password is only wrong", "[ops][identity]") {
  House house;
  add(house, "newcomer");
  for (const std::string_view name : {"ada", "newcomer", "nobody"}) {
    for (const auto& typed :
         {std::string(), std::string(1, '\0'), std::string("\xff\xfe"), std::string(4096, 'a'), std::string("\r\n")}) {
      CHECK(sign_in_failure(house, name, typed).code == "sign-in-failed");
    }
  }
}

TEST_CASE("what is typed may grow beyond all bounds in its normal form, and is only wrong", "[ops][identity]") {
  House house;
  std::string ligatures;
  for (int i = 0; i < 300; ++i) ligatures += "\ufdfa";  // three bytes that stand for eighteen letters
  REQUIRE(ligatures.size() < Secret::kMaxSize);
  CHECK(sign_in_failure(house, "ada", ligatures).code == "sign-in-failed");
}

TEST_CASE("an unknown address and a temporary password cost the work of a wrong password", "[ops][identity]") {
  House house;
  add(house, "newcomer");
  const auto work = [&](std::string_view name) {
    auto least = std::numeric_limits<std::clock_t>::max();
    for (int i = 0; i < 3; ++i) {
      const auto begin = std::clock();
      CHECK(sign_in_failure(house, name, "whatever it may be").code == "sign-in-failed");
      least = std::min(least, std::clock() - begin);
    }
    return least;
  };
  const auto wrong = work("ada");
  for (const std::string_view name : {"nobody", "newcomer"}) {
    CAPTURE(name);
    CHECK(work(name) > wrong / 2);
  }
}

TEST_CASE("somebody who is disabled is told, once they have proved who they are", "[ops][identity]") {
  House house;
  settle_disabled(house, "gus");
  const auto failure = sign_in_failure(house, "gus");
  CHECK(failure.code == "account-disabled");
  CHECK(failure.kind == FailureKind::denied);
}

TEST_CASE("a sign-in is in the history under the name of who signed in", "[ops][identity]") {
  House house;
  const auto ann = house.settle("ann");
  sign_in(house, "ann");
  CHECK(store::get_change(house.db, house.head().change).actor == ann);
}

TEST_CASE("the last sign-in is remembered", "[ops][identity]") {
  House house;
  const auto ann = house.settle("ann");
  CHECK_FALSE(store::find_last_sign_in(house.db, ann));
  house.now += 5min;
  sign_in(house, "ann");
  CHECK(store::find_last_sign_in(house.db, ann) == kNoon + 5min);
}

// Temporary passwords.

TEST_CASE("a temporary password begins a session that is good for nothing but setting a new one", "[ops][identity]") {
  House house;
  const auto in = sign_in(house, "ann@contoso.example", [&] { return std::string(add(house, "ann").reveal()); }());
  CHECK(in.must_change_password);
  const auto who = ops::resume(house.db, in.token, kNoon);
  REQUIRE(who);
  CHECK(who->must_change_password);
  CHECK_FALSE(store::find_last_sign_in(house.db, in.id));
}

TEST_CASE("with a temporary password everything but changing it and signing out answers password-change-required",
          "[ops][identity]") {
  House house;
  house.settle("boss", {"global-admin"});
  const auto temporary =
      house.by("ada", [](Unit& unit) { return ops::reset_password(unit, ref("boss")).password.copy(); });
  const auto in = sign_in(house, "boss", temporary.reveal());
  const auto all = [](const auto&) { return true; };
  using Act = std::function<void(Unit&)>;
  const std::vector<std::pair<std::string, Act>> acts{
      {"who_am_i", [](Unit& unit) { ops::who_am_i(unit); }},
      {"show_user", [](Unit& unit) { ops::show_user(unit, ref("boss")); }},
      {"list_people", [&](Unit& unit) { ops::list_people(unit, {}, all); }},
      {"list_members", [&](Unit& unit) { ops::list_members(unit, role("global-admin"), all); }},
      {"list_admins", [&](Unit& unit) { ops::list_admins(unit, roles({"global-admin"}), all); }},
      {"count_members", [](Unit& unit) { ops::count_members(unit); }},
      {"list_changes", [&](Unit& unit) { ops::list_changes(unit, {}, all); }},
      {"show_change", [](Unit& unit) { ops::show_change(unit, {1}); }},
      {"list_effects", [&](Unit& unit) { ops::list_effects(unit, {1}, all); }},
      {"verify_history", [](Unit& unit) { ops::verify_history(unit, {}); }},
      {"history_head", [](Unit& unit) { ops::history_head(unit); }},
      {"add_user", [](Unit& unit) { ops::add_user(unit, person("newcomer"), {}); }},
      {"import_people",
       [](Unit& unit) {
         ops::import_people(
             unit, [] { return std::nullopt; }, ops::OnExisting::error, [](const auto&) {});
       }},
      {"assign_role", [](Unit& unit) { ops::assign_role(unit, ref("boss"), role("report-viewer")); }},
      {"unassign_role", [](Unit& unit) { ops::unassign_role(unit, ref("boss"), role("global-admin")); }},
      {"reset_password", [](Unit& unit) { ops::reset_password(unit, ref("ada")); }},
  };
  const auto limited = [&](const Act& act) {
    return house.refused(kNobody, [&](Unit& unit) {
      unit.act_as(ops::resume(house.db, in.token, kNoon).value());
      act(unit);
    });
  };
  for (const auto& [name, act] : acts) {
    CAPTURE(name);
    const auto failure = limited(act);
    CHECK(failure.code == "password-change-required");
    CHECK(failure.kind == FailureKind::denied);
    CHECK(failure.hint == "pcadmin password change");
  }
  house.by(kNobody, [&](Unit& unit) {
    unit.act_as(ops::resume(house.db, in.token, kNoon).value());
    ops::change_password(unit, temporary, Secret(kOtherPassword), ops::count_own_attempt(unit));
  });
  CHECK_FALSE(ops::resume(house.db, in.token, kNoon)->must_change_password);
}

TEST_CASE("a temporary password is taken as people type it", "[ops][identity]") {
  House house;
  const auto temporary = std::string(add(house, "ann").reveal());
  std::string sloppy = " ";
  for (const char letter : temporary) {
    if (letter == '0')
      sloppy += 'O';
    else if (letter == '1')
      sloppy += 'l';
    else if (letter != '-')
      sloppy += static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  }
  CHECK_NOTHROW(sign_in(house, "ann", temporary));
  CHECK_NOTHROW(sign_in(house, "ann", sloppy));
}

TEST_CASE("a temporary password is good until 72 hours have passed, to the second", "[ops][identity]") {
  House house;
  const auto temporary = add(house, "ann");
  house.now = kNoon + 72h - 1s;
  CHECK_NOTHROW(sign_in(house, "ann", temporary.reveal()));
  house.now = kNoon + 72h;
  const auto failure = sign_in_failure(house, "ann", temporary.reveal());
  CHECK(failure.code == "temporary-password-expired");
  CHECK(failure.kind == FailureKind::denied);
  CHECK(failure.message == "the temporary password of ann@contoso.example expired at 2026-11-26T12:00:00Z");
}

// How long a session lasts.

TEST_CASE("a session that is not used is over after 30 minutes, to the second", "[ops][identity]") {
  House house;
  const auto in = sign_in(house, "ada");
  CHECK(alive(house, in.token, kNoon + 30min - 1s));
  CHECK_FALSE(alive(house, in.token, kNoon + 30min));
}

TEST_CASE("a session that is used goes on, and counts its 30 minutes anew", "[ops][identity]") {
  House house;
  const auto in = sign_in(house, "ada");
  const auto who = ops::resume(house.db, in.token, kNoon + 29min).value();
  ops::touch(house.db, who, kNoon + 29min);
  CHECK(alive(house, in.token, kNoon + 59min - 1s));
  CHECK_FALSE(alive(house, in.token, kNoon + 59min));
}

TEST_CASE("a session is over after 8 hours, to the second, however much it is used", "[ops][identity]") {
  House house;
  const auto in = sign_in(house, "ada");
  for (auto at = kNoon; at < kNoon + 8h; at += 20min)
    ops::touch(house.db, ops::resume(house.db, in.token, at).value(), at);
  CHECK(alive(house, in.token, kNoon + 8h - 1s));
  CHECK_FALSE(alive(house, in.token, kNoon + 8h));
}

TEST_CASE("a session in use is written down once a minute at most", "[ops][identity]") {
  House house;
  const auto in = sign_in(house, "ada");
  const auto who = ops::resume(house.db, in.token, kNoon).value();
  CHECK_FALSE(ops::wants_touch(house.db, who, kNoon + 59s));
  CHECK(ops::wants_touch(house.db, who, kNoon + 60s));
  ops::touch(house.db, who, kNoon + 60s);
  CHECK_FALSE(ops::wants_touch(house.db, who, kNoon + 119s));
  CHECK(ops::wants_touch(house.db, who, kNoon + 120s));
}

TEST_CASE("where no session is, none is written down", "[ops][identity]") {
  House house;
  CHECK_FALSE(ops::wants_touch(house.db, house.operator_of("ada"), kNoon + 1h));
}

TEST_CASE("sessions that are over are swept out at the next sign-in", "[ops][identity]") {
  House house;
  const auto old = sign_in(house, "ada");
  house.now += 30min + 1s;
  sign_in(house, "ada");
  CHECK_FALSE(store::find_session(house.db, domain::hash_token(old.token)));
}

TEST_CASE("a token nobody was given is worth nothing", "[ops][identity]") {
  House house;
  for (const std::string_view token : {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    CHECK_FALSE(alive(house, Secret(token), kNoon));
}

TEST_CASE("a session stops working when its person is disabled", "[ops][identity]") {
  House house;
  const auto ann = house.settle("ann");
  const auto in = sign_in(house, "ann");
  auto record = person("ann");
  record.state = domain::UserState::disabled;
  house.change([&](store::ChangeId change) { store::update_user(house.db, ann, record, change); });
  CHECK_FALSE(alive(house, in.token, kNoon));
}

TEST_CASE("a session of somebody who has no password is worth nothing", "[ops][identity]") {
  House house;
  const Secret token("a token of somebody who could not have signed in");
  store::insert_session(house.db, domain::hash_token(token), house.settle("keyless", {}, Password::none), kNoon);
  CHECK_FALSE(alive(house, token, kNoon));
}

TEST_CASE("a session has the roles its person holds now, not those at sign-in", "[ops][identity]") {
  House house;
  house.settle("ann", {"report-viewer"});
  const auto in = sign_in(house, "ann");
  house.by("ada", [](Unit& unit) { ops::unassign_role(unit, ref("ann"), role("report-viewer")); });
  house.by("ada", [](Unit& unit) { ops::assign_role(unit, ref("ann"), role("sales-agent")); });
  CHECK(ops::resume(house.db, in.token, kNoon)->roles == role_set({"sales-agent"}));
}

// Signing out, and who one is.

TEST_CASE("signing out ends this session and no other", "[ops][identity]") {
  House house;
  const auto here = sign_in(house, "ada");
  const auto there = sign_in(house, "ada");
  CHECK(house.by(kNobody, [&](Unit& unit) {
    unit.act_as(ops::resume(house.db, here.token, kNoon).value());
    return ops::sign_out(unit);
  }));
  CHECK_FALSE(alive(house, here.token, kNoon));
  CHECK(alive(house, there.token, kNoon));
}

TEST_CASE("signing out when nobody is signed in is no failure", "[ops][identity]") {
  House house;
  CHECK_FALSE(house.by(kNobody, [](Unit& unit) { return ops::sign_out(unit); }));
}

TEST_CASE("who one is, where, with which roles and until when", "[ops][identity]") {
  House house;
  house.now = kNoon + 10min;
  const auto in = sign_in(house, "ada");
  Unit unit(house.db, kNoon + 20min, house.random, domain::kLeastCost);
  unit.act_as(ops::resume(house.db, in.token, kNoon + 20min).value());
  const auto myself = ops::who_am_i(unit);
  CHECK(myself.who.email == email("ada"));
  CHECK(myself.organization == "Contoso");
  CHECK(myself.partner_id == "4391507");
  REQUIRE(myself.assignments.size() == 2);
  CHECK(myself.assignments[0].role == role("global-admin"));
  CHECK(myself.assignments[1].role == role("account-admin"));
  CHECK(myself.session_began == kNoon + 10min);
  CHECK(myself.session_ends == kNoon + 10min + 8h);
}

TEST_CASE("who somebody was is told of one moment and of nothing else", "[ops][identity]") {
  House house;
  house.settle("ann", {"helpdesk-agent"});
  const auto then = store::get_moment(house.db, domain::AsOf::parse("@2").value(), house.now);
  house.by("ada", [](Unit& unit) {
    ops::edit_user(unit, ref("ann"), {.name = domain::PersonName::parse("Ann Okafor").value()});
    ops::assign_role(unit, ref("ann"), role("referrals-user"));
  });
  const auto was = [&](std::string_view name, const store::Moment& moment) {
    const store::Transaction transaction(house.db, store::Access::read);
    auto who = house.operator_of(name);
    store::look_back(house.db, moment);
    Unit unit(house.db, moment.at, house.random, domain::kLeastCost);
    unit.act_as(std::move(who));
    return ops::who_was_i(unit);
  };
  const auto ann = was("ann", then);
  CHECK(ann.user.record.name.text() != "Ann Okafor");
  REQUIRE(ann.assignments.size() == 1);
  CHECK(ann.assignments[0].role == role("helpdesk-agent"));
  CHECK(ann.organization == "Contoso");
  CHECK(failure_of([&] { was("ann", {.change = {1}, .at = then.at}); }).code == "unknown-user");
}

TEST_CASE("nothing to sign in with stands in the store's file", "[ops][identity]") {
  const TempFolder folder;
  SeededRandom random;
  std::vector<std::string> secrets{std::string(kPassword)};
  {
    House house(store::Database::create(folder / "store.db", random, {.access = store::Access::write}));
    secrets.emplace_back(sign_in(house, "ada").token.reveal());
    secrets.emplace_back(add(house, "ann").reveal());
    secrets.emplace_back(sign_in(house, "ann", secrets.back()).token.reveal());
    house.db.publish();
  }
  const auto bytes = read_bytes(folder / "store.db");
  for (const auto& secret : secrets) CHECK(bytes.find(secret) == std::string::npos);
  CHECK(bytes.find("$argon2id$") != std::string::npos);
}

}  // namespace
