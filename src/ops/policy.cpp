#include "pcadmin/ops/policy.hpp"

#include "setting_values.hpp"

#include "pcadmin/ops/rights.hpp"
#include "pcadmin/store/settings.hpp"

#include <fmt/format.h>

namespace pcadmin::ops {

namespace {

constexpr std::string_view kLength = "password-length";
constexpr std::string_view kTemporaryHours = "temporary-password-hours";

/// The words themselves have no history; that they were others shows by the digest.
bool put_blocklist(Unit& unit, const NextWord& next) {
  const auto next_plain = [&]() -> std::optional<std::string> {
    while (const auto word = next()) {
      if (auto plain = domain::to_blocked_word(*word); !plain.empty()) return plain;
    }
    return std::nullopt;
  };
  const auto words = store::replace_blocked_passwords(unit.db(), next_plain);
  if (words == 0) return store::delete_setting(unit.db(), kBlocklistSetting);
  const auto says =
      fmt::format("{} word{}, {}", words, words == 1 ? "" : "s", store::digest_of_blocked_passwords(unit.db()));
  return store::put_setting(unit.db(), kBlocklistSetting, says, unit.change());
}

}  // namespace

PasswordPolicy get_policy(const Unit& unit) {
  return {.length = setting_or_default<domain::LeastLength>(unit, kLength),
          .temporary_life = setting_or_default<domain::TemporaryLife>(unit, kTemporaryHours),
          .blocklist = store::find_setting(unit.db(), kBlocklistSetting)};
}

domain::PasswordRules password_rules(const Unit& unit) {
  const auto policy = get_policy(unit);
  domain::PasswordRules rules{.least = policy.length, .is_blocked = {}};
  if (policy.blocklist) {
    rules.is_blocked = [&unit](std::string_view word) { return store::is_blocked_password(unit.db(), word); };
  }
  return rules;
}

PasswordPolicy show_policy(const Unit& unit) {
  require(unit, domain::Act::set_rules);
  return get_policy(unit);
}

PolicySet set_policy(Unit& unit, const PolicyChange& change) {
  const auto before = show_policy(unit);
  bool changed = put_setting(unit, kLength, change.length, before.length);
  changed |= put_setting(unit, kTemporaryHours, change.temporary_life, before.temporary_life);
  if (change.blocklist) changed |= put_blocklist(unit, *change.blocklist);
  return {.policy = get_policy(unit), .changed = changed};
}

}  // namespace pcadmin::ops
