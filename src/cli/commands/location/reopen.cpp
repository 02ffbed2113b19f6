#include "columns.hpp"
#include "location.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 1> kArgs = {&flags::kManyLocations.spec};

constexpr std::array<Example, 1> kExamples = {{
    {"pcadmin location reopen 4391508", "roles can be given for it again"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  return closing_report(ops::reopen_locations(unit, context.args.all(flags::kManyLocations)), "reopened");
}

}  // namespace

constinit const Command kLocationReopen{
    .noun = "location",
    .verb = "reopen",
    .summary = "Open locations again that were closed",
    .details = "All or none. Roles can be given for them again.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::manage_locations,
    .run = run,
    .columns = kLocationColumns,
};

}  // namespace pcadmin::cli
