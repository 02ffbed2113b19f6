#include "pcadmin/ops/checks.hpp"

#include "grant_rules.hpp"
#include "rehearsal.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/ops/separation.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/holdings.hpp"
#include "pcadmin/store/rehearsal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>

namespace pcadmin::ops {

namespace {

using domain::Bound;
using domain::Remedy;
using domain::RoleId;
using domain::UserId;

std::string people(std::int64_t number) { return fmt::format("{} {}", number, number == 1 ? "person" : "people"); }
std::string hold(std::int64_t number) { return number == 1 ? "holds" : "hold"; }

/// The first few of so many.
std::string names(const std::vector<std::string>& who, std::int64_t number) {
  constexpr std::size_t kFew = 3;
  std::vector<std::string> few(who.begin(), who.begin() + static_cast<std::ptrdiff_t>(std::min(who.size(), kFew)));
  const auto others = number - static_cast<std::int64_t>(few.size());
  if (others > 0) few.push_back(fmt::format("{} other{}", others, others == 1 ? "" : "s"));
  return join_words(few);
}

/// Something that could be done about a violation: for somebody, who is told as `called`.
struct Proposal {
  UserId who;
  std::string called;
  Remedy remedy;
};

std::string command_of(const Proposal& proposal) { return to_command(proposal.remedy, proposal.called); }

/// What there is to do before `proposal`, which was refused.
std::string words_of(const Unit& unit, const Proposal& proposal, const Failure& refusal) {
  if (refusal.code == "own-admin-role")
    return fmt::format("let another admin do it, or, if you mean it: {} --yes", command_of(proposal));
  if (refusal.kind != FailureKind::denied)
    return fmt::format("{} stands in the way: {}", refused_by(refusal), refusal.hint);
  std::string whom;
  for (const auto& [email, role] : list_granters(unit, *proposal.remedy.role))
    whom += fmt::format("{}{} ({})", whom.empty() ? "" : ", ", email, role.text());
  return fmt::format("ask {}: {}", whom.empty() ? "whoever may (pcadmin admins list)" : whom, command_of(proposal));
}

/// The first of several that goes through when it is tried; else what stands in the way of the very first.
class Mender {
 public:
  explicit Mender(const Unit& unit) : unit_(unit) {}

  /// Whether it is worth proposing another.
  bool propose(Proposal proposal) {
    constexpr int kMostTried = 8;
    if (store::is_past(unit_.db())) return false;  // what helped then may be wrong now
    auto tried = rehearse(unit_, proposal.who, {proposal.remedy});
    proposal.remedy = tried.remedies.front();
    if (!tried.refusal) mend_ = command_of(proposal);
    if (!mend_ && words_.empty()) words_ = words_of(unit_, proposal, *tried.refusal);
    return !mend_ && ++tried_ < kMostTried;
  }
  std::string mend() const { return mend_.value_or(words_); }

 private:
  const Unit& unit_;
  std::optional<std::string> mend_;
  std::string words_;
  int tried_ = 0;
};

using Remedies = std::function<std::vector<Remedy>(UserId, RoleId)>;

/// Collects who violates an assertion: everybody once, by the id of those who are named.
class Violators {
 public:
  void add(UserId who, RoleId role) { seen_.try_emplace(who, role); }

  /// The judgement, when everybody was added: `what` says what so many people do, `remedies` what could be done about
  /// one of them.
  Judgement judge(const Unit& unit, const std::string& kept, const std::function<std::string(std::int64_t)>& what,
                  const Remedies& remedies, const std::string& besides = {}) const {
    if (seen_.empty()) return {.what = kept + besides};
    Judgement found{.holds = false, .violations = static_cast<std::int64_t>(seen_.size())};
    for (const auto& [who, role] : seen_) {
      if (found.who.size() == kMostViolators) break;
      found.who.push_back(email_of(unit, who));
    }
    found.what = what(found.violations) + ": " + names(found.who, found.violations) + besides;
    found.mend = mend(unit, remedies);
    return found;
  }

 private:
  std::string mend(const Unit& unit, const Remedies& remedies) const {
    Mender mender(unit);
    for (const auto& [who, role] : seen_) {
      for (const auto& remedy : remedies(who, role)) {
        if (!mender.propose({who, email_of(unit, who), remedy})) return mender.mend();
      }
    }
    return mender.mend();
  }

