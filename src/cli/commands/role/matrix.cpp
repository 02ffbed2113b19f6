#include "../../filter_rows.hpp"
#include "../access/args.hpp"
#include "bundle_args.hpp"
#include "columns.hpp"
#include "matrix_columns.hpp"
#include "matrix_page.hpp"
#include "role.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/ops/bundles.hpp"
#include "pcadmin/ops/identity.hpp"

#include <algorithm>
#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<std::string_view, 3> kCategories = {"tenant", "csp", "company"};
constexpr Arg<Word> kCategory{{.name = "--category",
                               .help = "only roles of this category",
                               .value = "CATEGORY",
                               .words = kCategories,
                               .completes = Completes::word}};
constexpr Arg<domain::RoleId> kRoles{{.name = "--role",
                                      .help = "only these roles, side by side",
                                      .value = "ROLE",
                                      .completes = Completes::role,
                                      .many = true}};
constexpr std::array<const ArgSpec*, 4> kArgs = {&kRoles.spec, &flags::kBundle.spec, &kCategory.spec, &kWorkspace.spec};
constexpr std::array<std::string_view, 1> kFormats = {"html"};

constexpr std::array<Example, 4> kExamples = {{
    {"pcadmin role matrix --workspace billing", "who may do what in one workspace"},
    {"pcadmin role matrix --role admin-agent,sales-agent", "two roles side by side"},
    {"pcadmin role matrix -o html > roles.html", "one page to read, sort, print and mail"},
    {"pcadmin role matrix -o csv", "for a spreadsheet: a column a role"},
}};

/// The roles asked for; what everybody has among them unless roles are chosen.
std::vector<const domain::Role*> chosen_roles(const ops::Unit& unit, const Args& args) {
  auto named = args.all(kRoles);
  if (const auto bundle = args.find(flags::kBundle)) {
    const auto bundled = ops::get_bundle(unit, *bundle).record.roles;
    named.insert(named.end(), bundled.begin(), bundled.end());
  }
  const auto category = args.find(kCategory);
  std::vector<const domain::Role*> roles;
  if (named.empty() && !category) roles.push_back(&domain::Catalogue::default_user());
  for (const auto id : domain::Catalogue::role_ids()) {
    const bool is_named = named.empty() || std::ranges::find(named, id) != named.end();
    if (is_named && (!category || category->text == to_string(id.role().category))) roles.push_back(&id.role());
  }
  return roles;
}

/// Without permissions that none of the roles has or that do not pass --filter, and roles that have none of what is
/// left.
Matrix matrix_of(const ops::Unit& unit, const Args& args, const std::optional<domain::Filter>& filter) {
  Matrix matrix{.roles = chosen_roles(unit, args), .permissions = domain::PermissionId::all()};
  const auto workspace = args.find(kWorkspace);
  std::erase_if(matrix.permissions, [&](domain::PermissionId id) {
    return (workspace && workspace->text != workspace_word(id.permission())) ||
           std::ranges::none_of(matrix.roles, [&](const domain::Role* role) { return allows(*role, id); });
  });
  std::erase_if(matrix.permissions,
                [&, passes = row_test(filter, kMatrixColumns)](auto id) { return !passes(matrix_row(matrix, id)); });
  if ((!workspace && !filter) || args.has(kRoles.spec) || args.has(flags::kBundle.spec)) return matrix;
  std::erase_if(matrix.roles, [&](const domain::Role* role) {
    return std::ranges::none_of(matrix.permissions, [&](auto id) { return allows(*role, id); });
  });
  return matrix;
}

Report run(const ops::Unit& unit, Context& context) {
  static_cast<void>(unit.who());
  const auto matrix = matrix_of(unit, context.args, context.filter);
  if (context.own_format == "html")
    return {.body = TextBody{matrix_page(matrix, ops::who_am_i(unit).organization, unit.now())}};
  return {.body = matrix_list(matrix)};
}

}  // namespace

constinit const Command kRoleMatrix{
    .noun = "role",
    .verb = "matrix",
    .summary = "Show which role may do what: roles against permissions",
    .details =
        "A line a permission, with the roles whose holders may; of up to four roles a column each. default-user is "
        "what every active account may. Permissions that none of the chosen roles has are left out.\n\n"
        "With --output csv and the other machine formats every role has a column of its own. --output html is one page "
        "that needs nothing beside it: it sorts by every heading, prints, and reads without scripts too.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::see_admins,
    .run = run,
    .columns = kMatrixColumns,
    .formats = kFormats,
    .lists = true,
};

}  // namespace pcadmin::cli
