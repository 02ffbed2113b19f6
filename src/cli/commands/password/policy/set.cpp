#include "../../../common_args.hpp"
#include "../../../dialog.hpp"
#include "../../../input_file.hpp"
#include "columns.hpp"
#include "policy.hpp"

#include "pcadmin/interchange/word_list.hpp"
#include "pcadmin/ops/policy.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<domain::LeastLength> kLength{
    {.name = "--length", .help = "the least characters of a password: 15 to 64", .value = "N"}};
constexpr Arg<domain::TemporaryLife> kTemporaryHours{
    {.name = "--temporary-hours", .help = "how long a temporary password is good for: 1 to 720 hours", .value = "N"}};
constexpr Arg<FileName> kBlocklist{
    {.name = "--blocklist",
     .help = "words nobody may make a password of, one a line: a file, - for standard input, or none",
     .value = "FILE|none",
     .completes = Completes::file}};
constexpr std::array<const ArgSpec*, 3> kArgs = {&kLength.spec, &kTemporaryHours.spec, &kBlocklist.spec};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin password policy set --length 20 --temporary-hours 24",
     "longer passwords, and a day for the first sign-in"},
    {"pcadmin password policy set --blocklist products.txt", "the names of your products are no passwords"},
}};

void require_something(const Args& args) {
  if (args.has(kLength.spec) || args.has(kTemporaryHours.spec) || args.has(kBlocklist.spec)) return;
  throw Error({.code = "nothing-to-edit",
               .kind = FailureKind::usage,
               .message = "nothing is named that is to change",
               .hint = "name --length, --temporary-hours or --blocklist; to see what holds: pcadmin password policy "
                       "show"});
}

bool open_blocklist(Dialog& dialog, const Failure* failure) {
  if (failure != nullptr) return false;
  require_something(dialog.context.args);
  const auto file = dialog.context.args.find(kBlocklist);
  if (file && file->text != "none") dialog.context.input = open_input(*file, dialog.context.world);
  return true;
}

ops::PolicySet set(ops::Unit& unit, Context& context) {
  ops::PolicyChange change{
      .length = context.args.find(kLength), .temporary_life = context.args.find(kTemporaryHours), .blocklist = {}};
  if (!context.input) {
    if (context.args.has(kBlocklist.spec)) change.blocklist = [] { return std::nullopt; };
    return ops::set_policy(unit, change);
  }
  context.world.watch_interrupts();
  interchange::WordList words(*context.input);
  change.blocklist = [&] {
    context.world.check_interrupted();
    return words.next();
  };
  return ops::set_policy(unit, change);
}

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto [policy, changed] = set(unit, context);
  // The words of a list have no past.
  Report report{.changed = changed, .undoable = !context.args.has(kBlocklist.spec)};
  if (changed) report.said = "the password policy is changed; it holds for passwords from now on";
  report.body = policy_record(policy);
  return report;
}

}  // namespace

constinit const Command kPasswordPolicySet{
    .noun = "password",
    .verb = "policy set",
    .summary = "Set what is demanded of passwords",
    .details =
        "What is not named stays. What is set holds for passwords from then on: nobody has to change theirs, and "
        "temporary passwords keep the end they were given.\n\n"
        "A blocklist of your own adds to the one that comes with pcadmin. It is a UTF-8 text file with at most "
        "1,000,000 lines of at most 256 "
        "characters, and replaces the one before; none takes it away. A password may not be one of its words, alone or "
        "repeated, with only digits and signs added; letter case, blanks and signs make no difference. The answer and "
        "the history tell the number of words and a digest of them, not the words.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::set_rules,
    .run = run,
    .columns = kPolicyColumns,
    .ask = open_blocklist,
};

}  // namespace pcadmin::cli
