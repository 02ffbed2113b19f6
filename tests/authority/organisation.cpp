#include "authority/organisation.hpp"

#include "support/store_fixture.hpp"

#include "pcadmin/domain/password_hash.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/associations.hpp"
#include "pcadmin/store/bundles.hpp"
#include "pcadmin/store/credentials.hpp"
#include "pcadmin/store/deleted_users.hpp"
#include "pcadmin/store/domains.hpp"
#include "pcadmin/store/locations.hpp"
#include "pcadmin/store/requests.hpp"
#include "pcadmin/store/tokens.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace pcadmin::test {

namespace fs = std::filesystem;

namespace {

constexpr const char* kChief = "chief";  ///< a global admin whoever acts is not
constexpr const char* kAsker = "asker";
constexpr std::array<std::string_view, 4> kEndings = {".csv", ".json", ".ldif", ".txt"};  ///< of words that are files
constexpr const char* kGlobalAdmin = "global-admin";

std::string operator_of(const std::string& kind) { return "op." + kind; }
std::string peer_of(const std::string& kind) { return "peer." + kind; }
std::string gone_of(const std::string& name) { return "gone." + name.substr(name.find('.') + 1); }

std::string address(const std::string& name) { return name + "@contoso.example"; }

void settle(House& house, const std::string& name, const std::string& kind) {
  const auto held = kind == kNoRole ? std::vector<domain::RoleId>{} : std::vector{role(kind)};
  house.settle(person(name), held);
}

std::string begin_session(House& house, const std::string& name) {
  const auto token = domain::make_token(house.random);
  house.change([&](store::ChangeId) {
    store::insert_session(house.db, domain::hash_token(token), house.record_of(name).id, house.now);
  });
  return std::string(token.reveal());
}

/// Somebody who was deleted.
void settle_gone(House& house, const std::string& name, const std::string& kind) {
  settle(house, name, kind);
  house.change(
      [&](store::ChangeId change) { store::delete_user(house.db, house.record_of(name).id, house.now, change); });
}

/// The number of the change-set.
std::string give_job_title(House& house, const store::StoredUser& user) {
  auto record = user.record;
  record.job_title = value_or_throw(domain::JobTitle::parse("Agent"));
  const auto change =
      house.change([&](store::ChangeId number) { store::update_user(house.db, user.id, record, number); });
  return std::to_string(change.number);
}

std::string give_token(House& house, const store::StoredUser& owner) {
  store::Token token{.id = {},
                     .owner = owner.id,
                     .owner_email = owner.record.email.text(),
                     .name = "nightly",
                     .roles = {},
                     .created_at = house.now,
                     .expires_at = house.now + std::chrono::days{1}};
  const auto secret = domain::hash_token(domain::make_token(house.random));
  house.change(
      [&](store::ChangeId change) { token.id = store::insert_token(house.db, token, secret, change, house.random); });
  return token.id.text();
}

std::string open_request(House& house, const store::StoredUser& asker) {
  store::RequestId id;
  house.change([&](store::ChangeId change) {
    id = store::insert_request(house.db, {.user = asker.id, .role = role("helpdesk-agent")}, change);
  });
  return id.text();
}

/// Somebody who asks to be tied to the Partner ID.
void settle_asker(House& house) {
  settle(house, kAsker, kNoRole);
  house.change([&](store::ChangeId change) {
    store::put_association(house.db, {},
                           {.user = house.record_of(kAsker).id,
                            .state = domain::AssociationState::requested,
                            .way = domain::AssociationWay::person},
                           change, house.random);
  });
}

/// `[code]` at the end of the line that begins with `error:`.
Verdict code_in(const std::string& err) {
  const auto begin = err.starts_with("error: ") ? 0 : err.find("\nerror: ");
  if (begin == std::string::npos) return {};
  const auto line = err.substr(begin + 1, err.find('\n', begin + 1) - begin - 1);
  const auto open = line.rfind('[');
  return open == std::string::npos ? "an error without a code" : line.substr(open + 1, line.rfind(']') - open - 1);
}

}  // namespace

Organisation::Organisation(const std::vector<std::string>& operators)
    : many_(make("many.db", false, operators)), one_(make("one.db", true, operators)) {
  world_.clock.time = kNoon;
  fs::create_directories(world_.store().parent_path());
  fs::create_directories(world_.folder() / "state/pcadmin");
  for (const auto& folder : {world_.store().parent_path(), world_.folder() / "state/pcadmin"})
    fs::permissions(folder, fs::perms::owner_all);
}

