#include "pcadmin/domain/directory_plan.hpp"

#include "directory_match.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace pcadmin::domain {

namespace {

template <class T>
std::optional<std::string> text_of(const std::optional<T>& value) {
  return value ? std::optional(value->text()) : std::nullopt;
}

/// Brings one record in line with one entry.
class Sync {
 public:
  Sync(PlannedPerson& planned, SyncedFields before) : planned_(planned), before_(before) {}

  void run() {
    const auto& entry = *planned_.entry;
    put_always(SyncedField::name, planned_.record.name, entry.name);
    put_email(entry.email());
    put(SyncedField::given_name, planned_.record.given_name, entry.given_name);
    put(SyncedField::family_name, planned_.record.family_name, entry.family_name);
    put(SyncedField::job_title, planned_.record.job_title, entry.job_title);
    put(SyncedField::department, planned_.record.department, entry.department);
    put(SyncedField::phone, planned_.record.phone, entry.phone);
    put(SyncedField::usage_location, planned_.record.usage_location, entry.usage_location);
    put_state();
  }

  void put_state() {
    auto& state = planned_.record.state;
    const auto before = planned_.linked ? planned_.linked->state : StateThere::open;
    if (planned_.entry->disabled) {
      if (before == StateThere::open)
        planned_.link.state =
            state == UserState::active || !planned_.person ? StateThere::closed : StateThere::closed_both;
      move_to(UserState::disabled);
    } else {
      if (before == StateThere::closed) move_to(UserState::active);
      planned_.link.state = StateThere::open;
    }
  }

 private:
  void note(std::string_view field, std::optional<std::string> before, std::optional<std::string> after) {
    planned_.changes.push_back({field, std::move(before), std::move(after)});
  }

  template <class T>
  void put_always(SyncedField field, T& here, const T& there) {
    planned_.link.fields.put(field, true);
    if (here == there) return;
    note(to_string(field), here.text(), there.text());
    here = there;
  }

  /// Two addresses that differ in letter case only are the same, and are written as the directory writes them.
  void put_email(const Email& there) {
    planned_.link.fields.put(SyncedField::email, true);
    auto& here = planned_.record.email;
    if (here.text() != there.text()) note(to_string(SyncedField::email), here.text(), there.text());
    here = there;
  }

  template <class T>
  void put(SyncedField field, std::optional<T>& here, const std::optional<T>& there) {
    planned_.link.fields.put(field, there.has_value());
    const bool was_theirs = before_.has(field);
    if (here == there || (!there && !was_theirs)) return;
    note(to_string(field), text_of(here), text_of(there));
    here = there;
  }

  void move_to(UserState to) {
    auto& state = planned_.record.state;
    if (state == to) return;
    note("state", std::string(to_string(state)), std::string(to_string(to)));
    state = to;
  }

  PlannedPerson& planned_;
  SyncedFields before_;
};

/// As an entry makes them, before it is found what else it says of them.
UserRecord bare_record(const DirectoryEntry& entry) { return {.name = entry.name, .email = entry.email()}; }

PlannedPerson plan_person(const DirectoryEntry& entry, const KnownPerson* known, std::optional<MatchedBy> matched,
                          const GroupRules* rules) {
  PlannedPerson planned{.entry = &entry,
                        .person = known != nullptr ? std::optional(known->id) : std::nullopt,
                        .matched = matched,
                        .record = known != nullptr ? known->record : bare_record(entry),
                        .link = {.anchor = entry.anchor}};
  if (known != nullptr && known->link) {
    planned.linked = known->link;
    planned.link = *known->link;
    planned.link.gone = false;
  }
  Sync(planned, planned.link.fields).run();
  if (rules == nullptr) return planned;
  const auto wanted = rules->roles_of(entry.groups);
  const RoleSet none;
  const auto& held = known != nullptr ? known->held : none;
  const auto& by_rule = known != nullptr ? known->by_rule : none;
  std::ranges::set_difference(wanted, held, std::back_inserter(planned.gained));
  std::ranges::set_difference(by_rule, wanted, std::back_inserter(planned.lost));
  return planned;
}

/// What is left of an entry in conflict: who is tied to it must not stay active here when they are disabled there.
/// nullopt: nothing.
std::optional<PlannedPerson> disable_only(const DirectoryEntry& entry, const KnownPerson& known) {
  if (!entry.disabled || !known.link || known.link->anchor != entry.anchor) return std::nullopt;
  PlannedPerson planned{.entry = &entry,
                        .person = known.id,
                        .matched = MatchedBy::anchor,
                        .record = known.record,
                        .link = *known.link,
                        .linked = known.link,
                        .only_disabled = true};
  Sync(planned, known.link->fields).put_state();
  return planned.action() == SyncAction::unchanged ? std::nullopt : std::optional(std::move(planned));
}

std::optional<PlannedPerson> disable_only(const PlannedPerson& refused, const std::vector<KnownPerson>& people) {
  if (refused.only_disabled || !refused.person || refused.matched != MatchedBy::anchor) return std::nullopt;
  const auto known = std::ranges::find(people, *refused.person, &KnownPerson::id);
  return known == people.end() ? std::nullopt : disable_only(*refused.entry, *known);
}

/// Takes out whoever would get an address that is somebody else's then, until nobody does: who is taken out keeps the
/// address they have.
class Addresses {
 public:
  Addresses(std::vector<PlannedPerson>& planned, const std::vector<KnownPerson>& people)
      : planned_(planned), people_(people) {}

