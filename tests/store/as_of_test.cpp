#include "pcadmin/store/as_of.hpp"

#include "store/canonical.hpp"
#include "store/engine.hpp"
#include "store/shadow.hpp"
#include "support/store_fixture.hpp"

#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/credentials.hpp"
#include "pcadmin/store/deleted_users.hpp"
#include "pcadmin/store/erasures.hpp"
#include "pcadmin/store/users.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <set>
#include <string>
#include <vector>

namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using std::chrono::hours;
using store::Query;

domain::AsOf as_of(std::string_view text) { return domain::AsOf::parse(text).value(); }

/// What `read(db)` finds after change-set `number`.
template <class Read>
auto then(House& house, std::int64_t number, Read&& read) {
  const store::Transaction transaction(house.db, store::Access::read);
  store::look_back(house.db, store::get_moment(house.db, as_of("@" + std::to_string(number)), house.now));
  return read(std::as_const(house.db));
}

std::vector<std::vector<std::string>> rows(const store::Database& db, const std::string& sql, int columns) {
  Query query(db, sql);
  std::vector<std::vector<std::string>> found;
  while (query.step()) {
    auto& row = found.emplace_back();
    for (int i = 0; i < columns; ++i) row.push_back(query.optional_text(i).value_or("NULL"));
  }
  return found;
}

std::vector<std::string> column(const store::Database& db, const std::string& sql) {
  std::vector<std::string> list;
  for (auto& row : rows(db, sql, 1)) list.push_back(std::move(row.front()));
  return list;
}

void rename(House& house, domain::UserId id, std::string_view name) {
  house.change([&](store::ChangeId change) {
    auto record = store::find_user(house.db, id)->record;
    record.name = value_or_throw(domain::PersonName::parse(name));
    store::update_user(house.db, id, record, change);
  });
}

/// The plan of a query, a line a step.
std::string plan_of(const store::Database& db, const std::string& sql) {
  std::string text;
  for (const auto& row : rows(db, "EXPLAIN QUERY PLAN " + sql, 4)) text += row[3] + "\n";
  return text;
}

TEST_CASE("what a table showed after a change-set it shows when somebody looks back", "[store][as-of]") {
  House house;
  const auto ann = house.settle("ann", {"helpdesk-agent"});                                  // 2
  rename(house, ann, "Ann Lee");                                                             // 3
  house.change([&](auto) { take_role(house.db, ann, role("helpdesk-agent")); });             // 4
  house.change([&](auto change) { store::delete_user(house.db, ann, house.now, change); });  // 5
  const auto names = [](const store::Database& db) { return column(db, "SELECT name FROM user ORDER BY id"); };
  const auto roles = [&](const store::Database& db) { return store::roles_of(db, ann, kNoon).size(); };
  CHECK(then(house, 1, names) == std::vector<std::string>{"Ada Lovelace"});
  CHECK(then(house, 2, names) == std::vector<std::string>{"Ada Lovelace", "ann"});
  CHECK(then(house, 3, names) == std::vector<std::string>{"Ada Lovelace", "Ann Lee"});
  CHECK(then(house, 5, names) == std::vector<std::string>{"Ada Lovelace"});
  CHECK(then(house, 3, roles) == 1);
  CHECK(then(house, 4, roles) == 0);
  CHECK(names(house.db) == std::vector<std::string>{"Ada Lovelace"});  // and then it is now again
}

TEST_CASE("looking back ends with the transaction and can begin again", "[store][as-of]") {
  House house;
  const auto ann = house.settle("ann");
  rename(house, ann, "Ann Lee");
  const auto name = [&](const store::Database& db) { return store::find_user(db, ann)->record.name.text(); };
  for (int i = 0; i < 3; ++i) {
    CHECK(then(house, 2, name) == "ann");
    CHECK(name(house.db) == "Ann Lee");
  }
  rename(house, ann, "Ann Lee-Okafor");  // the store can be written as before
  CHECK(then(house, 3, name) == "Ann Lee");
}

