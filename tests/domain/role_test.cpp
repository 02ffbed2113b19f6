#include "pcadmin/domain/role.hpp"

#include "pcadmin/base/text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace pcadmin;
using namespace pcadmin::domain;

constexpr std::string_view kAllRoles = "all roles: pcadmin role list";

std::vector<std::string> names_of(const Role& role) {
  std::vector<std::string> names{std::string(role.id), std::string(role.name)};
  names.insert(names.end(), role.aliases.begin(), role.aliases.end());
  return names;
}

std::string normalised(std::string text) {
  std::ranges::replace(text, ' ', '-');
  std::ranges::replace(text, '_', '-');
  return to_ascii_lower(text);
}

std::string id_of(std::string_view text) {
  const Result<RoleId> parsed = RoleId::parse(text);
  return parsed ? std::string(parsed->text()) : parsed.error().code;
}

Failure refusal_of(std::string_view text) {
  const Result<RoleId> parsed = RoleId::parse(text);
  REQUIRE_FALSE(parsed);
  return parsed.error();
}

/// Every role with the words it answers to, the implicit one included.
std::vector<Role> every_role() {
  std::vector<Role> roles(Catalogue::roles().begin(), Catalogue::roles().end());
  roles.push_back(Catalogue::default_user());
  return roles;
}

std::vector<std::string> every_prose() {
  std::vector<std::string> prose;
  for (const Permission& permission : Catalogue::permissions()) prose.emplace_back(permission.summary);
  for (const Role& role : every_role()) prose.emplace_back(role.summary);
  for (const Role& role : every_role()) {
    if (!role.note.empty()) prose.emplace_back(role.note);
  }
  return prose;
}

TEST_CASE("the catalogue holds 23 roles that can be assigned", "[role]") {
  CHECK(Catalogue::roles().size() == 23);
  CHECK(Catalogue::role_ids().size() == 23);
  CHECK(std::ranges::none_of(Catalogue::roles(), [](const Role& role) { return role.status == RoleStatus::implicit; }));
}

TEST_CASE("role ids stand in catalogue order: tenant, CSP, company", "[role]") {
  const auto ids = Catalogue::role_ids();
  CHECK(std::ranges::is_sorted(ids));
  CHECK(std::ranges::is_sorted(Catalogue::roles(), {}, &Role::category));
  for (std::size_t i = 0; i < ids.size(); ++i) CHECK(&ids[i].role() == &Catalogue::roles()[i]);
}

TEST_CASE("a role answers to its id, its name and every alias", "[role]") {
  for (const Role& role : Catalogue::roles()) {
    for (const std::string& name : names_of(role)) CHECK(id_of(name) == role.id);
  }
}

TEST_CASE("letter case does not matter in a role's name, and blank, hyphen and underscore are alike", "[role]") {
  CHECK(id_of("GLOBAL_ADMIN") == "global-admin");
  CHECK(id_of("global admin") == "global-admin");
  CHECK(id_of("azure-ad_Global Admin") == "global-admin");
  CHECK(id_of("CO_SELL SOLUTION-ADMIN") == "co-sell-solution-admin");
  for (const Role& role : Catalogue::roles()) {
    for (const std::string& name : names_of(role)) CHECK(id_of(normalised(name)) == role.id);
  }
}

TEST_CASE("the three admin roles have shortcuts", "[role]") {
  CHECK(id_of("global") == "global-admin");
  CHECK(id_of("Account") == "account-admin");
  CHECK(id_of("user_management") == "user-management-admin");
  CHECK(global_admin().text() == "global-admin");
  CHECK(account_admin().text() == "account-admin");
  CHECK(user_management_admin().text() == "user-management-admin");
}

TEST_CASE("generic names are those of the marketplace roles", "[role]") {
  CHECK(id_of("Owner") == "marketplace-owner");
  CHECK(id_of("Manager") == "marketplace-manager");
  CHECK(id_of("Developer") == "marketplace-developer");
  CHECK(id_of("Account owner") == "marketplace-owner");
}

TEST_CASE("no two roles share a name", "[role]") {
  std::map<std::string, std::string> owners{
      {"global", "global-admin"}, {"account", "account-admin"}, {"user-management", "user-management-admin"}};
  for (const Role& role : every_role()) {
    for (const std::string& name : names_of(role)) {
      INFO(name);
      CHECK(owners.emplace(normalised(name), role.id).first->second == role.id);
    }
  }
}

