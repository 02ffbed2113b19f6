#pragma once

#include "pcadmin/domain/guards.hpp"
#include "pcadmin/domain/user_ref.hpp"
#include "pcadmin/ops/unit.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Guards: what no command may bring about, whoever runs it. They are judged once, when a unit of work ends, by what it
/// has done to the store; so there is no path around them. A guard refuses only what makes things worse: where a rule
/// is broken already, whatever does not break it further may be done.
namespace pcadmin::ops {

/// How things stand now, for `check_guards` to compare with.
AdminState look_at_admins(const Unit& unit);

/// Throws `Error`, kind refused, with the rule and its numbers in the details and a command that would make it possible
/// in the hint:
///   last-global-admin      no global admin who can sign in would be left, now or once a role has expired
///   minimum-global-admins  fewer than the organisation demands
///   required-admin         somebody whom it demands would no longer be one
///   own-admin-role         the operator's own last administrative role or account, without --yes
///   too-many-removals      more people would lose something, or have vanished from the directory, than it, or
///                          --max-removals, allows
///   separation-of-duties   somebody would hold roles that are kept apart
///   expiry-required        a role would be given without an end that has to have one
///   reason-required        a role would be given without a reason that takes one
void check_guards(const Unit& unit, const AdminState& before, const AdminState& after);

/// The roles to which a guard, or what it says, may take exception when somebody new is given them. People who come
/// with none of these change nothing for any guard.
domain::RoleSet roles_judged_when_given(const Unit& unit);

/// What administrators should know: fewer global admins than `kFewGlobalAdmins`, `kManyGlobalAdmins` or more, and when
/// there will be too few because a role ends.
std::vector<std::string> admin_warnings(const Unit& unit);
std::vector<std::string> admin_warnings(const Unit& unit, const AdminState& state);

struct GuardState {
  domain::Guard guard;
  std::string value;  ///< of required-admins: their addresses, joined with commas; of separate-duties: its sentences
  bool set;           ///< else it is what holds by itself
  std::string now;    ///< how things stand
  std::vector<std::string> notes{};  ///< of separate-duties, in words: who holds what is kept apart, whose waiver ended
};
/// Takes the right to set rules; throws `not-allowed`.
std::vector<GuardState> list_guards(const Unit& unit);

struct GuardChange {
  GuardState state;
  GuardState before;
  bool changed;
};
/// Throws `not-allowed`; as `Limit`, `LeastAdmins`, `GuardedRoles`, `UserRef` and `parse_separation` parse;
/// `unknown-user`. A demand that is not met already is refused by `Unit::finish`; roles that somebody holds already may
/// be kept apart all the same.
GuardChange set_guard(Unit& unit, domain::Guard guard, const std::string& value);
GuardChange unset_guard(Unit& unit, domain::Guard guard);

}  // namespace pcadmin::ops