TEST_CASE("the past has its own past", "[store][as-of]") {
  House house;
  const auto ann = house.settle("ann");
  for (const auto* const name : {"b", "c", "d"}) rename(house, ann, name);
  const auto past = [](const store::Database& db) {
    return column(db, "SELECT name FROM user_history ORDER BY since");
  };
  CHECK(then(house, 2, past).empty());
  CHECK(then(house, 4, past) == std::vector<std::string>{"ann", "b"});
  CHECK(then(house, 4, [](const auto& db) { return store::find_head(db)->change.number; }) == 4);
}

TEST_CASE("rows now and past come in one order where somebody asks for one", "[store][as-of]") {
  House house;
  std::vector<domain::UserId> people;
  for (const auto* const name : {"f", "b", "d", "a", "e", "c"}) people.push_back(house.settle(name));
  for (std::size_t i = 0; i < people.size(); i += 2) rename(house, people[i], "Somebody Else");
  const auto in_order = [](const std::string& order) {
    return [order](const store::Database& db) {
      return column(db, "SELECT substr(email, 1, 1) FROM user WHERE id > 1 ORDER BY " + order);
    };
  };
  CHECK(then(house, 7, in_order("email_key")) == std::vector<std::string>{"a", "b", "c", "d", "e", "f"});
  CHECK(then(house, 7, in_order("email_key DESC")) == std::vector<std::string>{"f", "e", "d", "c", "b", "a"});
  CHECK(then(house, 8, in_order("id DESC")) == std::vector<std::string>{"c", "e", "a", "d", "b", "f"});
  CHECK(then(house, 7, in_order("since DESC, id")) == std::vector<std::string>{"c", "e", "a", "d", "b", "f"});
}

TEST_CASE("a condition finds now and past rows alike", "[store][as-of]") {
  House house;
  const auto ann = house.settle("ann", {"helpdesk-agent", "sales-agent"});
  house.settle("ben", {"helpdesk-agent"});
  house.change([&](auto) { take_role(house.db, ann, role("helpdesk-agent")); });
  const auto count = [](const std::string& condition) {
    return [condition](const store::Database& db) {
      return column(db, "SELECT count(*) FROM assignment WHERE " + condition).front();
    };
  };
  CHECK(then(house, 3, count("role = 'helpdesk-agent'")) == "2");
  CHECK(then(house, 4, count("role = 'helpdesk-agent'")) == "1");
  CHECK(then(house, 3, count("role = 'helpdesk-agent' AND user_id = 2")) == "1");
  CHECK(then(house, 3, count("role IN ('helpdesk-agent', 'sales-agent')")) == "3");
  CHECK(then(house, 3, count("role = 'sales-agent' OR user_id = 3")) == "2");
  CHECK(then(house, 3, count("role = 'sales-agent' OR user_id = 2")) == "2");
  CHECK(then(house, 3, count("user_id > 1 AND user_id <= 2")) == "2");
  CHECK(then(house, 3, count("expires_at IS NULL")) == "5");
  CHECK(then(house, 3, count("expires_at = NULL")) == "0");
  CHECK(then(house, 3, count("role = 'HELPDESK-AGENT' COLLATE NOCASE")) == "2");
  CHECK(then(house, 3, count("id NOT IN (SELECT id FROM assignment WHERE user_id = 2)")) == "3");
}

TEST_CASE("of passwords the past knows the kind and never the verifier", "[store][as-of]") {
  House house;
  const auto ann = house.settle("ann", {}, Password::temporary);  // 2
  house.change([&](auto change) {                                 // 3
    store::put_credential(house.db, ann, {store::CredentialKind::chosen, "secret", {}}, house.now, change);
  });
  const auto credential = [&](const store::Database& db) { return *store::find_credential(db, ann); };
  CHECK(then(house, 2, credential).kind == store::CredentialKind::temporary);
  CHECK(then(house, 2, credential).verifier.empty());
  CHECK(then(house, 3, credential).kind == store::CredentialKind::chosen);
}

