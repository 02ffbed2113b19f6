#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/domain/organization.hpp"
#include "pcadmin/domain/permission.hpp"
#include "pcadmin/domain/role.hpp"
#include "pcadmin/domain/user.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Who may do what in the portal: rules over what somebody was given and a moment. A right is held through an
/// assignment of a role that allows it, or by everybody. It may be asked for the whole organisation, which only an
/// assignment for the whole organisation grants; or for one location, which one for that location grants too.
namespace pcadmin::domain {

/// For the whole organisation (nullopt), or for one location.
using Place = std::optional<PartnerId>;

/// What of an assignment decides.
struct Holding {
  RoleId role;
  Place location{};
  std::optional<Time> starts_at{};   ///< before that second it grants nothing
  std::optional<Time> expires_at{};  ///< from that second on it grants nothing
};

/// What of a person decides.
struct Subject {
  UserState state;
  UserKind kind;
};

/// Why an assignment of a role that would allow something does not.
enum class Obstacle { account_disabled, not_begun, expired, other_location };
/// `account-disabled`, `not-begun`, `expired`, `other-location`.
std::string_view to_string(Obstacle obstacle);

/// All that stands in the way, in the order of the enumeration; empty: it grants at that moment, in that place.
std::vector<Obstacle> obstacles(const Holding& holding, UserState state, const Place& place, Time moment);

/// One thing that can be done about somebody's rights: one command.
struct Remedy {
  enum class Act {
    unassign,  ///< take `role`: for `location` alone, or, without one, all they hold of it
    disable,   ///< the account
    enable,    ///< the account
    admit,     ///< make a guest a member
    assign,    ///< give `role` from now on, for `location` or the whole organisation
    begin,     ///< let it hold from now on, which is given but begins later
  };
  Act act;
  std::optional<RoleId> role{};
  Place location{};
  /// When what is given ends, counted from then; nullopt in it: never. Unsaid, what is held or will be keeps its end.
  std::optional<std::optional<std::chrono::days>> end{};
  bool reason = false;  ///< it has to be said why
  friend bool operator==(const Remedy&, const Remedy&) = default;
};

/// The command that does it: `pcadmin role assign WHO billing-admin --expires 90d --reason TEXT`.
std::string to_command(const Remedy& remedy, std::string_view who);

/// The smallest set of remedies after which the permission is no longer held at that moment, in that place: taking each
/// role that grants it; where everybody has it, only disabling the account helps. Empty when it is not held.
std::vector<Remedy> ways_to_take(PermissionId permission, const Subject& subject, const std::vector<Holding>& holdings,
                                 const Place& place, Time moment);

/// The smallest set after which it is held: what they were given already, else the role that allows least beside it,
/// for the place alone where the role can be. Empty when it is held.
std::vector<Remedy> ways_to_give(PermissionId permission, const Subject& subject, const std::vector<Holding>& holdings,
                                 const Place& place, Time moment);

}  // namespace pcadmin::domain
