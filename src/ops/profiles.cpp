#include "pcadmin/ops/profiles.hpp"

#include "setting_values.hpp"

#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/ops/skills.hpp"
#include "pcadmin/ops/tokens.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace pcadmin::ops {

namespace {

constexpr std::string_view kLinksAYear = "profile-links-a-year";
constexpr std::string_view kDaysBetween = "profile-days-between";

ProfileChange change_of(const Unit& unit, store::StoredUser user, const std::optional<store::ProfileLink>& link,
                        bool changed) {
  const auto id = user.id;
  return {.user = std::move(user),
          .profile = link ? std::optional(link->profile) : std::nullopt,
          .started_at = link ? std::optional(link->started_at) : std::nullopt,
          .next_link = next_link_of(unit, id),
          .changed = changed};
}

[[noreturn]] void refuse_other(const domain::ProfileId& linked) {
  throw Error({.code = "profile-linked",
               .kind = FailureKind::conflict,
               .message = fmt::format("you have linked the profile {} already, and one person has one", linked.text()),
               .hint = "take it off first: pcadmin cert unlink"});
}

/// Whose it is, is not told: who may see that, finds it.
[[noreturn]] void refuse_taken(const domain::ProfileId& profile) {
  throw Error(
      {.code = "profile-taken",
       .kind = FailureKind::conflict,
       .message =
           fmt::format("somebody else has linked the profile {}, and one profile is one person's", profile.text()),
       .hint = fmt::format("compare it with your transcript; if it is yours, an administrator finds who has it: "
                           "pcadmin cert people --filter 'profile = \"{}\"'",
                           profile.text())});
}

/// Nor is that told. A profile is one's own where results under it are, or where nothing is known of it.
[[noreturn]] void refuse_of_another(const domain::ProfileId& profile) {
  throw Error({.code = "profile-of-another",
               .kind = FailureKind::conflict,
               .message = fmt::format("results under the profile {} are known of somebody else, and none of you",
                                      profile.text()),
               .hint = fmt::format(
                   "compare it with your transcript; if it is yours, a global admin or a membership admin finds "
                   "what stands under it and puts it right: pcadmin cert list --filter 'profile = \"{}\"'",
                   profile.text())});
}

/// Too early for another association, with from when on it may begin.
[[noreturn]] void refuse_early(Time next, std::string message, std::string hint) {
  throw Error({.code = "link-too-early",
               .kind = FailureKind::refused,
               .message = std::move(message),
               .hint = std::move(hint),
               .details = {{"next_at", to_rfc3339(next)}}});
}

/// Which of the two rules it is, and whose associations count for it.
std::string reason_of(const domain::LinkWait& wait, bool own, const domain::LinkLimits& limits) {
  const auto since = domain::Day::of(wait.since).text();
  if (wait.of_a_year)
    return fmt::format("{} begun since {}, and no more than {} may begin within {} days",
                       own ? fmt::format("{} links of yours have", limits.a_year.number())
                           : fmt::format("{} links of yours or of this profile have", limits.a_year.number()),
                       since, limits.a_year.number(), domain::kLinkYear.count());
  return fmt::format("{} on {}, and {} days lie between two", own ? "you linked a profile" : "this profile was linked",
                     since, limits.between.days().count());
}

/// Taking back what ended it begins no other.
std::string hint_at_undo(const Unit& unit) {
  const auto ended = store::find_own_unlink(unit.db(), unit.who().id);
  if (!ended || store::find_obstacles(unit.db(), ended->ended_in).count > 0) return {};
  return fmt::format("; or have {} back as it was, which begins no other: pcadmin undo {}", ended->profile,
                     ended->ended_in.number);
}

void require_no_limit(const Unit& unit, const domain::ProfileId& profile) {
  const auto limits = get_link_limits(unit);
  const auto wait_of = [&](const std::optional<domain::ProfileId>& one) {
    return domain::link_wait(store::list_link_starts(unit.db(), unit.who().id, one), limits, unit.now());
  };
  const auto wait = wait_of(profile);
  if (!wait) return;
  const auto own = wait_of(std::nullopt);
  refuse_early(wait->until,
               fmt::format("the next link may begin at {}: {}", to_rfc3339(wait->until),
                           reason_of(*wait, own && own->until == wait->until, limits)),
               fmt::format("link it from then on: pcadmin cert link {}{}", profile.text(), hint_at_undo(unit)));
}

void require_leaver(const store::StoredUser& user) {
  if (user.record.state == domain::UserState::disabled) return;
  const auto& email = user.record.email.text();
  throw Error({.code = "not-a-leaver",
               .kind = FailureKind::refused,
               .message = fmt::format("{} has an active account: only they can take their profile off", email),
               .hint = fmt::format("if they have left: pcadmin user offboard {}, which takes it off too", email)});
}

/// That the operator may take the profile off somebody else.
void require_to_unlink(const Unit& unit, const store::StoredUser& user) {
  require(unit, domain::Act::unlink_profile);
  require_manage(unit, user);
}

}  // namespace

