#pragma once

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

/// The two tables of rights, written out by hand from shared/reference/roles.json and issue 2: what the tests of domain
/// and ops measure the program against. Nothing here is computed by the program.
namespace pcadmin::test {

/// What a role lets its holder do with pcadmin. Seeing whom to ask takes no role and is open to all who are signed in.
struct Rights {
  std::string_view role;
  bool sees_people;
  bool sees_history;
  bool administers_users;
  bool grants_some_role;
};

inline constexpr bool yes = true;
inline constexpr bool no = false;

// Tables are read by columns.
// clang-format off
inline constexpr std::array<Rights, 23> kRights{{
    // role                               people  history  users  grants
    {"global-admin",                       yes,    yes,     yes,   yes},
    {"user-management-admin",              yes,    yes,     yes,   yes},
    {"billing-admin",                      no,     no,      no,    no},
    {"admin-agent",                        no,     no,      no,    no},
    {"sales-agent",                        no,     no,      no,    no},
    {"helpdesk-agent",                     no,     no,      no,    no},
    {"mpn-partner-admin",                  yes,    no,      no,    no},
    {"account-admin",                      yes,    yes,     yes,   yes},
    {"compliance-admin",                   no,     no,      no,    no},
    {"referrals-admin",                    no,     no,      no,    no},
    {"referrals-user",                     no,     no,      no,    no},
    {"business-profile-admin",             no,     no,      no,    no},
    {"co-sell-solution-admin",             no,     no,      no,    no},
    {"incentives-admin",                   no,     no,      no,    no},
    {"incentives-user",                    no,     no,      no,    no},
    {"executive-report-viewer",            no,     no,      no,    no},
    {"report-viewer",                      no,     no,      no,    no},
    {"marketplace-owner",                  no,     no,      no,    yes},
    {"marketplace-manager",                no,     no,      no,    yes},
    {"marketplace-developer",              no,     no,      no,    no},
    {"marketplace-business-contributor",   no,     no,      no,    no},
    {"marketplace-financial-contributor",  no,     no,      no,    no},
    {"marketplace-marketer",               no,     no,      no,    no},
}};

/// Whose holders may give and take a role. No other role lets anybody give one.
struct GrantRule {
  std::string_view role;
  bool global_admin;
  bool user_management_admin;
  bool account_admin;
  bool marketplace_owner;
  bool marketplace_manager;

  bool allows(std::string_view granter) const {
    return (granter == "global-admin" && global_admin) ||
           (granter == "user-management-admin" && user_management_admin) ||
           (granter == "account-admin" && account_admin) || (granter == "marketplace-owner" && marketplace_owner) ||
           (granter == "marketplace-manager" && marketplace_manager);
  }
};

inline constexpr std::array<GrantRule, 23> kGrantRules{{
    // role                               global  user-management  account  owner  manager
    {"global-admin",                       yes,    no,              no,      no,    no},
    {"user-management-admin",              yes,    no,              no,      no,    no},
    {"billing-admin",                      yes,    no,              no,      no,    no},
    {"admin-agent",                        yes,    yes,             no,      no,    no},
    {"sales-agent",                        yes,    yes,             no,      no,    no},
    {"helpdesk-agent",                     yes,    yes,             no,      no,    no},
    {"mpn-partner-admin",                  yes,    yes,             yes,     no,    no},
    {"account-admin",                      yes,    yes,             yes,     no,    no},
    {"compliance-admin",                   yes,    no,              no,      no,    no},
    {"referrals-admin",                    yes,    yes,             yes,     no,    no},
    {"referrals-user",                     yes,    yes,             yes,     no,    no},
    {"business-profile-admin",             yes,    yes,             yes,     no,    no},
    {"co-sell-solution-admin",             yes,    yes,             yes,     no,    no},
    {"incentives-admin",                   yes,    no,              yes,     no,    no},
    {"incentives-user",                    yes,    no,              yes,     no,    no},
    {"executive-report-viewer",            yes,    no,              yes,     no,    no},
    {"report-viewer",                      yes,    no,              yes,     no,    no},
    {"marketplace-owner",                  no,     no,              no,      yes,   no},
    {"marketplace-manager",                no,     no,              no,      yes,   yes},
    {"marketplace-developer",              no,     no,              no,      yes,   yes},
    {"marketplace-business-contributor",   no,     no,              no,      yes,   yes},
    {"marketplace-financial-contributor",  no,     no,              no,      yes,   yes},
    {"marketplace-marketer",               no,     no,              no,      yes,   yes},
}};

// clang-format on

/// Guests may hold these and no others.
inline constexpr std::array<std::string_view, 4> kGuestRoles{"global-admin", "mpn-partner-admin", "referrals-admin",
                                                             "business-profile-admin"};

}  // namespace pcadmin::test
