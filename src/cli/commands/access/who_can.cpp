#include "access.hpp"
#include "args.hpp"
#include "phrases.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 2> kArgs = {&kPermission.spec, &kAtLocation.spec};

constexpr std::array<Column, 10> kColumns = {{
    {.key = "id", .title = "ID", .in_table = false, .is_id = true, .type = domain::FieldType::id},
    {.key = "name", .title = "NAME"},
    {.key = "email", .title = "E-MAIL", .whole = true, .type = domain::FieldType::email},
    {.key = "role", .title = "THROUGH", .type = domain::FieldType::role},
    {.key = "location", .title = "FOR", .nothing = "whole organisation"},
    {.key = "starts_at", .title = "BEGAN AT", .in_table = false, .type = domain::FieldType::time},
    {.key = "expires_at", .title = "EXPIRES AT", .nothing = "never", .type = domain::FieldType::time},
    {.key = "assigned_at", .title = "ASSIGNED AT", .in_table = false, .type = domain::FieldType::time},
    {.key = "assigned_by", .title = "ASSIGNED BY", .in_table = false, .type = domain::FieldType::email},
    {.key = "reason", .title = "REASON", .in_table = false},
}};

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin access who-can incentives:edit-bank-tax", "who sees the bank account, and by which role"},
    {"pcadmin access who-can referrals:manage-all --location 4391508", "at one location"},
    {"pcadmin access who-can billing:manage-billing -o csv", "for a spreadsheet"},
}};

Row row_of(const ops::Grantee& grantee) {
  const auto& record = grantee.user.record;
  const auto& by = grantee.assignment;
  return make_row(grantee.user.id.text(), record.name.text(), record.email.text(), role_of(by), location_of(by),
                  by ? time_or_nothing(by->starts_at) : Value(), by ? time_or_nothing(by->expires_at) : Value(),
                  by ? Value(to_rfc3339(by->assigned_at)) : Value(), by ? text_or_nothing(by->assigned_by) : Value(),
                  by ? text_or_nothing(by->reason) : Value());
}

Report run(const ops::Unit& unit, Context& context) {
  const auto permission = context.args.get(kPermission);
  Report report{.body = ListBody{"people", kColumns,
                                 [&unit, permission,
                                  place = context.args.find(kAtLocation)](const std::function<bool(const Row&)>& each) {
                                   ops::list_grantees(unit, permission, place, [&](const ops::Grantee& grantee) {
                                     return each(row_of(grantee));
                                   });
                                 }}};
  if (!context.args.has(kAtLocation.spec) && !context.filter) {
    if (const auto more = ops::count_scoped_grantees(unit, permission); more > 0)
      report.said = fmt::format("{} more may, at single locations only: pcadmin access who-can {} --location ID", more,
                                permission.text());
  }
  if (domain::allowed_to_everybody(permission))
    report.said = "every active account has " + std::string(permission.text()) + ", without a role";
  return report;
}

}  // namespace

constinit const Command kAccessWhoCan{
    .noun = "access",
    .verb = "who-can",
    .summary = "List who may do something, and through which role",
    .details =
        "Now, in active accounts: a line for each assignment that grants it, so somebody who has it twice is listed "
        "twice. Role by role, within one in the order in which people were added.\n\n"
        "Without --location the question is for the whole organisation, and the answer ends with how many more may at "
        "single locations; with it, assignments for that location count too. What every active account may "
        "(default-user) lists everybody.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::list_people,
    .run = run,
    .columns = kColumns,
    .lists = true,
};

}  // namespace pcadmin::cli
