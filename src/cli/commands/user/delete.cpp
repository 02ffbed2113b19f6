#include "../../common_args.hpp"
#include "../../designation_impact.hpp"
#include "account_args.hpp"
#include "user.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/ops/deletion.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 3> kArgs = {&flags::kUsers.spec, &flags::kIfExists.spec,
                                                 &flags::kMaxRemovals.spec};

constexpr std::array<Column, 5> kColumns = {{{.key = "id", .title = "ID", .is_id = true},
                                             {.key = "name", .title = "NAME"},
                                             {.key = "email", .title = "E-MAIL", .whole = true},
                                             {.key = "restorable_until", .title = "RESTORABLE UNTIL"},
                                             {.key = "profile_unlinked", .title = "PROFILE UNLINKED"}}};

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin user delete ann@contoso.example --reason \"left the company\"", "can be taken back for 30 days"},
    {"pcadmin user delete usr_7 usr_9 usr_12 --max-removals 5%", "several in one change, but never many"},
    {"pcadmin user delete ann@contoso.example --if-exists", "in a script that may run twice"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const DesignationImpact impact(unit);
  const auto gone = ops::delete_users(unit, context.args.all(flags::kUsers), if_missing(context.args));
  const auto until = to_rfc3339(unit.now() + ops::kRestorable);
  std::vector<Row> rows;
  std::vector<std::string> emails;
  std::string unlinked;
  for (const auto& user : gone) {
    const auto& email = user.record.email.text();
    const auto profile = ops::profile_before_deletion(unit, user.id);
    rows.push_back(make_row(user.id.text(), user.record.name.text(), email, until, value_of(profile)));
    emails.push_back(email);
    if (profile) unlinked += fmt::format("; the certification profile {} of {} is unlinked", profile->text(), email);
  }
  Report report{.changed = !gone.empty(), .undoable = true};
  report.said = gone.empty()
                    ? "there is nobody to delete"
                    : fmt::format("deleted {}; can be restored until {}{}", join_words(emails), until, unlinked);
  report.body = ListBody{"users", kColumns, all_of(std::move(rows)), true};
  impact.warn(report, unit);
  return report;
}

}  // namespace

constinit const Command kUserDelete{
    .noun = "user",
    .verb = "delete",
    .summary = "Delete people; they can be restored for 30 days",
    .details =
        "The account goes with its roles and the certification profile that is linked; sessions and tokens end at "
        "once. For 30 days pcadmin user restore brings it "
        "back with the password and the roles it had, but without tokens. pcadmin user list --deleted shows who can be "
        "restored. The history keeps what was: to erase a person's data from it too, see pcadmin user purge.\n\n"
        "Several people are one change: all or none. It takes the right to assign every role they hold. A warning "
        "names every designation that loses what it needs by it; --dry-run tells it beforehand.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::manage_people,
    .run = run,
    .columns = kColumns,
};

}  // namespace pcadmin::cli
