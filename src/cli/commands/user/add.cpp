#include "../../common_args.hpp"
#include "../../credentials_file.hpp"
#include "../role/bundle_args.hpp"
#include "account_args.hpp"
#include "columns.hpp"
#include "form.hpp"
#include "record_args.hpp"
#include "user.hpp"

#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/people.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

using namespace flags;

constexpr std::array<const ArgSpec*, 14> kArgs = {
    &kEmail.spec,      &kName.spec,      &kRoles.spec,         &kBundle.spec,     &kCredentials.spec,
    &kLetters.spec,    &kGivenName.spec, &kFamilyName.spec,    &kKind.spec,       &kJobTitle.spec,
    &kDepartment.spec, &kPhone.spec,     &kUsageLocation.spec, &kIfNotExists.spec};

constexpr auto kColumns = person_columns_and(std::array<Column, 2>{
    {{.key = "temporary_password", .title = "TEMPORARY PASSWORD"}, {.key = "expires_at", .title = "EXPIRES AT"}}});

constexpr std::array<Example, 5> kExamples = {{
    {"pcadmin user add --name \"Ann Lee\" ann@contoso.example --role helpdesk-agent --role referrals-user",
     "add a person with two roles; the temporary password is shown once"},
    {"pcadmin user add --name \"Ann Lee\" ann@contoso.example --bundle newcomer-sales", "with every role of a bundle"},
    {"pcadmin user add", "on a terminal: a form, and a page to confirm"},
    {"pcadmin user add --name \"Ann Lee\" ann@contoso.example --credentials ann.csv --porcelain",
     "in a script: print only the id, the password goes to a new private file"},
    {"pcadmin user add --name \"Ann Lee\" ann@contoso.example --if-not-exists --credentials ann.csv --porcelain",
     "the same in a script that may run twice"},
}};

domain::UserRecord record_of(const Args& args) {
  return {.name = args.get(kName),
          .email = args.get(kEmail),
          .given_name = args.find(kGivenName),
          .family_name = args.find(kFamilyName),
          .kind = args.get(kKind, domain::UserKind::member),
          .job_title = args.find(kJobTitle),
          .department = args.find(kDepartment),
          .phone = args.find(kPhone),
          .usage_location = args.find(kUsageLocation)};
}

/// With --if-not-exists: the person as they are. No password is made, and no file.
Report there_already(const ops::UserDetails& there, Time now) {
  auto row = person_values(there.user, roles_in_force(there.assignments, now));
  row.emplace_back();
  row.emplace_back();
  Report report{.body = RecordBody{"user", kColumns, std::move(row)}};
  report.said = there.user.record.email.text() + " is there already; nothing was changed";
  return report;
}

Report run(ops::Unit& unit, Context& context, const Answers&) {
  if (context.args.on(kIfNotExists)) {
    if (const auto there = ops::find_namesake(unit, context.args.get(kEmail))) return there_already(*there, unit.now());
  }
  const auto added = ops::add_user(unit, record_of(context.args), context.args.all(kRoles), context.args.find(kBundle));
  Report report{.changed = true, .undoable = true};
  report.said = "added " + added.user.record.email.text() + " with " + roles_sentence(added.roles);
  auto row = person_values(added.user, added.roles);
  put_credential(unit, report, row, context,
                 {.id = added.user.id,
                  .name = added.user.record.name.text(),
                  .email = added.user.record.email.text(),
                  .password = added.temporary_password.copy(),
                  .expires_at = added.expires_at});
  report.body = RecordBody{"user", kColumns, std::move(row)};
  return report;
}

}  // namespace

constinit const Command kUserAdd{
    .noun = "user",
    .verb = "add",
    .summary = "Add a person, with roles, and make a temporary password",
    .details =
        "The sign-in name is the e-mail address. The temporary password is shown this once and never again; it is "
        "good for 72 hours and for one thing, setting a new one with pcadmin sign-in. Without a role somebody can "
        "sign in but do nothing.\n\n"
        "Without arguments, on a terminal, the command is a form with a page to confirm at its end.\n\n"
        "With --if-not-exists a person who has the address already stays as they are, whatever else is given: no "
        "password is made, and no file.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::administer_users,
    .run = run,
    .columns = kColumns,
    .once = "temporary_password",
    .ask = fill_user_form,
};

}  // namespace pcadmin::cli
