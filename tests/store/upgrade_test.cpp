#include "store/engine.hpp"
#include "store/migrations.hpp"
#include "support/store_fixture.hpp"

#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/associations.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/credentials.hpp"
#include "pcadmin/store/designations.hpp"
#include "pcadmin/store/directory_links.hpp"
#include "pcadmin/store/domains.hpp"
#include "pcadmin/store/locations.hpp"
#include "pcadmin/store/organization.hpp"
#include "pcadmin/store/profile_links.hpp"
#include "pcadmin/store/skills.hpp"
#include "pcadmin/store/support.hpp"
#include "pcadmin/store/users.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

/// How a store of an older schema becomes one of a newer: with steps made up for the purpose behind the real ones.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using store::Access;
using store::Database;
using store::Migration;
namespace fs = std::filesystem;
using Names = std::vector<std::string>;

constexpr Migration kPronouns{
    "0002_pronouns", "ALTER TABLE user ADD COLUMN pronouns TEXT; ALTER TABLE user_history ADD COLUMN pronouns TEXT;"};
constexpr Migration kTeams{"0003_teams", "CREATE TABLE team (id INTEGER PRIMARY KEY) STRICT;"};
constexpr Migration kBroken{"0003_broken",
                            "CREATE TABLE team (id INTEGER PRIMARY KEY) STRICT; INSERT INTO no_such_table VALUES (1);"};

std::vector<Migration> steps(std::initializer_list<Migration> more) {
  std::vector<Migration> all(store::migrations().begin(), store::migrations().end());
  all.insert(all.end(), more);
  return all;
}

bool has_table(const Database& db, const std::string& name) {
  store::Query query(db, "SELECT 1 FROM sqlite_schema WHERE name = ?1");
  return query.bind(name).step();
}

bool has_pronouns(const Database& db) {
  return store::Query(db, "SELECT 1 FROM pragma_table_info('user') WHERE name = 'pronouns'").step();
}

struct Stored {
  TempFolder folder{};
  fs::path file = folder / "store.db";
  int version = static_cast<int>(store::migrations().size());
  std::string backup_name = "store.db.v" + std::to_string(version) + ".bak";
  fs::path backup = folder / backup_name;
  Stored() { make_store_file(file); }
  Database open() const { return Database::open(file, {.access = Access::write}); }
};

TEST_CASE("the schema's steps are numbered in their names, from 0001", "[store][upgrade]") {
  int number = 0;
  for (const auto& step : store::migrations()) {
    CHECK(std::stoi(std::string(step.name.substr(0, 4))) == ++number);
    CHECK(step.name.ends_with(".sql"));
  }
}

TEST_CASE("a store is marked as pcadmin's, with the number of its schema", "[store][upgrade]") {
  const Stored stored;
  const auto bytes = read_bytes(stored.file);
  CHECK(bytes.substr(68, 4) == "PcAd");
  CHECK(store::schema_version(stored.open()) == stored.version);
}

TEST_CASE("a store that is up to date is left alone", "[store][upgrade]") {
  const Stored stored;
  const auto before = read_bytes(stored.file);
  auto db = stored.open();
  store::upgrade(db, store::migrations());
  CHECK(read_bytes(stored.file) == before);
  CHECK(stored.folder.names() == Names{"store.db"});
}

TEST_CASE("an older store takes all the steps it lacks", "[store][upgrade]") {
  const Stored stored;
  auto db = stored.open();
  store::upgrade(db, steps({kPronouns, kTeams}));
  CHECK(store::schema_version(db) == stored.version + 2);
  CHECK(has_pronouns(db));
  CHECK(has_table(db, "team"));
  CHECK(store::find_user(db, email("ada"))->record.name.text() == "Ada Lovelace");
}

TEST_CASE("steps a store has taken are not taken again", "[store][upgrade]") {
  const Stored stored;
  auto db = stored.open();
  store::upgrade(db, steps({kPronouns}));
  store::upgrade(db, steps({kPronouns, kTeams}));
  CHECK(store::schema_version(db) == stored.version + 2);
}

TEST_CASE("before an upgrade the store is copied beside itself, for its owner alone", "[store][upgrade]") {
  const Stored stored;
  auto db = stored.open();
  const auto head = store::find_head(db)->text();
  const auto before_mask = ::umask(0);
  store::upgrade(db, steps({kPronouns}));
  ::umask(before_mask);
  REQUIRE(stored.folder.names() == Names{"store.db", stored.backup_name});
  struct stat status {};
  REQUIRE(::stat(stored.backup.c_str(), &status) == 0);
  CHECK((status.st_mode & 07777U) == 0600);
  const auto copy = Database::open(stored.backup, {});
  CHECK(store::schema_version(copy) == stored.version);
  CHECK_FALSE(has_pronouns(copy));
  CHECK(store::find_head(copy)->text() == head);
  CHECK(store::verify(copy, store::find_head(db)).findings.empty());
}

