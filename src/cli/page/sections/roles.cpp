#include "../plot.hpp"
#include "../section.hpp"
#include "../words.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/domain/role.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

namespace pcadmin::cli {

namespace {

using domain::Role;

constexpr std::array<HtmlColumn, 4> kColumns = {{{"Role"}, {"Category"}, {"Program"}, {"People", true}}};

/// Roles of one category and program, which the catalogue has side by side.
struct Kind {
  const Role* first;
  std::vector<Bar> bars{};
};

std::vector<Kind> kinds_of(const std::vector<std::int64_t>& members) {
  std::vector<Kind> kinds;
  const auto roles = domain::Catalogue::roles();
  for (std::size_t i = 0; i < roles.size(); ++i) {
    const auto& role = roles[i];
    const bool same =
        !kinds.empty() && kinds.back().first->category == role.category && kinds.back().first->program == role.program;
    if (!same) kinds.push_back({.first = &role});
    kinds.back().bars.push_back({std::string(role.name), members.at(i)});
  }
  return kinds;
}

/// `Company: Marketplace`; `CSP`, where both are called so.
std::string title_of(const Kind& kind) {
  const auto category = std::string(category_name(kind.first->category));
  const auto program = program_name(kind.first->program);
  return category == program ? category : category + ": " + program;
}

/// Which roles most people hold: one, or those that share the place.
std::string says_of(const Kind& kind) {
  constexpr std::size_t kMostNamed = 3;
  const auto most = std::ranges::max_element(kind.bars, {}, &Bar::count)->count;
  if (most == 0) return "Nobody holds one of these roles.";
  std::vector<std::string> top;
  for (const auto& bar : kind.bars) {
    if (bar.count == most) top.push_back(bar.label);
  }
  const auto people = counted(most, "person", "people");
  const auto roles = counted(std::ssize(kind.bars), "role", "roles");
  if (top.size() == 1)
    return fmt::format("{} held by {}, more than any other of these {}.", top.front(), people, roles);
  if (top.size() == kind.bars.size()) return fmt::format("Each of these {} is held by {}.", roles, people);
  if (top.size() > kMostNamed) {
    const auto more = top.size() - kMostNamed;
    top.resize(kMostNamed);
    top.push_back(fmt::format("{} more", more));
  }
  return fmt::format("{} each held by {}, more than the others of these {}.", join_words(top), people, roles);
}

std::string plot_of(const Kind& kind, std::int64_t most) {
  const auto title = title_of(kind);
  return fmt::format("<div>\n<h3>{}</h3>\n{}</div>\n", html_escaped(title),
                     plot_bars({.id = fmt::format("roles-{}-{}", to_string(kind.first->category), kind.first->program),
                                .title = title + ": people by role",
                                .says = says_of(kind)},
                               kind.bars, most));
}

std::string body(const Material& material) {
  const auto& members = material.overview.members;
  const auto held = std::ranges::count_if(members, [](std::int64_t count) { return count > 0; });
  const auto most = *std::ranges::max_element(members);
  auto html = fmt::format(
      "<p>{} of the {} roles of the partner portal are held by somebody. All bars are on one scale; who holds a role "
      "for several locations counts once.</p>\n<figure>\n<div class=\"pair\">\n",
      held, members.size());
  for (const auto& kind : kinds_of(members)) html += plot_of(kind, most);
  HtmlTable table("People by role", kColumns);
  for (std::size_t i = 0; i < members.size(); ++i) {
    const auto& role = domain::Catalogue::roles()[i];
    table.add({std::string(role.name), std::string(category_name(role.category)), program_name(role.program),
               grouped(members[i])});
  }
  return html + "</div>\n" + folded("people by role", table) + "</figure>\n" +
         all_by(material, members.size(), std::ssize(members), "role list");
}

}  // namespace

constinit const Section kRolesSection{.id = "roles", .title = "Roles by category and program", .body = body};

}  // namespace pcadmin::cli
