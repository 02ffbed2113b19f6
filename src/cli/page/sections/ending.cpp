#include "../plot.hpp"
#include "../section.hpp"
#include "../words.hpp"

#include "pcadmin/base/relative_time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace pcadmin::cli {

namespace {

constexpr std::array<HtmlColumn, 5> kColumns = {{{"Name"}, {"E-mail"}, {"Role"}, {"Ends (UTC)"}, {"Which is"}}};
constexpr std::array<HtmlColumn, 2> kPlotColumns = {{{"Until"}, {"Assignments", true}}};

/// `Referrals user at Berlin (4391508)`; of the whole organisation only the role.
std::string role_of(const store::Assignment& assignment) {
  const std::string role(assignment.role.role().name);
  const auto& place = assignment.location;
  return place ? fmt::format("{} at {} ({})", role, place->name, place->partner_id.text()) : role;
}

/// Of times that are near, with the hour.
std::string until_words(const ops::CountedSpan& part, const ops::EndingSoon& ending) {
  const bool near = ending.until - ending.by_time.front().from < std::chrono::days(2);
  return near ? hour_words(part.until) : day_words(part.until);
}

std::string figure_of(const ops::EndingSoon& ending) {
  std::vector<Bar> bars;
  HtmlTable table("Assignments that end, by time", kPlotColumns);
  for (const auto& part : ending.by_time) {
    const auto until = until_words(part, ending);
    bars.push_back({"until " + until, part.count});
    table.add({until, grouped(part.count)});
  }
  const auto most = std::ranges::max_element(bars, {}, &Bar::count)->count;
  const auto count = ending.assignments.count;
  return "<figure>\n" +
         plot_bars({.id = "ending-plot",
                    .title = "Assignments that end, by time",
                    .says = fmt::format("{} by {}.", counted(count, "assignment ends", "assignments end"),
                                        day_words(ending.until))},
                   bars, most) +
         folded("assignments that end, by time", table) + "</figure>\n";
}

std::string body(const Material& material) {
  const auto& ending = material.overview.ending;
  const auto count = ending.assignments.count;
  if (count == 0) return fmt::format("<p>No role ends by {}.</p>\n", moment_words(ending.until));
  auto html = fmt::format(
                  "<p>{} by {}. To let somebody keep a role: <code>pcadmin role extend USER ROLE --expires "
                  "WHEN</code></p>\n",
                  counted(count, "assignment of a role ends", "assignments of roles end"), moment_words(ending.until)) +
              figure_of(ending);
  HtmlTable table("What ends, soonest first", kColumns);
  for (const auto& member : ending.assignments.shown) {
    const auto& one = member.assignment;
    table.add({member.user.record.name.text(), member.user.record.email.text(), role_of(one),
               hour_words(*one.expires_at), in_words(*one.expires_at, material.overview.at)});
  }
  return html + table.scrolling() +
         all_by(material, ending.assignments.shown.size(), count, "role expiring --within " + material.within);
}

}  // namespace

constinit const Section kEndingSection{.id = "ending", .title = "Roles about to end", .body = body};

}  // namespace pcadmin::cli
