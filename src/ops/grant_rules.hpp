#pragma once

#include "pcadmin/domain/guards.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/assignments.hpp"

#include <optional>
#include <string>
#include <vector>

/// What an organisation demands of every role that is given: an end, a reason.
namespace pcadmin::ops {

/// Judges what the change-set gave, gave other terms, or put back, by whatever command. What was so right before it
/// stays. Throws `Error`, kind refused: `expiry-required`, `reason-required`.
void check_grant_rules(const Unit& unit);

/// The roles of which anything is demanded.
domain::RoleSet roles_with_demands(const Unit& unit);

/// What is demanded, to be asked about many assignments.
class GrantRules {
 public:
  explicit GrantRules(const Unit& unit);
  /// The rule by which it could not be given now as it was given then; nullopt: none.
  std::optional<domain::Guard> against(const store::Assignment& given) const;
  /// The command that gives it to `email` anew as is demanded.
  std::string way(const std::string& email, domain::RoleId role,
                  const std::optional<domain::PartnerId>& location) const;

 private:
  std::vector<domain::RoleId> ending_;
  std::vector<domain::RoleId> reasoned_;
};

/// Whether `guard`, one of the two, demands it of `role`.
bool demands(const Unit& unit, domain::Guard guard, domain::RoleId role);

/// How things stand with `expiry_required` or `reason_required` set to `value`.
std::string state_of_grant_rule(const Unit& unit, domain::Guard guard, const std::string& value);

}  // namespace pcadmin::ops
