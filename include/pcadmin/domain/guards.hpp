#pragma once

#include "pcadmin/base/result.hpp"
#include "pcadmin/domain/role.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The rules an organisation sets over its own administration, and what they are worth by themselves.
namespace pcadmin::domain {

/// The vendor's guidance: two to four global admins, so that nobody is locked out and few can do everything
/// (reference: domain facts, "global administrators").
inline constexpr std::int64_t kFewGlobalAdmins = 2;   ///< fewer deserve a warning
inline constexpr std::int64_t kManyGlobalAdmins = 5;  ///< so many deserve one too

/// At most so many, or at most so much of the whole: `20` or `10%`.
class Limit {
 public:
  /// 1 to 10^9, or 1% to 100%. Fails with code `invalid-limit`, kind `invalid`.
  static Result<Limit> parse(std::string_view text);
  std::string text() const;
  /// How many of `whole`; a percentage is rounded down, but one is always allowed.
  std::int64_t of(std::int64_t whole) const;
  friend bool operator==(Limit, Limit) = default;

 private:
  Limit(std::int64_t number, bool percent) : number_(number), percent_(percent) {}
  std::int64_t number_;
  bool percent_;
};

/// How many global admins there must be: 1 to 10.
class LeastAdmins {
 public:
  /// Fails with code `invalid-minimum`, kind `invalid`.
  static Result<LeastAdmins> parse(std::string_view text);
  std::int64_t number() const { return number_; }
  std::string text() const;

 private:
  explicit LeastAdmins(std::int64_t number) : number_(number) {}
  std::int64_t number_;
};

/// Roles that a rule is about: some by name, or `privileged` for all that may give a role to others.
class GuardedRoles {
 public:
  /// Ids, names or aliases with commas, `privileged` among them or alone. Fails as `RoleId::parse`.
  static Result<GuardedRoles> parse(std::string_view text);
  /// `privileged`, then ids in catalogue order.
  std::string text() const;
  /// All that are meant, in catalogue order.
  std::vector<RoleId> roles() const;

 private:
  RoleSet named_{};
  bool privileged_ = false;
};

enum class Guard {
  minimum_global_admins,
  required_admins,
  max_removals,
  separate_duties,
  expiry_required,
  reason_required
};

struct GuardInfo {
  Guard guard;
  std::string_view name;      ///< in the store and on the command line
  std::string_view fallback;  ///< what holds when it is not set
  std::string_view says;      ///< what it demands
};
std::span<const GuardInfo> guards();
const GuardInfo& info_of(Guard guard);
/// Fails with code `unknown-guard`, kind `not_found`, the nearest names in the hint.
Result<Guard> parse_guard(std::string_view text);

}  // namespace pcadmin::domain
