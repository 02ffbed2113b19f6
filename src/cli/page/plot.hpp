#pragma once

#include "pcadmin/base/clock.hpp"

#include <cstdint>
#include <span>
#include <string>

/// Plots as inline SVG that keeps its letters' size at every width and in print, and takes its colours from the style
/// sheet. To a screen reader each is one picture with its words; the figures stand beside it in a table.
namespace pcadmin::cli {

/// What a plot is called, and what somebody is told who does not see it. `id` is its own on the page.
struct PlotWords {
  std::string id;
  std::string title;
  std::string says;
};

struct Bar {
  std::string label;
  std::int64_t count;
};
/// A bar below each label, of which a long one is cut: the table has it whole, and on paper a line below. `most` is as
/// long as the plot is wide. None of them counts more.
std::string plot_bars(const PlotWords& words, std::span<const Bar> bars, std::int64_t most);

struct Point {
  Time at;
  std::int64_t count;
};
/// A line over time, from the first point to the last; at least two, whose times rise.
std::string plot_line(const PlotWords& words, std::span<const Point> points);

/// The beginning of a plot; `</svg>` is its end.
std::string plot_head(const PlotWords& words, int height);

}  // namespace pcadmin::cli
