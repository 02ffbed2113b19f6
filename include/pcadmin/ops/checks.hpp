#pragma once

#include "pcadmin/domain/policy.hpp"
#include "pcadmin/ops/unit.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// Assertions about the store, judged. It takes the right to list people: an answer says who holds what.
namespace pcadmin::ops {

/// People who are named of one assertion.
inline constexpr std::size_t kMostViolators = 100;

struct Judgement {
  bool holds = true;
  std::int64_t violations = 0;     ///< people who violate it; of a number of people: how many are missing, or too many
  std::vector<std::string> who{};  ///< those who violate it, at most `kMostViolators`; e-mail addresses
  std::string what{};              ///< how things stand, for people
  /// A command that would help, which was tried and taken back; where every one would be refused, what stands in the
  /// way, or whom to ask. nullopt: it holds.
  std::optional<std::string> mend{};
};

/// How `assertion` stands at the unit's moment: by active accounts, and assignments in force then. At least so many
/// global admins are counted as the guards do: people who can sign in. Throws `not-allowed`.
Judgement judge(const Unit& unit, const domain::Assertion& assertion);

}  // namespace pcadmin::ops
