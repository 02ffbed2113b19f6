#include "pcadmin/domain/permission.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

using namespace pcadmin;
using namespace pcadmin::domain;

TEST_CASE("a permission is named by its id in any letter case", "[domain]") {
  CHECK(PermissionId::parse("billing:manage-billing")->text() == "billing:manage-billing");
  CHECK(PermissionId::parse("Billing:MANAGE-billing")->text() == "billing:manage-billing");
  CHECK(PermissionId::parse("referrals:register-won-deals")->permission().workspace == "Referrals");
}

TEST_CASE("an unknown permission is told its nearest", "[domain]") {
  for (const auto& [typed, near] : std::vector{std::pair{"billing:manage-biling", "billing:manage-billing"},
                                               std::pair{"manage-billing", "billing:manage-billing"}}) {
    const auto parsed = PermissionId::parse(typed);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == "unknown-permission");
    CHECK(parsed.error().kind == FailureKind::not_found);
    CHECK(parsed.error().hint.starts_with(std::string("nearest: ") + near));
  }
  for (const auto& hostile : {std::string(), std::string(100'000, 'x'), std::string("\xff\xfe"), std::string(":")})
    CHECK_FALSE(PermissionId::parse(hostile));
}

TEST_CASE("every permission of the catalogue is somebody's and knows its workspace's word", "[domain]") {
  const auto all = PermissionId::all();
  CHECK(all.size() == Catalogue::permissions().size());
  CHECK(std::ranges::is_sorted(all, {}, [](PermissionId id) { return id.text(); }));
  for (const auto id : all) {
    INFO(id.text());
    CHECK(PermissionId::parse(id.text()) == id);
    CHECK((allowed_to_everybody(id) || !roles_that_allow(id).empty()));
    // "Help + support" is help-support: the word is the name in small letters, what is no letter a hyphen.
    std::string word;
    for (const char c : id.permission().workspace) {
      const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (letter) word += static_cast<char>(c | 0x20);
      if (!letter && !word.ends_with('-')) word += '-';
    }
    CHECK(workspace_word(id.permission()) == word);
  }
}
