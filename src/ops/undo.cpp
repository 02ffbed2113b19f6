#include "pcadmin/ops/undo.hpp"

#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/deletion.hpp"
#include "pcadmin/ops/policy.hpp"
#include "pcadmin/ops/profiles.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/ops/tokens.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/associations.hpp"
#include "pcadmin/store/domains.hpp"
#include "pcadmin/store/locations.hpp"
#include "pcadmin/store/organization.hpp"
#include "pcadmin/store/requests.hpp"
#include "pcadmin/store/users.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace pcadmin::ops {

namespace {

using store::ChangeId;

[[noreturn]] void refuse(std::string code, std::string message, std::string hint) {
  throw Error(
      {.code = std::move(code), .kind = FailureKind::conflict, .message = std::move(message), .hint = std::move(hint)});
}

/// What somebody else did is told to those who may read the history.
store::Change get_undoable_change(const Unit& unit, ChangeId id) {
  const auto& who = unit.who();
  if (id < unit.change()) {
    auto change = store::get_change(unit.db(), id);
    if (change.actor != who.id) require(unit, domain::Act::see_history);
    return change;
  }
  require(unit, domain::Act::see_history);
  throw Error({.code = "unknown-change",
               .kind = FailureKind::not_found,
               .message = fmt::format("there is no change-set {}", id.number),
               .hint = "see them all: pcadmin audit list"});
}

bool touches(const store::Undoable& found, std::string_view table) {
  return std::ranges::find(found.tables, table) != found.tables.end();
}

void require_something(const store::Change& change, const store::Undoable& found) {
  const auto number = change.id.number;
  const auto look = fmt::format("see what it did: pcadmin audit show {}", number);
  if (change.outcome != "done")
    refuse("nothing-to-undo", fmt::format("change-set {} was refused ({}) and changed nothing", number, change.outcome),
           look);
  if (!found.tables.empty()) return;
  if (found.tokens_ended > 0)
    refuse("nothing-to-undo", fmt::format("change-set {} ended tokens, and those do not come back", number),
           "make another: pcadmin token create --name NAME");
  refuse("nothing-to-undo",
         fmt::format("change-set {} changed only what keeps no past, such as passwords, sessions and tokens that have "
                     "ended since",
                     number),
         look);
}

void require_a_past(const Unit& unit, ChangeId id, const store::Undoable& found) {
  if (id.number == 1)
    refuse("undo-init", "change-set 1 made the store, and cannot be undone", "without it there is no history");
  if (touches(found, "erasure"))
    refuse("undo-purge", fmt::format("change-set {} erased a person's data for good, and cannot be undone", id.number),
           "add them anew: pcadmin user add");
  if (store::touches_setting(unit.db(), id, kBlocklistSetting))
    refuse("undo-blocklist",
           fmt::format("change-set {} replaced the list of passwords nobody may use; the words of the one before are "
                       "not kept",
                       id.number),
           "give the list again: pcadmin password policy set --blocklist FILE");
}

/// Which right it takes to undo what was done to a table's rows, beside what the rows themselves ask for.
domain::Act act_for(std::string_view table) {
  if (table == "assignment" || table == "token" || table == "request" || table == "bundle" || table == "association" ||
      table == "profile_link" || table == "skill")
    return domain::Act::undo;  // judged by role, and by owner
  if (table == "user") return domain::Act::manage_people;
  if (table == "directory_link") return domain::Act::administer_users;
  if (table == "setting") return domain::Act::set_rules;
  if (table == "location") return domain::Act::manage_locations;
  if (table == "organization" || table == "domain" || table == "support") return domain::Act::manage_organization;
  if (table == "known_skill") return domain::Act::keep_skills;
  if (table == "designation" || table == "designation_metric") return domain::Act::keep_designations;
  return domain::Act::undo_anything;
}

void require_people(const Unit& unit, const store::UndoReach& reach) {
  domain::RoleSet held;
  for (const auto& one : reach.held) held.insert(one.role);
  const auto high = domain::above(unit.who().roles, held);
  if (high.empty()) return;
  const auto& example = *std::ranges::find(reach.held, high.front(), &store::RoleOfSomebody::role);
  const auto user = store::find_user(unit.db(), example.user);
  const auto deleted = user ? std::nullopt : store::find_deleted_user(unit.db(), example.user);
  if (!user && !deleted) return;  // erased since, which stands in the way
  const auto& somebody = user ? *user : deleted->user;
  require_manage(unit, held, somebody.record.email);
}

/// As editing the records by hand asks. Nobody comes back with an OS account that they could not be given.
void require_os_accounts(const Unit& unit, const store::UndoReach& reach) {
  if (reach.os_accounts.empty()) return;
  try {
    for (const auto& one : reach.os_accounts) require_attach(unit, one.user);
  } catch (const Error& error) {
    auto failure = error.failure();
    const auto& one = reach.os_accounts.front();
    if (one.comes) failure.hint += "; or bring them back without it: pcadmin user restore " + one.email;
    throw Error(std::move(failure));
  }
}

/// What asks, and who withdraws, is one and the same person; what is decided takes whoever may decide it.
void require_requests(const Unit& unit, const store::UndoReach& reach) {
  for (const auto& request : reach.requests) {
    if (!request.owner_only) require_grant(unit, request.role);
    if (!request.owner_only || request.owner == unit.who().id) continue;
    const auto owner = store::find_user(unit.db(), request.owner);
    const auto found = store::find_request(unit.db(), request.id);
    const bool open = found && found->state == domain::RequestState::open;
    throw Error(
        {.code = "not-allowed",
         .kind = FailureKind::denied,
         .message = fmt::format("only {}, who asked, may take that back: it is about {}",
                                owner ? owner->record.email.text() : request.owner.text(), request.id.text()),
         .hint = open ? fmt::format("deny it instead: pcadmin request deny {} --reason TEXT", request.id.text())
                      : fmt::format("they may ask again: pcadmin request add {} --reason TEXT", request.role.text())});
  }
}

void require_rights(const Unit& unit, ChangeId change, const store::Undoable& found) {
  for (const auto& table : found.tables) require(unit, act_for(table));
  const auto& who = unit.who();
  const bool whole = who.roles == store::roles_of(unit.db(), who.id, unit.now());
  const auto reach = store::reach_of_undo(unit.db(), change, unit.now(), whole ? std::optional(who.id) : std::nullopt);
  if (reach.people) require_people(unit, reach);
  require_os_accounts(unit, reach);
  if (touches(found, "bundle")) require_manage_bundle(unit, reach.bundled);
  require_requests(unit, reach);
  if (reach.skills) require(unit, domain::Act::keep_skills);
  for (const auto& link : reach.links) require_undo_of_link(unit, link);
  if (touches(found, "association") && store::touches_associations_beyond(unit.db(), change, who.id))
    require(unit, domain::Act::associate_people);
  for (const auto role : reach.roles) require_grant(unit, role);
  for (const auto id : reach.tokens) require_revoke(unit, *store::find_token(unit.db(), id));
}

std::string sentence(const store::Obstacle& one) {
  const auto more = one.rows - 1;
  return fmt::format("change-set {}, {}, {}: {} ({}{})", one.change.number, to_rfc3339(one.at), one.by, one.command,
                     one.what, more == 0 ? "" : fmt::format(" and {} more row{}", more, more == 1 ? "" : "s"));
}

/// What is in the way for good is told at once, not after everything else has been undone.
[[noreturn]] void refuse_for_good(ChangeId id, ChangeId purge, decltype(Failure::details) details) {
  details.emplace_back("purge", purge.number);
  throw Error({.code = "undo-conflict",
               .kind = FailureKind::conflict,
               .message = fmt::format("change-set {} cannot be undone any more: change-set {}, after it, erased a "
                                      "person's data for good",
                                      id.number, purge.number),
               .hint = fmt::format("see what it did, to do by hand what can be: pcadmin audit show {}", id.number),
               .details = std::move(details)});
}

void require_nothing_later(const Unit& unit, ChangeId id) {
  const auto obstacles = store::find_obstacles(unit.db(), id);
  if (obstacles.count == 0) return;
  std::vector<DetailRow> rows;
  for (const auto& one : obstacles.latest) {
    rows.push_back({{"change", one.change.number},
                    {"at", to_rfc3339(one.at)},
                    {"by", one.by},
                    {"command", one.command},
                    {"what", one.what},
                    {"rows", one.rows},
                    {"message", sentence(one)}});
  }
  decltype(Failure::details) details = {
      {"change", id.number}, {"count", obstacles.count}, {"changes", std::move(rows)}};
  for (const auto& later : obstacles.latest) {
    if (later.purge) refuse_for_good(id, *later.purge, std::move(details));
  }
  const bool one = obstacles.count == 1;
  throw Error(
      {.code = "undo-conflict",
       .kind = FailureKind::conflict,
       .message =
           fmt::format("change-set {} cannot be undone: {} in the way", id.number,
                       one ? std::string("a later one stands") : fmt::format("{} later ones stand", obstacles.count)),
       .hint = fmt::format("{}: pcadmin undo {}", one ? "undo that one first" : "undo those first, the latest first",
                           obstacles.latest.front().change.number),
       .details = std::move(details)});
}

/// Whether there is something to take back, and nothing later in the way.
bool can_be_undone(const Unit& unit, const store::Change& change) {
  try {
    const auto found = store::find_undoable(unit.db(), change.id);
    require_something(change, found);
    require_a_past(unit, change.id, found);
    return store::stands_alone(unit.db(), change.id);
  } catch (const Error&) {
    return false;
  }
}

/// Whoever was deleted too long ago does not come back on this way either.
void require_restorable(const Unit& unit, ChangeId id) {
  const auto late = store::find_late_comer(unit.db(), id, unit.now() - kRestorable);
  if (!late) return;
  throw Error({.code = "restore-expired",
               .kind = FailureKind::refused,
               .message = fmt::format("undoing change-set {} would bring {} back, who was deleted {} and could be "
                                      "restored for {} days",
                                      id.number, late->email,
                                      late->deleted_at ? "at " + to_rfc3339(*late->deleted_at) : "too long ago",
                                      kRestorable.count()),
               .hint = "add them anew: pcadmin user add --name NAME " + late->email});
}

/// What by hand would be refused as request-open and bundle-in-use is so here.
void require_no_doubles(const Unit& unit) {
  if (const auto open = store::find_request_beside(unit.db(), unit.change()))
    refuse("request-open",
           fmt::format("a request would be open again beside {}, of the same person for the same", open->text()),
           fmt::format("decide on that one first, or take it back: pcadmin request show {}", open->text()));
  if (const auto address = store::find_address_of_two(unit.db(), unit.change()))
    refuse("associated-elsewhere", fmt::format("two accounts would be associated by {}", *address),
           "end one of them first: pcadmin partner disassociate USER");
  if (const auto name = store::find_bundle_name_in_use(unit.db(), unit.change(), unit.now()))
    refuse("bundle-in-use",
           fmt::format("assignments came by the bundle {} and remember it by that name, which it would lose", *name),
           fmt::format("see it: pcadmin role bundle show {}", *name));
  const auto own = store::get_organization(unit.db()).partner_id;
  if (const auto place = store::find_location(unit.db(), own))
    refuse("location-is-organization",
           fmt::format("{} would be the Partner ID of both the organisation and {}", own.text(),
                       place->record.name.text()),
           "one of the two needs another first: pcadmin org edit --partner-id ID, or pcadmin location delete ID");
}

/// The last domain does not go on this way either.
void require_a_domain(const Unit& unit, const store::Undoable& found) {
  if (!touches(found, "domain") || store::count_domains(unit.db()) > 0) return;
  throw Error({.code = "last-domain",
               .kind = FailureKind::refused,
               .message = "no domain of the organisation would be left",
               .hint = "add another first: pcadmin domain add NAME"});
}

bool comes_back_again(const store::UndoneRows& rows) { return rows.table != "token"; }

}  // namespace

