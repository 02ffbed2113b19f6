#include "pcadmin/ops/separation.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/domain/guards.hpp"
#include "pcadmin/domain/spans.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/store/deleted_users.hpp"
#include "pcadmin/store/holdings.hpp"
#include "pcadmin/store/settings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace pcadmin::ops {

namespace {

using domain::NobodyHolds;
using domain::RoleId;
using domain::UserId;
using Held = std::vector<store::Holding>;

constexpr std::size_t kMostNamed = 5;
constexpr std::size_t kMostTold = 100;

/// Until when each person is excepted; whoever is not there any more is left out.
std::map<UserId, Time> waivers_of(const Unit& unit, const NobodyHolds& rule) {
  std::map<UserId, Time> ends;
  for (const auto& waiver : rule.waivers) {
    const auto* const id = std::get_if<UserId>(&waiver.who.value());
    const auto user = id == nullptr ? find_user(unit, waiver.who) : std::nullopt;
    if (id != nullptr || user) ends.insert_or_assign(id != nullptr ? *id : user->id, waiver.end);
  }
  return ends;
}

/// Who holds `role` at this moment, in order.
std::vector<UserId> holders_of(const Unit& unit, RoleId role) {
  std::vector<UserId> people;
  store::list_holdings(unit.db(), role, unit.now(), [&](const store::Holding& holding) {
    const bool known = !people.empty() && people.back() == holding.user;  // for another location
    if (holding.holds_at(unit.now()) && !known) people.push_back(holding.user);
    return true;
  });
  return people;
}

/// When, from `now` on, somebody holds all roles of a rule.
domain::Spans together(const Held& held, const NobodyHolds& rule, Time now) {
  domain::Spans all = {{.begin = now}};
  for (const auto role : rule.roles) {
    domain::Spans spans;
    for (const auto& one : held) {
      if (one.role == role) spans.push_back(domain::span_from(now, one.starts_at, one.expires_at));
    }
    all = domain::overlap(all, domain::join(std::move(spans)));
    if (all.empty()) break;
  }
  return all;
}

/// What a change-set would bring about and must not.
struct Offence {
  UserId who;
  const NobodyHolds* rule;
  Time from;
  std::optional<Time> waiver_end;
};

/// Judges the people a change-set touched, one after the other.
class Judge {
 public:
  Judge(const Unit& unit, const std::vector<NobodyHolds>& rules) : unit_(unit) {
    for (const auto& rule : rules) {
      rules_.emplace_back(&rule, waivers_of(unit, rule));
      roles_.insert(rule.roles.begin(), rule.roles.end());
    }
  }

  std::vector<Offence> run() {
    Held held;
    store::list_touched_holdings(unit_.db(), unit_.change(), {roles_.begin(), roles_.end()}, unit_.now(),
                                 [&](const store::Holding& holding) {
                                   if (!held.empty() && held.front().user != holding.user) {
                                     judge(held);
                                     held.clear();
                                   }
                                   held.push_back(holding);
                                 });
    if (!held.empty()) judge(held);
    return std::move(offences_);
  }

 private:
  void judge(const Held& held) {
    if (held.size() < 2) return;  // nobody holds two roles by one assignment
    std::optional<Held> before;
    for (const auto& [rule, waivers] : rules_) {
      const auto spans = together(held, *rule, unit_.now());
      if (spans.empty()) continue;
      const auto who = held.front().user;
      if (!before) before = held_before(who);
      const auto spans_before = together(*before, *rule, unit_.now());
      const auto waiver = waivers.find(who);
      const auto end = waiver == waivers.end() ? std::nullopt : std::optional(waiver->second);
      for (const auto& span : spans) {
        if (domain::covers(spans_before, span) || (end && span.begin < *end)) continue;
        offences_.push_back({.who = who, .rule = rule, .from = span.begin, .waiver_end = end});
        break;
      }
    }
  }

  Held held_before(UserId who) const {
    if (!store::was_active_before(unit_.db(), who, unit_.change())) return {};
    return store::list_holdings_before(unit_.db(), who, unit_.change(), unit_.now());
  }

