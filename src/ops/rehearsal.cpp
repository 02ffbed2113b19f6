#include "rehearsal.hpp"

#include "pcadmin/domain/guards.hpp"
#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/store/rehearsal.hpp"
#include "pcadmin/store/settings.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pcadmin::ops {

namespace {

using domain::Remedy;

bool gives(const Remedy& remedy) { return remedy.act == Remedy::Act::assign || remedy.act == Remedy::Act::begin; }

std::optional<domain::Expiry> expiry_of(const Remedy& remedy) {
  if (!remedy.end) return std::nullopt;
  if (!*remedy.end) return domain::Expiry::never();
  return value_or_throw(domain::Expiry::parse(fmt::format("{}d", (*remedy.end)->count())));
}

void act(Unit& unit, const domain::UserRef& who, const Remedy& remedy) {
  using Act = Remedy::Act;
  const auto places =
      remedy.location ? std::vector<domain::PartnerId>{*remedy.location} : std::vector<domain::PartnerId>{};
  switch (remedy.act) {
    case Act::unassign:
      unassign_role(unit, who, *remedy.role, places);
      return;
    case Act::assign:
      assign_role(unit, who, *remedy.role, {.locations = places, .expires = expiry_of(remedy)});
      return;
    case Act::begin:
      assign_role(unit, who, *remedy.role,
                  {.locations = places, .starts = domain::Start::now(), .expires = expiry_of(remedy)});
      return;
    case Act::disable:
      disable_users(unit, {who});
      return;
    case Act::enable:
      enable_users(unit, {who});
      return;
    case Act::admit:
      edit_user(unit, who, {.kind = domain::UserKind::member});
      return;
  }
}

/// What refuses one of them; nullopt: it is done, for as long as the rehearsal lasts.
std::optional<Failure> fault_of(Unit& unit, const domain::UserRef& who, const Remedy& remedy) {
  try {
    store::Rehearsal step(unit.db());
    unit.begin({.at = unit.now(),
                .os_user = "nobody",
                .command = to_command(remedy, who.text()),
                .reason = remedy.reason ? std::optional<std::string>("TEXT") : std::nullopt});
    act(unit, who, remedy);
    unit.finish();
    step.keep();
    return std::nullopt;
  } catch (const Error& error) {
    const auto kind = error.failure().kind;
    if (kind == FailureKind::busy || kind == FailureKind::store || kind == FailureKind::bug) throw;
    return error.failure();
  }
}

/// Gives it what a guard asks for; false: that is not all.
bool meet(Remedy& remedy, const Failure& fault) {
  if (!gives(remedy)) return false;
  if (fault.code == "expiry-required" && (!remedy.end || !*remedy.end)) {
    remedy.end = kUsualLife;
    return true;
  }
  const bool mute = fault.code == "reason-required" && !remedy.reason;
  if (mute) remedy.reason = true;
  return mute;
}

/// Whoever may do everything, in the place of the operator.
void act_as_anybody(Unit& unit) {
  auto anybody = unit.who();
  const auto all = domain::Catalogue::role_ids();
  anybody.roles = domain::RoleSet(all.begin(), all.end());
  anybody.via.reset();
  anybody.token.reset();
  unit.act_as(std::move(anybody));
  unit.agree({.yes = true});  // it is not their own role that goes
}

void try_all(Unit& unit, const domain::UserRef& who, Rehearsed& tried) {
  for (auto& remedy : tried.remedies) {
    auto fault = fault_of(unit, who, remedy);
    while (fault && meet(remedy, *fault)) fault = fault_of(unit, who, remedy);
    if (fault && fault->kind == FailureKind::denied && !tried.refusal) {
      tried.refusal = fault;
      act_as_anybody(unit);
      fault = fault_of(unit, who, remedy);
      while (fault && meet(remedy, *fault)) fault = fault_of(unit, who, remedy);
    }
    if (!fault) continue;
    if (!tried.refusal) tried.refusal = std::move(fault);
    return;
  }
}

/// What takes no trial.
std::optional<Failure> lacking_right(const Unit& unit, const std::vector<Remedy>& remedies) {
  try {
    for (const auto& remedy : remedies) {
      if (remedy.role) require_grant(unit, *remedy.role);
      if (!remedy.role) require(unit, domain::Act::manage_people);
    }
    return std::nullopt;
  } catch (const Error& error) {
    return error.failure();
  }
}

/// Whether guards have something to say of it when a role is given.
bool judges_grants(domain::Guard guard) {
  return guard == domain::Guard::separate_duties || guard == domain::Guard::expiry_required ||
         guard == domain::Guard::reason_required;
}

/// Whether nothing refuses it: a role is taken that no guard protects, or given where no guard judges that, by one who
/// may. Most are, and a trial costs as much as the act.
bool beyond_doubt(const Unit& unit, domain::UserId who, const std::vector<Remedy>& remedies) {
  const auto free_to_give = [&] {
    return std::ranges::none_of(domain::guards(), [&](const domain::GuardInfo& info) {
      return judges_grants(info.guard) && store::find_setting(unit.db(), info.name);
    });
  };
  const bool writable = !unit.db().read_only() && !unit.db().exposed();
  return writable && who != unit.who().id && std::ranges::all_of(remedies, [&](const Remedy& remedy) {
           const bool takes = remedy.act == Remedy::Act::unassign && *remedy.role != domain::global_admin();
           const bool gives = remedy.act == Remedy::Act::assign && free_to_give();
           return (takes || gives) && may_grant(unit, *remedy.role);
         });
}

}  // namespace

Rehearsed rehearse(const Unit& unit, domain::UserId who, std::vector<Remedy> remedies) {
  Rehearsed tried{.remedies = std::move(remedies)};
  if (tried.remedies.empty() || store::is_past(unit.db()) || beyond_doubt(unit, who, tried.remedies)) return tried;
  const auto as_proposed = tried.remedies;
  auto stage = unit;
  try {
    if (store::take_turn(stage.db())) {
      const store::Rehearsal whole(stage.db());
      try_all(stage, value_or_throw(domain::UserRef::parse(who.text())), tried);
      return tried;
    }
  } catch (const Error& error) {
    if (error.failure().kind != FailureKind::busy && error.failure().kind != FailureKind::store) throw;
  }
  return {.remedies = as_proposed, .refusal = lacking_right(unit, as_proposed), .tried = false};
}

std::string refused_by(const Failure& refusal) {
  const auto rule = std::ranges::find(refusal.details, "rule", [](const auto& detail) { return detail.first; });
  const auto* const name = rule == refusal.details.end() ? nullptr : std::get_if<std::string>(&rule->second);
  return name != nullptr ? *name : refusal.code;
}

}  // namespace pcadmin::ops
