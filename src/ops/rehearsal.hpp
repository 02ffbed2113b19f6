#pragma once

#include "pcadmin/domain/access.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/ops/unit.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

/// Trying what people are told to type.
namespace pcadmin::ops {

/// How long a role is given for, where it has to end and nobody has said when.
inline constexpr std::chrono::days kUsualLife{90};

/// What is proposed for somebody, and what became of it when it was tried.
struct Rehearsed {
  std::vector<domain::Remedy> remedies;  ///< with the end and the reason that guards demand of them
  std::optional<Failure> refusal{};      ///< of the first that the operator would be refused
  bool tried = true;                     ///< false: the store cannot be written now, and only rights were judged
};
/// Does `remedies` for `who` by the acts themselves, each in a change-set of its own that the guards judge, and takes
/// everything back. Where the operator lacks a right, it goes on as somebody who has it: what is to be typed by another
/// is to work, too. What cannot be refused is not tried; the past cannot be, and nothing is said of it.
Rehearsed rehearse(const Unit& unit, domain::UserId who, std::vector<domain::Remedy> remedies);

/// The name of the guard that refused it, else the code of the refusal.
std::string refused_by(const Failure& refusal);

}  // namespace pcadmin::ops