domain::LinkLimits get_link_limits(const Unit& unit) {
  return {.a_year = setting_or_default<domain::LinksAYear>(unit, kLinksAYear),
          .between = setting_or_default<domain::DaysBetweenLinks>(unit, kDaysBetween)};
}

domain::LinkLimits show_link_limits(const Unit& unit) {
  require(unit, domain::Act::see_known_skills);
  return get_link_limits(unit);
}

LinkLimitsSet set_link_limits(Unit& unit, const LinkLimitsChange& change) {
  require(unit, domain::Act::set_rules);
  const auto before = get_link_limits(unit);
  bool changed = put_setting(unit, kLinksAYear, change.a_year, before.a_year);
  changed |= put_setting(unit, kDaysBetween, change.between, before.between);
  return {.limits = get_link_limits(unit), .changed = changed};
}

Time next_link_of(const Unit& unit, domain::UserId user, const std::optional<domain::ProfileId>& profile) {
  return domain::next_link(store::list_link_starts(unit.db(), user, profile), get_link_limits(unit), unit.now());
}

ProfileChange link_profile(Unit& unit, const domain::ProfileId& profile) {
  require(unit, domain::Act::link_profile);
  const auto& who = unit.who();
  require_person(unit, "link a certification profile");
  auto user = store::find_user(unit.db(), who.id).value();
  if (const auto linked = store::find_profile_link(unit.db(), who.id)) {
    if (linked->profile.key() == profile.key()) return change_of(unit, std::move(user), linked, false);
    refuse_other(linked->profile);
  }
  if (store::find_profile_link(unit.db(), profile)) refuse_taken(profile);
  if (store::is_profile_of_another(unit.db(), who.id, profile)) refuse_of_another(profile);
  require_no_limit(unit, profile);
  const store::ProfileLink link{.user = who.id, .profile = profile, .started_at = unit.now()};
  store::insert_profile_link(unit.db(), link, unit.change(), unit.random());
  return change_of(unit, std::move(user), link, true);
}

ProfileChange unlink_profile(Unit& unit, const std::optional<domain::UserRef>& ref) {
  const auto& who = unit.who();
  const auto own = [&](const domain::UserRef& one) {
    const auto user = find_user(unit, one);
    return user && user->id == who.id;
  };
  const bool of_other = ref && !own(*ref);
  if (of_other) require(unit, domain::Act::unlink_profile);
  auto user = of_other ? get_user(unit, *ref) : store::find_user(unit.db(), who.id).value();
  if (of_other) require_to_unlink(unit, user);
  const auto link = store::find_profile_link(unit.db(), user.id);
  if (of_other && link) require_leaver(user);
  const bool changed = store::delete_profile_link(unit.db(), user.id);
  return change_of(unit, std::move(user), link, changed);
}

void require_undo_of_link(const Unit& unit, const store::UndoneLink& link) {
  if (link.owner == unit.who().id) return;
  const auto owner = store::find_user(unit.db(), link.owner);
  if (!owner) return;  // which stands in the way
  if (link.by_owner) {
    const auto& email = owner->record.email.text();
    throw Error({.code = "not-allowed",
                 .kind = FailureKind::denied,
                 .message = fmt::format("only {} may take that back: it is about their certification profile", email),
                 .hint = "if they have left: pcadmin user offboard " + email});
  }
  require_to_unlink(unit, *owner);
  if (link.goes) require_leaver(*owner);
}

void require_not_outrun(const Unit& unit, store::ChangeId change) {
  const auto outrun = store::find_outrun_link(unit.db(), change);
  if (!outrun) return;
  const auto next = next_link_of(unit, outrun->owner, outrun->profile);
  const auto& profile = outrun->profile.text();
  refuse_early(next,
               fmt::format("the profile {} is not linked again by undoing: another link has begun since, and the next "
                           "may begin at {}",
                           profile, to_rfc3339(next)),
               fmt::format("its owner links it anew from then on: pcadmin cert link {}", profile));
}

void list_learners(const Unit& unit, const LearnerQuery& query,
                   const std::function<bool(const store::Learner&)>& each) {
  const auto today = domain::Day::of(unit.now());
  const auto take = [&](const store::Learner& learner) {
    const bool unlinked = !learner.link && learner.state == domain::UserState::active;
    const bool wanted = (!query.unlinked || unlinked) && (!query.twice || learner.stands_twice());
    return !wanted || each(learner);
  };
  if (sees_all_skills(unit)) return store::list_learners(unit.db(), today, take);
  // Whoever looks back may not have been there yet.
  if (const auto own = store::find_learner(unit.db(), unit.who().id, today)) take(*own);
}

}  // namespace pcadmin::ops
