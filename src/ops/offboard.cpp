#include "pcadmin/ops/offboard.hpp"

#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/store/assignments.hpp"

#include <fmt/format.h>

namespace pcadmin::ops {

namespace {

/// Whether whoever holds `other` can stand in for the holder of `one`: for the same place, or for all of them.
bool covers(const store::Assignment& other, const store::Assignment& one) {
  return !other.location || (one.location && other.location->id == one.location->id);
}

bool is_sole_holder(const Unit& unit, domain::UserId user, const store::Assignment& assignment) {
  bool sole = true;
  store::list_members(unit.db(), assignment.role, unit.now(), [&](const store::Member& member) {
    sole = member.user.id == user || !member.can_sign_in || !covers(member.assignment, assignment);
    return sole;
  });
  return sole;
}

std::optional<store::StoredUser> get_successor(const Unit& unit, const store::StoredUser& user,
                                               const std::optional<domain::UserRef>& ref) {
  if (!ref) return std::nullopt;
  auto successor = get_user(unit, *ref);
  const bool same = successor.id == user.id;
  if (!same && successor.record.state == domain::UserState::active) return successor;
  throw Error({.code = "successor-unfit",
               .kind = FailureKind::conflict,
               .message = fmt::format("{} cannot be the successor: {}", successor.record.email.text(),
                                      same ? "it is the same person" : "the account is disabled"),
               .hint = "name somebody else whose account is active"});
}

/// What stands in the way of giving a sole role on; nullopt: nothing.
std::optional<std::string> obstacle(const Unit& unit, const std::optional<store::StoredUser>& successor,
                                    domain::RoleId role) {
  if (!successor) return "no successor is named";
  try {
    require_grant(unit, role);
    require_holdable(successor->record.kind, role);
  } catch (const Error& error) {
    return error.failure().message;
  }
  return std::nullopt;
}

/// Somebody who can use the role as long already keeps it by their own terms.
void hand_over(Unit& unit, domain::UserId successor, const store::Assignment& left) {
  auto terms = left.terms();
  const auto theirs = store::find_assignment(unit.db(), successor, left.role, terms.location);
  const bool lasts = theirs && !theirs->expired_at(unit.now());
  const bool later = lasts && (!theirs->expires_at || (terms.expires_at && *theirs->expires_at >= *terms.expires_at));
  if (later && theirs->holds_at(unit.now())) return;
  if (later) terms.expires_at = theirs->expires_at;  // theirs is to come: it begins now, and loses nothing of its end
  give_role(unit, successor, left.role, terms);
}

LeftRole leave_role(Unit& unit, const store::StoredUser& user, const store::Assignment& assignment,
                    const std::optional<store::StoredUser>& successor) {
  const auto role = assignment.role;
  LeftRole left{.role = role,
                .location = assignment.location,
                .sole = assignment.holds_at(unit.now()) && is_sole_holder(unit, user.id, assignment),
                .moved = false,
                .why = {}};
  if (!left.sole) return left;
  left.why = obstacle(unit, successor, role);
  left.moved = !left.why;
  if (left.moved) hand_over(unit, successor->id, assignment);
  return left;
}

}  // namespace

Offboarding offboard_user(Unit& unit, const domain::UserRef& ref, const std::optional<domain::UserRef>& successor_ref) {
  require(unit, domain::Act::manage_people);
  auto user = get_user(unit, ref);
  require_manage(unit, user);
  auto successor = get_successor(unit, user, successor_ref);
  Offboarding done{.user = user, .roles = {}, .tokens = 0, .successor = successor, .changed = false};
  for (const auto& assignment : store::list_assignments(unit.db(), user.id)) {
    if (!assignment.expired_at(unit.now())) done.roles.push_back(leave_role(unit, user, assignment, successor));
    store::delete_assignment(unit.db(), assignment.id);
    done.changed = true;
  }
  done.tokens = end_access(unit, user.id);
  auto& record = done.user.record;
  record.state = domain::UserState::disabled;
  record.os_account.reset();
  if (record != user.record) store::update_user(unit.db(), user.id, record, unit.change());
  done.changed = done.changed || done.tokens > 0 || record != user.record;
  return done;
}

}  // namespace pcadmin::ops
