#include "../plot.hpp"
#include "../section.hpp"
#include "../words.hpp"

#include <fmt/format.h>

#include <array>
#include <vector>

namespace pcadmin::cli {

namespace {

using store::Headcount;

constexpr std::array<HtmlColumn, 4> kColumns = {
    {{"When (UTC)"}, {"People", true}, {"With an active account", true}, {"Assignments of roles in force", true}}};

std::string plot_of(const Material& material, std::string id, const std::string& title,
                    std::int64_t Headcount::*count) {
  const auto& growth = material.overview.growth;
  std::vector<Point> points;
  for (const auto& head : growth) points.push_back({head.at, head.*count});
  const auto& first = points.front();
  const auto& last = points.back();
  return fmt::format("<div>\n<h3>{}</h3>\n{}</div>\n", html_escaped(title),
                     plot_line({.id = std::move(id),
                                .title = title + " over time",
                                .says = fmt::format("From {} on {} to {} on {}.", grouped(first.count),
                                                    day_words(first.at), grouped(last.count), day_words(last.at))},
                               points));
}

std::string body(const Material& material) {
  const auto& growth = material.overview.growth;
  if (growth.size() < 2) return "<p>The store has only just been made: there is no growth to show yet.</p>\n";
  HtmlTable table("People and assignments over time", kColumns);
  for (const auto& head : growth)
    table.add({hour_words(head.at), grouped(head.people), grouped(head.active), grouped(head.assignments)});
  return fmt::format("<p>Since {}, when the store was made.</p>\n", moment_words(growth.front().at)) +
         "<figure>\n<div class=\"pair\">\n" + plot_of(material, "growth-people", "People", &Headcount::people) +
         plot_of(material, "growth-assignments", "Assignments of roles", &Headcount::assignments) + "</div>\n" +
         folded("people and assignments over time", table) + "</figure>\n";
}

}  // namespace

constinit const Section kGrowthSection{.id = "growth", .title = "Growth over time", .body = body};

}  // namespace pcadmin::cli
