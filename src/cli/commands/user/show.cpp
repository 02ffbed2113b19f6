#include "../../common_args.hpp"
#include "columns.hpp"
#include "user.hpp"

#include "pcadmin/ops/directory.hpp"
#include "pcadmin/ops/lockout.hpp"
#include "pcadmin/ops/people.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 1> kArgs = {&flags::kUser.spec};

constexpr auto kColumns =
    person_columns_and(std::array<Column, 9>{{{.key = "last_sign_in", .title = "LAST SIGN-IN"},
                                              {.key = "password_pending", .title = "PASSWORD PENDING"},
                                              {.key = "assignments", .title = "ASSIGNMENTS"},
                                              {.key = "directory_fields", .title = "FROM THE DIRECTORY", .many = true},
                                              {.key = "directory_entry", .title = "DIRECTORY ENTRY", .in_table = false},
                                              {.key = "change", .title = "CHANGE", .in_table = false},
                                              {.key = "failed_sign_ins", .title = "FAILED SIGN-INS", .in_table = false},
                                              {.key = "locked", .title = "LOCKED", .in_table = false},
                                              {.key = "retry_at", .title = "RETRY AT", .in_table = false}}});

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin user show ann@contoso.example", "a person's record, roles, and how they came by each"},
    {"pcadmin user show usr_2 -o json", "the same for a program"},
    {"pcadmin user show ann@contoso.example --field roles", "one bare value"},
}};

void warn_of_lockout(Report& report, const ops::UserDetails& details, const std::optional<Time>& retry_at) {
  const auto& email = details.user.record.email.text();
  const auto unlock = "an administrator can help: pcadmin user unlock " + email;
  if (details.failed.locked()) {
    report.warnings.push_back(
        fmt::format("{} is locked after {} failed sign-ins; {}", email, details.failed.total, unlock));
  } else if (retry_at) {
    report.warnings.push_back(fmt::format("{} cannot sign in before {}, after {} failed sign-ins in a row; {}", email,
                                          to_rfc3339(*retry_at), details.failed.recent, unlock));
  }
}

Report run(const ops::Unit& unit, Context& context) {
  const auto& ref = context.args.get(flags::kUser);
  const auto details = ops::show_user(unit, ref);
  const auto roles = roles_in_force(details.assignments, unit.now());
  auto row = person_values(details.user, roles);
  row.emplace_back(details.last_sign_in ? Value(to_rfc3339(*details.last_sign_in)) : Value());
  row.emplace_back(details.password_pending);
  row.emplace_back(assignments_fields(details.assignments, unit.now()));
  const auto link = ops::find_link(unit, ref);
  row.emplace_back(link ? link->fields.names() : std::vector<std::string>());
  row.emplace_back(link ? Value(link->anchor.text()) : Value());
  row.emplace_back(details.user.since.number);
  const auto retry_at = ops::retry_at(details.failed, unit.now());
  row.emplace_back(details.failed.total);
  row.emplace_back(details.failed.locked());
  row.emplace_back(time_or_nothing(retry_at));
  Report report{.body = RecordBody{"user", kColumns, std::move(row)}};
  const auto& record = details.user.record;
  if (roles.empty()) report.said = record.email.text() + " has " + roles_sentence(roles);
  if (record.os_account)
    report.warnings.push_back("whoever runs pcadmin as the OS account " + record.os_account->text() + " acts as " +
                              record.email.text());
  warn_of_lockout(report, details, retry_at);
  return report;
}

}  // namespace

constinit const Command kUserShow{
    .noun = "user",
    .verb = "show",
    .summary = "Show a person's record and roles",
    .details =
        "Everybody may see themselves. PASSWORD PENDING says that a temporary password has not been changed yet. Each "
        "of ASSIGNMENTS is for the whole organisation unless it names a location, and has a state: in-force, "
        "not-begun or expired; ROLES are those in force. What is FROM THE DIRECTORY is changed there, and read-only "
        "here: directory_entry says by which entry (pcadmin directory status).\n\n"
        "Of failed sign-ins, failed_sign_ins counts those since the account was unlocked or got a new password; "
        "locked says that an administrator has to unlock it, retry_at when it may be tried again. They keep no past: "
        "with --as-of none are told.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::see_people,
    .run = run,
    .columns = kColumns,
};

}  // namespace pcadmin::cli
