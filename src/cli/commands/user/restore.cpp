#include "../../common_args.hpp"
#include "account_args.hpp"
#include "columns.hpp"
#include "user.hpp"

#include "pcadmin/ops/deletion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 1> kArgs = {&flags::kUsers.spec};

constexpr auto kColumns =
    person_columns_and(std::array<Column, 1>{{{.key = "lost", .title = "LOST", .nothing = "nothing"}}});

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin user restore ann@contoso.example", "bring back the one deleted last with that address"},
    {"pcadmin user restore usr_7 --dry-run", "by id; only look what would come back, and what would not"},
}};

std::vector<Fields> lost_of(const std::vector<ops::Lost>& lost) {
  std::vector<Fields> list;
  for (const auto& [what, code, why] : lost) list.push_back({{"what", what}, {"code", code}, {"because", why}});
  return list;
}

/// ` with a and b, and from 2026-12-01T00:00:00Z c at 4391508`; or that there is nothing yet, or nothing at all.
std::string back_with(const ops::Restoration& back) {
  std::string later;
  for (const auto& one : back.to_come)
    later += fmt::format(", and from {} {}{}", to_rfc3339(*one.starts_at), one.role.text(),
                         one.location ? " at " + one.location->partner_id.text() : "");
  if (!back.roles.empty()) return " with " + roles_sentence(back.roles) + later;
  if (!later.empty()) return " without a role for now" + later;
  const auto role_lost = [](const ops::Lost& lost) {
    return !lost.what.starts_with("os-account ") && !lost.what.starts_with("profile ");
  };
  return std::ranges::any_of(back.lost, role_lost)
             ? ", but none of their roles is: they can do nothing until they are given one"
             : "; they had no role, and can do nothing until they are given one";
}

Report run(ops::Unit& unit, Context& context, const Answers&) {
  Report report{.changed = true, .undoable = true};
  std::vector<Row> rows;
  for (const auto& back : ops::restore_users(unit, context.args.all(flags::kUsers))) {
    const auto email = back.user.record.email.text();
    auto row = person_values(back.user, back.roles);
    row.emplace_back(lost_of(back.lost));
    rows.push_back(std::move(row));
    report.said += fmt::format("{}{} is back{}", report.said.empty() ? "" : "; ", email, back_with(back));
    for (const auto& lost : back.lost)
      report.warnings.push_back(fmt::format("{} of {} does not come back: {}", lost.what, email, lost.why));
  }
  report.body = ListBody{"users", kColumns, all_of(std::move(rows)), true};
  return report;
}

}  // namespace

constinit const Command kUserRestore{
    .noun = "user",
    .verb = "restore",
    .summary = "Restore deleted people, within 30 days",
    .details =
        "The account comes back as it was: id, record, password, and the roles it had, with their ends. Roles that "
        "have expired since, that a rule now forbids (a role without an end or a reason, where a guard demands it), or "
        "whose location is gone, stay away and are named; so does an OS account that somebody else has now, or that "
        "you may not attach. Sessions and tokens do not come back. A disabled account is still disabled.\n\n"
        "It takes the right to assign every role they held.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::manage_people,
    .run = run,
    .columns = kColumns,
};

}  // namespace pcadmin::cli
