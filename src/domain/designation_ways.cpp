#include "pcadmin/domain/designation_ways.hpp"

#include <algorithm>
#include <numeric>

namespace pcadmin::domain {

namespace {

using Numbers = std::vector<std::int64_t>;

/// Looks for ways beyond what is there, and beyond what no way can do without.
class Search {
 public:
  Search(const Designation& designation, const DesignationStanding& standing)
      : metrics_(designation.metrics), standing_(standing) {
    for (std::size_t at = 0; at < metrics_.size(); ++at) start(at, designation.every_metric);
    short_ = designation.needs->hundredths() - std::accumulate(have_.begin(), have_.end(), reported_must_);
    fewest_ = find_fewest();
  }

  bool is_possible() const { return possible_; }

  std::vector<Way> ways() const {
    if (!fewest_ || reported_must_ > 0) return with_reported();
    std::vector<Way> ways{way_of(*fewest_)};
    for (std::size_t at = 0; at < metrics_.size(); ++at) {
      const auto more = only_by(at);
      if (!more) continue;
      if (auto way = way_of(*more); std::ranges::find(ways, way) == ways.end()) ways.push_back(std::move(way));
    }
    std::ranges::stable_sort(ways, {}, &Way::people);
    return ways;
  }

 private:
  void start(std::size_t at, bool every_metric) {
    const auto& metric = metrics_[at];
    const auto& now = standing_.metrics[at];
    const bool needs_points = every_metric && metric.most > Points() && now.points == Points();
    const auto count = static_cast<std::int64_t>(now.who.size());
    std::int64_t must = 0;
    if (!metric.people) {
      if (needs_points) ++reported_must_;
      reported_room_ += metric.most.hundredths() - now.points.hundredths();
    } else {
      must = std::max(metric.people->gate - count, std::int64_t{0});
      while (needs_points && points_for(metric, count + must) == Points()) ++must;
      if (must > 0 && !now.known) possible_ = false;
    }
    must_.push_back(must);
    have_.push_back(metric.people ? points_for(metric, count + must).hundredths() : now.points.hundredths());
    const bool can_grow = metric.people && now.known && have_.back() < metric.most.hundredths();
    room_.push_back(can_grow ? people_for_all(metric) - count - must : 0);
  }

  /// What `more` people bring beyond what no way can do without.
  std::int64_t gain(std::size_t at, std::int64_t more) const {
    if (more == 0) return 0;
    const auto count = static_cast<std::int64_t>(standing_.metrics[at].who.size());
    return points_for(metrics_[at], count + must_[at] + more).hundredths() - have_[at];
  }

  /// By metric; nullopt where people alone do not get there. For every number of people in all, the most that so many
  /// can bring by the metrics so far: points may come in leaps, so that the next best person is not enough to look at.
  std::optional<Numbers> find_fewest() const {
    const auto all = static_cast<std::size_t>(std::accumulate(room_.begin(), room_.end(), std::int64_t{0}));
    Numbers best(all + 1, 0);
    std::vector<Numbers> taken;
    for (std::size_t at = 0; at < metrics_.size(); ++at) {
      Numbers next(all + 1, 0);
      Numbers took(all + 1, 0);
      for (std::size_t people = 0; people <= all; ++people) {
        const auto most = std::min(room_[at], static_cast<std::int64_t>(people));
        for (std::int64_t more = 0; more <= most; ++more) {
          const auto points = best[people - static_cast<std::size_t>(more)] + gain(at, more);
          if (more > 0 && points <= next[people]) continue;
          next[people] = points;
          took[people] = more;
        }
      }
      best = std::move(next);
      taken.push_back(std::move(took));
    }
    const auto enough = std::ranges::find_if(best, [&](std::int64_t points) { return points >= short_; });
    if (enough == best.end()) return std::nullopt;
    Numbers more(metrics_.size(), 0);
    auto left = enough - best.begin();
    for (auto at = metrics_.size(); at-- > 0;) {
      more[at] = taken[at][static_cast<std::size_t>(left)];
      left -= more[at];
    }
    return more;
  }

  std::optional<Numbers> only_by(std::size_t at) const {
    Numbers more(metrics_.size(), 0);
    for (; more[at] <= room_[at]; ++more[at]) {
      if (gain(at, more[at]) >= short_) return more;
    }
    return std::nullopt;
  }

  Way way_of(const Numbers& more) const {
    Way way{.more = must_};
    for (std::size_t at = 0; at < more.size(); ++at) way.more[at] += more[at];
    way.people = std::accumulate(way.more.begin(), way.more.end(), std::int64_t{0});
    return way;
  }

  /// The fewest people, or all who bring anything, and the rest reported; none where there is not so much to report.
  std::vector<Way> with_reported() const {
    const auto& more = fewest_ ? *fewest_ : room_;
    auto rest = short_ + reported_must_;
    for (std::size_t at = 0; at < metrics_.size(); ++at) rest -= gain(at, more[at]);
    auto way = way_of(more);
    way.reported = Points::of(std::max(rest, reported_must_));
    return way.reported.hundredths() <= reported_room_ ? std::vector{way} : std::vector<Way>{};
  }

  const std::vector<Metric>& metrics_;
  const DesignationStanding& standing_;
  Numbers must_{};                  ///< people, by metric, without whom there is no way
  Numbers have_{};                  ///< points with those
  Numbers room_{};                  ///< people who could bring more still
  std::int64_t reported_must_ = 0;  ///< a hundredth for every metric that may not be nothing and is not kept here
  std::int64_t reported_room_ = 0;  ///< what such metrics could bring still
  std::int64_t short_ = 0;          ///< with all that is above
  std::optional<Numbers> fewest_{};
  bool possible_ = true;
};

}  // namespace

std::vector<Way> ways_to(const Designation& designation, const DesignationStanding& standing) {
  if (!designation.needs || standing.standing == Standing::reached) return {};
  const Search search(designation, standing);
  return search.is_possible() ? search.ways() : std::vector<Way>{};
}

}  // namespace pcadmin::domain
