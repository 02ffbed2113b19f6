#include "pcadmin/domain/authority.hpp"

#include "ops/house_rules.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

namespace {

using namespace pcadmin::domain;  // NOLINT(google-build-using-namespace)
using namespace pcadmin::test;    // NOLINT(google-build-using-namespace)

RoleId role(std::string_view id) { return *RoleId::parse(id); }

RoleSet set_of(std::initializer_list<std::string_view> ids) {
  RoleSet roles;
  for (const auto id : ids) roles.insert(role(id));
  return roles;
}

std::vector<std::string> words(const std::vector<RoleId>& roles) {
  std::vector<std::string> ids;
  for (const auto id : roles) ids.emplace_back(id.text());
  return ids;
}

TEST_CASE("the tables of rights speak of every role of the catalogue", "[domain][authority]") {
  std::set<std::string_view> catalogue;
  for (const auto& entry : Catalogue::roles()) catalogue.insert(entry.id);
  std::set<std::string_view> rights;
  for (const auto& row : kRights) rights.insert(row.role);
  std::set<std::string_view> grants;
  for (const auto& row : kGrantRules) grants.insert(row.role);
  CHECK(rights == catalogue);
  CHECK(grants == catalogue);
}

TEST_CASE("each role allows what the table of rights says, and no more", "[domain][authority]") {
  for (const auto& row : kRights) {
    CAPTURE(row.role);
    const auto held = set_of({row.role});
    CHECK(may(held, Act::nothing));
    CHECK(may(held, Act::identify));
    CHECK(may(held, Act::see_admins));
    for (const auto act : {Act::see_people, Act::list_people, Act::see_members})
      CHECK(may(held, act) == row.sees_people);
    CHECK(may(held, Act::see_history) == row.sees_history);
    for (const auto act :
         {Act::administer_users, Act::manage_people, Act::manage_tokens, Act::associate_people, Act::end_associations})
      CHECK(may(held, act) == row.administers_users);
    for (const auto act : {Act::set_rules, Act::erase_people, Act::attach_accounts})
      CHECK(may(held, act) == (row.role == "global-admin"));
    for (const auto act : {Act::grant_roles, Act::manage_bundles, Act::see_requests, Act::decide_requests})
      CHECK(may(held, act) == row.grants_some_role);
    for (const auto act : {Act::ask_for_roles, Act::ask_to_associate}) CHECK(may(held, act));
    for (const auto act : {Act::see_locations, Act::see_organization}) CHECK(may(held, act));
    for (const auto act : {Act::manage_locations, Act::manage_organization})
      CHECK(may(held, act) == (row.role == "global-admin" || row.role == "account-admin"));
    CHECK(may(held, Act::link_profile));
    CHECK(may(held, Act::see_known_skills));
    CHECK(may(held, Act::unlink_profile) == row.administers_users);
    const bool keeps_skills = row.role == "global-admin" || row.role == "mpn-partner-admin";
    for (const auto act : {Act::keep_skills, Act::keep_designations}) CHECK(may(held, act) == keeps_skills);
    CHECK(may(held, Act::see_skills) == (keeps_skills || row.role == "executive-report-viewer"));
  }
}

/// Every act that takes a role.
constexpr std::array kWithRoles = {Act::keep_skills, Act::associate_people, Act::end_associations,
                                   Act::keep_designations};

TEST_CASE("without a role one may see whom to ask, and nothing of others", "[domain][authority]") {
  CHECK(may({}, Act::identify));
  CHECK(may({}, Act::see_admins));
  for (const auto act : kWithRoles) CHECK_FALSE(may({}, act));
}

TEST_CASE("one sufficient role among others is enough", "[domain][authority]") {
  CHECK(may(set_of({"sales-agent", "account-admin"}), Act::administer_users));
  CHECK(may_grant(set_of({"sales-agent", "account-admin"}), role("report-viewer"), Vacant::no));
}

TEST_CASE("every act but identifying oneself takes a sign-in", "[domain][authority]") {
  CHECK_FALSE(rule_of(Act::nothing).signed_in);
  CHECK_FALSE(rule_of(Act::identify).signed_in);
  CHECK(rule_of(Act::see_admins).signed_in);
  for (const auto act : kWithRoles) {
    CHECK(rule_of(act).act == act);
    CHECK(rule_of(act).signed_in);
  }
}

TEST_CASE("a role is given by the holders that the table of grants names, and by no others", "[domain][authority]") {
  for (const auto& rule : kGrantRules) {
    for (const auto granter : Catalogue::role_ids()) {
      CAPTURE(rule.role, granter.text());
      CHECK(may_grant({granter}, role(rule.role), Vacant::no) == rule.allows(granter.text()));
    }
    CHECK_FALSE(may_grant({}, role(rule.role), Vacant::no));
  }
}

TEST_CASE("the granters of a role are named in catalogue order", "[domain][authority]") {
  CHECK(words(granters_of(role("referrals-user"), Vacant::no)) ==
        std::vector<std::string>{"global-admin", "user-management-admin", "account-admin"});
  CHECK(words(granters_of(role("marketplace-developer"), Vacant::no)) ==
        std::vector<std::string>{"marketplace-owner", "marketplace-manager"});
}

TEST_CASE("a global admin gives the first of a role that only its own holders could give", "[domain][authority]") {
  const auto global = set_of({"global-admin"});
  CHECK(may_grant(global, role("marketplace-owner"), Vacant::yes));
  CHECK_FALSE(may_grant(global, role("marketplace-owner"), Vacant::no));
  CHECK(words(granters_of(role("marketplace-owner"), Vacant::yes)) == std::vector<std::string>{"global-admin"});
}

TEST_CASE("a vacancy changes nothing where others may give the role", "[domain][authority]") {
  for (const auto& rule : kGrantRules) {
    if (rule.role == "marketplace-owner") continue;
    for (const auto granter : Catalogue::role_ids()) {
      CAPTURE(rule.role, granter.text());
      CHECK(may_grant({granter}, role(rule.role), Vacant::yes) == rule.allows(granter.text()));
    }
  }
}

TEST_CASE("managing somebody takes the right to grant every role they hold", "[domain][authority]") {
  const auto account = set_of({"account-admin"});
  CHECK(may_manage(account, {}));
  CHECK(may_manage(account, set_of({"account-admin", "report-viewer"})));
  CHECK_FALSE(may_manage(account, set_of({"report-viewer", "helpdesk-agent"})));
  CHECK_FALSE(may_manage(account, set_of({"global-admin"})));
  CHECK_FALSE(may_manage(set_of({"user-management-admin"}), set_of({"user-management-admin"})));
}

TEST_CASE("a global admin may manage anybody, whatever they hold", "[domain][authority]") {
  for (const auto theirs : Catalogue::role_ids()) CHECK(may_manage(set_of({"global-admin"}), {theirs}));
}

TEST_CASE("what stands in the way of managing somebody is named", "[domain][authority]") {
  const auto in_the_way = above(set_of({"account-admin"}),
                                set_of({"report-viewer", "helpdesk-agent", "global-admin", "marketplace-owner"}));
  CHECK(words(in_the_way) == std::vector<std::string>{"global-admin", "helpdesk-agent", "marketplace-owner"});
}

}  // namespace