  std::map<UserId, RoleId> seen_;  ///< and a role by which each does
};

void each_held(const Unit& unit, RoleId role, Time moment, const std::function<bool(const store::Holding&)>& each) {
  store::list_holdings(unit.db(), role, moment,
                       [&](const store::Holding& holding) { return !holding.holds_at(moment) || each(holding); });
}

std::vector<Remedy> taking(UserId, RoleId role) { return {{.act = Remedy::Act::unassign, .role = role}}; }

/// Giving anew, by the terms of `remedy`, what they hold of `role` now and `wants` it.
std::vector<Remedy> giving_anew(const Unit& unit, UserId who, Remedy remedy,
                                const std::function<bool(const store::Assignment&)>& wants) {
  for (const auto& held : store::list_assignments(unit.db(), who)) {
    if (held.role != remedy.role || !held.holds_at(unit.now()) || !wants(held)) continue;
    if (held.location) remedy.location = held.location->partner_id;
    break;
  }
  return {remedy};
}

Judgement judge_one(const Unit& unit, const domain::SubsetOf& says) {
  std::set<UserId> allowed;
  for (const auto& ref : says.allowed) {
    if (const auto user = find_user(unit, ref)) allowed.insert(user->id);
  }
  Violators others;
  each_held(unit, says.role, unit.now(), [&](const store::Holding& holding) {
    if (!allowed.contains(holding.user)) others.add(holding.user, says.role);
    return true;
  });
  return others.judge(
      unit, "nobody else holds it",
      [&](std::int64_t number) { return fmt::format("{} {} it and may not", people(number), hold(number)); }, taking);
}

/// How many hold a role at a moment to come, as far as it can be known now.
std::int64_t count_holders(const Unit& unit, const domain::HowMany& says, Time moment) {
  // By the guards' own count, and no further than it matters: a store has few global admins, or it has enough.
  if (says.role == domain::global_admin() && says.bound == Bound::at_least)
    return static_cast<std::int64_t>(store::list_able_members(unit.db(), says.role, moment, says.number).size());
  std::int64_t count = 0;
  std::optional<UserId> last;
  each_held(unit, says.role, moment, [&](const store::Holding& holding) {
    if (last != holding.user) ++count;  // once, whatever the locations
    last = holding.user;
    return says.bound == Bound::at_most || count < says.number;
  });
  return count;
}

/// Of those who hold the role now, the first whose assignment is over by `moment`.
std::optional<UserId> find_ending(const Unit& unit, RoleId role, Time moment) {
  std::optional<UserId> ending;
  each_held(unit, role, unit.now(), [&](const store::Holding& holding) {
    if (!holding.holds_at(moment)) ending = holding.user;
    return !ending;
  });
  return ending;
}

/// Keeping somebody whose role ends, or finding somebody else.
std::string way_to_more(const Unit& unit, const domain::HowMany& says, Time moment) {
  if (store::is_past(unit.db())) return {};
  const bool has_to_end = demands(unit, domain::Guard::expiry_required, says.role);
  const auto ahead = moment - unit.now();
  Remedy remedy{.act = Remedy::Act::assign, .role = says.role};
  if (has_to_end) remedy.end = std::chrono::ceil<std::chrono::days>(ahead) + kUsualLife;
  if (const auto ending = find_ending(unit, says.role, moment)) {
    if (!has_to_end) remedy.end.emplace();
    const auto ends = [&](const store::Assignment& held) { return !held.holds_at(moment); };
    Mender mender(unit);
    mender.propose({*ending, email_of(unit, *ending), giving_anew(unit, *ending, remedy, ends).front()});
    return mender.mend();
  }
  remedy.reason = demands(unit, domain::Guard::reason_required, says.role);
  return to_command(remedy, "USER");
}

Judgement judge_too_few(const Unit& unit, const domain::HowMany& says, std::int64_t count, Time moment) {
  const bool able = says.role == domain::global_admin();
  Judgement found{.holds = count >= says.number, .violations = std::max<std::int64_t>(0, says.number - count)};
  const auto whole = fmt::format("{}{}", people(count), able ? " who can sign in" : "");
  if (found.holds) {
    found.what = fmt::format("at least {} {} it", whole, hold(count));
    return found;
  }
  found.what = says.ahead ? fmt::format("{} will hold it at {}", whole, to_rfc3339(moment))
                          : fmt::format("{} {} it", whole, hold(count));
  found.mend = way_to_more(unit, says, moment);
  return found;
}

Judgement judge_too_many(const Unit& unit, const domain::HowMany& says, std::int64_t count, Time moment) {
  Judgement found{.holds = count <= says.number,
                  .violations = std::max<std::int64_t>(0, count - says.number),
                  .what = fmt::format("{} {} it", people(count), says.ahead ? "will hold" : hold(count))};
  if (found.holds) return found;
  std::optional<UserId> last;
  each_held(unit, says.role, moment, [&](const store::Holding& holding) {
    if (last != holding.user) found.who.push_back(email_of(unit, holding.user));
    last = holding.user;
    return found.who.size() < kMostViolators;
  });
  found.what += ": " + names(found.who, count);
  Mender mender(unit);  // whom to choose is not for a program to say, but whether there is anybody
  for (const auto& email : found.who) {
    const auto who = find_user(unit, value_or_throw(domain::UserRef::parse(email)));
    if (!mender.propose({who->id, "USER", taking(who->id, says.role).front()})) break;
  }
  found.mend = mender.mend();
  return found;
}

Judgement judge_one(const Unit& unit, const domain::HowMany& says) {
  const auto moment = says.ahead ? unit.now() + says.ahead->seconds() : unit.now();
  const auto count = count_holders(unit, says, moment);
  return says.bound == Bound::at_least ? judge_too_few(unit, says, count, moment)
                                       : judge_too_many(unit, says, count, moment);
}

Judgement judge_one(const Unit& unit, const domain::NobodyHolds& says) {
  Violators holders;
  std::int64_t waived = 0;
  std::int64_t ended = 0;
  for (const auto& breach : list_holders(unit, says)) {
    if (is_waived(unit, breach)) {
      ++waived;
      continue;
    }
    ended += breach.waiver_end ? 1 : 0;
    holders.add(breach.who, says.roles.back());
  }
  const auto besides = (ended > 0 ? fmt::format("; of {} the waiver has ended", ended) : std::string()) +
                       (waived > 0 ? fmt::format("; {} {} them by a waiver", people(waived), hold(waived)) : "");
  return holders.judge(
      unit, "nobody holds them",
      [](std::int64_t number) { return fmt::format("{} {} them", people(number), hold(number)); },
      [&](UserId who, RoleId) {
        std::vector<Remedy> remedies;
        for (auto role = says.roles.rbegin(); role != says.roles.rend(); ++role)
          remedies.push_back(taking(who, *role).front());
        return remedies;
      },
      besides);
}

Judgement judge_one(const Unit& unit, const domain::NoPermanent& says) {
  Violators holders;
  for (const auto role : says.of.roles()) {
    each_held(unit, role, unit.now(), [&](const store::Holding& holding) {
      if (!holding.expires_at) holders.add(holding.user, role);
      return true;
    });
  }
  return holders.judge(
      unit, "every assignment has an end",
      [](std::int64_t number) { return fmt::format("{} {} one without an end", people(number), hold(number)); },
      [&](UserId who, RoleId role) {
        return giving_anew(unit, who, {.act = Remedy::Act::assign, .role = role, .end = kUsualLife},
                           [](const store::Assignment& held) { return !held.expires_at; });
      });
}

Judgement judge_one(const Unit& unit, const domain::HaveReason& says) {
  Violators holders;
  for (const auto role : says.with.roles()) {
    for (const auto who : store::list_unreasoned(unit.db(), role, unit.now())) holders.add(who, role);
  }
  return holders.judge(
      unit, "every assignment has a reason",
      [](std::int64_t number) { return fmt::format("{} {} one without a reason", people(number), hold(number)); },
      [&](UserId who, RoleId role) {
        return giving_anew(unit, who, {.act = Remedy::Act::assign, .role = role, .reason = true},
                           [](const store::Assignment& held) { return held.reason.value_or("").empty(); });
      });
}

}  // namespace

Judgement judge(const Unit& unit, const domain::Assertion& assertion) {
  require(unit, domain::Act::list_people);
  return std::visit([&](const auto& says) { return judge_one(unit, says); }, assertion);
}

}  // namespace pcadmin::ops
