#include "overview_page.hpp"

#include "overview_embedded.hpp"
#include "version.hpp"
#include "words.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

/// In the order in which they stand on the page.
constexpr std::array<const Section*, 6> kSections = {&kAdminsSection, &kRolesSection,         &kGrowthSection,
                                                     &kEndingSection, &kNeverSignedInSection, &kDesignationsSection};

std::string_view embedded(std::string_view name) { return embedded_in(overview::kFiles, name); }

std::string tile(std::string_view what, std::int64_t count, const std::string& more) {
  return fmt::format("<div><dt>{}</dt><dd><b>{}</b> {}</dd></div>\n", html_escaped(what), grouped(count),
                     html_escaped(more));
}

std::string tiles(const ops::Overview& overview) {
  const auto& people = overview.people;
  const auto disabled = people.all - people.active;
  return tile("People", people.all,
              (disabled == 0 ? "all active" : grouped(disabled) + " disabled") +
                  (people.guests == 0 ? "" : ", " + counted(people.guests, "guest", "guests"))) +
         tile("Administrators", overview.admins.count, "of users and roles") +
         tile("Assignments of roles", overview.growth.back().assignments, "in force") +
         tile("Roles about to end", overview.ending.assignments.count, "by " + day_words(overview.ending.until)) +
         tile("Never signed in", overview.never_signed_in.people.count, "active accounts");
}

}  // namespace

std::string folded(std::string_view title, const HtmlTable& table) {
  return fmt::format("<details>\n<summary>Figures: {}</summary>\n{}</details>\n", html_escaped(title), table.html());
}

std::string all_by(const Material& material, std::size_t shown, std::int64_t count, std::string_view command) {
  if (count == 0) return {};
  const auto cut = static_cast<std::int64_t>(shown) < count
                       ? fmt::format("<strong>{} of {} are shown.</strong> ", grouped(static_cast<std::int64_t>(shown)),
                                     grouped(count))
                       : "";
  return fmt::format("<p class=\"all\">{}All of them: <code>pcadmin {}</code></p>\n", cut,
                     html_escaped(std::string(command) + material.as_of));
}

std::string overview_page(const Material& material) {
  const auto& overview = material.overview;
  std::string links;
  std::string sections;
  for (const auto* const section : kSections) {
    const auto body = section->body(material);
    if (body.empty()) continue;
    links += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", section->id, html_escaped(section->title));
    sections += fmt::format("<section aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">{1}</h2>\n{2}</section>\n", section->id,
                            html_escaped(section->title), body);
  }
  using fmt::arg;
  return fmt::format(fmt::runtime(embedded("overview.html")), arg("organization", html_escaped(overview.organization)),
                     arg("style", embedded("overview.css")), arg("partner_id", html_escaped(overview.partner_id)),
                     arg("time", to_rfc3339(overview.at)), arg("at", moment_words(overview.at)),
                     arg("change", overview.change.number), arg("tiles", tiles(overview)), arg("links", links),
                     arg("sections", sections), arg("version", kVersion));
}

}  // namespace pcadmin::cli