  std::vector<SyncConflict> settle() {
    std::vector<SyncConflict> conflicts;
    while (true) {
      auto refused = find_refused();
      if (refused.empty()) return conflicts;
      std::vector<PlannedPerson> kept;
      for (std::size_t i = 0; i < planned_.size(); ++i) {
        if (!refused.contains(i)) {
          kept.push_back(std::move(planned_[i]));
          continue;
        }
        conflicts.push_back(taken(planned_[i]));
        if (auto rest = disable_only(planned_[i], people_)) kept.push_back(std::move(*rest));
      }
      planned_ = std::move(kept);
    }
  }

 private:
  static SyncConflict taken(const PlannedPerson& one) {
    return conflict_of(*one.entry, "email-taken",
                       fmt::format("the address {} would be that of somebody else too", one.record.email.text()),
                       "let each entry have an address of its own");
  }

  std::set<std::size_t> find_refused() {
    std::set<UserId> moving;
    for (const auto& one : planned_)
      if (one.person && !one.only_disabled) moving.insert(*one.person);
    std::set<std::string> kept;
    for (const auto& person : people_)
      if (!moving.contains(person.id)) kept.insert(person.record.email.key());
    std::map<std::string, std::vector<std::size_t>> takers;
    for (std::size_t i = 0; i < planned_.size(); ++i)
      if (!planned_[i].only_disabled) takers[planned_[i].record.email.key()].push_back(i);
    std::set<std::size_t> refused;
    for (const auto& [key, all] : takers) {
      if (all.size() > 1 || kept.contains(key)) refused.insert(all.begin(), all.end());
    }
    return refused;
  }

  std::vector<PlannedPerson>& planned_;
  const std::vector<KnownPerson>& people_;
};

void settle_addresses(DirectoryPlan& plan, const std::vector<KnownPerson>& people) {
  for (auto& conflict : Addresses(plan.people, people).settle()) plan.conflicts.push_back(std::move(conflict));
  std::ranges::stable_sort(plan.conflicts, {}, &SyncConflict::line);
}

std::set<Anchor> anchors_of(const Directory& directory) {
  std::set<Anchor> anchors;
  for (const auto& entry : directory.people) anchors.insert(entry.anchor);
  for (const auto& entry : directory.faulty)
    if (entry.anchor) anchors.insert(*entry.anchor);
  return anchors;
}

void add_gone(DirectoryPlan& plan, const Directory& directory, const std::vector<KnownPerson>& people) {
  const auto there = anchors_of(directory);
  for (const auto& person : people) {
    if (!person.link || there.contains(person.link->anchor)) continue;
    if (person.link->gone)
      ++plan.still_gone;
    else
      plan.gone.push_back(person.id);
  }
}

/// What is wrong with entries themselves. Directories are full of accounts for services, which have no address.
void add_faulty(DirectoryPlan& plan, const Directory& directory, const std::vector<KnownPerson>& people) {
  std::set<Anchor> linked;
  for (const auto& person : people)
    if (person.link) linked.insert(person.link->anchor);
  for (const auto& entry : directory.faulty) {
    const auto& first = entry.faults.front();
    const bool known = entry.anchor && linked.contains(*entry.anchor);
    if (first.code == "missing-email" && !known) {
      ++plan.without_address;
      continue;
    }
    for (const auto& fault : entry.faults)
      plan.conflicts.push_back({entry.line, entry.dn, fault.code, fault.message, fault.hint});
  }
}

/// Whoever is tied to a faulty entry, and to no other, and is disabled there.
void disable_faulty(DirectoryPlan& plan, const Directory& directory, const std::vector<KnownPerson>& people) {
  std::map<Anchor, const KnownPerson*> tied;
  for (const auto& person : people)
    if (person.link) tied.emplace(person.link->anchor, &person);
  for (const auto& entry : directory.people) tied.erase(entry.anchor);
  for (const auto& faulty : directory.faulty) {
    const auto found = faulty.anchor ? tied.find(*faulty.anchor) : tied.end();
    if (found == tied.end() || !faulty.disabled) continue;
    const auto& known = *found->second;
    const auto& entry = plan.stand_ins.emplace_back(DirectoryEntry{.line = faulty.line,
                                                                   .dn = faulty.dn,
                                                                   .anchor = *faulty.anchor,
                                                                   .mails = {known.record.email},
                                                                   .name = known.record.name,
                                                                   .disabled = true});
    if (auto planned = disable_only(entry, known)) plan.people.push_back(std::move(*planned));
    tied.erase(found);
  }
}

}  // namespace

