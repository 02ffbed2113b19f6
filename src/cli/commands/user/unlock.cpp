#include "../../common_args.hpp"
#include "user.hpp"

#include "pcadmin/ops/lockout.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 1> kArgs = {&flags::kUser.spec};

constexpr std::array<Column, 5> kColumns = {{{.key = "id", .title = "ID", .in_table = false, .is_id = true},
                                             {.key = "name", .title = "NAME"},
                                             {.key = "email", .title = "E-MAIL"},
                                             {.key = "forgotten_failures", .title = "FORGOTTEN FAILURES"},
                                             {.key = "was_locked", .title = "WAS LOCKED"}}};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin user unlock ann@contoso.example", "ann may try again at once"},
    {"pcadmin user unlock usr_2 -o json", "for a program: changed is false when nobody had failed to sign in"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto unlocked = ops::unlock_user(unit, context.args.get(flags::kUser));
  const auto& record = unlocked.user.record;
  const auto failures = unlocked.before.total;
  Report report{.changed = unlocked.changed};
  report.said = unlocked.changed ? fmt::format("{} may try again at once; {} failed sign-in{} forgotten",
                                               record.email.text(), failures, failures == 1 ? " is" : "s are")
                                 : record.email.text() + " has no failed sign-ins";
  report.body =
      RecordBody{"user",
                 kColumns,
                 {unlocked.user.id.text(), record.name.text(), record.email.text(), failures, unlocked.before.locked()},
                 true};
  return report;
}

}  // namespace

constinit const Command kUserUnlock{
    .noun = "user",
    .verb = "unlock",
    .summary = "Let somebody try again who failed too often to sign in",
    .details =
        "After the fifth failure in a row an account waits, and after 100 in all it is locked: see pcadmin help "
        "sign-in. Unlocking forgets all failures; the password stays as it is. Whoever has forgotten theirs needs "
        "pcadmin password reset, which unlocks too. Failures show in pcadmin user show, and every one in pcadmin audit "
        "list: look there for whether it was the person at all. It takes the right to assign every role they hold; a "
        "global admin may always.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::manage_people,
    .run = run,
    .columns = kColumns,
};

}  // namespace pcadmin::cli
