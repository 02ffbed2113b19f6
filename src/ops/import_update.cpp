#include "import_update.hpp"

#include "synced_fields.hpp"

#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/store/assignments.hpp"

#include <algorithm>
#include <utility>

namespace pcadmin::ops {

namespace {

using domain::PersonRow;
using domain::RoleId;
using domain::UserState;

std::string text_of(domain::UserKind kind) { return std::string(to_string(kind)); }
std::string text_of(UserState state) { return std::string(to_string(state)); }
template <class T>
std::string text_of(const T& value) {
  return value.text();
}
template <class T>
std::optional<std::string> text_of(const std::optional<T>& value) {
  return value ? std::optional(text_of(*value)) : std::nullopt;
}

/// Puts what a row says into one field after the other.
class Merge {
 public:
  explicit Merge(std::vector<FieldChange>* changes) : changes_(changes) {}

  template <class Field, class T>
  void put(std::string_view name, Field& field, const std::optional<T>& value) {
    if (!value || field == *value) return;
    if (changes_ != nullptr) changes_->push_back({name, text_of(field), text_of(*value)});
    field = *value;
  }

 private:
  std::vector<FieldChange>* changes_;
};

bool names(const PersonRow& row, RoleId role) { return std::ranges::find(row.roles, role) != row.roles.end(); }

/// What somebody holds for some locations only, a file gives for the whole organisation.
void add_gains(UpdatePlan& plan, const PersonRow& row, const domain::RoleSet& everywhere) {
  std::ranges::copy_if(row.roles, std::back_inserter(plan.gained),
                       [&](RoleId role) { return !everywhere.contains(role); });
}

/// What is taken, what stays though it is not named, and what is held then.
void add_losses(UpdatePlan& plan, const PersonRow& row, const Unit& unit) {
  plan.held.clear();
  for (const auto& one : store::list_assignments(unit.db(), plan.person.id)) {
    if (one.expired_at(unit.now())) continue;
    plan.held.insert(one.role);
    const bool named = names(row, one.role);
    const bool can_be_named = !one.location && one.holds_at(unit.now());
    if (!named && can_be_named) {
      plan.lost.push_back(one.role);
      continue;
    }
    plan.stays.insert(one.role);
    if (!named) ++plan.left;
  }
}

/// What would have begun later begins now, and ends as it would have.
void give_now(Unit& unit, domain::UserId id, RoleId role) {
  const auto there = store::find_assignment(unit.db(), id, role);
  const bool to_come = there && !there->expired_at(unit.now());
  give_role(unit, id, role, {.expires_at = to_come ? there->expires_at : std::nullopt});
}

}  // namespace

RowAction UpdatePlan::action() const {
  if (disables) return RowAction::disable;
  return changes.empty() && gained.empty() && lost.empty() ? RowAction::unchanged : RowAction::update;
}

void merge(domain::UserRecord& record, const PersonRow& row, std::vector<FieldChange>* changes) {
  Merge merging(changes);
  merging.put("name", record.name, std::optional(row.name));
  merging.put("given_name", record.given_name, row.given_name);
  merging.put("family_name", record.family_name, row.family_name);
  merging.put("kind", record.kind, row.kind);
  merging.put("job_title", record.job_title, row.job_title);
  merging.put("department", record.department, row.department);
  merging.put("phone", record.phone, row.phone);
  merging.put("usage_location", record.usage_location, row.usage_location);
  merging.put("state", record.state, row.state);
}

UpdatePlan plan_update(const Unit& unit, store::StoredUser existing, const PersonRow& row, RolesMode mode) {
  UpdatePlan plan{.person = std::move(existing)};
  const bool was_active = plan.person.record.state == UserState::active;
  merge(plan.person.record, row, &plan.changes);
  plan.disables = was_active && plan.person.record.state == UserState::disabled;
  add_gains(plan, row, store::roles_everywhere_of(unit.db(), plan.person.id, unit.now()));
  if (mode == RolesMode::replace && row.names_roles) {
    add_losses(plan, row, unit);
  } else if (!plan.changes.empty()) {
    plan.held = store::roles_to_come_of(unit.db(), plan.person.id, unit.now());
    plan.stays = plan.held;
  }
  return plan;
}

std::optional<Failure> obstacle_to_record(const Unit& unit, const UpdatePlan& plan) {
  if (plan.changes.empty()) return std::nullopt;
  const auto before = store::find_user(unit.db(), plan.person.id).value();
  if (auto synced = obstacle_by_directory(unit, plan.person.id, before.record, plan.person.record)) return synced;
  try {
    require_manage(unit, plan.held, plan.person.record.email);
    for (const auto role : plan.stays) require_holdable(plan.person.record.kind, role);
  } catch (const Error& error) {
    return error.failure();
  }
  return std::nullopt;
}

void carry_out(Unit& unit, const UpdatePlan& plan, const PersonRow& row) {
  const auto id = plan.person.id;
  if (!plan.changes.empty()) store::update_user(unit.db(), id, plan.person.record, unit.change());
  if (row.state == UserState::disabled) end_access(unit, id);
  for (const auto role : plan.lost)
    store::delete_assignment(unit.db(), store::find_assignment(unit.db(), id, role)->id);
  for (const auto role : plan.gained) give_now(unit, id, role);
}

}  // namespace pcadmin::ops
