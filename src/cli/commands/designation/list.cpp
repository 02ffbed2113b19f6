#include "columns.hpp"
#include "designation.hpp"

#include "pcadmin/interchange/designation_file.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin designation list", "what pcadmin knows, and what you have put down yourself"},
    {"pcadmin designation list --filter \"programme = \\\"Solutions Partner\\\"\"", "without the competencies of old"},
    {"pcadmin designation list -o json > designations.json", "all of it, to be changed and given to define"},
}};

Report run(const ops::Unit& unit, Context&) {
  std::vector<Row> rows;
  for (const auto& known : ops::list_designations(unit, interchange::shipped_designations()))
    rows.push_back(designation_values(known));
  return {.body = ListBody{"designations", kDesignationColumns, all_of(std::move(rows))}};
}

}  // namespace

constinit const Command kDesignationList{
    .noun = "designation",
    .verb = "list",
    .summary = "List designations and the competencies before them, and what they need",
    .details =
        "What a designation needs is data. pcadmin comes with what published sources say, each number marked with its "
        "source and with how far it is to be trusted: documented (the vendor says so), community (somebody else's "
        "data), uncertain (sources disagree) or unverified (no source was read). Numbers that were not found are left "
        "open. pcadmin designation define puts down what you know better, which is marked own unless it says "
        "otherwise. Points are exact to a hundredth.",
    .examples = kExamples,
    .args = {},
    .act = domain::Act::see_known_skills,
    .run = run,
    .columns = kDesignationColumns,
    .lists = true,
};

}  // namespace pcadmin::cli