TEST_CASE("when somebody was last here is told as of then", "[store][as-of]") {
  House house;
  const auto ann = house.settle("ann");                                                           // 2
  house.change([&](auto change) { store::put_last_sign_in(house.db, ann, house.now, change); });  // 3
  house.now += hours{5};
  house.change([&](auto change) { store::put_last_sign_in(house.db, ann, house.now, change); });  // 4
  const auto last = [&](const store::Database& db) { return store::find_last_sign_in(db, ann); };
  CHECK(then(house, 2, last) == std::nullopt);
  CHECK(then(house, 3, last) == kNoon);
  CHECK(then(house, 4, last) == kNoon + hours{5});
}

TEST_CASE("a sign-in from before they were noted is not known of earlier moments", "[store][as-of]") {
  House house;
  const auto ann = house.settle("ann");
  house.now += hours{5};
  house.change([&](auto) { store::put_last_sign_in(house.db, ann, house.now, {0}); });
  const auto last = [&](const store::Database& db) { return store::find_last_sign_in(db, ann); };
  CHECK(then(house, 2, last) == std::nullopt);
  CHECK(then(house, 3, last) == kNoon + hours{5});
}

TEST_CASE("who had been deleted by then is deleted then: not before - not once they are back - nor once purged",
          "[store][as-of]") {
  House house;
  const auto ann = house.settle("ann");                                                      // 2
  house.change([&](auto change) { store::delete_user(house.db, ann, house.now, change); });  // 3
  house.change([&](auto change) {                                                            // 4
    store::restore_user(house.db, *store::find_deleted_user(house.db, ann), store::KeepOsAccount::yes, change);
  });
  house.change([&](auto change) { store::delete_user(house.db, ann, house.now, change); });  // 5
  house.change([&](auto change) { store::erase_user(house.db, ann, change); });              // 6
  const auto deleted = [&](const store::Database& db) {
    const auto found = store::find_deleted_user(db, ann);
    return found ? found->deleted_in.number : 0;
  };
  CHECK(then(house, 2, deleted) == 0);
  CHECK(then(house, 3, deleted) == 3);
  CHECK(then(house, 4, deleted) == 0);
  CHECK(then(house, 5, deleted) == 5);
  CHECK(then(house, 6, deleted) == 0);
}

TEST_CASE("the history of then verifies although somebody was purged since", "[store][as-of]") {
  House house;
  const auto ann = house.settle("ann", {"helpdesk-agent"});
  rename(house, ann, "Ann Lee");
  house.change([&](auto change) { store::delete_user(house.db, ann, house.now, change); });
  house.change([&](auto change) { store::erase_user(house.db, ann, change); });
  for (std::int64_t change = 1; change <= 5; ++change) {
    const auto result = then(house, change, [](const auto& db) { return store::verify(db, {}); });
    INFO(change << ": " << (result.findings.empty() ? "" : result.findings.front().message));
    CHECK(result.findings.empty());
    CHECK(result.changes == change);
  }
}

TEST_CASE("what was altered before then is found then", "[store][as-of]") {
  House house;
  const auto ann = house.settle("ann");
  rename(house, ann, "Ann Lee");
  rename(house, ann, "Ann Lee-Okafor");
  store::execute(house.db, "UPDATE user_history SET name = 'Nobody' WHERE since = 3");
  CHECK(then(house, 2, [](const auto& db) { return store::verify(db, {}).findings.size(); }) == 0);
  CHECK(then(house, 3, [](const auto& db) { return store::verify(db, {}).findings.size(); }) == 1);
}

