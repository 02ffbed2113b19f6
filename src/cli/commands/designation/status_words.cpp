#include "status_columns.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

namespace pcadmin::cli {

namespace {

std::string people_more(std::int64_t count) {
  return fmt::format("{} {} more", count, count == 1 ? "person" : "people");
}

std::string way_words(const domain::Designation& designation, const domain::Way& way) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < way.more.size(); ++at) {
    if (way.more[at] > 0)
      parts.push_back(fmt::format("{} for {}", people_more(way.more[at]), designation.metrics[at].name.text()));
  }
  if (way.reported > domain::Points())
    parts.push_back(fmt::format("{} points more reported by Partner Center", way.reported.text()));
  return join_words(parts);
}

void add_missing(std::vector<std::string>& missing, const domain::Designation& designation,
                 const domain::MetricStanding& now, const domain::Metric& metric) {
  const auto& name = metric.name.text();
  if (!now.known) {
    missing.push_back(metric.people ? fmt::format("it is not known which certifications count for {}", name)
                                    : fmt::format("it is not known what Partner Center reports for {}", name));
  } else if (!now.gate_passed) {
    const auto short_of = metric.people->gate - static_cast<std::int64_t>(now.who.size());
    missing.push_back(fmt::format("{} for {}, without whom it is not reached", people_more(short_of), name));
  } else if (designation.every_metric && metric.most > domain::Points() && now.points == domain::Points()) {
    missing.push_back(fmt::format("{} brings nothing, and every metric must", name));
  }
}

}  // namespace

std::vector<std::string> missing_of(const ops::DesignationStatus& status) {
  std::vector<std::string> missing;
  const auto& designation = status.known.designation;
  if (status.now.standing == domain::Standing::reached) return missing;
  if (!designation.needs)
    missing.emplace_back("the threshold is not known");
  else if (status.now.points < *designation.needs)
    missing.push_back(fmt::format(
        "{} points", domain::Points::of(designation.needs->hundredths() - status.now.points.hundredths()).text()));
  for (std::size_t at = 0; at < designation.metrics.size(); ++at)
    add_missing(missing, designation, status.now.metrics[at], designation.metrics[at]);
  return missing;
}

std::vector<std::string> ways_of(const ops::DesignationStatus& status) {
  std::vector<std::string> ways;
  for (const auto& way : status.ways) ways.push_back(way_words(status.known.designation, way));
  return ways;
}

}  // namespace pcadmin::cli
