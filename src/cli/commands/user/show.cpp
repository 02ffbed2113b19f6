#include "../../common_args.hpp"
#include "columns.hpp"
#include "user.hpp"

#include "pcadmin/ops/people.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 1> kArgs = {&flags::kUser.spec};

constexpr auto kColumns =
    person_columns_and(std::array<Column, 4>{{{.key = "last_sign_in", .title = "LAST SIGN-IN"},
                                              {.key = "password_pending", .title = "PASSWORD PENDING"},
                                              {.key = "assignments", .title = "ASSIGNMENTS"},
                                              {.key = "change", .title = "CHANGE", .in_table = false}}});

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin user show ann@contoso.example", "a person's record, roles, and how they came by each"},
    {"pcadmin user show usr_2 -o json", "the same for a program"},
    {"pcadmin user show ann@contoso.example --field roles", "one bare value"},
}};

Report run(const ops::Unit& unit, Context& context) {
  const auto details = ops::show_user(unit, context.args.get(flags::kUser));
  std::vector<domain::RoleId> roles;
  for (const auto& assignment : details.assignments) {
    if (assignment.holds_at(unit.now())) roles.push_back(assignment.role);
  }
  auto row = person_values(details.user, roles);
  row.emplace_back(details.last_sign_in ? Value(to_rfc3339(*details.last_sign_in)) : Value());
  row.emplace_back(details.password_pending);
  row.emplace_back(assignments_fields(details.assignments));
  row.emplace_back(details.user.since.number);
  Report report{.body = RecordBody{"user", kColumns, std::move(row)}};
  if (roles.empty()) report.said = details.user.record.email.text() + " has " + roles_sentence(roles);
  return report;
}

}  // namespace

constinit const Command kUserShow{
    .noun = "user",
    .verb = "show",
    .summary = "Show a person's record and roles",
    .details =
        "Everybody may see themselves. PASSWORD PENDING says that a temporary password has not been changed yet.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::see_people,
    .run = run,
    .columns = kColumns,
};

}  // namespace pcadmin::cli