TEST_CASE("a time means the last change-set made by then", "[store][as-of]") {
  House house;  // 1, at noon
  for (int i = 0; i < 40; ++i) {
    house.now += hours{1};
    house.change([](auto) {});
  }
  const auto at = [&](Time time) { return store::get_moment(house.db, as_of(to_rfc3339(time)), house.now); };
  for (int i = 0; i <= 40; ++i) {
    CHECK(at(kNoon + hours{i}).change.number == i + 1);
    CHECK(at(kNoon + hours{i}).at == kNoon + hours{i});
    if (i < 40) CHECK(at(kNoon + hours{i} + std::chrono::minutes{59}).change.number == i + 1);
  }
  const auto refused = failure_of([&] { at(kNoon - hours{1}); });
  CHECK(refused.code == "before-history");
  CHECK(failure_of([&] { store::get_moment(house.db, as_of("@42"), house.now); }).code == "unknown-change");
  const auto change = store::get_moment(house.db, as_of("@3"), house.now);
  CHECK(change.at == kNoon + hours{2});  // a change-set is judged at its own time
}

TEST_CASE("every table of the store is looked back at or is known to have no past", "[store][as-of]") {
  House house;
  const std::set<std::string> timeless = {"store_identity", "session", "token_secret", "blocked_password",
                                          "deleted_user_history"};
  for (const auto& table :
       column(house.db, "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")) {
    INFO(table);
    const auto shadowed = then(house, 1, [&](const auto& db) {
      column(db, "SELECT count(*) FROM " + table);
      return column(db, "SELECT count(*) FROM temp.sqlite_schema WHERE name = '" + table + "'").front();
    });
    CHECK((shadowed == "1") != timeless.contains(table));
  }
}

TEST_CASE("what the present finds by index the past finds by index too", "[store][as-of]") {
  House house;
  const auto leading = [&](const std::string& table) {
    const auto found = column(house.db, "SELECT i.name FROM pragma_index_list('" + table +
                                            "', 'main') l JOIN pragma_index_info(l.name, 'main') i WHERE i.seqno = 0");
    std::set<std::string> names(found.begin(), found.end());
    for (const auto& key : column(house.db, "SELECT name FROM pragma_table_info('" + table + "', 'main') WHERE pk = 1"))
      names.insert(key);
    return names;
  };
  // Few rows, or never asked for when somebody looks back.
  const std::set<std::string> scanned = {"user_history.os_account",     "erasure_history.of_table",
                                         "request_history.role",        "assignment_history.bundle",
                                         "request_history.location_id", "directory_link_history.anchor"};
  for (const auto table : store::kBusinessTables) {
    const auto name = std::string(table);
    const auto past = leading(name + "_history");
    for (const auto& indexed : leading(name)) {
      INFO(name << "." << indexed);
      const auto few = std::set<std::string>{"setting", "bundle",   "designation",  "designation_metric",
                                             "domain",  "location", "organization", "support"}
                           .contains(name);
      CHECK((few || past.contains(indexed) || scanned.contains(name + "_history." + indexed)));
    }
  }
}

TEST_CASE("looking back keeps the plans of the present: each table by its key and the first row at once",
          "[store][as-of]") {
  House house;
  const auto plan = [&](const std::string& sql) {
    return then(house, 1, [&](const auto& db) { return plan_of(db, sql); });
  };
  const auto members = plan(
      "SELECT u.id, k.kind, f.total, giver.email FROM assignment a CROSS JOIN user u ON u.id = a.user_id "
      "LEFT JOIN credential k ON k.user_id = u.id LEFT JOIN failed_sign_in f ON f.user_id = u.id "
      "JOIN change_set c ON c.id = coalesce(a.granted_in, a.since) LEFT JOIN user giver ON giver.id = c.actor "
      "WHERE a.role = 'x' ORDER BY a.user_id");
  INFO(members);
  CHECK(members.find("role = ?1") != std::string::npos);
  CHECK(members.find("SCAN k VIRTUAL TABLE INDEX 0:10;") != std::string::npos);  // one row at most
  CHECK(members.find("TEMP B-TREE") == std::string::npos);
  const auto list = plan(
      "SELECT u.id, (SELECT group_concat(a.role) FROM assignment a WHERE a.user_id = u.id) FROM user u "
      "ORDER BY u.email_key");
  INFO(list);
  CHECK(list.find("user_id = ?1") != std::string::npos);
  CHECK(list.find("TEMP B-TREE") == std::string::npos);
}

}  // namespace
