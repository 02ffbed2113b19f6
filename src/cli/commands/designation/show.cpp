#include "columns.hpp"
#include "designation.hpp"

#include "pcadmin/interchange/designation_file.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 1> kArgs = {&flags::kDesignation.spec};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin designation show business-applications-smb", "what it needs, metric by metric, and who says so"},
    {"pcadmin designation show business-applications-smb -o json > smb.json", "to be changed and given to define"},
}};

Report run(const ops::Unit& unit, Context& context) {
  const auto known =
      ops::show_designation(unit, interchange::shipped_designations(), context.args.get(flags::kDesignation));
  Report report{.body = RecordBody{"designation", kOneDesignationColumns, designation_values(known)}};
  warn_of_doubts(report, known.designation);
  return report;
}

}  // namespace

constinit const Command kDesignationShow{
    .noun = "designation",
    .verb = "show",
    .summary = "Show what a designation needs, and how far that is to be trusted",
    .details =
        "Of each metric: the most points it brings; which certifications count, by code or title; the points for each "
        "person (each), the number of people who bring all of them (full_at), and the number without whom there is no "
        "designation (gate). A person counts once a metric, however many certifications they hold. A metric without "
        "these is only reported: pcadmin cannot count it, and reported is what Partner Center said last. Where "
        "every_metric is true, each metric that has points must bring some.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::see_known_skills,
    .run = run,
    .columns = kOneDesignationColumns,
};

}  // namespace pcadmin::cli
