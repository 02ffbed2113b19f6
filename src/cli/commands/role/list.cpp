#include "../../common_args.hpp"
#include "columns.hpp"
#include "role.hpp"

#include "pcadmin/ops/roles.hpp"

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
constexpr std::array<const ArgSpec*, 1> kArgs = {&kCategory.spec};

constexpr std::array<Column, 7> kColumns = {
    {{.key = "id", .title = "ROLE", .is_id = true, .type = domain::FieldType::role},
     {.key = "name", .title = "NAME"},
     {.key = "category", .title = "CATEGORY", .type = domain::FieldType::word, .words = kCategories},
     {.key = "members", .title = "MEMBERS", .type = domain::FieldType::number},
     {.key = "program", .title = "PROGRAM", .in_table = false},
     {.key = "assignable_by",
      .title = "ASSIGNABLE BY",
      .in_table = false,
      .type = domain::FieldType::role,
      .many = true},
     {.key = "summary", .title = "SUMMARY", .in_table = false}}};

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin role list", "all roles, and how many hold each"},
    {"pcadmin role list --filter \"members = 0\"", "roles that nobody holds"},
    {"pcadmin role list --category csp -o json", "one category, for a program"},
}};

Report run(const ops::Unit& unit, Context& context) {
  const auto category = context.args.find(kCategory);
  return {.body = ListBody{"roles", kColumns,
                           [counts = ops::count_members(unit), category](const std::function<bool(const Row&)>& each) {
                             std::size_t place = 0;
                             for (const auto& role : domain::Catalogue::roles()) {
                               const auto members = counts.at(place++);
                               if (category && category->text != to_string(role.category)) continue;
                               if (!each({std::string(role.id), std::string(role.name),
                                          std::string(to_string(role.category)), members, std::string(role.program),
                                          words_of(role.assignable_by), std::string(role.summary)}))
                                 return;
                             }
                           }}};
}

}  // namespace

constinit const Command kRoleList{
    .noun = "role",
    .verb = "list",
    .summary = "List the roles and how many hold each",
    .details =
        "The roles are those of the partner portal, in three categories: directory tenant, CSP, company. They are part "
        "of pcadmin, not of a store.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::see_admins,
    .run = run,
    .columns = kColumns,
    .lists = true,
};

}  // namespace pcadmin::cli
