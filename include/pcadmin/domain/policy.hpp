#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/base/duration.hpp"
#include "pcadmin/base/result.hpp"
#include "pcadmin/domain/role.hpp"
#include "pcadmin/domain/user_ref.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// Sentences about who holds which role: what `access check` asserts, and what the guard separate-duties forbids.
///
///   global-admin is a subset of {ada@contoso.example, bob@contoso.example}
///   at least 2 global-admin 30d from now
///   at most 4 global-admin
///   nobody holds account-admin and incentives-admin except ann@contoso.example until 2026-12-31
///   no permanent assignment of global-admin, account-admin
///   everyone with a privileged role has a reason
///
/// Each speaks of active accounts and of assignments in force at the moment that is judged. A role held for a single
/// location counts as held. Words may be in any letter case, roles by any name of the catalogue and in the plural,
/// people by address or id.
namespace pcadmin::domain {

/// Whoever holds the role is one of these.
struct SubsetOf {
  RoleId role;
  std::vector<UserRef> allowed;
};

enum class Bound { at_least, at_most };

/// So many people hold the role, now or `ahead` from now. At least so many global admins are people who can sign in, as
/// the guards count them; everybody else, and at most so many, are people with an active account.
struct HowMany {
  Bound bound;
  std::int64_t number;
  RoleId role;
  std::optional<Duration> ahead{};
};

/// Somebody to whom a rule does not apply yet.
struct Waiver {
  UserRef who;
  Time end;  ///< the first second that is too late
};

/// Nobody holds all of these, two or more, at the same time.
struct NobodyHolds {
  std::vector<RoleId> roles;  ///< in catalogue order, each once
  std::vector<Waiver> waivers{};
};

/// Roles a sentence is about: those it names, or the privileged ones: those whose holders may give roles to others.
struct RoleChoice {
  bool privileged = false;
  std::vector<RoleId> named{};  ///< where it is not the privileged ones
  std::vector<RoleId> roles() const;
  std::string text() const;
};

/// Nobody holds one of these without an end.
struct NoPermanent {
  RoleChoice of;
};

/// A reason was given for every assignment of these.
struct HaveReason {
  RoleChoice with;
};

using Assertion = std::variant<SubsetOf, HowMany, NobodyHolds, NoPermanent, HaveReason>;

/// Fails with code `invalid-assertion`, kind invalid: what is wrong with which word, the nearest words in the hint, and
/// in the details `column`, where the word stands, in code points from 1.
Result<Assertion> parse_assertion(std::string_view text);

/// Sentences `nobody holds ...` with `;` between. Fails as `parse_assertion`, and for any other sentence; the message
/// says at which column.
Result<std::vector<NobodyHolds>> parse_separation(std::string_view text);

/// In the words above; what comes out is read as the same again.
std::string to_text(const Assertion& assertion);
std::string to_text(const NobodyHolds& rule);
std::string to_text(const std::vector<NobodyHolds>& rules);
/// As `until` takes it: `2026-12-31` for the end of that day, else a moment.
std::string until_text(Time end);
/// "account-admin and incentives-admin".
std::string role_words(const std::vector<RoleId>& roles);

}  // namespace pcadmin::domain
