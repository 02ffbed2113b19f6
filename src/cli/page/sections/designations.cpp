#include "pcadmin/ops/designations.hpp"

#include "../plot.hpp"
#include "../section.hpp"
#include "../words.hpp"

#include "pcadmin/interchange/designation_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace pcadmin::cli {

namespace {

constexpr std::array<HtmlColumn, 7> kColumns = {{{"Designation"},
                                                 {"Standing"},
                                                 {"Points", true},
                                                 {"Needs", true},
                                                 {"People counted", true},
                                                 {"In three months"},
                                                 {"Numbers are"}}};
constexpr std::array<HtmlColumn, 2> kPlotColumns = {{{"Designation"}, {"Percent of the threshold", true}}};
constexpr std::int64_t kWhole = 100;

/// Each person of each metric.
std::int64_t counted_people(const ops::DesignationStatus& status) {
  std::int64_t count = 0;
  for (const auto& metric : status.now.metrics) count += static_cast<std::int64_t>(metric.who.size());
  return count;
}

/// Whether the organisation has to do with it: it was put down, or somebody counts for it.
bool concerns(const ops::DesignationStatus& status) { return status.known.own || counted_people(status) > 0; }

std::string figure_of(const std::vector<ops::DesignationStatus>& statuses) {
  std::vector<Bar> bars;
  HtmlTable table("Points in percent of the threshold", kPlotColumns);
  std::int64_t there = 0;
  for (const auto& status : statuses) {
    const auto& designation = status.known.designation;
    if (!designation.needs || *designation.needs == domain::Points()) continue;
    const auto percent = std::min(kWhole, kWhole * status.now.points.hundredths() / designation.needs->hundredths());
    bars.push_back({designation.title.text(), percent});
    table.add({designation.title.text(), grouped(percent)});
    if (percent == kWhole) ++there;
  }
  if (bars.empty()) return "";
  const auto all = static_cast<std::int64_t>(bars.size());
  return "<figure>\n" +
         plot_bars(
             {.id = "designations-plot",
              .title = "Points in percent of the threshold",
              .says = fmt::format("Of {}, {} {} the points it takes.", counted(all, "designation", "designations"),
                                  grouped(there), there == 1 ? "has" : "have")},
             bars, kWhole) +
         folded("points in percent of the threshold", table) + "</figure>\n";
}

std::string body(const Material& material) {
  if (!ops::may_see_designation_status(material.unit)) return "";
  auto statuses = ops::list_designation_status(material.unit, interchange::shipped_designations());
  std::erase_if(statuses, [](const auto& status) { return !concerns(status); });
  if (statuses.empty()) return "";
  HtmlTable table("Designations against their thresholds", kColumns);
  for (const auto& status : statuses) {
    const auto& designation = status.known.designation;
    table.add({designation.title.text(), std::string(to_string(status.now.standing)), status.now.points.text(),
               designation.needs ? designation.needs->text() : "not known", grouped(counted_people(status)),
               std::string(to_string(status.later.standing)), std::string(to_string(weakest(designation)))});
  }
  const auto count = static_cast<std::int64_t>(statuses.size());
  return "<p>Reached or below whatever is not known; open where that decides. Each person counts once a metric. Those "
         "of no concern here, for which nobody counts, are left out.</p>\n" +
         figure_of(statuses) + table.scrolling() + all_by(material, statuses.size(), count, "designation status");
}

}  // namespace

constinit const Section kDesignationsSection{
    .id = "designations", .title = "Designations against their thresholds", .body = body};

}  // namespace pcadmin::cli