TEST_CASE("the umask is put back after a backup", "[store][upgrade]") {
  const Stored stored;
  auto db = stored.open();
  const auto before = ::umask(0027);
  store::upgrade(db, steps({kPronouns}));
  CHECK(::umask(before) == 0027);
}

TEST_CASE("an upgrade is taken whole or not at all", "[store][upgrade]") {
  const Stored stored;
  auto db = stored.open();
  CHECK_THROWS_AS(store::upgrade(db, steps({kPronouns, kBroken})), Error);
  CHECK(store::schema_version(db) == stored.version);
  CHECK_FALSE(has_pronouns(db));
  CHECK_FALSE(has_table(db, "team"));
  CHECK(store::verify(stored.open(), {}).findings.empty());
}

TEST_CASE("no backup is overwritten by a later one", "[store][upgrade]") {
  const Stored stored;
  write_bytes(stored.backup, "an earlier backup");
  auto db = stored.open();
  store::upgrade(db, steps({kPronouns}));
  CHECK(read_bytes(stored.backup) == "an earlier backup");
  const auto second = stored.folder / ("store.db.v" + std::to_string(stored.version) + ".2.bak");
  CHECK(store::schema_version(Database::open(second, {})) == stored.version);
}

TEST_CASE("a store is not upgraded when no backup can be made", "[store][upgrade]") {
  const Stored stored;
  auto db = stored.open();
  // A folder in the way of the copy, with something in it so that nobody can clear it away.
  const auto in_the_way = stored.folder / ("store.db.backup-" + std::to_string(::getpid()) + ".partial");
  fs::create_directories(in_the_way / "kept");
  const auto failure = failure_of([&] { store::upgrade(db, steps({kPronouns})); });
  CHECK(failure.code == "backup-failed");
  CHECK(failure.kind == FailureKind::store);
  CHECK_FALSE(failure.hint.empty());
  CHECK(store::schema_version(db) == stored.version);
  CHECK_FALSE(has_pronouns(db));
}

TEST_CASE("a column that a later schema adds leaves the digests of earlier change-sets as they are",
          "[store][upgrade]") {
  const Stored stored;
  auto db = stored.open();
  store::upgrade(db, steps({kPronouns}));
  // To this version the new column is a stranger in the schema; the change-sets are whole.
  for (const auto& finding : store::verify(db, {}).findings) CHECK(finding.code == "schema-altered");
}

// Stores of versions that were shipped, kept in tests/store/stores.

/// One of them, once it was opened: of today's schema, a backup beside it, and whole up to its last change-set.
class Shipped {
 public:
  Shipped(int schema, std::string_view last) : db(opened(folder_, schema)) {
    const auto head = value_or_throw(store::Head::parse(last));
    verification = store::verify(db, head);
    CHECK(store::schema_version(db) == static_cast<int>(store::migrations().size()));
    CHECK(folder_.names() == Names{"store.db", "store.db.v" + std::to_string(schema) + ".bak"});
    CHECK(verification.findings.empty());
    CHECK(verification.changes == head.change.number);
  }

 private:
  static Database opened(const TempFolder& folder, int schema) {
    const auto file = folder / "store.db";
    fs::copy_file(fs::path(PCADMIN_SOURCE_DIR) / ("tests/store/stores/v" + std::to_string(schema) + ".db"), file);
    ::chmod(file.c_str(), 0600);
    return Database::open(file, {.access = Access::write});
  }

  TempFolder folder_{};

 public:
  Database db;
  store::Verification verification{};
};

TEST_CASE("a store of schema 1 opens, keeps everything, and its history verifies", "[store][upgrade]") {
  const Shipped shipped(1, "7:b4556393d18557daa8952f8cbf15e78aa59eb62269404ec6f2e89dbe711de04f");
  const auto& db = shipped.db;
  const auto ann = store::find_user(db, email("ann"));
  REQUIRE(ann);
  CHECK(ann->record.name.text() == "Ann Lee-Fox");
  CHECK_FALSE(ann->record.os_account);
  CHECK(store::roles_of(db, ann->id, kNoon) == role_set({"referrals-user"}));
}

