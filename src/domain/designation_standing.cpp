#include "pcadmin/domain/designation_standing.hpp"

#include "pcadmin/base/text.hpp"

#include <algorithm>
#include <set>

namespace pcadmin::domain {

namespace {

/// Judges people by one metric on one day.
class Judge {
 public:
  Judge(const PeopleMetric& metric, Day day) : kind_(metric.kind), day_(day) {
    for (const auto& code : metric.counts) keys_.insert(key_of(code));
  }

  void take(const Achiever& person, MetricStanding& standing) const {
    std::optional<WhyNot> why;
    std::optional<Counted> counted;
    for (const auto& skill : person.skills) {
      if (!is_meant(skill)) continue;
      if (const auto obstacle = obstacle_of(person, skill)) {
        why = std::min(why.value_or(*obstacle), *obstacle);
      } else if (!counted) {
        counted = Counted{person.user, skill.expires};
      } else {
        counted->until = later(counted->until, skill.expires);
      }
    }
    if (counted)
      standing.who.push_back(*counted);
    else if (why)
      standing.not_counted.push_back({person.user, *why});
  }

 private:
  bool is_meant(const HeldSkill& skill) const {
    if (skill.achieved > day_ || (kind_ && skill.kind != *kind_)) return false;
    return keys_.contains(skill.code_key) || (!skill.title_key.empty() && keys_.contains(skill.title_key));
  }

  /// The hardest to mend of what is in the way; nothing when it counts.
  std::optional<WhyNot> obstacle_of(const Achiever& person, const HeldSkill& skill) const {
    if (!person.active) return WhyNot::disabled;
    if (skill.expires && *skill.expires < day_) return WhyNot::expired;
    if (!person.associated) return WhyNot::unassociated;
    if (!person.linked) return WhyNot::unlinked;
    if (skill.profile_key && *skill.profile_key != *person.linked) return WhyNot::other_profile;
    return std::nullopt;
  }

  /// Nothing is the latest: it does not expire.
  static std::optional<Day> later(const std::optional<Day>& a, const std::optional<Day>& b) {
    return a && b ? std::optional(std::max(*a, *b)) : std::nullopt;
  }

  std::set<std::string> keys_{};
  std::optional<SkillKind> kind_;
  Day day_;
};

MetricStanding standing_of(const Metric& metric, std::span<const Achiever> people, Day day) {
  MetricStanding standing{.known = is_known(metric)};
  if (!metric.people) {
    standing.points = metric.reported.value_or(Points());
    standing.at_most = metric.reported.value_or(metric.most);
    return standing;
  }
  if (standing.known) {
    const Judge judge(*metric.people, day);
    for (const auto& person : people) judge.take(person, standing);
  }
  const auto count = static_cast<std::int64_t>(standing.who.size());
  standing.points = points_for(metric, count);
  standing.at_most = standing.known ? standing.points : metric.most;
  standing.gate_passed = count >= metric.people->gate;
  return standing;
}

/// Whether it would be reached, all that is not known being for the worst or for the best.
bool is_reached(const Designation& designation, const DesignationStanding& standing, bool best) {
  for (std::size_t at = 0; at < designation.metrics.size(); ++at) {
    const auto& metric = standing.metrics[at];
    const bool has_points = designation.metrics[at].most > Points();
    if (!metric.gate_passed && !(best && !metric.known)) return false;
    if (designation.every_metric && has_points && (best ? metric.at_most : metric.points) == Points()) return false;
  }
  if (!designation.needs) return best;
  return (best ? standing.at_most : standing.points) >= *designation.needs;
}

}  // namespace

std::string_view to_string(WhyNot why) { return kWhyNots[static_cast<std::size_t>(why)]; }
std::string_view to_string(Standing standing) { return kStandings[static_cast<std::size_t>(standing)]; }

DesignationStanding standing_of(const Designation& designation, std::span<const Achiever> people, Day day) {
  DesignationStanding standing;
  for (const auto& metric : designation.metrics) {
    const auto& added = standing.metrics.emplace_back(standing_of(metric, people, day));
    standing.points = Points::of(standing.points.hundredths() + added.points.hundredths());
    standing.at_most = Points::of(standing.at_most.hundredths() + added.at_most.hundredths());
  }
  if (is_reached(designation, standing, false))
    standing.standing = Standing::reached;
  else
    standing.standing = is_reached(designation, standing, true) ? Standing::open : Standing::below;
  return standing;
}

Time three_months_after(Time time) {
  using namespace std::chrono;  // NOLINT(google-build-using-namespace)
  const auto day = floor<days>(time);
  auto date = year_month_day(day) + months(3);
  if (!date.ok()) date = date.year() / date.month() / last;
  return sys_days(date) + (time - day);
}

}  // namespace pcadmin::domain
