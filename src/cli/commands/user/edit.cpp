#include "../../common_args.hpp"
#include "../../dialog.hpp"
#include "../../joined_args.hpp"
#include "account_args.hpp"
#include "columns.hpp"
#include "edit_args.hpp"
#include "edit_report.hpp"
#include "user.hpp"

#include "pcadmin/ops/accounts.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

using namespace flags;

constexpr auto kArgs = joined(std::array{&kUser.spec}, kFieldEdits, std::array{&kIfExists.spec});

constexpr std::array<Example, 4> kExamples = {{
    {"pcadmin user edit ann@contoso.example --job-title \"Support lead\" --phone none",
     "one field gets a value, another is cleared"},
    {"pcadmin user edit ann@contoso.example --email ann.lee@contoso.example", "a new sign-in name"},
    {"pcadmin user edit robot@contoso.example --os-account pcadmin-cron",
     "a cron job of that OS account acts as this person, without a password anywhere"},
    {"pcadmin user edit robot@contoso.example --os-account none", "and no longer"},
}};

bool check_fields(Dialog& dialog, const Failure* failure) {
  if (failure == nullptr) check_edits(dialog, kFieldEdits);
  return false;
}

ops::RecordEdit edit_of(const Args& args) {
  return {.name = find_edit(args, kNewName),
          .email = args.find(kNewEmail),
          .kind = args.find(kNewKind),
          .given_name = find_edit(args, kNewGivenName),
          .family_name = find_edit(args, kNewFamilyName),
          .job_title = find_edit(args, kNewJobTitle),
          .department = find_edit(args, kNewDepartment),
          .phone = find_edit(args, kNewPhone),
          .usage_location = find_edit(args, kNewUsageLocation),
          .os_account = find_edit(args, kOsAccount)};
}

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto ref = context.args.get(kUser);
  const auto edited = ops::edit_user(unit, ref, edit_of(context.args), if_missing(context.args));
  if (!edited) return nobody_report(ref);
  const auto& record = edited->user.record;
  Report report{.body = RecordBody{"user", kPersonColumns, person_values(edited->user, edited->roles), true},
                .changed = edited->changed(),
                .undoable = true};
  report.said = edit_sentence(*edited);
  if (record.os_account && record.os_account != edited->before.os_account) {
    report.warnings.push_back(fmt::format("from now on whoever runs pcadmin as the OS account {} acts as {}",
                                          record.os_account->text(), record.email.text()));
  }
  return report;
}

}  // namespace

constinit const Command kUserEdit{
    .noun = "user",
    .verb = "edit",
    .summary = "Change a person's record",
    .details =
        "Fields that are not given stay as they are; none clears those that may be empty. Sessions, password and roles "
        "stay. Whoever can change a record can act as that person, so it takes the right to assign every role they "
        "hold; one's own record takes no more than the right to administer users.\n\n"
        "--os-account is how scripts run without a password: whoever runs pcadmin under that account of the operating "
        "system acts as this person, with their roles, and the history says so. It is off for everybody until it is "
        "set, and an OS account acts as one person only.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::manage_people,
    .run = run,
    .columns = kPersonColumns,
    .ask = check_fields,
};

}  // namespace pcadmin::cli
