#include "columns.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace pcadmin::cli {

namespace {

std::vector<std::string> codes_of(const domain::PeopleMetric& people) {
  std::vector<std::string> codes;
  for (const auto& code : people.counts) codes.push_back(code.text());
  return codes;
}

Value number_or_nothing(const std::optional<std::int64_t>& number) { return number ? Value(*number) : Value(); }

/// What a file says of it; of a metric that is only reported, nothing that would make it one of people.
Fields metric_fields(const domain::Metric& metric) {
  Fields fields{{"name", metric.name.text()}, {"most", metric.most.text()}};
  if (const auto& people = metric.people) {
    fields.push_back({"counts", codes_of(*people)});
    fields.push_back({"kind", people->kind ? Value(std::string(to_string(*people->kind))) : Value()});
    fields.push_back({"each", people->each.text()});
    fields.push_back({"full_at", number_or_nothing(people->full_at)});
    fields.push_back({"gate", people->gate});
  } else {
    fields.push_back({"reported", value_of(metric.reported)});
  }
  fields.push_back({"confidence", std::string(to_string(metric.confidence))});
  fields.push_back({"source", value_of(metric.source)});
  return fields;
}

}  // namespace

Row designation_values(const ops::KnownDesignation& known) {
  const auto& designation = known.designation;
  std::vector<Fields> metrics;
  for (const auto& metric : designation.metrics) metrics.push_back(metric_fields(metric));
  return make_row(designation.name.text(), designation.title.text(), designation.programme.text(),
                  value_of(designation.needs), designation.every_metric, std::string(to_string(designation.confidence)),
                  value_of(designation.source), std::string(kOrigins[known.own ? 1 : 0]), std::move(metrics));
}

void warn_of_doubts(Report& report, const domain::Designation& designation) {
  std::vector<std::string> doubtful;
  for (const auto& metric : designation.metrics) {
    if (!is_verified(metric.confidence))
      doubtful.push_back(fmt::format("{} ({})", metric.name.text(), to_string(metric.confidence)));
  }
  if (!is_verified(designation.confidence))
    doubtful.push_back(fmt::format("its threshold ({})", to_string(designation.confidence)));
  if (doubtful.empty()) return;
  report.warnings.push_back(fmt::format(
      "not verified: {}; compare with Partner Center, and put down what it says: pcadmin designation define FILE",
      join_words(doubtful)));
}

}  // namespace pcadmin::cli
