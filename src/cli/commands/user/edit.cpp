#include "../../common_args.hpp"
#include "../../dialog.hpp"
#include "account_args.hpp"
#include "columns.hpp"
#include "edit_args.hpp"
#include "edit_report.hpp"
#include "user.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/ops/accounts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace pcadmin::cli {

namespace {

using namespace flags;

constexpr auto kArgs = [] {
  std::array<const ArgSpec*, kFieldEdits.size() + 2> all{&kUser.spec};
  std::ranges::copy(kFieldEdits, all.begin() + 1);
  all.back() = &kIfExists.spec;
  return all;
}();

constexpr std::array<Example, 4> kExamples = {{
    {"pcadmin user edit ann@contoso.example --job-title \"Support lead\" --phone none",
     "one field gets a value, another is cleared"},
    {"pcadmin user edit ann@contoso.example --email ann.lee@contoso.example", "a new sign-in name"},
    {"pcadmin user edit robot@contoso.example --os-account pcadmin-cron",
     "a cron job of that OS account acts as this person, without a password anywhere"},
    {"pcadmin user edit robot@contoso.example --os-account none", "and no longer"},
}};

/// Before the store is opened: that there is something to change.
bool check_fields(Dialog& dialog, const Failure* failure) {
  if (failure != nullptr) return false;
  check_words_first(dialog);
  const auto& args = dialog.context.args;
  if (std::ranges::any_of(kFieldEdits, [&](const ArgSpec* spec) { return args.has(*spec); })) return false;
  std::vector<std::string> names;
  for (const auto* const spec : kFieldEdits) names.emplace_back(spec->name);
  throw Error({.code = "nothing-to-edit",
               .kind = FailureKind::usage,
               .message = "pcadmin user edit needs a field to change",
               .hint = "any of " + join_words(names) + "; see pcadmin help user edit"});
}

std::optional<domain::PersonName> name_of(const Args& args) {
  const auto found = args.find(kNewName);
  return found ? std::optional(found->name) : std::nullopt;
}

ops::RecordEdit edit_of(const Args& args) {
  return {.name = name_of(args),
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