TEST_CASE("role names are ASCII and begin and end with a letter", "[role]") {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  for (const Role& role : every_role()) {
    for (const std::string& name : names_of(role)) {
      INFO(name);
      CHECK(std::ranges::all_of(name, [&](char c) { return is_letter(c) || c == ' ' || c == '-'; }));
      CHECK((is_letter(name.front()) && is_letter(name.back())));
    }
  }
}

TEST_CASE("whoever may assign a role is a role of the catalogue", "[role]") {
  for (const Role& role : Catalogue::roles()) {
    INFO(role.id);
    CHECK_FALSE(role.assignable_by.empty());
    for (const std::string_view by : role.assignable_by) CHECK(id_of(by) == by);
  }
}

TEST_CASE("a marketplace owner is made only by a marketplace owner", "[role]") {
  const Role& owner = RoleId::parse("marketplace-owner")->role();
  CHECK(std::vector(owner.assignable_by.begin(), owner.assignable_by.end()) ==
        std::vector<std::string_view>{"marketplace-owner"});
}

TEST_CASE("only a global admin assigns tenant roles", "[role]") {
  for (const Role& role : Catalogue::roles()) {
    if (role.category != RoleCategory::tenant) continue;
    INFO(role.id);
    CHECK(std::ranges::equal(role.assignable_by, std::vector<std::string_view>{"global-admin"}));
  }
}

TEST_CASE("locations and guests are for the roles the portal says", "[role]") {
  std::set<std::string_view> located;
  std::set<std::string_view> guests;
  for (const Role& role : Catalogue::roles()) {
    if (role.location_scoped) located.insert(role.id);
    if (role.guest_assignable) guests.insert(role.id);
  }
  CHECK(located == std::set<std::string_view>{"referrals-admin", "referrals-user", "business-profile-admin",
                                              "incentives-admin", "incentives-user", "executive-report-viewer",
                                              "report-viewer"});
  CHECK(guests ==
        std::set<std::string_view>{"global-admin", "mpn-partner-admin", "referrals-admin", "business-profile-admin"});
}

TEST_CASE("permissions are sorted by id and stand once", "[role]") {
  const auto all = Catalogue::permissions();
  CHECK(all.size() == 84);
  CHECK(std::ranges::is_sorted(all, {}, &Permission::id));
  CHECK(std::ranges::adjacent_find(all, {}, &Permission::id) == all.end());
}

TEST_CASE("every permission a role names exists, and every permission is named by a role", "[role]") {
  std::set<std::string_view> used;
  for (const Role& role : every_role()) {
    CHECK_FALSE(role.permissions.empty());
    const std::set<std::string_view> own(role.permissions.begin(), role.permissions.end());
    CHECK(own.size() == role.permissions.size());
    used.insert(own.begin(), own.end());
  }
  for (const std::string_view id : used) CHECK(Catalogue::find_permission(id) != nullptr);
  for (const Permission& permission : Catalogue::permissions()) CHECK(used.contains(permission.id));
}

TEST_CASE("a permission is found by its whole id only", "[role]") {
  for (const Permission& permission : Catalogue::permissions()) {
    CHECK(Catalogue::find_permission(permission.id) == &permission);
  }
  for (const std::string_view text : {"", "a", "zzz", "billing", "billing:manage-billing ", "Billing:Manage-Billing"}) {
    CHECK(Catalogue::find_permission(text) == nullptr);
  }
}

TEST_CASE("summaries and notes are one short line without a full stop", "[role]") {
  for (const std::string& line : every_prose()) {
    INFO(line);
    REQUIRE_FALSE(line.empty());
    CHECK_FALSE(has_control_characters(line));
    CHECK(line.back() != '.');
    CHECK(line.size() <= 110);
  }
}

TEST_CASE("an unknown role is refused with the nearest ids", "[role]") {
  const Failure failure = refusal_of("Helpdesk Agnet");
  CHECK(failure.code == "unknown-role");
  CHECK(failure.kind == FailureKind::not_found);
  CHECK(failure.message == "no role is called \"Helpdesk Agnet\"");
  CHECK(failure.hint == "nearest: helpdesk-agent; all roles: pcadmin role list");
}

