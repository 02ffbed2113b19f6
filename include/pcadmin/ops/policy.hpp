#pragma once

#include "pcadmin/domain/password.hpp"
#include "pcadmin/domain/password_policy.hpp"
#include "pcadmin/ops/unit.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

/// What an organisation demands of passwords. It is for global admins to see and to set.
namespace pcadmin::ops {

/// The setting that names the organisation's own list. The words themselves keep no history.
inline constexpr std::string_view kBlocklistSetting = "password-blocklist";

struct PasswordPolicy {
  domain::LeastLength length{};
  domain::TemporaryLife temporary_life{};
  std::optional<std::string> blocklist{};  ///< what is told of the organisation's own list: its size and digest
};
/// As it holds now, for whoever has to apply it. No rights are asked for.
PasswordPolicy get_policy(const Unit& unit);
/// The policy as the check of a new password takes it. The unit must outlive it.
domain::PasswordRules password_rules(const Unit& unit);

/// Throws `not-allowed`.
PasswordPolicy show_policy(const Unit& unit);

/// The next word of a list; nullopt at its end.
using NextWord = std::function<std::optional<std::string>()>;

/// What is to be another; what is not given stays. Passwords that people have already are not judged again, and
/// temporary ones keep the end they were given.
struct PolicyChange {
  std::optional<domain::LeastLength> length{};
  std::optional<domain::TemporaryLife> temporary_life{};
  std::optional<NextWord> blocklist{};  ///< a list without words takes it away
};
struct PolicySet {
  PasswordPolicy policy;
  bool changed;
};
/// Throws `not-allowed`, and whatever the list throws.
PolicySet set_policy(Unit& unit, const PolicyChange& change);

}  // namespace pcadmin::ops