  const Unit& unit_;
  std::vector<std::pair<const NobodyHolds*, std::map<UserId, Time>>> rules_;
  std::set<RoleId> roles_;
  std::vector<Offence> offences_;
};

/// For a shell: nothing in it is taken for more than text.
std::string shell_quoted(std::string_view text) {
  std::string word = "'";
  for (const char c : text) c == '\'' ? word += "'\\''" : word += c;
  return word + "'";
}

/// Whoever was erased had a waiver that nobody can have any more.
bool is_of_nobody(const Unit& unit, const domain::Waiver& waiver) {
  const auto* const id = std::get_if<UserId>(&waiver.who.value());
  return id != nullptr && !store::find_user(unit.db(), *id) && !store::find_deleted_user(unit.db(), *id);
}

/// Somebody who is deleted, and may come back, is named by id.
UserId id_of(const Unit& unit, const domain::Waiver& waiver) {
  const auto* const id = std::get_if<UserId>(&waiver.who.value());
  return id != nullptr ? *id : get_user(unit, waiver.who).id;
}

domain::UserRef ref_to(const std::string& text) { return value_or_throw(domain::UserRef::parse(text)); }

/// The same rules with people by address, and those of `offence` excepted for thirty days.
std::string waiving(const Unit& unit, std::vector<NobodyHolds> rules, const Offence& offence) {
  constexpr auto kWaived = std::chrono::days(31);  // the end of the thirtieth day
  const auto day = std::chrono::floor<std::chrono::days>(std::max(offence.from, unit.now()));
  const auto rule = std::ranges::find(rules, offence.rule->roles, &NobodyHolds::roles);
  std::erase_if(rule->waivers, [&](const domain::Waiver& waiver) { return waiver.who.text() == offence.who.text(); });
  rule->waivers.push_back({.who = ref_to(offence.who.text()), .end = day + kWaived});
  return told_separations(unit, rules);
}

std::string hint_for(const Unit& unit, const std::vector<NobodyHolds>& rules, const Offence& offence) {
  const auto before = store::list_holdings_before(unit.db(), offence.who, unit.change(), unit.now());
  const auto other = std::ranges::find_if(offence.rule->roles, [&](RoleId role) {
    return std::ranges::find(before, role, &store::Holding::role) != before.end();
  });
  return fmt::format("{}; or a global admin may except them for a time: pcadmin guard set separate-duties {}",
                     other == offence.rule->roles.end()
                         ? "leave one of the roles out"
                         : fmt::format("take the other from them first: pcadmin role unassign {} {}",
                                       email_of(unit, offence.who), other->text()),
                     shell_quoted(waiving(unit, rules, offence)));
}

/// Of whom a waiver did not help.
std::string waiver_words(const Unit& unit, const Offence& offence) {
  if (!offence.waiver_end) return {};
  return fmt::format(", and their waiver {} {}", *offence.waiver_end <= unit.now() ? "ended" : "ends before, on",
                     domain::until_text(*offence.waiver_end));
}

[[noreturn]] void refuse(const Unit& unit, const std::vector<NobodyHolds>& rules,
                         const std::vector<Offence>& offences) {
  const auto& first = offences.front();
  std::vector<std::string> people;
  std::set<UserId> seen;
  for (const auto& offence : offences) {
    if (seen.insert(offence.who).second && people.size() < kMostTold) people.push_back(email_of(unit, offence.who));
  }
  std::vector<std::string> roles;
  for (const auto role : first.rule->roles) roles.emplace_back(role.text());
  const auto others = seen.size() - 1;
  const auto rule = told_separations(unit, {*first.rule});
  throw Error(
      {.code = "separation-of-duties",
       .kind = FailureKind::refused,
       .message = fmt::format(
           "refusing: {} would hold {}{}{}{}; the rule is: {}", people.front(), join_words(roles),
           first.from > unit.now() ? fmt::format(" from {} on", to_rfc3339(first.from)) : "", waiver_words(unit, first),
           others == 0 ? "" : fmt::format(", and {} other{} what they must not", others, others == 1 ? "" : "s"), rule),
       .hint = hint_for(unit, rules, first),
       .details = {{"rule", std::string("separate-duties")},
                   {"sentence", rule},
                   {"user", people.front()},
                   {"roles", roles},
                   {"users", people},
                   {"count", static_cast<std::int64_t>(seen.size())}}});
}

}  // namespace

