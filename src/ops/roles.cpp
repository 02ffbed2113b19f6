#include "pcadmin/ops/roles.hpp"

#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/store/tokens.hpp"

#include <algorithm>
#include <array>

namespace pcadmin::ops {

namespace {

RoleChange tell(const Unit& unit, bool changed, store::StoredUser user, domain::RoleId role,
                std::optional<store::Assignment> before) {
  const auto held = store::roles_of(unit.db(), user.id, unit.now());
  const auto assignment = store::find_assignment(unit.db(), user.id, role);
  const auto id = user.id;
  return {.changed = changed,
          .user = std::move(user),
          .role = role,
          .held = {held.begin(), held.end()},
          .expires_at = assignment ? assignment->expires_at : std::nullopt,
          .before = std::move(before),
          .tokens = store::count_tokens_of(unit.db(), id, unit.now())};
}

}  // namespace

void give_role(Unit& unit, domain::UserId user, domain::RoleId role, std::optional<Time> expires_at) {
  const store::Terms terms{.expires_at = expires_at};
  if (const auto there = store::find_assignment(unit.db(), user, role)) {
    store::update_assignment(unit.db(), there->id, unit.change(), terms);
  } else {
    store::insert_assignment(unit.db(), user, role, unit.change(), terms);
  }
}

RoleChange assign_role(Unit& unit, const domain::UserRef& ref, domain::RoleId role,
                       const std::optional<domain::Expiry>& expiry) {
  require_grant(unit, role);
  auto user = get_user(unit, ref);
  require_holdable(user.record.kind, role);
  const auto end = expiry ? expiry->from(unit.now()) : std::nullopt;
  const auto there = store::find_assignment(unit.db(), user.id, role);
  const bool held = there && there->holds_at(unit.now());
  if (held && (!expiry || end == there->expires_at)) return tell(unit, false, std::move(user), role, there);
  give_role(unit, user.id, role, end);
  return tell(unit, true, std::move(user), role, held ? there : std::nullopt);
}

RoleChange unassign_role(Unit& unit, const domain::UserRef& ref, domain::RoleId role) {
  require_grant(unit, role);
  auto user = get_user(unit, ref);
  // One that has expired is history: there is nothing to take.
  const auto there = store::find_assignment(unit.db(), user.id, role);
  const bool changed = there && there->holds_at(unit.now());
  if (changed) store::delete_assignment(unit.db(), there->id);
  return tell(unit, changed, std::move(user), role, there);
}

std::vector<std::int64_t> count_members(const Unit& unit) {
  require(unit, domain::Act::see_admins);
  return store::count_members(unit.db(), unit.now());
}

void list_members(const Unit& unit, domain::RoleId role, const std::function<bool(const store::Member&)>& each) {
  const std::array admins = {domain::global_admin(), domain::account_admin(), domain::user_management_admin()};
  require(unit, std::ranges::find(admins, role) != admins.end() ? domain::Act::see_admins : domain::Act::see_members);
  store::list_members(unit.db(), role, unit.now(), each);
}

void list_admins(const Unit& unit, const std::vector<domain::RoleId>& roles,
                 const std::function<bool(const store::Member&)>& each) {
  for (const auto role : roles) {
    list_members(unit, role, [&](const store::Member& member) {
      return member.user.record.state != domain::UserState::active || each(member);
    });
  }
}

}  // namespace pcadmin::ops
