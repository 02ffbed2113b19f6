#include "../../common_args.hpp"
#include "columns.hpp"
#include "guard.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 1> kArgs = {&kGuard.spec};

constexpr std::array<Example, 1> kExamples = {{
    {"pcadmin guard unset required-admins", "nobody in particular has to stay a global admin"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  return guard_report(ops::unset_guard(unit, context.args.get(kGuard)));
}

}  // namespace

constinit const Command kGuardUnset{
    .noun = "guard",
    .verb = "unset",
    .summary = "Let a guard be what it is by itself",
    .details = "What holds then is in pcadmin guard list. A guard that is not set already changes nothing.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::set_rules,
    .run = run,
    .columns = kGuardColumns,
};

}  // namespace pcadmin::cli