std::vector<Breach> list_holders(const Unit& unit, const NobodyHolds& rule) {
  auto people = holders_of(unit, rule.roles.front());
  for (const auto role : rule.roles) {
    if (people.empty()) return {};
    if (role == rule.roles.front()) continue;
    std::vector<UserId> both;
    std::ranges::set_intersection(people, holders_of(unit, role), std::back_inserter(both));
    people = std::move(both);
  }
  const auto waivers = waivers_of(unit, rule);
  std::vector<Breach> breaches;
  for (const auto id : people) {
    const auto waiver = waivers.find(id);
    breaches.push_back(
        {.who = id, .waiver_end = waiver == waivers.end() ? std::nullopt : std::optional(waiver->second)});
  }
  return breaches;
}

bool is_waived(const Unit& unit, const Breach& breach) { return breach.waiver_end && unit.now() < *breach.waiver_end; }

std::vector<NobodyHolds> list_separations(const Unit& unit) {
  const auto value = store::find_setting(unit.db(), domain::info_of(domain::Guard::separate_duties).name);
  return value ? value_or_throw(domain::parse_separation(*value)) : std::vector<NobodyHolds>{};
}

std::string kept_separations(const Unit& unit, const std::string& value) {
  auto rules = value_or_throw(domain::parse_separation(value));
  for (auto& rule : rules) {
    std::set<UserId> seen;
    std::erase_if(rule.waivers, [&](const domain::Waiver& waiver) { return is_of_nobody(unit, waiver); });
    for (auto& waiver : rule.waivers) {
      const auto id = id_of(unit, waiver);
      waiver.who = ref_to(id.text());
      if (seen.insert(id).second) continue;
      throw Error({.code = "invalid-assertion",
                   .kind = FailureKind::invalid,
                   .message = fmt::format("{} is excepted twice from one rule", email_of(unit, id)),
                   .hint = "name each person once",
                   .details = {{"word", email_of(unit, id)}}});
    }
  }
  return to_text(rules);
}

std::string told_separations(const Unit& unit, const std::vector<NobodyHolds>& rules) {
  auto told = rules;
  for (auto& rule : told) {
    std::erase_if(rule.waivers, [&](const domain::Waiver& waiver) { return is_of_nobody(unit, waiver); });
    for (auto& waiver : rule.waivers) {
      const auto* const id = std::get_if<UserId>(&waiver.who.value());
      if (const auto user = id == nullptr ? std::nullopt : store::find_user(unit.db(), *id))
        waiver.who = ref_to(user->record.email.text());
    }
  }
  return to_text(told);
}

std::vector<std::string> separation_news(const Unit& unit) {
  std::vector<std::string> news;
  for (const auto& rule : list_separations(unit)) {
    const auto breaches = list_holders(unit, rule);
    for (const auto& waiver : rule.waivers) {
      if (is_of_nobody(unit, waiver)) continue;
      const auto id = id_of(unit, waiver);
      if (unit.now() < waiver.end || std::ranges::find(breaches, id, &Breach::who) != breaches.end()) continue;
      news.push_back(fmt::format("the waiver of {} ended on {}", email_of(unit, id), domain::until_text(waiver.end)));
    }
    if (breaches.empty()) continue;
    std::vector<std::string> named;
    for (const auto& breach : breaches) {
      if (named.size() == kMostNamed) break;
      named.push_back(email_of(unit, breach.who) +
                      (breach.waiver_end ? fmt::format(" (waiver {} {})", is_waived(unit, breach) ? "until" : "ended",
                                                       domain::until_text(*breach.waiver_end))
                                         : ""));
    }
    news.push_back(fmt::format("{} {} {}: {}{}", breaches.size(), breaches.size() == 1 ? "person holds" : "people hold",
                               domain::role_words(rule.roles), fmt::join(named, ", "),
                               breaches.size() > named.size() ? ", ..." : ""));
  }
  return news;
}

void check_separation(const Unit& unit) {
  const auto rules = list_separations(unit);
  if (rules.empty()) return;
  const auto offences = Judge(unit, rules).run();
  if (!offences.empty()) refuse(unit, rules, offences);
}

}  // namespace pcadmin::ops
