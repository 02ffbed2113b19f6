#include "cli/page/plot.hpp"

#include "cli/page/html.hpp"
#include "cli/page/words.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <string>
#include <vector>

namespace {

using namespace pcadmin;
using namespace pcadmin::cli;
using Catch::Contains;

constexpr Time kNine{std::chrono::seconds{1795425300}};  // 2026-11-23T09:15:00Z

PlotWords words() { return {.id = "p", .title = "People & roles", .says = "Two <b>."}; }

std::string line(std::vector<std::int64_t> counts, std::chrono::seconds step = std::chrono::days(1)) {
  std::vector<Point> points;
  for (const auto count : counts) points.push_back({kNine + step * static_cast<int>(points.size()), count});
  return plot_line(words(), points);
}

TEST_CASE("a bar is as long as its share of the longest", "[cli][page]") {
  const std::vector<Bar> bars = {{"all", 8}, {"some", 2}, {"none", 0}};
  const auto svg = plot_bars(words(), bars, 8);
  CHECK_THAT(svg, Contains("class=\"bar\" width=\"100.00%\"") && Contains("class=\"bar\" width=\"25.00%\"") &&
                      Contains("class=\"bar\" width=\"0.00%\""));
  CHECK_THAT(plot_bars(words(), std::array{Bar{"none", 0}}, 0), Contains("class=\"bar\" width=\"0.00%\""));
}

TEST_CASE("names that a plot cuts stand below it in full, for who reads it on paper", "[cli][page]") {
  const std::string name(40, 'x');
  const auto svg = plot_bars(words(), std::array{Bar{name, 2}, Bar{"short", 1}}, 2);
  CHECK_THAT(svg, Contains("<p class=\"in-full\">Cut above, in full: " + name + "</p>"));
  CHECK_THAT(plot_bars(words(), std::array{Bar{"short", 1}}, 1), !Contains("in-full"));
}

TEST_CASE("a plot is one picture with a name and with words for who does not see it", "[cli][page]") {
  const auto head = "<svg role=\"img\" aria-labelledby=\"p-title p-desc\"";
  const auto title = "<title id=\"p-title\">People &amp; roles</title>\n<desc id=\"p-desc\">Two &lt;b&gt;.</desc>";
  CHECK_THAT(line({1, 2}), Contains(head) && Contains(title));
  CHECK_THAT(plot_bars(words(), std::array{Bar{"<i>", 1}}, 1),
             Contains(head) && Contains(title) && Contains(">&lt;i&gt;</text>"));
}

TEST_CASE("a line ends at its last count on a scale whose half is whole", "[cli][page]") {
  const auto ends_at = [](std::int64_t most, std::string_view scale, std::string_view half) {
    const auto svg = line({0, most});
    INFO(svg);
    CHECK_THAT(svg, Contains("<text class=\"scale\" x=\"0\" y=\"17.0\">" + std::string(scale) + "</text>"));
    CHECK_THAT(svg, Contains("<text class=\"scale\" x=\"0\" y=\"90.0\">" + std::string(half) + "</text>"));
    CHECK_THAT(svg, Contains("<text class=\"value\" x=\"100%\"") && Contains(">" + grouped(most) + "</text>"));
  };
  ends_at(1, "2", "1");
  ends_at(5, "6", "3");
  ends_at(10, "10", "5");
  ends_at(11, "12", "6");
  ends_at(201, "240", "120");
  ends_at(241, "300", "150");
  ends_at(9'999, "10,000", "5,000");
  ends_at(0, "2", "1");
}

TEST_CASE("a line goes by time and not by point", "[cli][page]") {
  const auto svg = plot_line(words(), std::array{Point{kNine, 0}, Point{kNine + std::chrono::days(1), 1},
                                                 Point{kNine + std::chrono::days(4), 2}});
  CHECK_THAT(svg, Contains("d=\"M0.0,146.0 L250.0,73.0 L1000.0,0.0\""));
  CHECK_THAT(svg, Contains(">23 Nov 2026</text>") && Contains(">27 Nov 2026</text>"));
  CHECK_THAT(line({1, 2}, std::chrono::hours(1)), Contains(">23 Nov 2026, 10:15</text>"));
}

TEST_CASE("numbers and moments stand on a page as people write them", "[cli][page]") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1'000) == "1,000");
  CHECK(grouped(1'234'567) == "1,234,567");
  CHECK(counted(1, "person", "people") == "1 person");
  CHECK(counted(0, "person", "people") == "0 people");
  CHECK(moment_words(kNine) == "23 November 2026, 09:15 UTC");
  CHECK(day_words(kNine) == "23 Nov 2026");
  CHECK(hour_words(kNine) == "23 Nov 2026, 09:15");
  CHECK(program_name("csp") == "CSP");
  CHECK(program_name("marketplace") == "Marketplace");
}

TEST_CASE("a table of a page names its rows and columns and takes no cell for markup", "[cli][page]") {
  HtmlTable table("Who & <what>", std::array<HtmlColumn, 2>{{{"Name"}, {"People", true}}});
  table.add({"<b>Ann</b>", "1"});
  CHECK(table.html() ==
        "<table>\n<caption>Who &amp; &lt;what&gt;</caption>\n<thead>\n<tr><th scope=\"col\">Name</th>"
        "<th scope=\"col\" class=\"number\">People</th></tr>\n</thead>\n<tbody>\n"
        "<tr><th scope=\"row\" dir=\"auto\">&lt;b&gt;Ann&lt;/b&gt;</th><td class=\"number\">1</td></tr>\n"
        "</tbody>\n</table>\n");
}

}  // namespace
