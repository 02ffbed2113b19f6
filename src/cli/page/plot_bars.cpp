#include "html.hpp"
#include "plot.hpp"
#include "words.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pcadmin::cli {

namespace {

// Pixels: a line of text with its bar below, and what is above the next.
constexpr int kRow = 38;
constexpr int kBaseline = 14;
constexpr int kBarTop = 20;
constexpr int kBarHeight = 8;
constexpr std::size_t kMostOfLabel = 34;  ///< code points that have room beside a number on half a sheet of paper

/// On paper nothing can be unfolded that has the names.
std::string names_in_full(std::span<const Bar> bars) {
  std::string names;
  for (const auto& bar : bars) {
    if (shorten(bar.label, kMostOfLabel) != bar.label) names += (names.empty() ? "" : "; ") + html_escaped(bar.label);
  }
  return names.empty() ? "" : "<p class=\"in-full\">Cut above, in full: " + names + "</p>\n";
}

}  // namespace

std::string plot_head(const PlotWords& words, int height) {
  return fmt::format(
      "<svg role=\"img\" aria-labelledby=\"{0}-title {0}-desc\" width=\"100%\" height=\"{1}\">\n"
      "<title id=\"{0}-title\">{2}</title>\n<desc id=\"{0}-desc\">{3}</desc>\n",
      words.id, height, html_escaped(words.title), html_escaped(words.says));
}

std::string plot_bars(const PlotWords& words, std::span<const Bar> bars, std::int64_t most) {
  auto svg = plot_head(words, static_cast<int>(bars.size()) * kRow);
  int top = 0;
  for (const auto& bar : bars) {
    const auto percent = 100 * static_cast<double>(bar.count) / static_cast<double>(std::max(most, std::int64_t{1}));
    svg += fmt::format(
        "<text x=\"0\" y=\"{0}\">{1}</text><text class=\"value\" x=\"100%\" y=\"{0}\">{2}</text>"
        "<rect class=\"track\" width=\"100%\" y=\"{3}\" height=\"{4}\" rx=\"4\"/>"
        "<rect class=\"bar\" width=\"{5:.2f}%\" y=\"{3}\" height=\"{4}\" rx=\"4\"/>\n",
        top + kBaseline, html_escaped(shorten(bar.label, kMostOfLabel)), grouped(bar.count), top + kBarTop, kBarHeight,
        percent);
    top += kRow;
  }
  return svg + "</svg>\n" + names_in_full(bars);
}

}  // namespace pcadmin::cli
