#include "../../args.hpp"
#include "columns.hpp"
#include "role.hpp"

#include "pcadmin/ops/roles.hpp"

#include <array>
#include <chrono>

namespace pcadmin::cli {

namespace {

constexpr Arg<Duration> kWithin{
    {.name = "--within", .help = "what ends in that time from now: 14d, 12h, 2w", .value = "TIME", .fallback = "14d"}};
constexpr std::array<const ArgSpec*, 1> kArgs = {&kWithin.spec};

constexpr std::array<Column, 13> kColumns = {{
    {.key = "id", .title = "ID", .in_table = false, .is_id = true, .type = domain::FieldType::id},
    {.key = "name", .title = "NAME"},
    {.key = "email", .title = "E-MAIL", .whole = true, .type = domain::FieldType::email},
    {.key = "role", .title = "ROLE", .type = domain::FieldType::role},
    {.key = "location", .title = "LOCATION", .nothing = "whole organisation"},
    {.key = "location_name", .title = "LOCATION NAME", .in_table = false},
    {.key = "state", .title = "STATE"},
    {.key = "expires_at", .title = "EXPIRES AT", .type = domain::FieldType::time},
    {.key = "days_left", .title = "DAYS LEFT", .type = domain::FieldType::number},
    {.key = "starts_at", .title = "STARTS AT", .in_table = false, .type = domain::FieldType::time},
    {.key = "assignment_state", .title = "ASSIGNMENT", .in_table = false},
    {.key = "assigned_by", .title = "ASSIGNED BY", .in_table = false, .type = domain::FieldType::email},
    {.key = "reason", .title = "REASON"},
}};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin role expiring", "what ends in the next two weeks, soonest first"},
    {"pcadmin role expiring --within 24h -o csv", "a day ahead, for whoever renews them"},
}};

/// Whole days: 0 means less than one.
std::int64_t days_left(const store::Assignment& assignment, Time now) {
  return std::chrono::floor<std::chrono::days>(*assignment.expires_at - now).count();
}

Row values_of(const store::Member& member, Time now) {
  const auto& record = member.user.record;
  const auto& one = member.assignment;
  return make_row(member.user.id.text(), record.name.text(), record.email.text(), std::string(one.role.text()),
                  location_or_nothing(one), location_name_or_nothing(one), std::string(to_string(record.state)),
                  to_rfc3339(*one.expires_at), days_left(one, now), time_or_nothing(one.starts_at),
                  std::string(standing_of(one, now)), text_or_nothing(one.assigned_by), text_or_nothing(one.reason));
}

Report run(const ops::Unit& unit, Context& context) {
  const auto within = context.args.find(kWithin);
  const auto time = within ? within->seconds() : std::chrono::seconds(std::chrono::days(14));
  return {.body = ListBody{"assignments", kColumns, [&unit, time](const std::function<bool(const Row&)>& each) {
                             ops::list_expiring(unit, time, [&](const store::Member& member) {
                               return each(values_of(member, unit.now()));
                             });
                           }}};
}

}  // namespace

constinit const Command kRoleExpiring{
    .noun = "role",
    .verb = "expiring",
    .summary = "List the roles that end soon",
    .details =
        "One row for each assignment, soonest first, those of disabled accounts too (STATE). DAYS LEFT are whole days. "
        "To let somebody keep a role: pcadmin role extend USER ROLE --expires WHEN.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::list_people,
    .run = run,
    .columns = kColumns,
    .lists = true,
};

}  // namespace pcadmin::cli