std::string_view to_string(SyncedField field) { return kSyncedFields.at(static_cast<std::size_t>(field)); }

Result<SyncedFields> SyncedFields::parse(std::string_view text) {
  SyncedFields fields;
  if (text.empty()) return fields;
  for (const auto word : split(text, ' ')) {
    const auto* const found = std::ranges::find(kSyncedFields, word);
    if (found == kSyncedFields.end())
      return tl::unexpected(Failure{.code = "invalid-synced-fields",
                                    .kind = FailureKind::invalid,
                                    .message = fmt::format("\"{}\" is no field of a record", shorten(word, 64)),
                                    .hint = {}});
    fields.put(static_cast<SyncedField>(found - kSyncedFields.begin()), true);
  }
  return fields;
}

std::vector<std::string> SyncedFields::names() const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < kSyncedFields.size(); ++i)
    if (has(static_cast<SyncedField>(i))) names.emplace_back(kSyncedFields.at(i));
  return names;
}

std::string SyncedFields::text() const { return fmt::format("{}", fmt::join(names(), " ")); }

Result<StateThere> parse_state_there(std::string_view text) {
  for (const auto state : {StateThere::open, StateThere::closed, StateThere::closed_both})
    if (text == to_string(state)) return state;
  return tl::unexpected(Failure{.code = "invalid-state",
                                .kind = FailureKind::invalid,
                                .message = fmt::format("\"{}\" is no state in a directory", shorten(text, 64)),
                                .hint = {}});
}

std::string_view to_string(StateThere state) {
  switch (state) {
    case StateThere::open:
      return "open";
    case StateThere::closed:
      return "closed";
    case StateThere::closed_both:
      break;
  }
  return "closed-both";
}

std::string_view to_string(MatchedBy matched) {
  switch (matched) {
    case MatchedBy::anchor:
      return "anchor";
    case MatchedBy::sign_in_name:
      return "sign-in-name";
    case MatchedBy::mail:
      break;
  }
  return "mail";
}

std::string_view to_string(SyncAction action) {
  switch (action) {
    case SyncAction::add:
      return "add";
    case SyncAction::change:
      return "change";
    case SyncAction::unchanged:
      break;
  }
  return "unchanged";
}

SyncAction PlannedPerson::action() const {
  if (!person) return SyncAction::add;
  const bool same = changes.empty() && gained.empty() && lost.empty() && linked == link;
  return same ? SyncAction::unchanged : SyncAction::change;
}

bool PlannedPerson::disables() const {
  return std::ranges::any_of(changes, [](const SyncedChange& change) {
    return change.field == "state" && change.after == to_string(UserState::disabled);
  });
}

DirectoryPlan plan_directory(const Directory& directory, const std::vector<KnownPerson>& people,
                             const GroupRules* rules) {
  DirectoryPlan plan;
  auto matching = match_entries(directory.people, people);
  for (const auto& match : matching.matches)
    plan.people.push_back(plan_person(*match.entry, match.person, match.by, rules));
  plan.conflicts = std::move(matching.conflicts);
  add_faulty(plan, directory, people);
  settle_addresses(plan, people);
  disable_faulty(plan, directory, people);
  add_gone(plan, directory, people);
  return plan;
}

void refuse_planned(DirectoryPlan& plan, const std::vector<KnownPerson>& people,
                    const std::function<std::optional<SyncConflict>(const PlannedPerson&)>& judge) {
  std::vector<PlannedPerson> kept;
  for (auto& one : plan.people) {
    auto conflict = judge(one);
    if (!conflict) {
      kept.push_back(std::move(one));
      continue;
    }
    plan.conflicts.push_back(std::move(*conflict));
    if (auto rest = disable_only(one, people); rest && !judge(*rest)) kept.push_back(std::move(*rest));
  }
  plan.people = std::move(kept);
  settle_addresses(plan, people);
}

SyncConflict conflict_of(const DirectoryEntry& entry, std::string code, std::string message, std::string hint) {
  return {entry.line, entry.dn, std::move(code), std::move(message), std::move(hint)};
}

}  // namespace pcadmin::domain
