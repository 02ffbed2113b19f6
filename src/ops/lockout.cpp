#include "pcadmin/ops/lockout.hpp"

#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/store/assignments.hpp"

#include <algorithm>

namespace pcadmin::ops {

namespace {

using domain::UserId;

/// Whether nobody else could be relied on to unlock this account, or any.
bool is_last_admin(const Unit& unit, UserId user) {
  if (!store::roles_of(unit.db(), user, unit.now()).contains(domain::global_admin())) return false;
  constexpr std::int64_t kEnough = 2;  // those whose role never ends come first: the user and one other
  return std::ranges::none_of(
      store::list_able_members(unit.db(), domain::global_admin(), unit.now(), kEnough),
      [&](const store::AbleMember& member) { return member.user != user && !member.expires_at; });
}

}  // namespace

std::chrono::seconds delay_after(std::int64_t failures) {
  if (failures <= kFreeFailures) return {};
  auto delay = kFirstDelay;
  for (auto more = failures - kFreeFailures; more > 1 && delay < kLongestDelay; --more) delay *= 2;
  return std::min(delay, kLongestDelay);
}

std::optional<Time> retry_at(const store::FailedSignIns& failed, Time now) {
  // No delay is longer than the longest: what says so was written under a clock that was wrong.
  const bool waits = !failed.locked() && failed.retry_at > now && failed.retry_at - now <= kLongestDelay;
  return waits ? std::optional(failed.retry_at) : std::nullopt;
}

Attempt Attempt::count(Unit& unit, UserId user) {
  auto failed = store::get_failed_sign_ins(unit.db(), user);
  const bool allowed = !failed.locked() && !retry_at(failed, unit.now());
  std::int64_t added = 0;
  if (allowed) {
    const bool would_lock = failed.total + 1 >= store::kLockingFailures;
    added = would_lock && is_last_admin(unit, user) ? 0 : 1;
    failed.total += added;
    ++failed.recent;
    failed.retry_at = unit.now() + delay_after(failed.recent);
  }
  failed.tried_at = unit.now();
  store::put_failed_sign_ins(unit.db(), user, failed);
  return {user, allowed, added};
}

Attempt count_attempt(Unit& unit, const domain::Email& email) {
  const auto user = store::find_user(unit.db(), email);
  return Attempt::count(unit, user ? user->id : store::kNobodysAddress);
}

Attempt count_own_attempt(Unit& unit) {
  const auto* const who = unit.find_who();
  return who == nullptr ? Attempt(store::kNobodysAddress, false, 0) : Attempt::count(unit, who->id);
}

void forgive(Unit& unit, const Attempt& attempt) {
  auto failed = store::get_failed_sign_ins(unit.db(), attempt.user_);
  failed.recent = 0;
  failed.total = std::max<std::int64_t>(0, failed.total - attempt.added_);
  failed.retry_at = {};
  if (failed.total == 0) {
    store::delete_failed_sign_ins(unit.db(), attempt.user_);
  } else {
    store::put_failed_sign_ins(unit.db(), attempt.user_, failed);
  }
}

Unlocked unlock_user(Unit& unit, const domain::UserRef& ref) {
  require(unit, domain::Act::manage_people);
  auto user = get_user(unit, ref);
  require_manage(unit, user);
  const auto before = store::get_failed_sign_ins(unit.db(), user.id);
  const bool changed = store::delete_failed_sign_ins(unit.db(), user.id);
  return {.user = std::move(user), .before = before, .changed = changed};
}

}  // namespace pcadmin::ops