void list_undoable(const Unit& unit, std::size_t most, const std::function<bool(const store::Change&)>& each) {
  constexpr std::int64_t kLookedAt = 100;
  const bool whole = domain::may(unit.who().roles, domain::Act::see_history);
  store::list_changes(unit.db(), kLookedAt, [&](const store::Change& change) {
    if ((whole || change.actor == unit.who().id) && can_be_undone(unit, change)) return each(change) && --most > 0;
    return true;
  });
}

Undo undo_change(Unit& unit, ChangeId id) {
  const auto change = get_undoable_change(unit, id);
  const auto found = store::find_undoable(unit.db(), id);
  require_something(change, found);
  require_a_past(unit, id, found);
  require_rights(unit, id, found);
  require_nothing_later(unit, id);
  require_not_outrun(unit, id);
  require_restorable(unit, id);
  auto done = store::undo_rows(unit.db(), id, unit.change(), unit.now());
  for (const auto role : store::roles_given_to_guests(unit.db(), unit.change(), unit.now()))
    require_holdable(domain::UserKind::guest, role);
  require_no_doubles(unit);
  require_a_domain(unit, found);
  const bool undoable = std::ranges::any_of(done.rows, comes_back_again);
  return {.undone = id,
          .rows = std::move(done.rows),
          .tokens_ended = done.tokens_ended,
          .tokens_lost = found.tokens_ended,
          .undoable = undoable};
}

}  // namespace pcadmin::ops
