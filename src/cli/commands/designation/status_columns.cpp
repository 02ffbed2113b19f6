#include "status_columns.hpp"

#include <utility>

namespace pcadmin::cli {

namespace {

using People = std::map<domain::UserId, ops::Contributor>;

Fields metric_fields(const domain::Metric& metric, const domain::MetricStanding& now) {
  return {{"metric", metric.name.text()},
          {"points", now.points.text()},
          {"at_most", now.at_most.text()},
          {"most", metric.most.text()},
          {"people", metric.people ? Value(static_cast<std::int64_t>(now.who.size())) : Value()},
          {"gate", metric.people && metric.people->gate > 0 ? Value(metric.people->gate) : Value()},
          {"known", now.known},
          {"confidence", std::string(to_string(metric.confidence))}};
}

/// Whom the metrics name, in their order.
class Named {
 public:
  Named(const ops::DesignationStatus& status, const People& people) : people_(people) {
    const auto& metrics = status.known.designation.metrics;
    for (std::size_t at = 0; at < metrics.size(); ++at) {
      const auto& now = status.now.metrics[at];
      for (const auto& one : now.who) add(metrics[at], one, status.later_on);
      for (const auto& one : now.not_counted) add(metrics[at], one);
    }
  }

  std::vector<Fields> counted{};
  std::vector<Fields> not_counted{};
  std::vector<Fields> lapsing{};

 private:
  void add(const domain::Metric& metric, const domain::Counted& one, domain::Day later_on) {
    const auto found = people_.find(one.user);
    if (found == people_.end()) return;
    const auto& [name, email] = found->second;
    Fields fields{{"metric", metric.name.text()}, {"email", email}, {"name", name}, {"until", value_of(one.until)}};
    if (one.until && *one.until < later_on) lapsing.push_back(fields);
    counted.push_back(std::move(fields));
  }

  void add(const domain::Metric& metric, const domain::NotCounted& one) {
    const auto found = people_.find(one.user);
    if (found == people_.end()) return;
    const auto& [name, email] = found->second;
    not_counted.push_back({{"metric", metric.name.text()},
                           {"email", email},
                           {"name", name},
                           {"because", std::string(to_string(one.why))}});
  }

  const People& people_;
};

}  // namespace

Row status_values(const ops::DesignationStatus& status, const People& people) {
  const auto& designation = status.known.designation;
  std::vector<Fields> metrics;
  for (std::size_t at = 0; at < designation.metrics.size(); ++at)
    metrics.push_back(metric_fields(designation.metrics[at], status.now.metrics[at]));
  Named named(status, people);
  return make_row(designation.name.text(), designation.title.text(), std::string(to_string(status.now.standing)),
                  status.now.points.text(), status.now.at_most.text(), value_of(designation.needs),
                  std::string(to_string(weakest(designation))), std::string(to_string(status.later.standing)),
                  missing_of(status), std::move(metrics), std::move(named.counted), std::move(named.not_counted),
                  std::move(named.lapsing), ways_of(status));
}

}  // namespace pcadmin::cli
