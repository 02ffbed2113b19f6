#include "pcadmin/domain/authority.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace pcadmin::domain {

namespace {

constexpr std::array<std::string_view, 3> kUserAdministrators = {"global-admin", "user-management-admin",
                                                                 "account-admin"};
// The membership admin sees other people's roles without being able to assign any (permission
// account-settings:view-user-roles).
constexpr std::array<std::string_view, 4> kPeopleReaders = {"global-admin", "user-management-admin",
                                                            "mpn-partner-admin", "account-admin"};
constexpr std::array<std::string_view, 5> kGranters = {"global-admin", "user-management-admin", "account-admin",
                                                       "marketplace-owner", "marketplace-manager"};

constexpr std::array<std::string_view, 1> kGlobalAdmin = {"global-admin"};

// Whoever holds the catalogue's permission account-settings:add-locations, or the one for everything. The same two hold
// account-settings:manage-account-profiles.
constexpr std::array<std::string_view, 2> kAccountManagers = {"global-admin", "account-admin"};

// The skills report is for global admins and membership admins; of the training report, which names persons, the part
// on persons is for executive report viewers.
constexpr std::array<std::string_view, 3> kSkillReaders = {"global-admin", "mpn-partner-admin",
                                                           "executive-report-viewer"};
// Designations, and competencies before them, are the membership admin's (permission of the membership workspace).
constexpr std::array<std::string_view, 2> kSkillKeepers = {"global-admin", "mpn-partner-admin"};

constexpr std::array<ActRule, 34> kRules = {{
    {Act::nothing, false, {}, "anyone"},
    {Act::identify, false, {}, "anyone, for themselves"},
    {Act::see_admins, true, {}, "anyone who is signed in"},
    {Act::see_people, true, kPeopleReaders, "anyone who is signed in, for themselves; for others"},
    {Act::list_people, true, kPeopleReaders, ""},
    {Act::see_members, true, kPeopleReaders,
     "anyone who is signed in, for the three roles that administer users; for other roles"},
    {Act::see_history, true, kUserAdministrators, ""},
    {Act::see_person_past, true, kUserAdministrators, "anyone who is signed in, for themselves; for others"},
    {Act::manage_tokens, true, kUserAdministrators, "anyone who is signed in, for themselves; for others"},
    {Act::administer_users, true, kUserAdministrators, ""},
    {Act::manage_people, true, kUserAdministrators, "",
     "on people all of whose roles they may assign; a global admin on everybody"},
    {Act::erase_people, true, kGlobalAdmin, ""},
    {Act::attach_accounts, true, kGlobalAdmin, ""},
    {Act::set_rules, true, kGlobalAdmin, ""},
    {Act::grant_roles, true, kGranters, "whoever the role itself names (pcadmin role show ROLE), among"},
    {Act::undo, true, {}, "anyone who is signed in and may do by hand what it does"},
    {Act::undo_anything, true, kGlobalAdmin, ""},
    {Act::see_locations, true, {}, "anyone who is signed in"},
    {Act::manage_locations, true, kAccountManagers, ""},
    {Act::see_organization, true, {}, "anyone who is signed in"},
    {Act::manage_organization, true, kAccountManagers, ""},
    {Act::manage_bundles, true, kGranters, "",
     "on bundles all of whose roles they may assign; a global admin on all bundles"},
    {Act::ask_for_roles, true, {}, "anyone who is signed in, for themselves"},
    {Act::see_requests, true, kGranters, "anyone who is signed in, for their own requests; for those of others",
     "for roles they may assign"},
    {Act::decide_requests, true, kGranters, "whoever may assign the role that is asked for, among"},
    {Act::link_profile, true, {}, "anyone who is signed in, for themselves"},
    {Act::unlink_profile, true, kUserAdministrators,
     "anyone who is signed in, for themselves; for somebody whose account is disabled",
     "on people all of whose roles they may assign; a global admin on everybody"},
    {Act::see_skills, true, kSkillReaders, "anyone who is signed in, for themselves; for others",
     "who hold that role for the whole organisation"},
    {Act::see_known_skills, true, {}, "anyone who is signed in"},
    {Act::keep_skills, true, kSkillKeepers, ""},
    {Act::ask_to_associate, true, {}, "anyone who is signed in, for themselves"},
    {Act::associate_people, true, kUserAdministrators, ""},
    {Act::end_associations, true, kUserAdministrators, "anyone who is signed in, for themselves; for others",
     "on people all of whose roles they may assign; a global admin on everybody"},
    {Act::keep_designations, true, kSkillKeepers, ""},
}};

bool names(std::span<const std::string_view> roles, RoleId role) {
  return std::ranges::find(roles, role.text()) != roles.end();
}

bool only_by_itself(RoleId role) {
  const auto granters = role.role().assignable_by;
  return granters.size() == 1 && granters.front() == role.text();
}

}  // namespace

const ActRule& rule_of(Act act) { return *std::ranges::find(kRules, act, &ActRule::act); }

bool may(const RoleSet& held, Act act) {
  const auto roles = rule_of(act).roles;
  return roles.empty() || std::ranges::any_of(held, [&](RoleId role) { return names(roles, role); });
}

bool is_privileged(RoleId role) {
  return std::ranges::any_of(Catalogue::roles(), [&](const Role& other) { return names(other.assignable_by, role); });
}

std::vector<RoleId> granters_of(RoleId role, Vacant vacant) {
  if (vacant == Vacant::yes && only_by_itself(role)) return {global_admin()};
  std::vector<RoleId> granters;
  std::ranges::copy_if(Catalogue::role_ids(), std::back_inserter(granters),
                       [&](RoleId candidate) { return names(role.role().assignable_by, candidate); });
  return granters;
}

bool may_grant(const RoleSet& held, RoleId role, Vacant vacant) {
  return std::ranges::any_of(granters_of(role, vacant), [&](RoleId granter) { return held.contains(granter); });
}

std::vector<RoleId> above(const RoleSet& held, const RoleSet& theirs) {
  std::vector<RoleId> roles;
  if (held.contains(global_admin())) return roles;
  std::ranges::copy_if(theirs, std::back_inserter(roles),
                       [&](RoleId role) { return !may_grant(held, role, Vacant::no); });
  return roles;
}

bool may_manage(const RoleSet& held, const RoleSet& theirs) { return above(held, theirs).empty(); }

}  // namespace pcadmin::domain
