#include "columns.hpp"
#include "location.hpp"

#include "pcadmin/ops/locations.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

/// Of one location, people see everything.
constexpr auto kColumns = [] {
  auto all = kUsedLocationColumns;
  for (auto& column : all) column.in_table = true;
  return all;
}();

constexpr std::array<const ArgSpec*, 1> kArgs = {&flags::kLocation.spec};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin location show 4391508", "a location, and how many assignments are for it alone"},
    {"pcadmin location show 4391508 --field name", "one bare value"},
}};

Report run(const ops::Unit& unit, Context& context) {
  const auto shown = ops::show_location(unit, context.args.get(flags::kLocation));
  auto row = location_values(shown.location.record);
  row.emplace_back(shown.assignments);
  return {.body = RecordBody{"location", kColumns, std::move(row)}};
}

}  // namespace

constinit const Command kLocationShow{
    .noun = "location",
    .verb = "show",
    .summary = "Show a location",
    .details =
        "ASSIGNMENTS counts those that are for this location alone, in force or to come. Whose they are: pcadmin role "
        "members ROLE --all.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::see_locations,
    .run = run,
    .columns = kColumns,
};

}  // namespace pcadmin::cli
