#include "../../common_args.hpp"
#include "columns.hpp"
#include "role.hpp"

#include "pcadmin/ops/roles.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 1> kArgs = {&flags::kRole.spec};

constexpr std::array<Column, 12> kColumns = {{{.key = "id", .title = "ROLE", .is_id = true},
                                              {.key = "name", .title = "NAME"},
                                              {.key = "aliases", .title = "ALSO CALLED"},
                                              {.key = "category", .title = "CATEGORY"},
                                              {.key = "program", .title = "PROGRAM"},
                                              {.key = "summary", .title = "SUMMARY"},
                                              {.key = "assignable_by", .title = "ASSIGNABLE BY"},
                                              {.key = "assignable_by_basis", .title = "WHICH IS", .in_table = false},
                                              {.key = "location_scoped", .title = "BY LOCATION"},
                                              {.key = "guest_assignable", .title = "FOR GUESTS"},
                                              {.key = "note", .title = "NOTE"},
                                              {.key = "permissions", .title = "MAY"}}};

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin role show helpdesk-agent", "what a role allows, and who may assign it"},
    {"pcadmin role show \"MPN admin\"", "by an older name"},
    {"pcadmin role show global --field assignable_by", "one bare value"},
}};

std::vector<Fields> permissions_of(const domain::Role& role) {
  std::vector<Fields> list;
  for (const auto id : role.permissions) {
    const auto* const permission = domain::Catalogue::find_permission(id);
    list.push_back({{"id", std::string(id)},
                    {"workspace", std::string(permission->workspace)},
                    {"summary", std::string(permission->summary)}});
  }
  return list;
}

Report run(const ops::Unit& unit, Context& context) {
  static_cast<void>(unit.who());
  const auto id = context.args.get(flags::kRole);
  const auto& role = id.role();
  return {.body = RecordBody{"role",
                             kColumns,
                             {std::string(role.id), std::string(role.name), words_of(role.aliases),
                              std::string(to_string(role.category)), std::string(role.program),
                              std::string(role.summary), words_of(role.assignable_by),
                              std::string(to_string(role.basis)), role.location_scoped, role.guest_assignable,
                              role.note.empty() ? Value() : Value(std::string(role.note)), permissions_of(role)}}};
}

}  // namespace

constinit const Command kRoleShow{
    .noun = "role",
    .verb = "show",
    .summary = "Show what a role allows and who may assign it",
    .details =
        "A role is named by id, name or any older name, in any letter case; global and account are short for the two "
        "admin roles people look for.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::see_admins,
    .run = run,
    .columns = kColumns,
};

}  // namespace pcadmin::cli
