#include "store/engine.hpp"
#include "support/store_fixture.hpp"

#include "pcadmin/store/associations.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/deleted_users.hpp"
#include "pcadmin/store/directory_links.hpp"
#include "pcadmin/store/erasures.hpp"
#include "pcadmin/store/locations.hpp"
#include "pcadmin/store/tokens.hpp"
#include "pcadmin/store/users.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What is left of somebody who was erased.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using store::Query;

domain::UserRecord dora(std::string_view name = "Dora Mustermann") {
  auto record = person("dora");
  record.name = value_or_throw(domain::PersonName::parse(name));
  record.phone = value_or_throw(domain::Phone::parse("+49 30 987654"));
  record.job_title = value_or_throw(domain::JobTitle::parse("Zymologist"));
  record.os_account = value_or_throw(domain::OsAccount::parse("dmuster"));
  return record;
}

/// A change-set with words of its own.
store::ChangeId say(
    House& house, const store::ChangeHeader& header, const std::function<void(store::ChangeId)>& write = [](auto) {}) {
  store::Transaction transaction(house.db, store::Access::write);
  const auto change = store::begin_change(house.db, header, house.random);
  write(change);
  store::close_change(house.db, change);
  transaction.commit();
  return change;
}

constexpr std::string_view kDorasEntry = "d0aad0aa-1d0e-4b57-9a3e-2f6f5f0c7b11";

/// Dora came, took a name, had a token and an entry in the directory, did something herself, was spoken of, and was
/// deleted.
struct DorasHouse {
  DorasHouse() {
    id = house.settle(dora(), {role("report-viewer")});
    say(house, {.at = kNoon, .os_user = "it", .command = "user edit usr_2 --phone '+49 30 987654'"},
        [&](store::ChangeId change) {
          store::update_user(house.db, id, dora("Dora Beispiel"), change);
          const store::Token token{.id = {},
                                   .owner = id,
                                   .owner_email = {},
                                   .name = "doras-laptop",
                                   .roles = {},
                                   .created_at = kNoon,
                                   .expires_at = kNoon};
          store::insert_token(house.db, token, {}, change, house.random);
          const domain::DirectoryLink link{.anchor = value_or_throw(domain::Anchor::parse(kDorasEntry))};
          store::put_directory_link(house.db, id, link, kNoon, change, house.random);
        });
    by_dora =
        say(house, {.at = kNoon, .actor = id, .os_user = "dmuster", .command = "role list", .via = "token doras"});
    about = say(house, {.at = kNoon,
                        .os_user = "it",
                        .command = "user show DORA@contoso.example",
                        .reason = "asked by <Dora@contoso.example>.",
                        .ticket = "INC-7"});
    innocent = say(house, {.at = kNoon, .os_user = "it", .command = "user show ada@contoso.example", .reason = "Zymo"});
    house.change([&](store::ChangeId change) { store::delete_user(house.db, id, kNoon, change); });
  }

  store::ErasedUser erase() {
    store::ErasedUser erased{};
    purged = house.change([&](store::ChangeId change) { erased = store::erase_user(house.db, id, change); });
    return erased;
  }

  House house{};
  domain::UserId id{0};
  store::ChangeId by_dora;
  store::ChangeId about;
  store::ChangeId innocent;
  store::ChangeId purged;
};

