#include "../../common_args.hpp"
#include "../../filter_rows.hpp"
#include "../../shell_word.hpp"
#include "access.hpp"
#include "args.hpp"
#include "phrases.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<domain::PartnerId> kLocation{{.name = "--location",
                                            .help = "only what they may at this location, by its Partner ID",
                                            .value = "ID",
                                            .fallback = "what they may anywhere"}};
constexpr std::array<const ArgSpec*, 3> kArgs = {&flags::kUser.spec, &kWorkspace.spec, &kLocation.spec};

constexpr std::array<Column, 7> kColumns = {{
    {.key = "permission", .title = "PERMISSION", .is_id = true, .whole = true},
    {.key = "roles", .title = "THROUGH", .type = domain::FieldType::role, .many = true},
    {.key = "locations", .title = "FOR", .nothing = "whole organisation", .many = true},
    {.key = "expires_at", .title = "UNTIL", .nothing = "never ends", .type = domain::FieldType::time},
    {.key = "workspace", .title = "WORKSPACE", .in_table = false},
    {.key = "summary", .title = "WHICH IS", .in_table = false},
    {.key = "assignments", .title = "ASSIGNMENTS", .in_table = false, .type = domain::FieldType::records},
}};

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin access list ann@contoso.example", "what she may, through which roles, until when"},
    {"pcadmin access list ann@contoso.example --workspace billing --fields permission,summary",
     "one workspace, and what each permission means"},
    {"pcadmin access list usr_2 --location 4391508 -o json", "at one location, for a program"},
}};

/// When the last of what it comes through ends.
std::optional<Time> end_of(const ops::HeldPermission& held) {
  std::optional<Time> last;
  for (const auto& assignment : held.through) {
    if (!assignment.expires_at) return std::nullopt;
    last = std::max(last, assignment.expires_at);
  }
  return held.by_everybody ? std::nullopt : last;
}

Row row_of(const ops::HeldPermission& held) {
  std::vector<std::string> roles;
  std::vector<std::string> locations;
  std::vector<Fields> assignments;
  bool everywhere = held.by_everybody;
  if (held.by_everybody) roles.push_back(role_of({}));
  for (const auto& assignment : held.through) {
    if (auto role = role_of(assignment); roles.empty() || roles.back() != role) roles.push_back(std::move(role));
    everywhere = everywhere || !assignment.location;
    if (assignment.location) locations.push_back(assignment.location->partner_id.text());
    assignments.push_back(path_fields(assignment));
  }
  std::ranges::sort(locations);
  const auto twice = std::ranges::unique(locations);
  locations.erase(twice.begin(), twice.end());
  const auto& permission = held.permission.permission();
  return make_row(std::string(permission.id), std::move(roles), everywhere ? Value() : Value(std::move(locations)),
                  time_or_nothing(end_of(held)), std::string(permission.workspace), std::string(permission.summary),
                  std::move(assignments));
}

Report run(const ops::Unit& unit, Context& context) {
  auto held = ops::list_access(unit, context.args.get(flags::kUser), context.args.find(kLocation));
  const auto workspace = context.args.find(kWorkspace);
  const auto passes = row_test(context.filter, kColumns);
  std::vector<Row> rows;
  std::vector<std::string> seen;
  for (const auto& permission : held.permissions) {
    const auto& known = permission.permission.permission();
    if (workspace && workspace->text != workspace_word(known)) continue;
    auto row = row_of(permission);
    if (!passes(row)) continue;
    if (seen.empty() || seen.back() != known.workspace) seen.emplace_back(known.workspace);
    rows.push_back(std::move(row));
  }
  Report report;
  const auto& record = held.user.record;
  if (!seen.empty()) report.said = fmt::format("{} sees {}", record.email.text(), join_words(seen));
  if (record.state == domain::UserState::disabled)
    report.warnings.push_back(
        fmt::format("{} is disabled, so nothing is granted; an administrator may: pcadmin user enable {}",
                    record.email.text(), shell_word(record.email.text())));
  report.body = ListBody{"permissions", kColumns, all_of(std::move(rows))};
  return report;
}

}  // namespace

constinit const Command kAccessList{
    .noun = "access",
    .verb = "list",
    .summary = "List what a person may do, and through which roles",
    .details =
        "Now, a line a permission. FOR is where: the whole organisation, or single locations. UNTIL is when the last "
        "of the roles it comes through ends; with json, assignments has each with its location, times and reason. "
        "default-user is what every active account may. Everybody may see their own.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::see_people,
    .run = run,
    .columns = kColumns,
    .lists = true,
};

}  // namespace pcadmin::cli