Organisation::Store Organisation::make(const std::string& file, bool one_global_admin,
                                       const std::vector<std::string>& operators) {
  Store store{.file = world_.folder() / file, .uid = {}};
  SeededRandom random(one_global_admin ? 1 : 2);
  House house(store::Database::create(store.file, random, {.access = store::Access::write}));
  store.uid = house.db.uid();
  for (const auto& kind : operators) {
    if (kind == kNotSignedIn) continue;
    settle(house, operator_of(kind), kind);
    if (!one_global_admin || kind != kGlobalAdmin) settle(house, peer_of(kind), kind);
    store.sessions[kind] = begin_session(house, operator_of(kind));
  }
  if (!one_global_admin) settle(house, kChief, kGlobalAdmin);
  settle_asker(house);
  for (const auto& kind : operators) {
    if (kind != kNotSignedIn && !one_global_admin) settle_gone(house, gone_of(kind), kind);
  }
  if (!one_global_admin) settle_gone(house, gone_of(kChief), kGlobalAdmin);
  house.change([&](store::ChangeId number) {
    store::insert_location(house.db,
                           {.id = value_or_throw(domain::PartnerId::parse("4391508")),
                            .name = value_or_throw(domain::LocationName::parse("Berlin")),
                            .country = value_or_throw(domain::Country::parse("DE")),
                            .parent = contoso().partner_id},
                           number, house.random);
    store::insert_domain(house.db, value_or_throw(domain::DomainName::parse("contoso.example.org")), number);
  });
  house.change([&](store::ChangeId) {  // whoever made the store is nobody in particular
    store::delete_assignments_of(house.db, house.record_of("ada").id);
  });
  std::vector<store::StoredUser> people;
  store::list_users(house.db, {}, house.now, [&](const store::ListedUser& listed) {
    const auto& email = listed.user.record.email.text();
    store.ids[email.substr(0, email.find('@'))] = listed.user.id.text();
    people.push_back(listed.user);
    return true;
  });
  for (const auto& user : people) {
    const auto& email = user.record.email.text();
    const auto name = email.substr(0, email.find('@'));
    store.edits[name] = give_job_title(house, user);
    store.tokens[name] = give_token(house, user);
    store.requests[name] = open_request(house, user);
  }
  house.change([&](store::ChangeId change) {
    store::insert_bundle(
        house.db, {.name = *domain::BundleName::parse("helpers"), .roles = role_set({"helpdesk-agent"})}, change);
  });
  house.db.publish();
  return store;
}

void Organisation::restore(const Store& store, const std::string& who) {
  fs::copy_file(store.file, world_.store(), fs::copy_options::overwrite_existing);
  fs::remove(world_.folder() / "out.csv");
  const auto state = world_.folder() / "state/pcadmin";
  for (const auto& old : fs::directory_iterator(state)) fs::remove(old);
  if (const auto token = store.sessions.find(who); token != store.sessions.end()) {
    const auto session = state / ("session-" + store.uid);
    write_file(session, token->second);
    fs::permissions(session, fs::perms::owner_read | fs::perms::owner_write);
  }
}

void Organisation::put_files(const Person& person) {
  const auto email = address(person.name);
  write_file(world_.folder() / "newcomer.csv", "name,email\nZoe,zoe@contoso.example\n");
  write_file(world_.folder() / "policy.txt", "- at most 1000 global-admin\n");
  write_file(world_.folder() / "words.txt", "contoso cloud\n");
  write_file(world_.folder() / "newcomer-helpdesk.csv", "name,email,roles\nZoe,zoe@contoso.example,helpdesk-agent\n");
  write_file(world_.folder() / "skills.csv", "email,kind,code,achieved\n" + email + ",exam,AZ-104,2026-03-01\n");
  write_file(world_.folder() / "people.ldif",
             "dn: uid=zoe\nobjectClass: person\nentryUUID: 6f2f7a3c-1d0e-4b57-9a3e-2f6f5f0c7b11\ncn: Zoe\n"
             "mail: zoe@contoso.example\n");
  write_file(world_.folder() / "catalogue.csv", "kind,code,retired\nexam,70-533,2018-12-31\n");
  write_file(world_.folder() / "designations.json",
             R"([{"name":"own-plan","title":"Plan","programme":"Own","metrics":[{"name":"m","gate":2}]}])");
  write_file(world_.folder() / "hire.txt", "user add --name Zoe zoe@contoso.example\n");
  write_file(world_.folder() / "disable.txt", "version\nuser disable " + email + "\n");
  write_file(world_.folder() / "version.txt", "version\n");
  write_file(world_.folder() / "disabled.csv", "name,email,state\nSomebody," + email + ",disabled\n");
}

/// Words in capitals become whom or what they stand for, files those of this organisation.
std::vector<std::string> Organisation::fill_in(const std::string& line, const Store& store,
                                               const Person& person) const {
  auto words = shell_words(line);
  for (auto& word : words) {
    if (word == "USER") word = address(person.name);
    if (word == "USER-ID") word = store.ids.at(person.name);
    if (word == "DELETED") word = address(gone_of(person.name));
    if (word == "EDIT") word = store.edits.at(person.name);
    if (word == "TOKEN") word = store.tokens.at(person.name);
    if (word == "REQUEST") word = store.requests.at(person.name);
    if (word == "THEIRS") word = person.role == kNoRole ? "helpdesk-agent" : person.role;
    if (std::ranges::any_of(kEndings, [&](auto ending) { return word.ends_with(ending); }))
      word = (world_.folder() / word).string();
  }
  return words;
}

Organisation::Answer Organisation::run(const std::string& line, const std::string& who, Relation relation) {
  const auto& store = relation == Relation::last ? one_ : many_;
  const auto kind = who == kNotSignedIn ? std::string(kNoRole) : who;
  const Person person = relation == Relation::self   ? Person{operator_of(kind), kind}
                        : relation == Relation::peer ? Person{peer_of(kind), kind}
                        : relation == Relation::last ? Person{operator_of(kGlobalAdmin), kGlobalAdmin}
                                                     : Person{kChief, kGlobalAdmin};
  restore(store, who);
  put_files(person);
  world_.in.give(std::string(kPassword) + "\n" + std::string(kOtherPassword) + "\n");
  const auto ran = world_.run_words(fill_in(line, store, person));
  return {.verdict = code_in(ran.err), .exit = ran.code, .said = ran.err};
}

}  // namespace pcadmin::test
