#include "pcadmin/ops/directory.hpp"

#include "directory_writer.hpp"

#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/deleted_users.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace pcadmin::ops {

namespace {

using domain::PlannedPerson;
using domain::SyncConflict;

/// What stands in the way of each planned person, by rights and rules.
class Judge {
 public:
  Judge(const Unit& unit, const std::vector<domain::KnownPerson>& people, bool& denied) : unit_(unit), denied_(denied) {
    for (const auto& person : people) people_.emplace(person.id, &person);
  }

  std::optional<SyncConflict> operator()(const PlannedPerson& planned) {
    if (planned.action() == domain::SyncAction::unchanged) return std::nullopt;
    try {
      planned.person ? require_changeable(planned) : require_not_deleted(planned);
      for (const auto role : planned.gained) require_role(planned.record.kind, role);
      for (const auto role : planned.lost) require_granted(role);
    } catch (const Error& error) {
      const auto& failure = error.failure();
      denied_ = denied_ || failure.kind == FailureKind::denied;
      return conflict_of(*planned.entry, failure.code, failure.message, failure.hint);
    }
    return std::nullopt;
  }

 private:
  void require_changeable(const PlannedPerson& planned) const {
    if (planned.changes.empty() && planned.linked == planned.link) return;
    const auto held = store::roles_to_come_of(unit_.db(), *planned.person, unit_.now());
    require_manage(unit_, held, people_.at(*planned.person)->record.email);
  }

  /// Whether they went because the change that added them was undone: nobody has decided that they are to be gone.
  bool was_undone(const store::DeletedUser& deleted) const {
    return store::get_change(unit_.db(), deleted.deleted_in).command.starts_with("undo ");
  }

  void require_not_deleted(const PlannedPerson& planned) const {
    const auto deleted = store::find_deleted_user(unit_.db(), planned.record.email);
    if (!deleted || was_undone(*deleted)) return;
    // Somebody else may have got the address since.
    const auto was = store::find_anchor_before(unit_.db(), *deleted);
    if (was && *was != planned.entry->anchor) return;
    const auto id = deleted->user.id.text();
    throw Error(
        {.code = "deleted-here",
         .kind = FailureKind::conflict,
         .message = fmt::format("{} was deleted here at {} and is still in the directory", planned.record.email.text(),
                                to_rfc3339(deleted->deleted_at)),
         .hint = fmt::format("take the entry out of the directory; or bring them back: pcadmin user restore {}; "
                             "or let them begin anew: pcadmin user purge {}",
                             id, id)});
  }

  /// Asked once for each role, however many people there are.
  void require_role(domain::UserKind kind, domain::RoleId role) {
    require_granted(role);
    require_holdable(kind, role);
  }

  void require_granted(domain::RoleId role) {
    const auto [known, fresh] = grants_.try_emplace(role);
    if (fresh) {
      try {
        require_grant(unit_, role);
      } catch (const Error& error) {
        known->second = error.failure();
      }
    }
    if (known->second) throw Error(*known->second);
  }

  const Unit& unit_;
  bool& denied_;
  std::map<domain::UserId, const domain::KnownPerson*> people_{};
  std::map<domain::RoleId, std::optional<Failure>> grants_{};
};

/// Where nobody can be told by their anchor, everybody would look as if they had gone.
void require_somebody(const domain::Directory& directory, const std::vector<domain::KnownPerson>& people) {
  const auto has_anchor = [](const domain::FaultyEntry& entry) { return entry.anchor.has_value(); };
  if (!directory.people.empty() || std::ranges::any_of(directory.faulty, has_anchor)) return;
  const auto linked = std::ranges::count_if(people, [](const auto& person) { return person.link.has_value(); });
  if (linked == 0) return;
  const auto come = linked == 1 ? std::string("1 person comes") : fmt::format("{} people come", linked);
  const auto entries = directory.faulty.size();
  if (entries == 0)
    throw Error({.code = "directory-empty",
                 .kind = FailureKind::refused,
                 .message = fmt::format("refusing: nobody is in the directory, and {} from it", come),
                 .hint = "look whether the file is the right one, and where the search begins"});
  const auto bare = entries == 1 ? std::string("the 1 entry of people has no")
                                 : fmt::format("none of the {} entries of people has an", entries);
  throw Error({.code = "directory-empty",
               .kind = FailureKind::refused,
               .message = fmt::format("refusing: {} entryUUID or objectGUID that can be read, and {} from the "
                                      "directory: all of them would look as if they had gone",
                                      bare, come),
               .hint = "export with it: ldapsearch ... '*' entryUUID; from a server: let --bind-dn see it"});
}

}  // namespace

DirectorySync sync_directory(Unit& unit, domain::Directory directory, const domain::GroupRules* rules,
                             const SyncWishes& wishes) {
  require_everywhere(unit, domain::Act::administer_users);
  if (rules != nullptr) join_groups(directory, *rules);
  const auto people = store::list_known_people(unit.db(), unit.now());
  require_somebody(directory, people);
  DirectorySync sync{.entries = static_cast<std::int64_t>(directory.people.size() + directory.faulty.size())};
  if (rules != nullptr) sync.empty_groups = rules->without_members(directory.people);
  auto plan = plan_directory(directory, people, rules);
  Judge judge(unit, people, sync.denied);
  refuse_planned(plan, people, [&](const PlannedPerson& one) { return judge(one); });
  DirectoryWriter(unit, people, sync, wishes).write(plan);
  sync.still_gone = plan.still_gone;
  sync.without_address = plan.without_address;
  sync.conflicts = std::move(plan.conflicts);
  return sync;
}

void list_linked_people(const Unit& unit, const std::function<bool(const store::LinkedPerson&)>& each) {
  require_everywhere(unit, domain::Act::list_people);
  store::list_linked_people(unit.db(), each);
}

store::LinkCounts count_links(const Unit& unit) {
  require_everywhere(unit, domain::Act::list_people);
  return store::count_links(unit.db());
}

std::optional<domain::DirectoryLink> find_link(const Unit& unit, const domain::UserRef& ref) {
  return store::find_directory_link(unit.db(), show_user(unit, ref).user.id);
}

std::vector<Unlinked> unlink_people(Unit& unit, const std::vector<domain::UserRef>& refs) {
  require(unit, domain::Act::manage_people);
  std::vector<Unlinked> unlinked;
  std::set<domain::UserId> seen;
  for (const auto& ref : refs) {
    auto user = get_user(unit, ref);
    require_manage(unit, user);
    if (!seen.insert(user.id).second) continue;
    const auto link = store::find_directory_link(unit.db(), user.id);
    Unlinked one{.user = std::move(user), .anchor = link ? std::optional(link->anchor) : std::nullopt};
    if (link) {
      store::delete_directory_link(unit.db(), one.user.id);
      one.roles_kept = store::keep_what_rules_gave(unit.db(), one.user.id, unit.change());
    }
    unlinked.push_back(std::move(one));
  }
  return unlinked;
}

}  // namespace pcadmin::ops
