#include "../user/columns.hpp"
#include "session.hpp"

#include "pcadmin/ops/identity.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

enum class By { session, token, os_account };

/// When it ends stands in the table where it can end.
constexpr std::array<Column, 12> columns(By by) {
  return {{{.key = "id", .title = "ID", .in_table = false, .is_id = true},
           {.key = "name", .title = "NAME"},
           {.key = "email", .title = "E-MAIL"},
           {.key = "by", .title = "BY"},
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

std::span<const Column> columns_for(const ops::Myself& me) {
  if (me.token_ends) return kTokenColumns;
  return me.session_ends ? kColumns : kOsAccountColumns;
}

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin whoami", "who you are here, with which roles, until when"},
    {"pcadmin whoami --field email", "one bare value"},
}};

Report run(const ops::Unit& unit, Context&) {
  const auto me = ops::who_am_i(unit);
  std::vector<std::string> roles;
  for (const auto role : me.roles) roles.emplace_back(role.text());
  Report report;
  if (roles.empty())
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
      {me.who.id.text(), me.who.name.text(), me.who.email.text(), me.who.via.value_or("session"), std::move(roles),
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
        "those it may use.",
    .examples = kExamples,
    .args = {},
    .act = domain::Act::identify,
    .run = run,
    .columns = kColumns,
};

}  // namespace pcadmin::cli
