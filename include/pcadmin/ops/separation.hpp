#pragma once

#include "pcadmin/domain/policy.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/ops/unit.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

/// Separation of duties: which roles nobody may hold at the same time, now or at any moment to come. The rules are the
/// guard separate-duties; its people are kept by id, so that a new address neither frees nor binds anybody.
namespace pcadmin::ops {

/// Who breaks a rule, or holds what it separates under a waiver.
struct Breach {
  domain::UserId who;
  std::optional<Time> waiver_end{};  ///< when their waiver ends, or ended; nullopt: there is none
};

/// Active people who hold all the roles of `rule` at this moment; by id.
std::vector<Breach> list_holders(const Unit& unit, const domain::NobodyHolds& rule);
/// Whether a waiver applies to that person at this moment.
bool is_waived(const Unit& unit, const Breach& breach);

/// The rules that are set; none, when the guard is not.
std::vector<domain::NobodyHolds> list_separations(const Unit& unit);
/// What is kept of rules as somebody typed them. Throws as `parse_separation`, and `unknown-user`.
std::string kept_separations(const Unit& unit, const std::string& value);
/// The rules with addresses instead of ids.
std::string told_separations(const Unit& unit, const std::vector<domain::NobodyHolds>& rules);

/// How things stand with the rules, for people: a part a rule that somebody breaks or that is waived for somebody.
std::vector<std::string> separation_news(const Unit& unit);

/// Throws `Error` `separation-of-duties`, kind refused, when the change-set gave somebody roles that they must not hold
/// together: when there is a time from now on at which they would hold all roles of a rule and before the change-set
/// would not have. A time that begins before a waiver of theirs ends is allowed as a whole.
void check_separation(const Unit& unit);

}  // namespace pcadmin::ops
