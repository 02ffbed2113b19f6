#include "pcadmin/ops/domains.hpp"

#include "support/store_fixture.hpp"

#include "pcadmin/ops/undo.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

/// The domains whose addresses count as the organisation's.
namespace {

using namespace pcadmin;        // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;  // NOLINT(google-build-using-namespace)
using ops::IfMissing;
using ops::IfThere;
using ops::Unit;
using Words = std::vector<std::string>;

domain::DomainName name(std::string_view text) { return value_or_throw(domain::DomainName::parse(text)); }

auto adding(const Words& names, IfThere there = IfThere::refuse) {
  return [=](Unit& unit) {
    std::vector<domain::DomainName> parsed;
    for (const auto& one : names) parsed.push_back(name(one));
    return ops::add_domains(unit, parsed, there).size();
  };
}

auto deleting(const Words& names, IfMissing missing = IfMissing::refuse) {
  return [=](Unit& unit) {
    std::vector<domain::DomainName> parsed;
    for (const auto& one : names) parsed.push_back(name(one));
    return ops::delete_domains(unit, parsed, missing);
  };
}

Words listed(House& house) {
  Words words;
  house.seen_by("ada", [&](const Unit& unit) {
    ops::list_domains(unit, [&](const store::ListedDomain& one) {
      words.push_back(one.name.text() + " " + std::to_string(one.people));
      return true;
    });
  });
  return words;
}

TEST_CASE("a domain is listed with the people whose address is of it, not of one below", "[ops][domains]") {
  House house;
  house.settle("ann");
  auto below = person("bob");
  below.email = value_or_throw(domain::Email::parse("bob@mail.contoso.example"));
  house.settle(below, {});
  auto abroad = person("cy");
  abroad.email = value_or_throw(domain::Email::parse("cy@BÜCHER.example"));
  house.settle(abroad, {});
  house.by("ada", adding({"xn--bcher-kva.example"}));
  CHECK(listed(house) == Words{"contoso.example 2", "bücher.example 1"});
}

TEST_CASE("a domain is there once, in whatever form it is written", "[ops][domains]") {
  House house;
  CHECK(house.by("ada", adding({"bücher.example", "XN--BCHER-KVA.example"})) == 1);
  const auto refused = house.refused("ada", adding({"contoso.test", "Bücher.example"}));
  CHECK(refused.code == "domain-taken");
  CHECK(refused.kind == FailureKind::conflict);
  CHECK(listed(house).size() == 2);
  CHECK(house.by("ada", adding({"contoso.test", "bücher.example"}, IfThere::pass)) == 1);
}

TEST_CASE("deleting a domain leaves the people there as they are, and says how many", "[ops][domains]") {
  House house;
  const auto ann = house.settle("ann", {"report-viewer"});
  house.by("ada", adding({"contoso.test"}));
  const auto gone = house.by("ada", deleting({"contoso.example"}));
  REQUIRE(gone.size() == 1);
  CHECK(gone.front().people == 2);
  CHECK(house.record_of("ann").id == ann);
  CHECK(house.held_by("ann") == Words{"report-viewer"});
  CHECK(listed(house) == Words{"contoso.test 0"});
}

TEST_CASE("the last domain stays, by deleting and by undoing", "[ops][domains][undo]") {
  House house;
  const auto refused = house.refused("ada", deleting({"contoso.example"}));
  CHECK(refused.code == "last-domain");
  CHECK(refused.kind == FailureKind::refused);
  house.by("ada", adding({"contoso.test"}));
  const auto added = house.head().change;
  CHECK(house.refused("ada", deleting({"contoso.example", "contoso.test"})).code == "last-domain");
  house.by("ada", deleting({"contoso.example"}));
  CHECK(house.refused("ada", [&](Unit& unit) { ops::undo_change(unit, added); }).code == "last-domain");
  house.by("ada", [last = house.head().change](Unit& unit) { ops::undo_change(unit, last); });
  house.by("ada", [&](Unit& unit) { ops::undo_change(unit, added); });
  CHECK(listed(house) == Words{"contoso.example 1"});
}

TEST_CASE("a domain that anybody can have an address at does not count as one that is left", "[ops][domains]") {
  House house;
  house.by("ada", adding({"gmail.com", "hotmail.com"}));
  const auto refused = house.refused("ada", deleting({"contoso.example"}));
  CHECK(refused.code == "last-domain");
  CHECK(refused.message.find("anybody") != std::string::npos);
  house.by("ada", deleting({"gmail.com"}));
  house.by("ada", adding({"contoso.test"}));
  house.by("ada", deleting({"contoso.example"}));
  CHECK(listed(house) == Words{"contoso.test 0", "hotmail.com 0"});
}

TEST_CASE("domains that anybody can have an address at can go but for the last", "[ops][domains]") {
  House house;
  house.by("ada", adding({"gmail.com"}));
  house.change([&](store::ChangeId) {
    store::delete_domain(house.db, value_or_throw(domain::DomainName::parse("contoso.example")));
  });
  CHECK(house.refused("ada", deleting({"gmail.com"})).code == "last-domain");
  house.by("ada", adding({"hotmail.com"}));
  CHECK(house.by("ada", deleting({"gmail.com"})).size() == 1);
}

TEST_CASE("a domain that is not there is not found, with the nearest", "[ops][domains]") {
  House house;
  const auto refused = house.refused("ada", deleting({"contosso.example"}));
  CHECK(refused.code == "unknown-domain");
  CHECK(refused.kind == FailureKind::not_found);
  CHECK(refused.hint.find("nearest: contoso.example") != std::string::npos);
  CHECK(house.by("ada", deleting({"contosso.example"}, IfMissing::pass)).empty());
}

TEST_CASE("everybody signed in sees the domains; account and global admins change them", "[ops][domains]") {
  House house;
  house.settle("acc", {"account-admin"});
  house.settle("umg", {"user-management-admin"});
  house.by("acc", adding({"contoso.test"}));
  CHECK(house.refused("umg", adding({"contoso.org.example"})).code == "not-allowed");
  CHECK(house.refused("umg", deleting({"contoso.test"})).code == "not-allowed");
  const auto see = [](const Unit& unit) { ops::list_domains(unit, [](const auto&) { return true; }); };
  CHECK_NOTHROW(house.seen_by("umg", [&](const Unit& unit) { return see(unit), 0; }));
  CHECK(house.refused_to_see(kNobody, see).code == "not-signed-in");
}

}  // namespace
