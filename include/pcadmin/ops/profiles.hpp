#pragma once

#include "pcadmin/domain/link_limits.hpp"
#include "pcadmin/domain/skill.hpp"
#include "pcadmin/domain/user_ref.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/profile_links.hpp"
#include "pcadmin/store/undo.hpp"
#include "pcadmin/store/users.hpp"

#include <functional>
#include <optional>

/// Certification profiles (MCID). Only the person links theirs: one profile, one person, and the one organisation whose
/// store this is. An association begins when it is linked; how many may begin is a setting.
namespace pcadmin::ops {

/// As they hold now, for whoever has to apply them. No rights are asked for.
domain::LinkLimits get_link_limits(const Unit& unit);
/// Takes a global admin.
struct LinkLimitsChange {
  std::optional<domain::LinksAYear> a_year{};
  std::optional<domain::DaysBetweenLinks> between{};
};
struct LinkLimitsSet {
  domain::LinkLimits limits;
  bool changed;
};
LinkLimitsSet set_link_limits(Unit& unit, const LinkLimitsChange& change);
/// For whoever is signed in.
domain::LinkLimits show_link_limits(const Unit& unit);

struct ProfileChange {
  store::StoredUser user;
  std::optional<domain::ProfileId> profile;  ///< that is linked now, or was taken off
  std::optional<Time> started_at;            ///< when that association began
  Time next_link;                            ///< from when on another may begin
  bool changed;
};
/// Links the operator's own profile. In person: a token is not enough. Linking what is linked already changes nothing.
/// Throws `Error`: kind conflict `profile-linked` where they have another, `profile-taken` where somebody else has it,
/// `profile-of-another` where results under it are known of others and none of theirs;
/// kind refused `link-too-early`, with the next allowed moment in the details as `next_at`.
ProfileChange link_profile(Unit& unit, const domain::ProfileId& profile);

/// Takes the profile off: one's own (nullopt), or that of somebody whose account is disabled. Whoever is deleted or
/// offboarded loses it by that. Throws `not-allowed`, `unknown-user`; `not-a-leaver`, kind refused.
ProfileChange unlink_profile(Unit& unit, const std::optional<domain::UserRef>& user);

/// That the operator may undo what was done to somebody's profile: their own act only they; what an administrator took
/// off a leaver, whoever may act on their account. Throws `not-allowed`, `not-a-leaver`.
void require_undo_of_link(const Unit& unit, const store::UndoneLink& link);

/// That undoing the change-set links no profile again where the person or the profile has begun another association
/// since: as one by hand, that would have to wait, and to count. Throws `link-too-early`, as linking does.
void require_not_outrun(const Unit& unit, store::ChangeId change);

/// From when on somebody may link this profile, or any.
Time next_link_of(const Unit& unit, domain::UserId user, const std::optional<domain::ProfileId>& profile = {});

struct LearnerQuery {
  bool unlinked = false;  ///< only active people who have no profile linked
  bool twice = false;     ///< only where something stands twice
};
/// Everybody by address, until `each` says false; the operator alone where they may not see what others have passed.
void list_learners(const Unit& unit, const LearnerQuery& query, const std::function<bool(const store::Learner&)>& each);

}  // namespace pcadmin::ops
