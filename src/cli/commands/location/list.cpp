#include "columns.hpp"
#include "location.hpp"

#include "pcadmin/ops/locations.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin location list", "all places, by Partner ID"},
    {"pcadmin location list --filter 'state = open'", "those that something can be given for"},
    {"pcadmin location list -o ids", "only their Partner IDs, one a line"},
}};

Report run(const ops::Unit& unit, Context&) {
  return {.body = ListBody{"locations", kUsedLocationColumns, [&unit](const std::function<bool(const Row&)>& each) {
                             ops::list_locations(unit, [&](const store::ListedLocation& listed) {
                               auto row = location_values(listed.location.record);
                               row.emplace_back(listed.assignments);
                               return each(row);
                             });
                           }}};
}

}  // namespace

constinit const Command kLocationList{
    .noun = "location",
    .verb = "list",
    .summary = "List the places the organisation works at",
    .details = "By Partner ID. ASSIGNMENTS counts those that are for one location alone, in force or to come.",
    .examples = kExamples,
    .args = {},
    .act = domain::Act::see_locations,
    .run = run,
    .columns = kUsedLocationColumns,
    .lists = true,
};

}  // namespace pcadmin::cli
