#include "support/store_fixture.hpp"

#include "pcadmin/domain/password_policy.hpp"
#include "pcadmin/ops/identity.hpp"
#include "pcadmin/ops/init.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/credentials.hpp"
#include "pcadmin/store/holdings.hpp"
#include "pcadmin/store/users.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkdtemp is POSIX

namespace pcadmin::test {

namespace {

store::Database memory() {
  SeededRandom random(7);
  return store::Database::in_memory(random);
}

std::string address(std::string_view name) {
  return std::string(name) + (name.find('@') == std::string_view::npos ? "@contoso.example" : "");
}

/// Hashed once a program: a hash of the least cost still takes as long as a whole test.
const std::string& verifier_of_password() {
  static const auto kVerifier = domain::hash_chosen_password(Secret(kPassword), domain::kLeastCost);
  return kVerifier;
}

store::ChangeHeader header(Time at) { return {.at = at, .os_user = "tester", .command = "pcadmin test"}; }

void give_password(House& house, domain::UserId id, Password password, store::ChangeId change) {
  if (password == Password::none) return;
  const bool chosen = password == Password::chosen;
  const store::Credential credential{
      .kind = chosen ? store::CredentialKind::chosen : store::CredentialKind::temporary,
      .verifier = chosen ? verifier_of_password() : domain::hash_generated_secret(Secret("nobody knows"), house.random),
      .expires_at = chosen ? std::nullopt : std::optional<Time>(house.now + domain::TemporaryLife().hours())};
  store::put_credential(house.db, id, credential, house.now, change);
}

}  // namespace

domain::Email email(std::string_view name) { return value_or_throw(domain::Email::parse(address(name))); }

domain::UserRef ref(std::string_view name) { return value_or_throw(domain::UserRef::parse(address(name))); }

domain::RoleId role(std::string_view id) { return value_or_throw(domain::RoleId::parse(id)); }

std::vector<domain::RoleId> roles(std::initializer_list<std::string_view> ids) {
  std::vector<domain::RoleId> list;
  std::ranges::transform(ids, std::back_inserter(list), role);
  return list;
}

domain::RoleSet role_set(std::initializer_list<std::string_view> ids) {
  const auto list = roles(ids);
  return {list.begin(), list.end()};
}

domain::UserRecord person(std::string_view name) {
  return {.name = value_or_throw(domain::PersonName::parse(name)), .email = email(name)};
}

domain::Organization contoso() {
  return {value_or_throw(domain::OrganizationName::parse("Contoso")),
          value_or_throw(domain::PartnerId::parse("4391507"))};
}

ops::SignedIn sign_in_as(ops::Unit& unit, std::string_view name, const Secret& password, const Secret* fresh) {
  return ops::sign_in(unit, email(name), password, fresh, ops::count_attempt(unit, email(name)));
}

void take_role(store::Database& db, domain::UserId user, domain::RoleId role) {
  const auto there = store::find_assignment(db, user, role);
  if (!there) throw std::logic_error("they do not hold it");
  store::delete_assignment(db, there->id);
}

Failure failure_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    return error.failure();
  }
  throw std::logic_error("this should have been refused, and was not");
}

House::House() : House(memory()) {}

House::House(store::Database empty) : db(std::move(empty)) {
  by(kNobody, [](ops::Unit& unit) {
    const domain::UserRecord ada{.name = value_or_throw(domain::PersonName::parse("Ada Lovelace")),
                                 .email = email("ada")};
    ops::init_organization(unit, contoso(), ada, Secret(kPassword));
  });
}

domain::UserId House::settle(std::string_view name, std::initializer_list<std::string_view> role_ids,
                             Password password) {
  return settle(person(name), roles(role_ids), password);
}

domain::UserId House::settle(const domain::UserRecord& record, const std::vector<domain::RoleId>& role_ids,
                             Password password) {
  domain::UserId id{0};
  change([&](store::ChangeId number) {
    id = store::insert_user(db, record, now, number, random);
    for (const auto held : role_ids) store::insert_assignment(db, id, held, number);
    give_password(*this, id, password, number);
  });
  return id;
}

store::ChangeId House::change(const std::function<void(store::ChangeId)>& write) {
  store::Transaction transaction(db, store::Access::write);
  const auto number = store::begin_change(db, header(now), random);
  write(number);
  store::close_change(db, number);
  transaction.commit();
  return number;
}

ops::Operator House::operator_of(std::string_view name) {
  const auto user = record_of(name);
  return {.id = user.id,
          .name = user.record.name,
          .email = user.record.email,
          .roles = store::roles_of(db, user.id, now),
          .roles_at_locations = store::roles_at_locations_of(db, user.id, now)};
}

std::vector<std::string> House::held_by(std::string_view name) const {
  std::vector<std::string> ids;
  for (const auto held : store::roles_of(db, record_of(name).id, now)) ids.emplace_back(held.text());
  return ids;
}

bool House::exists(std::string_view name) const { return store::find_user(db, email(name)).has_value(); }

store::StoredUser House::record_of(std::string_view name) const { return store::find_user(db, email(name)).value(); }

store::Head House::head() const { return store::find_head(db).value(); }

ops::Unit House::unit_of(std::string_view name) {
  ops::Unit unit(db, now, random, domain::kLeastCost);
  if (!name.empty()) unit.act_as(operator_of(name));
  return unit;
}

ops::Unit House::begin(std::string_view name) {
  auto unit = unit_of(name);
  unit.begin(header(now));
  return unit;
}

TempFolder::TempFolder() {
  std::string pattern = "/tmp/pcadmin-test-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder can be made");
  path_ = pattern;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::permissions(path_, std::filesystem::perms::owner_all, ignored);
  std::filesystem::remove_all(path_, ignored);
}

std::vector<std::string> TempFolder::names() const {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(path_))
    names.push_back(entry.path().filename().string());
  std::ranges::sort(names);
  return names;
}

void make_store_file(const std::filesystem::path& file) {
  SeededRandom random(7);
  House house(store::Database::create(file, random, {.access = store::Access::write}));
  house.db.publish();
}

std::string read_bytes(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_bytes(const std::filesystem::path& file, std::string_view bytes) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

}  // namespace pcadmin::test