TEST_CASE("a near alias is answered with the id of its role", "[role]") {
  CHECK(refusal_of("ownr").hint.starts_with("nearest: marketplace-owner"));
  CHECK(refusal_of("azure ad global admim").hint.starts_with("nearest: global-admin;"));
  CHECK(refusal_of("globl").hint.starts_with("nearest: global-admin"));
}

TEST_CASE("a role stands once in the hint, however many of its names are near", "[role]") {
  const std::string hint = refusal_of("referals admin").hint;
  const auto first = hint.find("referrals-admin");
  REQUIRE(first != std::string::npos);
  CHECK(hint.find("referrals-admin", first + 1) == std::string::npos);
}

TEST_CASE("a text nothing is near to is answered with where the roles are", "[role]") {
  CHECK(refusal_of("xyzzyxyzzy").hint == kAllRoles);
  CHECK(refusal_of("").hint == kAllRoles);
  CHECK(refusal_of("").message == "no role is called \"\"");
}

TEST_CASE("cpv-admin, of doubtful standing, is no role", "[role]") {
  CHECK(id_of("cpv-admin") == "unknown-role");
  CHECK(id_of("Control panel vendor admin") == "unknown-role");
}

TEST_CASE("the role everybody has is refused under each of its names", "[role]") {
  CHECK(Catalogue::default_user().status == RoleStatus::implicit);
  for (const std::string text : {"default-user", "DEFAULT USER", "Standard user", "user_without_role"}) {
    const Failure failure = refusal_of(text);
    CHECK(failure.code == "implicit-role");
    CHECK(failure.kind == FailureKind::invalid);
    CHECK(failure.message.find("\"default-user\"") != std::string::npos);
  }
}

TEST_CASE("an unknown role is quoted up to 60 code points", "[role]") {
  const auto quoted = [](const std::string& text) { return "no role is called \"" + text + "\""; };
  const std::string sixty(60, 'x');
  CHECK(refusal_of(sixty).message == quoted(sixty));
  CHECK(refusal_of(sixty + "x").message == quoted(sixty + "…"));
  std::string wide;
  for (int i = 0; i < 60; ++i) wide += "\U0001F600";
  CHECK(refusal_of(wide).message == quoted(wide));
  CHECK(refusal_of(wide + "\U0001F600").message == quoted(wide + "…"));
}

TEST_CASE("hostile text is simply unknown", "[role]") {
  using namespace std::string_literals;
  const std::vector<std::string> hostile{
      "global-admin\0"s,    "\0"s,
      "global\nadmin",      "\x1b[2Jglobal-admin",
      " global-admin",      "global-admin ",
      "global--admin",      "gl\u00f6bal-admin",
      "\xff\xfe",           "\xc3",
      "global-admin\x80",   "\xed\xa0\x80",
      "gl\u200bobal-admin", "-",
      "' OR 1=1 --",        "global-admin,account",
      "\u202eadmin",
  };
  for (const std::string& text : hostile) {
    INFO(text);
    CHECK(id_of(text) == "unknown-role");
  }
}

TEST_CASE("text that is not UTF-8 has no near names and stays short", "[role]") {
  const std::string hint(kAllRoles);
  CHECK(refusal_of("global-admi\xff").hint == hint);
  const Failure failure = refusal_of(std::string(100'000, '\x80'));
  CHECK(failure.hint == hint);
  CHECK(failure.message.size() < 300);
}

TEST_CASE("a huge text is unknown at once", "[role]") {
  const Failure failure = refusal_of(std::string(8'000'000, 'g'));
  CHECK(failure.code == "unknown-role");
  CHECK(failure.hint == kAllRoles);
  CHECK(failure.message == "no role is called \"" + std::string(60, 'g') + "…\"");
}

TEST_CASE("categories, bases and statuses have a word each", "[role]") {
  CHECK(to_string(RoleCategory::tenant) == "tenant");
  CHECK(to_string(RoleCategory::csp) == "csp");
  CHECK(to_string(RoleCategory::company) == "company");
  CHECK(to_string(Basis::documented) == "documented");
  CHECK(to_string(Basis::partly_inferred) == "partly-inferred");
  CHECK(to_string(Basis::inferred) == "inferred");
  CHECK(to_string(RoleStatus::core) == "core");
  CHECK(to_string(RoleStatus::later_addition) == "later-addition");
  CHECK(to_string(RoleStatus::optional) == "optional");
  CHECK(to_string(RoleStatus::implicit) == "implicit");
}

}  // namespace
