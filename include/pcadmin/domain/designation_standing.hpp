#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/domain/designation.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// How an organisation stands with a designation: pure arithmetic over who has passed what.
namespace pcadmin::domain {

/// Something somebody has passed, in the forms in which it is compared.
struct HeldSkill {
  SkillKind kind;
  std::string code_key;
  std::string title_key;                     ///< empty: it has no title
  std::optional<std::string> profile_key{};  ///< under which it was passed, where that is known
  Day achieved;
  std::optional<Day> expires{};  ///< the last day it is good for
};

/// Somebody who has passed something.
struct Achiever {
  UserId user;
  bool active;                          ///< they have an active account
  std::optional<std::string> linked{};  ///< the key of the profile they have linked
  std::vector<HeldSkill> skills{};
  bool associated = true;  ///< their account is tied to the organisation's Partner ID
};

/// Somebody who counts, and until when, the last day included; nullopt: what counts does not expire.
struct Counted {
  UserId user;
  std::optional<Day> until;
  friend bool operator==(const Counted&, const Counted&) = default;
};

/// Why somebody who has passed what counts does not count; the easiest to mend first.
enum class WhyNot {
  unlinked,       ///< they have linked no profile
  other_profile,  ///< it was passed under another profile than they have linked
  unassociated,   ///< their account is not tied to the organisation's Partner ID
  expired,        ///< it is no longer good
  disabled,       ///< their account is disabled
};
inline constexpr std::array<std::string_view, 5> kWhyNots = {"unlinked", "other-profile", "not-associated", "expired",
                                                             "disabled"};
std::string_view to_string(WhyNot why);

struct NotCounted {
  UserId user;
  WhyNot why;
  friend bool operator==(const NotCounted&, const NotCounted&) = default;
};

/// One metric, in the order of the designation's.
struct MetricStanding {
  Points points{};             ///< that there are for certain
  Points at_most{};            ///< that there could be, with what is not known: else the same
  std::vector<Counted> who{};  ///< who counts, each once, in the order of the people
  std::vector<NotCounted> not_counted{};
  bool gate_passed = true;
  bool known = true;  ///< it is known what counts, or what was reported
  friend bool operator==(const MetricStanding&, const MetricStanding&) = default;
};

/// The better, the lower.
enum class Standing {
  reached,  ///< whatever is not known
  open,     ///< what is not known decides
  below,    ///< whatever is not known
};
inline constexpr std::array<std::string_view, 3> kStandings = {"reached", "open", "below"};
std::string_view to_string(Standing standing);

struct DesignationStanding {
  Standing standing = Standing::open;
  Points points{};
  Points at_most{};
  std::vector<MetricStanding> metrics{};
  friend bool operator==(const DesignationStanding&, const DesignationStanding&) = default;
};

/// How `people` stand on `day`. Somebody counts for a metric who has an active account, a linked profile, and something
/// that counts, passed by that day and still good, under that profile or one that is not known.
DesignationStanding standing_of(const Designation& designation, std::span<const Achiever> people, Day day);

/// Three months later by the calendar; on the last day of the month where there is no such day.
Time three_months_after(Time time);

}  // namespace pcadmin::domain
