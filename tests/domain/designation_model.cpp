#include "domain/designation_model.hpp"

#include <algorithm>

namespace pcadmin::test {

namespace {

using namespace domain;  // NOLINT(google-build-using-namespace)

bool is_meant(const PeopleMetric& metric, const HeldSkill& skill, Day day) {
  bool named = false;
  for (const auto& code : metric.counts) {
    if (key_of(code) == skill.code_key) named = true;
    if (!skill.title_key.empty() && key_of(code) == skill.title_key) named = true;
  }
  if (metric.kind && *metric.kind != skill.kind) return false;
  return named && !(day < skill.achieved);
}

/// What somebody would have to mend before one thing they have passed counts: all of it.
std::vector<WhyNot> all_obstacles(const Achiever& person, const HeldSkill& skill, Day day) {
  std::vector<WhyNot> all;
  if (!person.active) all.push_back(WhyNot::disabled);
  if (skill.expires && *skill.expires < day) all.push_back(WhyNot::expired);
  if (!person.associated) all.push_back(WhyNot::unassociated);
  if (person.linked && skill.profile_key && *skill.profile_key != *person.linked) all.push_back(WhyNot::other_profile);
  if (!person.linked) all.push_back(WhyNot::unlinked);
  return all;
}

/// Adds up person by person.
std::int64_t add_up(const Metric& metric, std::int64_t count) {
  std::int64_t sum = 0;
  for (std::int64_t person = 1; person <= count; ++person) {
    sum += metric.people->each.hundredths();
    if (metric.people->full_at && person == *metric.people->full_at) sum = metric.most.hundredths();
    if (sum > metric.most.hundredths()) sum = metric.most.hundredths();
  }
  return sum;
}

SlowMetric slow_metric(const Metric& metric, std::span<const Achiever> people, Day day) {
  SlowMetric slow;
  if (!metric.people) {
    slow.least = metric.reported ? metric.reported->hundredths() : 0;
    slow.most = metric.reported ? metric.reported->hundredths() : metric.most.hundredths();
    return slow;
  }
  for (const auto& person : people) {
    std::vector<WhyNot> best;
    bool any = false;
    for (const auto& skill : person.skills) {
      if (!is_meant(*metric.people, skill, day)) continue;
      const auto all = all_obstacles(person, skill, day);
      if (!any || all.empty() || (!best.empty() && all.front() < best.front())) best = all;
      any = true;
      if (all.empty()) break;
    }
    if (any && best.empty()) slow.who.push_back(person.user);
    if (any && !best.empty()) slow.not_counted.push_back({person.user, best.front()});
  }
  slow.least = add_up(metric, static_cast<std::int64_t>(slow.who.size()));
  slow.most = metric.people->counts.empty() ? metric.most.hundredths() : slow.least;
  return slow;
}

/// `points` and `people` by metric; of what is not known there are no people.
bool satisfies(const Designation& designation, const std::vector<std::int64_t>& points,
               const std::vector<std::int64_t>& people) {
  std::int64_t sum = 0;
  for (std::size_t at = 0; at < designation.metrics.size(); ++at) {
    const auto& metric = designation.metrics[at];
    sum += points[at];
    if (metric.people && people[at] < metric.people->gate) return false;
    if (designation.every_metric && metric.most.hundredths() > 0 && points[at] == 0) return false;
  }
  return sum >= designation.needs->hundredths();
}

}  // namespace

SlowStanding slow_standing(const Designation& designation, std::span<const Achiever> people, Day day) {
  SlowStanding slow{.standing = Standing::open};
  std::vector<std::int64_t> least;
  std::vector<std::int64_t> most;
  std::vector<std::int64_t> counts;
  std::vector<std::int64_t> most_counts;
  for (const auto& metric : designation.metrics) {
    slow.metrics.push_back(slow_metric(metric, people, day));
    least.push_back(slow.metrics.back().least);
    most.push_back(slow.metrics.back().most);
    counts.push_back(static_cast<std::int64_t>(slow.metrics.back().who.size()));
    const bool unknown = metric.people && metric.people->counts.empty();
    most_counts.push_back(unknown ? 1'000'000 : counts.back());
  }
  auto easy = designation;
  easy.needs = designation.needs.value_or(Points());
  if (designation.needs && satisfies(designation, least, counts))
    slow.standing = Standing::reached;
  else if (!satisfies(easy, most, most_counts))
    slow.standing = Standing::below;
  return slow;
}

std::optional<std::int64_t> slow_fewest(const Designation& designation, const DesignationStanding& standing,
                                        std::int64_t most) {
  const auto size = designation.metrics.size();
  std::vector<std::int64_t> more(size, 0);
  std::optional<std::int64_t> fewest;
  while (true) {
    std::vector<std::int64_t> points;
    std::vector<std::int64_t> counts;
    std::int64_t sum = 0;
    bool possible = true;
    for (std::size_t at = 0; at < size; ++at) {
      const auto& metric = designation.metrics[at];
      const auto count = static_cast<std::int64_t>(standing.metrics[at].who.size()) + more[at];
      const bool can = metric.people && !metric.people->counts.empty();
      if (more[at] > 0 && !can) possible = false;
      counts.push_back(count);
      points.push_back(metric.people ? add_up(metric, count) : standing.metrics[at].points.hundredths());
      sum += more[at];
    }
    if (possible && (!fewest || sum < *fewest) && satisfies(designation, points, counts)) fewest = sum;
    std::size_t place = 0;
    while (place < size && ++more[place] > most) more[place++] = 0;
    if (place == size) return fewest;
  }
}

}  // namespace pcadmin::test
