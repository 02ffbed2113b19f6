#include "pcadmin/domain/designation.hpp"

#include <fmt/format.h>

#include <set>
#include <string>

namespace pcadmin::domain {

namespace {

/// Collects what does not fit in one designation.
class Check {
 public:
  explicit Check(const Designation& designation) : designation_(designation) {
    const auto& metrics = designation.metrics;
    if (metrics.empty()) add({}, "metrics", "no-metrics", "it has no metric", "say what counts: one metric at least");
    if (metrics.size() > DesignationLimits::kMetrics)
      add({}, "metrics", "too-many-metrics", fmt::format("it has more than {} metrics", DesignationLimits::kMetrics),
          "put those together that count alike");
    for (std::size_t at = 0; at < metrics.size(); ++at) check(at);
    check_reach();
  }

  std::vector<Misfit> found{};

 private:
  void add(std::optional<std::size_t> metric, std::string_view field, std::string code, std::string message,
           std::string hint) {
    found.push_back({metric,
                     field,
                     {.code = std::move(code),
                      .kind = FailureKind::invalid,
                      .message = std::move(message),
                      .hint = std::move(hint)}});
  }

  void check(std::size_t at) {
    const auto& metric = designation_.metrics[at];
    if (!names_.insert(metric.name.text()).second)
      add(at, "name", "metric-twice", fmt::format("it has a metric {} already", metric.name.text()),
          "give every metric a name of its own");
    if (metric.people)
      check_people(at, metric, *metric.people);
    else
      check_reported(at, metric);
  }

  void check_reported(std::size_t at, const Metric& metric) {
    if (metric.most == Points())
      add(at, "most", "metric-without-rule", "nothing can be had by this metric",
          "say how many points it brings at most");
    if (metric.reported > metric.most)
      add(at, "reported", "points-over-most",
          fmt::format("{} is more than the metric brings at most, {}", metric.reported->text(), metric.most.text()),
          "look whether the two were mixed up");
  }

  void check_people(std::size_t at, const Metric& metric, const PeopleMetric& people) {
    if (people.each > metric.most)
      add(at, "each", "points-over-most",
          fmt::format("{} for one person is more than the metric brings at most, {}", people.each.text(),
                      metric.most.text()),
          "look whether the two were mixed up");
    const bool leads_nowhere = metric.most > Points() && people.each == Points() && !people.full_at;
    const bool asks_nothing = metric.most == Points() && people.gate == 0;
    if (leads_nowhere || asks_nothing)
      add(at, leads_nowhere ? "each" : "most", "metric-without-rule",
          leads_nowhere ? "nothing leads to the points of this metric" : "the metric has neither points nor a gate",
          "give most with each or full_at, or gate, or both");
    if (people.counts.size() > DesignationLimits::kCounts)
      add(at, "counts", "too-many-counts", fmt::format("more than {} skills count", DesignationLimits::kCounts),
          "split the metric");
    // The numbers are read within the limit; points of a hundredth each could still ask for more people than there are.
    if (people_for_all(metric) > DesignationLimits::kPeople)
      add(at, "each", "too-many-people",
          fmt::format("it would take {} people to have all of it, more than {}", people_for_all(metric),
                      DesignationLimits::kPeople),
          "give full_at");
  }

  void check_reach() {
    if (!designation_.needs) return;
    std::int64_t all = 0;
    for (const auto& metric : designation_.metrics) all += metric.most.hundredths();
    if (designation_.needs->hundredths() > all)
      add({}, "needs", "threshold-out-of-reach",
          fmt::format("it needs {} points, and all metrics together bring {}", designation_.needs->text(),
                      Points::of(all).text()),
          "a metric is missing, or brings more; what is not known can be a metric without people and without reported");
  }

  const Designation& designation_;
  std::set<std::string> names_{};
};

}  // namespace

std::vector<Misfit> misfits_of(const Designation& designation) { return std::move(Check(designation).found); }

}  // namespace pcadmin::domain
