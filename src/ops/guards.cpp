#include "pcadmin/ops/guards.hpp"

#include "grant_rules.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/ops/separation.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/directory_links.hpp"
#include "pcadmin/store/failed_sign_ins.hpp"
#include "pcadmin/store/settings.hpp"
#include "pcadmin/store/users.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

namespace pcadmin::ops {

namespace {

using domain::Guard;
using domain::UserId;

/// More global admins than any rule counts.
constexpr std::int64_t kMostLookedAt = 20;

std::optional<std::string> setting(const Unit& unit, Guard guard) {
  return store::find_setting(unit.db(), domain::info_of(guard).name);
}

std::int64_t minimum(const Unit& unit) {
  const auto value = setting(unit, Guard::minimum_global_admins);
  return value ? value_or_throw(domain::LeastAdmins::parse(*value)).number() : 1;
}

std::optional<domain::Limit> limit(const Unit& unit) {
  const auto value = setting(unit, Guard::max_removals);
  return value ? std::optional(value_or_throw(domain::Limit::parse(*value))) : std::nullopt;
}

/// Kept by id, so that a new address does not free anybody.
std::vector<UserId> required(const Unit& unit) {
  std::vector<UserId> ids;
  const auto value = setting(unit, Guard::required_admins);
  if (!value) return ids;
  for (const auto id : split(*value, ',')) ids.push_back(value_or_throw(UserId::parse(id)));
  return ids;
}

bool administers(const Unit& unit, UserId id) {
  const auto user = store::find_user(unit.db(), id);
  return user && user->record.state == domain::UserState::active &&
         domain::may(store::roles_of(unit.db(), id, unit.now()), domain::Act::administer_users);
}

std::int64_t able(const AdminState& state) { return static_cast<std::int64_t>(state.global_admins.size()); }

std::int64_t lasting(const AdminState& state) {
  return std::ranges::count_if(state.global_admins,
                               [](const store::AbleMember& member) { return !member.expires_at.has_value(); });
}

/// When there will be fewer than `least`, if nothing is done; nullopt also when there are already.
std::optional<Time> too_few_at(const AdminState& state, std::int64_t least) {
  if (able(state) < least) return std::nullopt;
  return state.global_admins.at(static_cast<std::size_t>(least - 1)).expires_at;
}

std::string admins(std::int64_t number) {
  return fmt::format("{} global admin{} who can sign in", number, number == 1 ? "" : "s");
}

/// Those active who hold the role and cannot sign in, at most `most`.
std::vector<store::StoredUser> list_waiting(const Unit& unit, std::size_t most) {
  std::vector<store::StoredUser> waiting;
  store::list_members(unit.db(), domain::global_admin(), unit.now(), [&](const store::Member& member) {
    if (member.user.record.state == domain::UserState::active && !member.can_sign_in) waiting.push_back(member.user);
    return waiting.size() < most;
  });
  return waiting;
}

/// Who else there is, or how there could be somebody.
std::string remedy_for_few(const Unit& unit) {
  constexpr std::size_t kMostCounted = 100;
  const auto waiting = list_waiting(unit, kMostCounted);
  if (waiting.empty()) return "a global admin may: pcadmin role assign USER global-admin";
  const auto others = waiting.size() - 1;
  const auto who = others == 0 ? ""
                               : fmt::format(" and {}{} other{}", waiting.size() == kMostCounted ? "at least " : "",
                                             others, others == 1 ? "" : "s");
  return fmt::format("{}{} {} the role too, and cannot sign in yet", waiting.front().record.email.text(), who,
                     others == 0 ? "holds" : "hold");
}

/// What would make it possible: that somebody who holds the role can sign in, or that somebody else gets it.
std::string hint_for_last_admin(const Unit& unit) {
  const auto waiting = list_waiting(unit, 1);
  if (waiting.empty()) return "assign another first: pcadmin role assign USER global-admin";
  return fmt::format(
      fmt::runtime(
          store::get_failed_sign_ins(unit.db(), waiting.front().id).locked()
              ? "{0} holds the role but is locked; first: pcadmin user unlock {0}"
              : "{0} holds the role but has no password of their own yet; let them first: pcadmin sign-in {0}"),
      waiting.front().record.email.text());
}

void check_last(const Unit& unit, const AdminState& before, const AdminState& after) {
  if (lasting(after) > 0 || able(before) == 0 || (lasting(before) == 0 && able(after) > 0)) return;
  const auto losers = store::list_losers(unit.db(), domain::global_admin(), unit.change());
  const auto from = losers.empty() ? std::string("the last who can sign in") : join_words(losers);
  const bool later = able(after) > 0;  // only because of roles that end
  throw Error(
      {.code = "last-global-admin",
       .kind = FailureKind::refused,
       .message =
           later ? fmt::format("refusing: no active global admin would be left from {} on, when the "
                               "role of {} ends",
                               to_rfc3339(*after.global_admins.front().expires_at), after.global_admins.front().email)
                 : fmt::format("refusing to remove global-admin from {}: no active global admin would "
                               "be left",
                               from),
       .hint = later ? "let somebody hold it without an end first: pcadmin role assign USER global-admin --expires "
                       "never"
                     : hint_for_last_admin(unit),
       .details = {{"rule", std::string("last-global-admin")}, {"users", losers}, {"left", able(after)}}});
}

void check_minimum(const Unit& unit, const AdminState& before, const AdminState& after) {
  const auto least = minimum(unit);
  const bool no_worse = lasting(after) >= lasting(before) && least <= before.minimum;
  if (lasting(after) >= least || no_worse) return;
  throw Error(
      {.code = "minimum-global-admins",
       .kind = FailureKind::refused,
       .message = fmt::format("refusing: there would be {} and whose role never ends, and at least {} are demanded",
                              admins(lasting(after)), least),
       .hint =
           fmt::format("assign another first: pcadmin role assign USER global-admin; or demand fewer: pcadmin guard "
                       "set minimum-global-admins {}",
                       std::max<std::int64_t>(lasting(after), 1)),
       .details = {{"rule", std::string("minimum-global-admins")}, {"minimum", least}, {"left", lasting(after)}}});
}

void check_required(const Unit& unit, const AdminState& before, const AdminState& after) {
  for (const auto id : after.required_missing) {
    if (std::ranges::find(before.required_missing, id) != before.required_missing.end()) continue;
    const auto email = email_of(unit, id);
    throw Error(
        {.code = "required-admin",
         .kind = FailureKind::refused,
         .message =
             fmt::format("refusing: {} is demanded as a global admin whose role never ends and who can sign in, and "
                         "would not be one",
                         email),
         .hint = fmt::format("make them one: pcadmin role assign {} global-admin --expires never; or demand nobody: "
                             "pcadmin guard unset required-admins",
                             email),
         .details = {{"rule", std::string("required-admins")}, {"user", email}}});
  }
}

void check_own(const Unit& unit, const AdminState& before, const AdminState& after) {
  if (!before.operator_administers || after.operator_administers || unit.consent().yes) return;
  throw Error({.code = "own-admin-role",
               .kind = FailureKind::refused,
               .message = fmt::format("refusing to take the last administrative role from yourself ({}): you could not "
                                      "give it back",
                                      unit.find_who()->email.text()),
               .hint = "if you mean it, add --yes",
               .details = {{"rule", std::string("own-admin-role")}}});
}

/// `lost` people; `what` becomes of them.
void check_number(const Unit& unit, std::int64_t lost, std::string_view what) {
  if (lost <= 1) return;
  const auto demanded = limit(unit);
  const auto& asked = unit.consent().max_removals;
  const auto whole = store::count_active_users_before(unit.db(), unit.change());
  const auto check = [&](const domain::Limit& most, std::string_view whose, const std::string& hint) {
    if (lost <= most.of(whole)) return;
    throw Error(
        {.code = "too-many-removals",
         .kind = FailureKind::refused,
         .message = fmt::format("refusing: {} people {}, and at most {} of {} may ({} {})", lost, what, most.of(whole),
                                whole, whose, most.text()),
         .hint = hint,
         .details = {
             {"rule", std::string("max-removals")}, {"removals", lost}, {"most", most.of(whole)}, {"people", whole}}});
  };
  const auto allow = fmt::format("pcadmin guard set max-removals {}", lost);
  const bool too_many = demanded && lost > demanded->of(whole);
  if (asked)
    check(*asked, "--max-removals",
          fmt::format("look again; if you mean it: --max-removals {}{}", lost,
                      too_many ? ", after a global admin has allowed it: " + allow : ""));
  if (demanded) check(*demanded, "guard max-removals", "a global admin may allow more: " + allow);
}

void check_removals(const Unit& unit) {
  if (!limit(unit) && !unit.consent().max_removals) return;
  check_number(unit, store::count_losers(unit.db(), unit.change()), "would lose a role or their account");
  check_number(unit, store::count_vanished(unit.db(), unit.change()), "are no longer in the directory");
}

GuardState state_of(const Unit& unit, Guard guard) {
  const auto value = setting(unit, guard);
  GuardState state{.guard = guard,
                   .value = value.value_or(std::string(domain::info_of(guard).fallback)),
                   .set = value.has_value(),
                   .now = {},
                   .notes = {}};
  const auto admins_now = look_at_admins(unit);
  switch (guard) {
    case Guard::minimum_global_admins:
      state.now = admins(able(admins_now)) + (able(admins_now) >= kMostLookedAt ? " or more" : "");
      break;
    case Guard::required_admins: {
      std::vector<std::string> emails;
      for (const auto id : required(unit)) emails.push_back(email_of(unit, id));
      if (!emails.empty()) state.value = fmt::format("{}", fmt::join(emails, ","));
      state.now = admins_now.required_missing.empty() ? "all are" : "not all are";
      if (emails.empty()) state.now = "nobody is demanded";
      break;
    }
    case Guard::separate_duties:
      if (value) state.value = told_separations(unit, list_separations(unit));
      state.notes = separation_news(unit);
      state.now = !value                ? "no roles are kept apart"
                  : state.notes.empty() ? "nobody holds what is kept apart"
                                        : fmt::format("{}", fmt::join(state.notes, "; "));
      break;
    case Guard::max_removals:
      state.now = value ? "judged for each change" : "no limit";
      break;
    case Guard::expiry_required:
    case Guard::reason_required:
      state.now = value ? state_of_grant_rule(unit, guard, *value) : "nothing is demanded";
      break;
  }
  return state;
}

/// What is kept of a value: the parsed one, so that it reads the same whoever typed it.
std::string kept_value(const Unit& unit, Guard guard, const std::string& value) {
  switch (guard) {
    case Guard::minimum_global_admins:
      return value_or_throw(domain::LeastAdmins::parse(value)).text();
    case Guard::max_removals:
      return value_or_throw(domain::Limit::parse(value)).text();
    case Guard::separate_duties:
      return kept_separations(unit, value);
    case Guard::expiry_required:
    case Guard::reason_required:
      return value_or_throw(domain::GuardedRoles::parse(value)).text();
    case Guard::required_admins:
      break;
  }
  std::vector<std::string> ids;
  for (const auto word : split(value, ',')) {
    const auto id = get_user(unit, value_or_throw(domain::UserRef::parse(trim(word)))).id.text();
    if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
  }
  return fmt::format("{}", fmt::join(ids, ","));
}

}  // namespace

AdminState look_at_admins(const Unit& unit) {
  AdminState state{
      .global_admins = store::list_able_members(unit.db(), domain::global_admin(), unit.now(), kMostLookedAt),
      .minimum = minimum(unit),
      .required_missing = {},
      .operator_administers = unit.find_who() != nullptr && administers(unit, unit.find_who()->id)};
  std::ranges::copy_if(required(unit), std::back_inserter(state.required_missing), [&](UserId id) {
    return !store::is_lasting_able_member(unit.db(), domain::global_admin(), id, unit.now());
  });
  return state;
}

void check_guards(const Unit& unit, const AdminState& before, const AdminState& after) {
  check_last(unit, before, after);
  check_minimum(unit, before, after);
  check_required(unit, before, after);
  check_own(unit, before, after);
  check_removals(unit);
  check_separation(unit);
  check_grant_rules(unit);
}

domain::RoleSet roles_judged_when_given(const Unit& unit) {
  auto roles = roles_with_demands(unit);
  roles.insert(domain::global_admin());  // whoever holds it and cannot sign in yet is named in hints
  for (const auto& rule : list_separations(unit)) roles.insert(rule.roles.begin(), rule.roles.end());
  return roles;
}

std::vector<std::string> admin_warnings(const Unit& unit) { return admin_warnings(unit, look_at_admins(unit)); }

std::vector<std::string> admin_warnings(const Unit& unit, const AdminState& state) {
  std::vector<std::string> warnings;
  if (able(state) < domain::kFewGlobalAdmins) {
    warnings.push_back(fmt::format("there is only {}; the guidance is at least {}; {}", admins(able(state)),
                                   domain::kFewGlobalAdmins, remedy_for_few(unit)));
  }
  if (able(state) >= domain::kManyGlobalAdmins)
    warnings.push_back(fmt::format("there are {}{}; the guidance is fewer than {}",
                                   able(state) >= kMostLookedAt ? "at least " : "", admins(able(state)),
                                   domain::kManyGlobalAdmins));
  const auto least = std::max(minimum(unit), domain::kFewGlobalAdmins);
  if (const auto moment = too_few_at(state, least)) {
    std::vector<std::string> ending;
    for (const auto& admin : state.global_admins) {
      if (admin.expires_at && *admin.expires_at <= *moment) ending.push_back(admin.email);
    }
    warnings.push_back(
        fmt::format("from {} on there will be fewer than {}: the role of {} ends; a global admin may: "
                    "pcadmin role assign {} global-admin --expires never",
                    to_rfc3339(*moment), admins(least), join_words(ending), ending.front()));
  }
  return warnings;
}

std::vector<GuardState> list_guards(const Unit& unit) {
  require(unit, domain::Act::set_rules);
  std::vector<GuardState> states;
  for (const auto& info : domain::guards()) states.push_back(state_of(unit, info.guard));
  return states;
}

GuardChange set_guard(Unit& unit, Guard guard, const std::string& value) {
  require(unit, domain::Act::set_rules);
  const auto before = state_of(unit, guard);
  const auto kept = kept_value(unit, guard, value);
  const bool changed = store::put_setting(unit.db(), domain::info_of(guard).name, kept, unit.change());
  return {.state = state_of(unit, guard), .before = before, .changed = changed};
}

GuardChange unset_guard(Unit& unit, Guard guard) {
  require(unit, domain::Act::set_rules);
  const auto before = state_of(unit, guard);
  const bool changed = store::delete_setting(unit.db(), domain::info_of(guard).name);
  return {.state = state_of(unit, guard), .before = before, .changed = changed};
}

}  // namespace pcadmin::ops
