#include "../../common_args.hpp"
#include "../user/columns.hpp"
#include "session.hpp"

#include "pcadmin/ops/identity.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

enum class By { session, token, os_account, nothing };

/// When it ends stands in the table where it can end.
constexpr std::array<Column, 12> columns(By by) {
  return {{{.key = "id", .title = "ID", .in_table = false, .is_id = true},
           {.key = "name", .title = "NAME"},
           {.key = "email", .title = "E-MAIL"},
           {.key = "by", .title = "BY", .in_table = by != By::nothing},
           {.key = "roles", .title = "ROLES", .nothing = "no role"},
           {.key = "organization", .title = "ORGANISATION"},
           {.key = "partner_id", .title = "PARTNER ID"},
           {.key = "session_began", .title = "SESSION BEGAN", .in_table = false},
           {.key = "session_ends", .title = "SESSION ENDS", .in_table = by == By::session},
           {.key = "token_expires_at", .title = "TOKEN EXPIRES AT", .in_table = by == By::token},
           {.key = "assignments", .title = "ASSIGNMENTS", .in_table = false},
           {.key = "waiting_requests", .title = "WAITING REQUESTS", .in_table = false}}};
}
constexpr auto kColumns = columns(By::session);
constexpr auto kTokenColumns = columns(By::token);
constexpr auto kOsAccountColumns = columns(By::os_account);
constexpr auto kPastColumns = columns(By::nothing);

std::span<const Column> columns_for(const ops::Myself& me) {
  if (me.token_ends) return kTokenColumns;
  return me.session_ends ? kColumns : kOsAccountColumns;
}

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin whoami", "who you are here, with which roles, until when"},
    {"pcadmin whoami --as-of -30d", "which roles you had a month ago"},
    {"pcadmin whoami --field email", "one bare value"},
}};

std::vector<std::string> texts(const auto& roles) {
  std::vector<std::string> ids;
  for (const auto role : roles) ids.emplace_back(role.text());
  return ids;
}

/// One moment, and nothing of the other: how somebody is here, and what waits for them, is a matter of now.
Report run_as_of(const ops::Unit& unit) {
  const auto me = ops::who_was_i(unit);
  return {
      .body = RecordBody{"user", kPastColumns,
                         make_row(me.user.id.text(), me.user.record.name.text(), me.user.record.email.text(), Value(),
                                  texts(roles_in_force(me.assignments, unit.now())), me.organization, me.partner_id,
                                  Value(), Value(), Value(), assignments_fields(me.assignments, unit.now()), Value())},
      .warnings = me.warnings};
}

Report run(const ops::Unit& unit, Context& context) {
  if (context.args.has(flags::kAsOf.spec)) return run_as_of(unit);
  const auto me = ops::who_am_i(unit);
  Report report;
  if (me.who.roles.empty())
    report.said =
        "you have no role yet and can do nothing; ask for one: pcadmin request add ROLE --reason TEXT; whom to ask: "
        "pcadmin admins list";
  if (me.waiting_requests > 0)
    report.said = fmt::format("{} for you: pcadmin request list",
                              me.waiting_requests == 1 ? std::string("1 request waits")
                                                       : fmt::format("{} requests wait", me.waiting_requests));
  report.body = RecordBody{
      "user",
      columns_for(me),
      {me.who.id.text(), me.who.name.text(), me.who.email.text(), me.who.via.value_or("session"), texts(me.who.roles),
       me.organization, me.partner_id, time_or_nothing(me.session_began), time_or_nothing(me.session_ends),
       time_or_nothing(me.token_ends), assignments_fields(me.assignments, unit.now()), me.waiting_requests}};
  report.warnings = me.warnings;
  return report;
}

}  // namespace

constinit const Command kWhoami{
    .noun = "",
    .verb = "whoami",
    .summary = "Show who is signed in",
    .details =
        "BY says how pcadmin knows: by your session, by a token (token NAME), or by the OS account that is attached to "
        "you (os-account NAME). A session ends sooner when no command is run for 30 minutes. By a token, ROLES are "
        "those it may use.\n\n"
        "With --as-of, you as you were: your name, e-mail address and roles then. What is a matter of now stays empty: "
        "BY, your session or token, and the requests that wait for you.",
    .examples = kExamples,
    .args = {},
    .act = domain::Act::identify,
    .run = run,
    .columns = kColumns,
};

}  // namespace pcadmin::cli