/// Every text and blob of every table, one after the other, in lower case.
std::string everything(const store::Database& db) {
  std::string all;
  Query tables(db, "SELECT name FROM sqlite_schema WHERE type = 'table'");
  while (tables.step()) {
    Query rows(db, "SELECT * FROM " + tables.text(0));
    Query columns(db, "SELECT count(*) FROM pragma_table_info('" + tables.text(0) + "')");
    columns.step();
    while (rows.step()) {
      for (int i = 0; i < columns.integer(0); ++i) all += (rows.is_null(i) ? "" : rows.blob(i)) + "\n";
    }
  }
  std::ranges::transform(all, all.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return all;
}

const std::vector<std::string> kTraces = {"dora",       "mustermann", "beispiel", "987654",
                                          "zymologist", "dmuster",    "laptop",   "d0aad0aa"};

TEST_CASE("before they are erased, a deleted person's data is in the history", "[store][erasure]") {
  const DorasHouse doras;
  const auto all = everything(doras.house.db);
  for (const auto& trace : kTraces) {
    CAPTURE(trace);
    CHECK(all.find(trace) != std::string::npos);
  }
}

TEST_CASE("nothing of an erased person is left in any table, past or present", "[store][erasure]") {
  DorasHouse doras;
  doras.erase();
  const auto all = everything(doras.house.db);
  for (const auto& trace : kTraces) {
    CAPTURE(trace);
    CHECK(all.find(trace) == std::string::npos);
  }
}

TEST_CASE("after an erasure the history still verifies, against an older head too", "[store][erasure]") {
  DorasHouse doras;
  const auto head = doras.house.head();
  doras.erase();
  CHECK(store::verify(doras.house.db, head).findings.empty());
  CHECK(store::verify(doras.house.db, doras.house.head()).findings.empty());
}

TEST_CASE("verification names what was erased and by which change-set", "[store][erasure]") {
  DorasHouse doras;
  const auto erased = doras.erase();
  CHECK(erased.rows == 4);  // her record twice, her token, her tie to the directory
  // Her coming, the edit, what she did, what spoke of her, her deletion.
  CHECK(erased.changes == std::vector<std::int64_t>{2, 3, doras.by_dora.number, doras.about.number, 7});
  const auto told = store::verify(doras.house.db, {}).erased;
  REQUIRE(told.size() == 8);
  CHECK(std::ranges::all_of(told, [&](const store::Erased& item) { return item.by == doras.purged; }));
  const auto user = std::ranges::find(told, "user", &store::Erased::table);
  REQUIRE(user != told.end());
  CHECK(user->row == doras.id.number());
  CHECK(user->count == 2);
}

TEST_CASE("words that do not name them stay, and so does which command it was", "[store][erasure]") {
  DorasHouse doras;
  doras.erase();
  CHECK(store::get_change(doras.house.db, doras.innocent).command == "user show ada@contoso.example");
  CHECK(store::get_change(doras.house.db, doras.innocent).reason == "Zymo");
  const auto about = store::get_change(doras.house.db, doras.about);
  CHECK(about.command == "user show (erased)");
  CHECK(about.reason == "(erased)");
  CHECK(about.ticket == "INC-7");
  CHECK(about.os_user == "it");
  const auto own = store::get_change(doras.house.db, doras.by_dora);
  CHECK(own.command == "role list");
  CHECK(own.os_user == "(erased)");
  CHECK(own.via == "(erased)");
  CHECK(own.actor == doras.id);
}

TEST_CASE("somebody erased can no longer be restored, and their past states still read as records",
          "[store][erasure]") {
  DorasHouse doras;
  CHECK(store::find_deleted_user(doras.house.db, doras.id));
  doras.erase();
  CHECK_FALSE(store::find_deleted_user(doras.house.db, doras.id));
  Query query(doras.house.db, "SELECT name, email FROM user_history WHERE id = ?1");
  query.bind(doras.id.number());
  REQUIRE(query.step());
  CHECK(domain::PersonName::parse(query.text(0)));
  CHECK(domain::Email::parse(query.text(1)));
}

TEST_CASE("what else was said of them keeps its words and no address", "[store][erasure]") {
  DorasHouse doras;
  const auto change = say(doras.house, {.at = kNoon, .os_user = "it", .command = "sign-in dora@contoso.example -n"});
  doras.erase();
  CHECK(store::get_change(doras.house.db, change).command == "sign-in (erased) -n");
}

TEST_CASE(
    "what they attempted for themselves and was refused loses its words, what they attempted on others keeps them",
    "[store][erasure]") {
  House house;
  const auto id = house.settle("dora");
  const auto attempt = [&](domain::UserId by, const std::string& command) {
    store::Transaction transaction(house.db, store::Access::write);
    const auto change = store::record_refusal(
        house.db, {.at = kNoon, .actor = by, .os_user = "it", .command = command, .reason = "mine"}, "link-too-early",
        house.random);
    transaction.commit();
    return change;
  };
  const auto own = attempt(id, "cert link B2-7788");
  const auto by_id = attempt(id, "user edit " + id.text() + " --phone 99-88");
  const auto on_other = attempt(id, "role assign ADA@contoso.example sales-agent");
  const auto of_other = attempt(house.record_of("ada").id, "cert link B2-7799");
  house.change([&](store::ChangeId change) { store::delete_user(house.db, id, kNoon, change); });
  house.change([&](store::ChangeId change) { store::erase_user(house.db, id, change); });
  CHECK(store::get_change(house.db, own).command == "cert link (erased)");
  CHECK(store::get_change(house.db, own).reason == "(erased)");
  CHECK(store::get_change(house.db, by_id).command == "user edit (erased)");
  CHECK(store::get_change(house.db, on_other).command == "role assign ADA@contoso.example sales-agent");
  CHECK(store::get_change(house.db, of_other).command == "cert link B2-7799");
  CHECK(everything(house.db).find("b2-7788") == std::string::npos);
  CHECK(store::verify(house.db, {}).findings.empty());
}

TEST_CASE("the reason of a change about them goes, in whatever words", "[store][erasure]") {
  House house;
  const auto id = house.settle("dora");
  const auto eve = house.settle("eve");
  const auto about = [&](domain::UserId user, const std::string& reason) {
    return say(house, {.at = kNoon, .os_user = "it", .command = "user edit " + user.text(), .reason = reason},
               [&](store::ChangeId change) {
                 auto record = store::find_user(house.db, user)->record;
                 record.job_title = value_or_throw(domain::JobTitle::parse(reason));
                 store::update_user(house.db, user, record, change);
               });
  };
  const auto hers = about(id, "she is good at it");
  const auto others = about(eve, "she is good at it too");
  house.change([&](store::ChangeId change) { store::delete_user(house.db, id, kNoon, change); });
  house.change([&](store::ChangeId change) { store::erase_user(house.db, id, change); });
  CHECK(store::get_change(house.db, hers).reason == "(erased)");
  CHECK(store::get_change(house.db, others).reason == "she is good at it too");
  CHECK(store::verify(house.db, {}).findings.empty());
}

TEST_CASE("whoever picks a name for an account cannot wipe what others have said", "[store][erasure]") {
  for (const auto* const name : {"a", "o", "role", "approved by board", "glo@contoso.example"}) {
    CAPTURE(name);
    House house;
    const auto before = say(house, {.at = kNoon,
                                    .os_user = "it",
                                    .command = "role assign glo@contoso.example account-admin",
                                    .reason = "approved by board",
                                    .ticket = "SEC-42"});
    auto record = person("q");
    record.name = value_or_throw(domain::PersonName::parse(name));
    const auto id = house.settle(record, {});
    const auto after = say(house, {.at = kNoon,
                                   .os_user = "it",
                                   .command = "role assign glo@contoso.example billing-admin",
                                   .reason = "approved by board"});
    house.change([&](store::ChangeId change) { store::delete_user(house.db, id, kNoon, change); });
    house.change([&](store::ChangeId change) { store::erase_user(house.db, id, change); });
    CHECK(store::get_change(house.db, before).command == "role assign glo@contoso.example account-admin");
    CHECK(store::get_change(house.db, before).reason == "approved by board");
    CHECK(store::get_change(house.db, before).ticket == "SEC-42");
    CHECK(store::get_change(house.db, after).command == "role assign glo@contoso.example billing-admin");
    CHECK(store::get_change(house.db, after).reason == "approved by board");
  }
}

TEST_CASE("an address means somebody only while they had it", "[store][erasure]") {
  House house;
  const auto speak = [&] {
    return say(house, {.at = kNoon, .os_user = "it", .command = "user show ann@contoso.example"});
  };
  const auto first = house.settle("ann");
  const auto of_first = speak();
  house.change([&](store::ChangeId change) { store::delete_user(house.db, first, kNoon, change); });
  const auto second = house.settle("ann");
  const auto of_second = speak();
  house.change([&](store::ChangeId change) { store::delete_user(house.db, second, kNoon, change); });
  house.change([&](store::ChangeId change) { store::erase_user(house.db, second, change); });
  CHECK(store::get_change(house.db, of_first).command == "user show ann@contoso.example");
  CHECK(store::get_change(house.db, of_second).command == "user show (erased)");
  house.change([&](store::ChangeId change) { store::erase_user(house.db, first, change); });
  CHECK(store::get_change(house.db, of_first).command == "user show (erased)");
  CHECK(store::verify(house.db, {}).findings.empty());
}

TEST_CASE("an address is a word: those that hold it are others", "[store][erasure]") {
  House house;
  const auto ann = house.settle("ann");
  const auto joann = say(house, {.at = kNoon, .os_user = "it", .command = "user show joann@contoso.example"});
  const auto longer = say(house, {.at = kNoon, .os_user = "it", .command = "user show ann@contoso.example.test"});
  house.change([&](store::ChangeId change) { store::delete_user(house.db, ann, kNoon, change); });
  house.change([&](store::ChangeId change) { store::erase_user(house.db, ann, change); });
  CHECK(store::get_change(house.db, joann).command == "user show joann@contoso.example");
  CHECK(store::get_change(house.db, longer).command == "user show ann@contoso.example.test");
}

TEST_CASE("words that name two people are erased twice and verify", "[store][erasure]") {
  DorasHouse doras;
  const auto eve = doras.house.settle("eve");
  const auto both = say(doras.house, {.at = kNoon,
                                      .os_user = "it",
                                      .command = "user show dora@contoso.example",
                                      .reason = "asked by eve@contoso.example"});
  doras.erase();
  CHECK(store::get_change(doras.house.db, both).reason == "asked by eve@contoso.example");
  doras.house.change([&](store::ChangeId change) { store::delete_user(doras.house.db, eve, kNoon, change); });
  doras.house.change([&](store::ChangeId change) { store::erase_user(doras.house.db, eve, change); });
  CHECK(store::get_change(doras.house.db, both).reason == "(erased)");
  CHECK(store::verify(doras.house.db, {}).findings.empty());
}

TEST_CASE("what an erasure has left cannot be altered either", "[store][erasure]") {
  DorasHouse doras;
  doras.erase();
  const std::vector<std::string> alterations = {
      "UPDATE user_history SET name = 'Somebody'",
      "UPDATE user_history SET kind = 'guest'",
      "UPDATE user_history SET state = 'disabled'",
      "UPDATE token_history SET roles = 'global-admin'",
      "UPDATE change_set SET command = 'audit verify' WHERE id = " + std::to_string(doras.about.number),
      "UPDATE change_set SET os_user = 'root' WHERE id = " + std::to_string(doras.by_dora.number)};
  for (const auto& alteration : alterations) {
    CAPTURE(alteration);
    const store::Transaction undone(doras.house.db, store::Access::write);
    store::execute(doras.house.db, alteration);
    CHECK_FALSE(store::verify(doras.house.db, {}).findings.empty());
  }
}

/// A location with a contact of that address.
domain::Location place_of(std::string_view address, std::string_view family_name) {
  return {.id = value_or_throw(domain::PartnerId::parse("4391508")),
          .name = value_or_throw(domain::LocationName::parse("Berlin")),
          .country = value_or_throw(domain::Country::parse("DE")),
          .parent = contoso().partner_id,
          .contact = {.given_name = value_or_throw(domain::GivenName::parse("Theodora")),
                      .family_name = value_or_throw(domain::FamilyName::parse(family_name)),
                      .email = value_or_throw(domain::Email::parse(address)),
                      .phone = value_or_throw(domain::Phone::parse("030555666"))}};
}

TEST_CASE("an erased person is no longer the contact of a location, now or in the past", "[store][erasure][contact]") {
  DorasHouse doras;
  auto& house = doras.house;
  store::LocationId place{};
  const auto added = say(
      house,
      {.at = kNoon, .os_user = "it", .command = "location add 4391508 --contact-family-name Mustermann --city Bonn"},
      [&](store::ChangeId change) {
        place = store::insert_location(house.db, place_of("dora@contoso.example", "Mustermann"), change, house.random);
      });
  house.change([&](store::ChangeId change) {
    store::update_location(house.db, place, place_of("DORA@contoso.example", "Beispiel"), change, house.random);
  });
  const auto head = house.head();
  const auto erased = doras.erase();
  CHECK(erased.rows == 6);  // her record twice, her token, her tie to the directory, the location twice
  const auto all = everything(house.db);
  for (const auto& trace : {"dora", "mustermann", "beispiel", "030555666"}) {
    CAPTURE(trace);
    CHECK(all.find(trace) == std::string::npos);
  }
  CHECK(store::find_location(house.db, place)->record.contact == domain::Contact{});
  CHECK(store::find_location(house.db, place)->record.name.text() == "Berlin");
  CHECK(store::get_change(house.db, added).command == "location add (erased)");
  CHECK(store::verify(house.db, head).findings.empty());
}

TEST_CASE("an erased person's addresses at work and invitations are gone, now and in the past",
          "[store][erasure][association]") {
  House house;
  const auto put = [&](std::optional<store::AssociationId> id, std::optional<domain::UserId> user,
                       std::string_view address, domain::AssociationState state) {
    house.change([&](store::ChangeId change) {
      id = store::put_association(house.db, id,
                                  {.user = user,
                                   .address = value_or_throw(domain::Email::parse(address)),
                                   .state = state,
                                   .way = domain::AssociationWay::admin},
                                  change, house.random);
    });
    return id;
  };
  using enum domain::AssociationState;
  const auto invitation = put({}, {}, "dora@contoso.example", invited);  // before she had an account
  put({}, {}, "max@contoso.example", invited);
  const auto told =
      say(house, {.at = kNoon, .os_user = "it", .command = "partner invite dora@contoso.example max@contoso.example"},
          [&](store::ChangeId change) {
            store::put_association(house.db, invitation,
                                   {.address = value_or_throw(domain::Email::parse("dora@contoso.example")),
                                    .state = invited,
                                    .way = domain::AssociationWay::admin},
                                   change, house.random);
          });
  const auto id = house.settle(dora(), {});
  put(put({}, id, "dora.mustermann@contoso.example", requested), id, "d.mustermann@contoso.example", associated);
  put({}, {}, "DORA@contoso.example", invited);  // open to this day
  house.change([&](store::ChangeId change) {
    store::delete_user(house.db, id, kNoon, change);
    store::execute(house.db,
                   "INSERT INTO association (address, address_key, state, way, salt, since) SELECT address, "
                   "address_key, state, way, salt, " +
                       std::to_string(change.number) +
                       " FROM association_history WHERE id = 4");  // invited again at once
  });
  const auto head = house.head();
  store::ErasedUser erased{};
  house.change([&](store::ChangeId change) { erased = store::erase_user(house.db, id, change); });
  CHECK(erased.rows == 1 + 2 + 4);  // her record; her association twice; invitations, one of them twice
  const auto all = everything(house.db);
  for (const auto& trace : {"dora", "mustermann"}) {
    CAPTURE(trace);
    CHECK(all.find(trace) == std::string::npos);
  }
  CHECK(store::get_change(house.db, told).command == "partner invite (erased) max@contoso.example");
  CHECK(store::find_invitation(house.db, value_or_throw(domain::Email::parse("max@contoso.example"))));
  CHECK(store::verify(house.db, head).findings.empty());
}

TEST_CASE("the digest of an address at work cannot be guessed once it is erased", "[store][erasure][association]") {
  House house;
  const auto ann = house.settle("ann");
  const auto bob = house.settle("bob");
  house.change([&](store::ChangeId change) {
    store::AssociationRecord record{.user = ann,
                                    .address = value_or_throw(domain::Email::parse("lee@contoso.example")),
                                    .state = domain::AssociationState::associated,
                                    .way = domain::AssociationWay::admin};
    store::put_association(house.db, {}, record, change, house.random);
    record.user = bob;
    record.address = {};
    store::put_association(house.db, {}, record, change, house.random);
  });
  Query salts(house.db, "SELECT length(salt) FROM association ORDER BY id");
  REQUIRE(salts.step());
  CHECK(salts.integer(0) == 16);
  REQUIRE(salts.step());
  CHECK(salts.is_null(0));
}

TEST_CASE("the contact of a location who is somebody else stays", "[store][erasure][contact]") {
  House house;
  const auto first = house.settle("ann");
  house.change([&](store::ChangeId change) { store::delete_user(house.db, first, kNoon, change); });
  house.settle("ann");  // another Ann, with the same address
  store::LocationId place{};
  const auto added =
      say(house, {.at = kNoon, .os_user = "it", .command = "location add 4391508"}, [&](store::ChangeId change) {
        place = store::insert_location(house.db, place_of("ann@contoso.example", "Lee"), change, house.random);
      });
  house.change([&](store::ChangeId change) { store::erase_user(house.db, first, change); });
  CHECK(store::find_location(house.db, place)->record.contact.family_name->text() == "Lee");
  CHECK(store::find_location(house.db, place)->since == added);
}

TEST_CASE("the digest of a contact cannot be guessed once it is erased", "[store][erasure][contact]") {
  House house;
  house.change([&](store::ChangeId change) {
    auto place = place_of("ann@contoso.example", "Lee");
    store::insert_location(house.db, place, change, house.random);
    place.id = value_or_throw(domain::PartnerId::parse("4391509"));
    place.contact = {};
    store::insert_location(house.db, place, change, house.random);
  });
  Query salts(house.db, "SELECT length(salt) FROM location ORDER BY id");
  REQUIRE(salts.step());
  CHECK(salts.integer(0) == 16);
  REQUIRE(salts.step());
  CHECK(salts.is_null(0));
}

}  // namespace