TEST_CASE("a store of schema 2 opens, keeps everything, and its history verifies", "[store][upgrade]") {
  const Shipped shipped(2, "12:1f6d2399b9b78b3339ca4fb902edf0478a1833bcbd0825f8eab2b6be1614e5e4");
  const auto& db = shipped.db;
  CHECK_FALSE(shipped.verification.erased.empty());
  const auto ann = store::find_user(db, email("ann"));
  REQUIRE(ann);
  CHECK(ann->record.os_account->text() == "ann");
  const auto held = store::list_assignments(db, ann->id);
  REQUIRE(held.size() == 2);
  CHECK(held[1].ticket == "T-1");
  CHECK(held[1].expires_at);
  CHECK_FALSE(held[1].location);
  CHECK_FALSE(held[1].starts_at);
  CHECK(store::find_last_sign_in(db, store::find_user(db, email("ada"))->id));
}

TEST_CASE("a store of schema 3 opens, keeps everything, and its history verifies", "[store][upgrade]") {
  const Shipped shipped(3, "11:1472cae9e4153b614864e08b706dca38ae391d36c7fad6426981c6a48ccc016f");
  const auto& db = shipped.db;
  const auto organization = store::get_organization(db);
  CHECK(organization.name.text() == "Contoso");
  CHECK_FALSE(organization.legal_name);
  CHECK_FALSE(organization.contact);
  CHECK(store::has_domain(db, value_or_throw(domain::DomainName::parse("contoso.example"))));
  const auto lyon = store::find_location(db, value_or_throw(domain::PartnerId::parse("4391509")));
  REQUIRE(lyon);
  CHECK(lyon->record.name.text() == "Contoso Lyon");
  CHECK_FALSE(lyon->record.closed_at);
  CHECK(lyon->record.contact == domain::Contact{});
  CHECK(store::list_support(db).empty());
}

TEST_CASE("a store of schema 4 opens, keeps everything, and its history verifies", "[store][upgrade]") {
  const Shipped shipped(4, "10:e58eee246dcb299777c5e478e9fb4752f807d71b33b08c19db85277bf4e6322d");
  const auto& db = shipped.db;
  CHECK_FALSE(shipped.verification.erased.empty());
  const auto organization = store::get_organization(db);
  CHECK(organization.legal_name->text() == "Contoso GmbH");
  const auto ann = store::find_user(db, email("ann"));
  REQUIRE(ann);
  CHECK(organization.contact == ann->id);
  const auto lyon = store::find_location(db, value_or_throw(domain::PartnerId::parse("4391509")));
  REQUIRE(lyon);
  CHECK(lyon->record.closed_at);
  CHECK(lyon->record.contact.email->text() == "ann@contoso.example");
  CHECK(store::list_support(db).size() == 1);
  CHECK_FALSE(store::find_profile_link(db, ann->id));
  CHECK(store::list_skills_of(db, ann->id).empty());
}

TEST_CASE("a store of schema 5 opens, keeps everything, and its history verifies", "[store][upgrade]") {
  const Shipped shipped(5, "9:be68629a174ae72162890566c0ae2d1c5f158523b3cdfe633be09cf118e457cf");
  const auto& db = shipped.db;
  CHECK_FALSE(shipped.verification.erased.empty());
  const auto ann = store::find_user(db, email("ann"));
  REQUIRE(ann);
  CHECK(store::list_skills_of(db, ann->id).size() == 1);
  CHECK(store::list_designations(db).empty());
  CHECK(store::list_achievers(db).size() == 1);
}

TEST_CASE("a store of schema 6 opens, keeps everything, and its history verifies", "[store][upgrade]") {
  const Shipped shipped(6, "8:4f6d962be3d3369f6ee564df3ecd01043cd7b4b5db2fe41fc5ad0533021500c3");
  const auto& db = shipped.db;
  CHECK_FALSE(shipped.verification.erased.empty());
  const auto ann = store::find_user(db, email("ann"));
  REQUIRE(ann);
  CHECK(store::find_association(db, ann->id)->record.state == domain::AssociationState::ended);
  CHECK(store::find_invitation(db, email("eve")));
  CHECK(store::list_designations(db).empty());
}

TEST_CASE("a store of schema 7 opens, keeps everything, and its history verifies", "[store][upgrade]") {
  const Shipped shipped(7, "8:4f6d962be3d3369f6ee564df3ecd01043cd7b4b5db2fe41fc5ad0533021500c3");
  const auto& db = shipped.db;
  CHECK_FALSE(shipped.verification.erased.empty());
  const auto ann = store::find_user(db, email("ann"));
  REQUIRE(ann);
  CHECK(store::find_association(db, ann->id)->record.state == domain::AssociationState::ended);
  CHECK(store::find_invitation(db, email("eve")));
  CHECK(store::list_designations(db).empty());
  CHECK_FALSE(store::find_directory_link(db, ann->id));
}

}  // namespace
