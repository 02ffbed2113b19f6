#include "../../common_args.hpp"
#include "../../credentials_file.hpp"
#include "password.hpp"

#include "pcadmin/ops/identity.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

using namespace flags;

constexpr std::array<const ArgSpec*, 3> kArgs = {&kUser.spec, &kCredentials.spec, &kLetters.spec};

constexpr std::array<Column, 5> kColumns = {{{.key = "id", .title = "ID", .in_table = false, .is_id = true},
                                             {.key = "name", .title = "NAME"},
                                             {.key = "email", .title = "E-MAIL"},
                                             {.key = "temporary_password", .title = "TEMPORARY PASSWORD"},
                                             {.key = "expires_at", .title = "EXPIRES AT"}}};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin password reset ann@contoso.example", "a new temporary password, shown once"},
    {"pcadmin password reset ann@contoso.example --credentials ann.csv", "the password goes to a new private file"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto temporary = ops::reset_password(unit, context.args.get(kUser));
  Report report{.changed = true};
  report.said = "the password of " + temporary.email + " is reset; their sessions and tokens have ended";
  Row row = {temporary.id.text(), temporary.name, temporary.email};
  put_credential(unit, report, row, context, temporary);
  report.body = RecordBody{"user", kColumns, std::move(row)};
  return report;
}

}  // namespace

constinit const Command kPasswordReset{
    .noun = "password",
    .verb = "reset",
    .summary = "Give somebody a new temporary password",
    .details =
        "The password they had is worth nothing from that moment; their sessions and tokens end, and no OS account "
        "acts as them any more. The temporary one is shown this once, is good for 72 hours unless the password "
        "policy says otherwise (pcadmin password policy show), and only for setting a new one. Whoever can reset a "
        "password can act as that person, "
        "so it takes the right to assign every role they hold; a global admin may always.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::manage_people,
    .run = run,
    .columns = kColumns,
    .once = "temporary_password",
};

}  // namespace pcadmin::cli
