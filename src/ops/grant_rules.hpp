#pragma once

#include "pcadmin/domain/guards.hpp"
#include "pcadmin/ops/unit.hpp"

#include <string>

/// What an organisation demands of every role that is given: an end, a reason.
namespace pcadmin::ops {

/// Judges what the change-set gave, or gave other terms, by whatever command. What was so before it, and what it only
/// put back, stays. Throws `Error`, kind refused: `expiry-required`, `reason-required`.
void check_grant_rules(const Unit& unit);

/// How things stand with `expiry_required` or `reason_required` set to `value`.
std::string state_of_grant_rule(const Unit& unit, domain::Guard guard, const std::string& value);

}  // namespace pcadmin::ops
