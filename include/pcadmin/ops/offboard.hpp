#pragma once

#include "pcadmin/domain/role.hpp"
#include "pcadmin/domain/skill.hpp"
#include "pcadmin/domain/user_ref.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/users.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pcadmin::ops {

/// What became of one role of somebody who leaves, in force or to come.
struct LeftRole {
  domain::RoleId role;
  std::optional<store::AssignedLocation> location;  ///< nullopt: for the whole organisation
  bool sole;                                        ///< it was in force, and nobody else who can sign in holds it there
  bool moved;                                       ///< the successor has it now, with its terms
  std::optional<std::string> why;                   ///< of a sole one that was not moved: what stood in the way
};

/// Whether somebody who leaves was the organisation's primary contact, and the successor is now.
enum class LeftContact { never, moved, still };

struct Offboarding {
  store::StoredUser user;  ///< as they are now
  std::vector<LeftRole> roles;
  std::int64_t tokens;                       ///< that ended
  std::optional<domain::ProfileId> profile;  ///< the certification profile that was taken off
  std::optional<store::StoredUser> successor;
  bool changed;
  LeftContact contact = LeftContact::never;
  bool association = false;  ///< to the organisation's Partner ID: it ended
};

/// Somebody leaves: disables the account, ends sessions, tokens, assignments and the association, frees the OS account,
/// takes their certification profile off, and gives what only they held to the successor, and that they are the
/// organisation's primary contact, as far as the operator and the rules allow. All in one change-set. Throws
/// `not-allowed`, `unknown-user`; `successor-unfit` (kind conflict) for oneself or somebody who is not active.
Offboarding offboard_user(Unit& unit, const domain::UserRef& user, const std::optional<domain::UserRef>& successor);

}  // namespace pcadmin::ops
