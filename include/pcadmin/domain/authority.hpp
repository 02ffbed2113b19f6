#pragma once

#include "pcadmin/domain/role.hpp"

#include <span>
#include <string_view>
#include <vector>

/// Who may do what with pcadmin itself. One table, read by the checks in ops and by help and manual alike.
namespace pcadmin::domain {

/// What an operator can be about to do.
enum class Act {
  nothing,              ///< needs no store and no sign-in
  identify,             ///< sign in or out, see oneself, change one's own password
  see_admins,           ///< see the catalogue, and whom to ask for a role
  see_people,           ///< see other people's records and roles; one's own takes no role
  list_people,          ///< see them in lists
  see_members,          ///< see who holds a role; those whom to ask for one takes no role
  see_history,          ///< read the history
  see_person_past,      ///< read what happened to somebody; to oneself takes no role
  manage_tokens,        ///< see and revoke other people's tokens
  administer_users,     ///< add people
  manage_people,        ///< change their records, reset passwords, disable, delete: `may_manage` is asked besides
  erase_people,         ///< take a person's data out of the history
  attach_accounts,      ///< let an OS account act as somebody else
  set_rules,            ///< see and set the guards and the password policy
  grant_roles,          ///< give and take roles: who may, is said by each role itself
  undo,                 ///< take back a change-set of one's own: what that does is asked besides
  undo_anything,        ///< take back what no other act is about
  see_locations,        ///< see where the organisation works
  manage_locations,     ///< add, change and delete those places
  see_organization,     ///< see the organisation's record and its domains
  manage_organization,  ///< change them, and whom its people turn to
  manage_bundles,       ///< make and change bundles of roles: `above` is asked besides
  ask_for_roles,        ///< ask for a role, and take one's own request back
  see_requests,         ///< one's own, and those one may decide
  decide_requests,      ///< grant or deny what somebody asks for: who may, is said by the role
  link_profile,         ///< link one's own certification profile
  unlink_profile,       ///< take it off: one's own, or that of somebody who has left
  see_skills,           ///< see what others have passed and whose profile is linked; one's own takes no role
  see_known_skills,     ///< see what can be passed, what designations need, and how often a profile may be linked
  keep_skills,          ///< put down what people have passed, and what can be passed
  ask_to_associate,     ///< ask for one's own account to be tied to the Partner ID
  associate_people,     ///< tie other people's accounts to it, invite them, decide on what they ask for
  end_associations,     ///< end such a tie; of others, `may_manage` is asked besides
  keep_designations,    ///< put down what designations need
};

/// Who may, for one act.
struct ActRule {
  Act act;
  bool signed_in;                           ///< somebody must be signed in
  std::span<const std::string_view> roles;  ///< holding one of these is enough; empty: no role needed
  std::string_view words;                   ///< for the manual, after "May be run by" and before the roles
  std::string_view proviso{};               ///< for the manual, after the roles: what is asked besides
};
const ActRule& rule_of(Act act);

/// Whether somebody who holds `held` may, by the table. For `grant_roles`: whether there is any role they may grant.
bool may(const RoleSet& held, Act act);

/// Whether a role is vacant: nobody who can sign in holds it.
enum class Vacant { no, yes };

/// Whether a holder of `held` may give or take `role`: the catalogue's `assignable_by`. Where a role is assignable only
/// by its own holders and nobody holds it, a global admin gives the first one: otherwise nobody ever could.
bool may_grant(const RoleSet& held, RoleId role, Vacant vacant);

/// Whether a role is privileged: its holders may give some role to others.
bool is_privileged(RoleId role);

/// The roles whose holders may give or take `role`, in catalogue order.
std::vector<RoleId> granters_of(RoleId role, Vacant vacant);

/// Whether a holder of `held` may reset the password of, disable, or change the record of somebody who holds `theirs`.
/// Whoever can do that can act as them, so it takes the right to grant every role they hold; a global admin may always.
bool may_manage(const RoleSet& held, const RoleSet& theirs);

/// The roles of `theirs` that stand in the way of `may_manage`; of a bundle, in the way of changing it: whoever picks
/// what others will give without looking could give it themselves.
std::vector<RoleId> above(const RoleSet& held, const RoleSet& theirs);

}  // namespace pcadmin::domain
