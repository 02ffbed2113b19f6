#include "matrix_page.hpp"

#include "../../page/html.hpp"
#include "../../page/words.hpp"
#include "matrix_embedded.hpp"
#include "version.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pcadmin::cli {

namespace {

using domain::Role;

std::string_view embedded(std::string_view name) { return embedded_in(matrix::kFiles, name); }

/// A head over each run of roles of one category.
std::string category_heads(const Matrix& matrix) {
  std::string out;
  for (auto first = matrix.roles.begin(); first != matrix.roles.end();) {
    const auto last =
        std::find_if(first, matrix.roles.end(), [&](const Role* role) { return role->category != (*first)->category; });
    out += fmt::format("<th scope=\"colgroup\" colspan=\"{}\" class=\"group\">{}</th>", last - first,
                       html_escaped(category_name((*first)->category)));
    first = last;
  }
  return out;
}

std::string head(const Matrix& matrix) {
  auto out = fmt::format(
      "<thead>\n<tr><th scope=\"col\" rowspan=\"2\" class=\"corner\" data-key=\"permission\" data-column=\"0\" "
      "aria-sort=\"ascending\"><span class=\"way\">Permission</span></th><th scope=\"col\" rowspan=\"2\" "
      "data-key=\"count\" data-column=\"1\"><span class=\"way\">Roles</span></th>{}</tr>\n<tr>",
      category_heads(matrix));
  int column = 2;
  for (const auto* const role : matrix.roles)
    out += fmt::format(
        "<th scope=\"col\" class=\"role\" data-key=\"{0}\" data-column=\"{1}\" title=\"{2}\"><span "
        "class=\"way\">{0}</span></th>",
        html_escaped(role->id), column++, html_escaped(role->name));
  return out + "</tr>\n</thead>\n";
}

std::string row(const Matrix& matrix, domain::PermissionId permission) {
  std::string cells;
  int count = 0;
  for (const auto* const role : matrix.roles) {
    const bool yes = allows(*role, permission);
    count += yes ? 1 : 0;
    cells += yes ? "<td class=\"y\">\u2713</td>" : "<td></td>";
  }
  const auto& known = permission.permission();
  return fmt::format("<tr><th scope=\"row\"><code>{}</code><small>{}</small></th><td>{}</td>{}</tr>\n",
                     html_escaped(known.id), html_escaped(known.summary), count, cells);
}

/// `23 roles and what everybody may: 84 permissions`: what everybody has is no role that anybody is given.
std::string counted(const Matrix& matrix) {
  const auto everybody = std::ranges::count(matrix.roles, &domain::Catalogue::default_user());
  const auto roles = static_cast<std::ptrdiff_t>(matrix.roles.size()) - everybody;
  const auto permissions = matrix.permissions.size();
  return fmt::format("{} role{}{}: {} permission{}", roles, roles == 1 ? "" : "s",
                     everybody > 0 ? " and what everybody may" : "", permissions, permissions == 1 ? "" : "s");
}

std::string role_row(const Role& role) {
  std::string granters;
  for (const auto id : role.assignable_by) granters += (granters.empty() ? "" : ", ") + std::string(id);
  return fmt::format(
      "<tr><th scope=\"row\"><code>{}</code></th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
      html_escaped(role.id), html_escaped(role.name), html_escaped(role.summary),
      granters.empty() ? "everybody has it" : html_escaped(granters), role.location_scoped ? "yes" : "no",
      role.guest_assignable || role.status == domain::RoleStatus::implicit ? "yes" : "no");
}

}  // namespace

std::string matrix_page(const Matrix& matrix, const std::string& organization, Time now) {
  std::string rows;
  for (const auto permission : matrix.permissions) rows += row(matrix, permission);
  std::string roles;
  for (const auto* const role : matrix.roles) roles += role_row(*role);
  using fmt::arg;
  return fmt::format(fmt::runtime(embedded("matrix.html")),
                     arg("title", "Roles and permissions \u2013 " + html_escaped(organization)),
                     arg("style", embedded("matrix.css")), arg("counted", counted(matrix)),
                     arg("date", to_rfc3339(now)), arg("version", kVersion), arg("head", head(matrix)),
                     arg("rows", rows), arg("roles", roles), arg("script", embedded("matrix.js")));
}

}  // namespace pcadmin::cli
