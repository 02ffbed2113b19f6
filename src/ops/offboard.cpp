#include "pcadmin/ops/offboard.hpp"

#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/associations.hpp"
#include "pcadmin/ops/locations.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/organization.hpp"
#include "pcadmin/store/profile_links.hpp"

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
    const bool active = member.user.record.state == domain::UserState::active;
    sole = member.user.id == user || !active || !covers(member.assignment, assignment);
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
                                    const store::Assignment& left) {
  if (!successor) return "no successor is named";
  try {
    require_grant(unit, left.role);
    require_holdable(successor->record.kind, left.role);
    require_open(unit, left.terms().location);
  } catch (const Error& error) {
    return error.failure().message;
  }
  const auto theirs = store::find_assignment(unit.db(), successor->id, left.role, left.terms().location);
  if (!theirs || theirs->expired_at(unit.now())) return std::nullopt;
  return fmt::format("{} gets it by other terms, at {}", successor->record.email.text(),
                     to_rfc3339(theirs->starts_at.value_or(unit.now())));
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
  left.why = obstacle(unit, successor, assignment);
  left.moved = !left.why;
  if (left.moved) give_role(unit, successor->id, role, assignment.terms());
  return left;
}

/// The programme's mail has to be read by somebody.
LeftContact leave_contact(Unit& unit, const store::StoredUser& user,
                          const std::optional<store::StoredUser>& successor) {
  auto organization = store::get_organization(unit.db());
  if (organization.contact != user.id) return LeftContact::never;
  if (!successor || !domain::may(unit.who().roles, domain::Act::manage_organization)) return LeftContact::still;
  organization.contact = successor->id;
  store::update_organization(unit.db(), organization, unit.change());
  return LeftContact::moved;
}

}  // namespace

Offboarding offboard_user(Unit& unit, const domain::UserRef& ref, const std::optional<domain::UserRef>& successor_ref) {
  require(unit, domain::Act::manage_people);
  auto user = get_user(unit, ref);
  require_manage(unit, user);
  auto successor = get_successor(unit, user, successor_ref);
  Offboarding done{.user = user, .roles = {}, .tokens = 0, .profile = {}, .successor = successor, .changed = false};
  done.contact = leave_contact(unit, user, successor);
  for (const auto& assignment : store::list_assignments(unit.db(), user.id)) {
    if (!assignment.expired_at(unit.now())) done.roles.push_back(leave_role(unit, user, assignment, successor));
    store::delete_assignment(unit.db(), assignment.id);
    done.changed = true;
  }
  done.association = leave_association(unit, user.id);
  done.tokens = end_access(unit, user.id);
  if (const auto link = store::find_profile_link(unit.db(), user.id)) done.profile = link->profile;
  store::delete_profile_link(unit.db(), user.id);
  auto& record = done.user.record;
  record.state = domain::UserState::disabled;
  record.os_account.reset();
  if (record != user.record) store::update_user(unit.db(), user.id, record, unit.change());
  const bool handed_on = done.contact == LeftContact::moved;
  done.changed =
      done.changed || handed_on || done.tokens > 0 || done.association || done.profile || record != user.record;
  return done;
}

}  // namespace pcadmin::ops
