#include "pcadmin/ops/overview.hpp"

#include "pcadmin/ops/guards.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/store/organization.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace pcadmin::ops {

namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr std::int64_t kMostSteps = 36;  ///< of growth: as many as a plot shows apart and a table is still read
constexpr std::array<std::chrono::seconds, 7> kSteps = {hours(1), hours(6), days(1),  days(7),
                                                        days(28), days(91), days(364)};
constexpr std::int64_t kMostParts = 12;  ///< of what ends
constexpr std::array<days, 3> kAges = {days(7), days(30), days(90)};

template <class T>
void add(Excerpt<T>& excerpt, std::size_t most, const T& one) {
  if (excerpt.shown.size() < most) excerpt.shown.push_back(one);
  ++excerpt.count;
}

/// Global admins first, then account admins, each person once.
Excerpt<Administrator> administrators(const Unit& unit, std::size_t most) {
  Excerpt<Administrator> admins;
  std::map<domain::UserId, std::size_t> places;
  list_admins(unit, {domain::global_admin(), domain::account_admin(), domain::user_management_admin()},
              [&](const store::Member& member) {
                const auto [place, is_new] = places.try_emplace(member.user.id, places.size());
                if (is_new) add(admins, most, Administrator{member.user, member.can_sign_in, {}});
                if (place->second < most) admins.shown[place->second].assignments.push_back(member.assignment);
                return true;
              });
  return admins;
}

/// Back from `now` in equal steps to the moment the store was made, which is the first.
std::vector<Time> moments_since(Time made, Time now) {
  const auto fits = [&](std::chrono::seconds step) { return (now - made) / step < kMostSteps; };
  const auto* const found = std::ranges::find_if(kSteps, fits);
  const auto step = found == kSteps.end() ? (now - made) / kMostSteps : *found;
  std::vector<Time> moments;
  for (auto at = now; at > made; at -= step) moments.push_back(at);
  moments.push_back(made);
  std::ranges::reverse(moments);
  return moments;
}

/// Weeks, where they are not too many; equal parts, where they are.
std::vector<CountedSpan> parts_of(Time from, Time last) {
  const std::chrono::seconds step = std::max<std::chrono::seconds>(days(7), (last - from) / kMostParts);
  std::vector<CountedSpan> parts;
  for (auto begin = from; begin < last; begin += step) parts.push_back({begin, std::min(begin + step, last)});
  return parts;
}

EndingSoon ending_soon(const Unit& unit, const Outlook& outlook) {
  EndingSoon ending{.until = unit.now() + outlook.within};
  ending.by_time = parts_of(unit.now(), ending.until);
  list_expiring(unit, outlook.within, [&](const store::Member& member) {
    add(ending.assignments, outlook.most, member);
    // What ends at a moment is gone from then on: it belongs to the part that this moment closes.
    const auto end = *member.assignment.expires_at;
    ++std::ranges::find_if(ending.by_time, [&](const CountedSpan& part) { return end <= part.until; })->count;
    return true;
  });
  return ending;
}

NeverSignedIn never_signed_in(const Unit& unit, std::size_t most) {
  NeverSignedIn never;
  auto until = Time::max();
  const auto count = [&](Time from) {
    never.added.push_back({from, until, store::count_never_signed_in(unit.db(), from, until)});
    never.people.count += never.added.back().count;
    until = from;
  };
  for (const auto age : kAges) count(unit.now() - age);
  count(Time::min());
  const auto wanted = std::min(most, static_cast<std::size_t>(never.people.count));
  if (wanted == 0) return never;
  const PeopleQuery query{.filter = {.state = domain::UserState::active, .sort = store::UserSort::created}};
  list_people(unit, query, [&](const store::ListedUser& listed) {
    if (!listed.last_sign_in) never.people.shown.push_back(listed);
    return never.people.shown.size() < wanted;
  });
  return never;
}

}  // namespace

Overview get_overview(const Unit& unit, const Outlook& outlook) {
  require(unit, domain::Act::see_history);  // of growth; the lists ask for their own rights
  const auto organization = store::get_organization(unit.db());
  const auto made = store::get_change(unit.db(), {1}).at;
  return {.organization = organization.name.text(),
          .partner_id = organization.partner_id.text(),
          .at = unit.now(),
          .change = store::find_head(unit.db())->change,
          .people = store::count_people(unit.db()),
          .admins = administrators(unit, outlook.most),
          .warnings = admin_warnings(unit),
          .members = count_members(unit),
          .growth = store::count_over_time(unit.db(), moments_since(made, unit.now())),
          .ending = ending_soon(unit, outlook),
          .never_signed_in = never_signed_in(unit, outlook.most)};
}

}  // namespace pcadmin::ops
