#include "html.hpp"
#include "plot.hpp"
#include "words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pcadmin::cli {

namespace {

// Pixels: the line has the middle; above it is room for a number, below it the days.
constexpr int kHeight = 200;
constexpr int kTop = 22;
constexpr int kPlot = 146;
constexpr int kDays = 192;
constexpr double kWide = 1000;  ///< of the line's own coordinates, which are stretched to the width there is

/// The next number on a scale whose half is a whole number too: 2, 4, 6, 8, 10, 12, 16, 20, 24, 30 and so on.
std::int64_t scale_for(std::int64_t most) {
  for (const std::int64_t few : {2, 4, 6, 8, 10}) {
    if (most <= few) return few;
  }
  for (std::int64_t unit = 1;; unit *= 10) {
    for (const std::int64_t step : {12, 16, 20, 24, 30, 40, 50, 60, 80, 100}) {
      if (most <= step * unit) return step * unit;
    }
  }
}

double height_of(std::int64_t count, std::int64_t scale) {
  return kPlot * (1 - static_cast<double>(count) / static_cast<double>(scale));
}

std::string grid_line(std::int64_t count, std::int64_t scale) {
  const auto y = kTop + height_of(count, scale);
  return fmt::format(
      "<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"{0:.1f}\" y2=\"{0:.1f}\"/>"
      "<text class=\"scale\" x=\"0\" y=\"{1:.1f}\">{2}</text>\n",
      y, y - 5, grouped(count));
}

/// `M0,146 L500,73 L1000,0`
std::string path_through(std::span<const Point> points, std::int64_t scale) {
  const auto span = static_cast<double>((points.back().at - points.front().at).count());
  std::string path;
  for (const auto& point : points)
    path += fmt::format("{}{:.1f},{:.1f}", path.empty() ? "M" : " L",
                        kWide * static_cast<double>((point.at - points.front().at).count()) / span,
                        height_of(point.count, scale));
  return path;
}

/// A young store's days are told with the hour.
std::string day_of(Time at, std::span<const Point> points) {
  const bool young = points.back().at - points.front().at < std::chrono::days(2);
  return young ? hour_words(at) : day_words(at);
}

}  // namespace

std::string plot_line(const PlotWords& words, std::span<const Point> points) {
  const auto scale = scale_for(std::ranges::max_element(points, {}, &Point::count)->count);
  const auto path = path_through(points, scale);
  const auto end = kTop + height_of(points.back().count, scale);
  return plot_head(words, kHeight) + grid_line(scale, scale) + grid_line(scale / 2, scale) + grid_line(0, scale) +
         fmt::format(
             "<svg y=\"{0}\" width=\"100%\" height=\"{1}\" viewBox=\"0 0 {2} {1}\" preserveAspectRatio=\"none\">"
             "<path class=\"area\" d=\"{3} L{2},{1} L0,{1} Z\"/><path class=\"line\" d=\"{3}\"/></svg>\n",
             kTop, kPlot, kWide, path) +
         fmt::format(
             "<circle class=\"end\" cx=\"100%\" cy=\"{0:.1f}\" r=\"4\"/>"
             "<text class=\"value\" x=\"100%\" y=\"{1:.1f}\">{2}</text>\n"
             "<text class=\"day\" x=\"0\" y=\"{3}\">{4}</text><text class=\"day last\" x=\"100%\" "
             "y=\"{3}\">{5}</text>\n",
             end, end - 9, grouped(points.back().count), kDays, html_escaped(day_of(points.front().at, points)),
             html_escaped(day_of(points.back().at, points))) +
         "</svg>\n";
}

}  // namespace pcadmin::cli
