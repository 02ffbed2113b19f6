#pragma once

#include "pcadmin/domain/authority.hpp"
#include "pcadmin/domain/role.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/domain/user_ref.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/users.hpp"

#include <span>
#include <string>
#include <vector>

/// The operator's rights, checked against the domain's tables. Every refusal is kind denied, code `not-allowed`, names
/// the roles that would be needed and who holds them.
namespace pcadmin::ops {

void require(const Unit& unit, domain::Act act);
/// The same by a role for the whole organisation: one for single locations is not enough.
void require_everywhere(const Unit& unit, domain::Act act);
/// Whether it would not throw.
bool may_everywhere(const Unit& unit, domain::Act act);
void require_grant(const Unit& unit, domain::RoleId role);
/// For all of them; a refusal names every role that stands in the way.
void require_grant(const Unit& unit, const domain::RoleSet& roles);
bool may_grant(const Unit& unit, domain::RoleId role);
/// That the operator may make a bundle of these roles, and change one that holds them.
void require_manage_bundle(const Unit& unit, const domain::RoleSet& roles);

/// Somebody who could do it.
struct Holder {
  std::string email;
  domain::RoleId role;  ///< by which they could
};
/// Whom to ask for `role`: a few who may grant it and can sign in, the operator not among them.
std::vector<Holder> list_granters(const Unit& unit, domain::RoleId role);

/// That the operator may act on somebody who holds `theirs`; `email` names them in the refusal.
void require_manage(const Unit& unit, const domain::RoleSet& theirs, const domain::Email& email);

/// That the operator may act on the account of `user`, with the roles they hold now. On their own they may: whoever is
/// signed in acts as themselves already. But not by a token for fewer roles than they hold, which must not become more
/// by way of the account.
void require_manage(const Unit& unit, const store::StoredUser& user);

/// That the operator may see whoever `ref` names: themselves, or with the right to see people.
void require_to_see(const Unit& unit, const domain::UserRef& ref);

/// Whether a person of this kind may hold `role`. Throws `Error` `guest-role`, kind refused.
void require_holdable(domain::UserKind kind, domain::RoleId role);
/// All of them; a refusal names every role that stands in the way.
void require_holdable(domain::UserKind kind, const domain::RoleSet& roles);

domain::Vacant vacant(const Unit& unit, domain::RoleId role);

}  // namespace pcadmin::ops
