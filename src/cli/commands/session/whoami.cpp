#include "../user/columns.hpp"
#include "session.hpp"

#include "pcadmin/ops/identity.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<Column, 9> kColumns = {{{.key = "id", .title = "ID", .in_table = false, .is_id = true},
                                             {.key = "name", .title = "NAME"},
                                             {.key = "email", .title = "E-MAIL"},
                                             {.key = "roles", .title = "ROLES", .nothing = "no role"},
                                             {.key = "organization", .title = "ORGANISATION"},
                                             {.key = "partner_id", .title = "PARTNER ID"},
                                             {.key = "session_began", .title = "SESSION BEGAN", .in_table = false},
                                             {.key = "session_ends", .title = "SESSION ENDS"},
                                             {.key = "assignments", .title = "ASSIGNMENTS", .in_table = false}}};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin whoami", "who is signed in, with which roles, until when"},
    {"pcadmin whoami --field email", "one bare value"},
}};

Report run(const ops::Unit& unit, Context&) {
  const auto me = ops::who_am_i(unit);
  std::vector<std::string> roles;
  for (const auto role : me.who.roles) roles.emplace_back(role.text());
  Report report;
  if (roles.empty()) report.said = "you have no role yet and can do nothing; ask one of: pcadmin admins list";
  report.body = RecordBody{
      "user",
      kColumns,
      {me.who.id.text(), me.who.name.text(), me.who.email.text(), std::move(roles), me.organization, me.partner_id,
       time_or_nothing(me.session_began), time_or_nothing(me.session_ends), assignments_fields(me.assignments)}};
  report.warnings = me.warnings;
  return report;
}

}  // namespace

constinit const Command kWhoami{
    .noun = "",
    .verb = "whoami",
    .summary = "Show who is signed in",
    .details = "The session ends sooner when no command is run for 30 minutes.",
    .examples = kExamples,
    .args = {},
    .act = domain::Act::identify,
    .run = run,
    .columns = kColumns,
};

}  // namespace pcadmin::cli
