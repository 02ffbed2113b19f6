#include "directory_writer.hpp"

#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/users.hpp"

#include <fmt/format.h>

namespace pcadmin::ops {

using domain::PlannedPerson;
using domain::SyncAction;

DirectoryWriter::DirectoryWriter(Unit& unit, const std::vector<domain::KnownPerson>& people, DirectorySync& sync,
                                 const SyncWishes& wishes)
    : unit_(unit), sync_(sync), wishes_(wishes) {
  for (const auto& person : people) people_.emplace(person.id, &person);
}

void DirectoryWriter::write(const domain::DirectoryPlan& plan) {
  clear_addresses(plan);
  for (const auto& one : plan.people) write_one(one);
  for (const auto user : plan.gone) mark_gone(user);
}

/// People may swap addresses, and no two have the same at any moment: who leaves one that somebody else is to have, is
/// called by their id in between. Of a change-set the history has only what it comes to.
void DirectoryWriter::clear_addresses(const domain::DirectoryPlan& plan) {
  std::set<std::string> wanted;
  for (const auto& one : plan.people) wanted.insert(one.record.email.key());
  for (const auto& one : plan.people) {
    if (!one.person) continue;
    const auto& before = people_.at(*one.person)->record;
    if (before.email == one.record.email || !wanted.contains(before.email.key())) continue;
    auto between = before;
    between.email = value_or_throw(domain::Email::parse(one.person->text() + "@moving.invalid"));
    store::update_user(unit_.db(), *one.person, between, unit_.change());
  }
}

void DirectoryWriter::write_one(const PlannedPerson& planned) {
  count(planned);
  if (planned.action() == SyncAction::unchanged) return;
  const auto user = write_record(planned);
  write_roles(user, planned);
  store::put_directory_link(unit_.db(), user, planned.link, unit_.now(), unit_.change(), unit_.random());
  wishes_.each(planned);
}

domain::UserId DirectoryWriter::write_record(const PlannedPerson& planned) {
  if (!planned.person)
    return store::insert_user(unit_.db(), planned.record, unit_.now(), unit_.change(), unit_.random());
  if (!planned.changes.empty()) store::update_user(unit_.db(), *planned.person, planned.record, unit_.change());
  if (planned.disables()) end_access(unit_, *planned.person);
  return *planned.person;
}

void DirectoryWriter::write_roles(domain::UserId user, const PlannedPerson& planned) {
  for (const auto role : planned.lost) {
    if (const auto there = store::find_assignment(unit_.db(), user, role))
      store::delete_assignment(unit_.db(), there->id);
  }
  for (const auto role : planned.gained) {
    give_role(unit_, user, role);
    store::mark_given_by_rule(unit_.db(), user, role, unit_.change());
  }
}

void DirectoryWriter::mark_gone(domain::UserId user) {
  const auto& person = *people_.at(user);
  auto link = person.link.value();
  link.gone = true;
  store::put_directory_link(unit_.db(), user, link, unit_.now(), unit_.change(), unit_.random());
  ++sync_.gone;
  wishes_.gone({.id = user, .name = person.record.name.text(), .email = person.record.email.text()});
}

void DirectoryWriter::count(const PlannedPerson& planned) {
  switch (planned.action()) {
    case SyncAction::add:
      ++sync_.added;
      break;
    case SyncAction::change:
      ++sync_.changed;
      if (planned.disables()) ++sync_.disabled;
      break;
    case SyncAction::unchanged:
      ++sync_.unchanged;
      break;
  }
  sync_.roles_given += static_cast<std::int64_t>(planned.gained.size());
  sync_.roles_taken += static_cast<std::int64_t>(planned.lost.size());
}

}  // namespace pcadmin::ops
