#include "../../common_args.hpp"
#include "columns.hpp"
#include "guard.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<Words> kValue{
    {.name = "VALUE", .help = "a number, a share such as 10%, or addresses with commas", .required = true}};
constexpr std::array<const ArgSpec*, 2> kArgs = {&kGuard.spec, &kValue.spec};

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin guard set minimum-global-admins 2", "refuse what would leave fewer than two who can sign in"},
    {"pcadmin guard set required-admins ada@contoso.example,bob@contoso.example",
     "these two stay global admins, whoever asks"},
    {"pcadmin guard set max-removals 10%", "no single change takes something from more than a tenth of the people"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  return guard_report(ops::set_guard(unit, context.args.get(kGuard), context.args.get(kValue).text));
}

}  // namespace

constinit const Command kGuardSet{
    .noun = "guard",
    .verb = "set",
    .summary = "Set a guard",
    .details =
        "minimum-global-admins N (1 to 10): so many global admins must be able to sign in. required-admins USER,...: "
        "these people must be global admins for good and able to sign in; they are remembered by id, so a new address "
        "frees nobody. max-removals N or P%: at most so many people, or such a share of the active ones, may lose a "
        "role or their account in one change; a change to one person is always allowed.\n\n"
        "A demand that is not met already is refused.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::set_rules,
    .run = run,
    .columns = kGuardColumns,
};

}  // namespace pcadmin::cli
