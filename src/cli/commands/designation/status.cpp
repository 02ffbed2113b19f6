#include "columns.hpp"
#include "designation.hpp"
#include "status_columns.hpp"

#include "pcadmin/interchange/designation_file.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<domain::RequirementName> kOne{
    {.name = "DESIGNATION", .help = "one of them, with who counts", .fallback = "all of them"}};
constexpr std::array<const ArgSpec*, 1> kArgs = {&kOne.spec};

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin designation status", "how you stand with each"},
    {"pcadmin designation status business-applications-smb",
     "points, who contributes, what is missing, the nearest ways, and what lapses"},
    {"pcadmin designation status --filter \"standing = reached and in_three_months != reached\"",
     "what will be lost by itself"},
}};

Report of_one(const ops::Unit& unit, const domain::RequirementName& name) {
  const auto status = ops::show_designation_status(unit, interchange::shipped_designations(), name);
  Report report{.body = RecordBody{"status", kOneStatusColumns, status_values(status, ops::people_of(unit, status))}};
  warn_of_doubts(report, status.known.designation);
  if (status.later.standing > status.now.standing)
    report.warnings.push_back(fmt::format(
        "by {} it {}, unless something is renewed or somebody else counts", status.later_on.text(),
        status.later.standing == domain::Standing::below ? "falls below what it needs" : "is no longer certain"));
  return report;
}

Report run(const ops::Unit& unit, Context& context) {
  if (const auto one = context.args.find(kOne)) return of_one(unit, *one);
  std::vector<Row> rows;
  for (const auto& status : ops::list_designation_status(unit, interchange::shipped_designations()))
    rows.push_back(status_values(status, ops::people_of(unit, status)));
  return {.body = ListBody{"statuses", kStatusColumns, all_of(std::move(rows))}};
}

}  // namespace

constinit const Command kDesignationStatus{
    .noun = "designation",
    .verb = "status",
    .summary = "Show points against thresholds, who contributes, and what is missing",
    .details =
        "STANDING is reached or below whatever is not known; open where that decides. POINTS are there for certain, AT "
        "MOST counts what is not known at its best. A person counts once a metric: with an active account that is "
        "associated with the Partner ID, a linked "
        "profile, and a certification that counts, which is still good today and was passed under that profile or one "
        "that is not known.\n\n"
        "It says who is counted and until when; who has passed what counts and is not counted, and "
        "why: unlinked, other-profile, not-associated (pcadmin partner), expired or disabled; and who lapses within "
        "three months. WAYS are told with the "
        "fewest people first. IN THREE MONTHS is how you stand then if nothing is renewed. It names people, and takes "
        "the right to see what others have passed.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::see_skills,
    .run = run,
    .columns = kStatusColumns,
    .lists = true,
};

}  // namespace pcadmin::cli
