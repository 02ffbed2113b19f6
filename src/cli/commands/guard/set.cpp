#include "../../common_args.hpp"
#include "columns.hpp"
#include "guard.hpp"

#include "pcadmin/base/text.hpp"

#include <array>
#include <utility>

namespace pcadmin::cli {

namespace {

/// Rules for many people are longer than a line.
struct Sentences {
  std::string text;
  static Result<Sentences> parse(std::string_view text) {
    constexpr std::size_t kMost = 20'000;
    if (is_utf8(text) && !has_control_characters(text) && text.size() <= kMost)
      return Sentences{std::string(trim(text))};
    return Words::parse(text).map([](Words words) { return Sentences{std::move(words.text)}; });
  }
};

constexpr Arg<Sentences> kValue{
    {.name = "VALUE",
     .help = "a number, a share such as 10%, addresses or roles with commas, or sentences with semicolons",
     .required = true}};
constexpr std::array<const ArgSpec*, 2> kArgs = {&kGuard.spec, &kValue.spec};

constexpr std::array<Example, 5> kExamples = {{
    {"pcadmin guard set minimum-global-admins 2", "refuse what would leave fewer than two who can sign in"},
    {"pcadmin guard set required-admins ada@contoso.example,bob@contoso.example",
     "these two stay global admins, whoever asks"},
    {"pcadmin guard set max-removals 10%", "no single change takes something from more than a tenth of the people"},
    {"pcadmin guard set separate-duties \"nobody holds account-admin and incentives-admin\"",
     "whoever administers accounts does not see to the payouts"},
    {"pcadmin guard set expiry-required privileged", "whoever may give roles to others is made so for a time only"},
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
        "these people must be global admins without an end and able to sign in; they are remembered by id, so a new "
        "address "
        "frees nobody. max-removals N or P%: at most so many people, or such a share of the active ones, may lose a "
        "role or their account in one change; a change to one person is always allowed.\n\n"
        "separate-duties SENTENCE; ...: nobody holds ROLE and ROLE, in the words of pcadmin access check, at the same "
        "time, now or at a time to come. except USER until DATE lets that person be given both up to the end of that "
        "day, UTC; what was given so stays, and pcadmin guard list says that it is there. People are remembered by "
        "id. Whoever holds both already keeps them, and is named.\n\n"
        "expiry-required ROLE,...: these roles are given only with an end; reason-required ROLE,...: only with "
        "--reason. privileged stands for all roles whose holders may give a role to others. Both are about what is "
        "given, given other terms or brought back, from then on, by any command; guard list counts what is there from "
        "before.\n\n"
        "Of the first two, a demand that is not met already is refused.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::set_rules,
    .run = run,
    .columns = kGuardColumns,
};

}  // namespace pcadmin::cli
