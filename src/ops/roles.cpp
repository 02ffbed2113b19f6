#include "pcadmin/ops/roles.hpp"

#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/rights.hpp"

#include <algorithm>
#include <array>

namespace pcadmin::ops {

namespace {

RoleChange tell(const Unit& unit, bool changed, store::StoredUser user, domain::RoleId role) {
  const auto held = store::roles_of(unit.db(), user.id, unit.now());
  return {.changed = changed, .user = std::move(user), .role = role, .held = {held.begin(), held.end()}};
}

}  // namespace

RoleChange assign_role(Unit& unit, const domain::UserRef& ref, domain::RoleId role) {
  require_grant(unit, role);
  auto user = get_user(unit, ref);
  require_holdable(user.record.kind, role);
  const bool held = store::roles_of(unit.db(), user.id, unit.now()).contains(role);
  if (!held) store::insert_assignment(unit.db(), user.id, role, unit.change());
  return tell(unit, !held, std::move(user), role);
}

RoleChange unassign_role(Unit& unit, const domain::UserRef& ref, domain::RoleId role) {
  require_grant(unit, role);
  auto user = get_user(unit, ref);
  const bool changed = store::delete_assignment(unit.db(), user.id, role);
  return tell(unit, changed, std::move(user), role);
}

std::vector<std::int64_t> count_members(const Unit& unit) {
  require(unit, domain::Act::see_admins);
  return store::count_members(unit.db(), unit.now());
}

void list_members(const Unit& unit, domain::RoleId role, const std::function<bool(const store::Member&)>& each) {
  const std::array admins = {domain::global_admin(), domain::account_admin(), domain::user_management_admin()};
  require(unit, std::ranges::find(admins, role) != admins.end() ? domain::Act::see_admins : domain::Act::see_people);
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
