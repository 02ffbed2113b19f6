#include "../../../dialog.hpp"
#include "columns.hpp"
#include "rules.hpp"

#include "pcadmin/ops/profiles.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<domain::LinksAYear> kLinksAYear{
    {.name = "--links-a-year", .help = "how many associations may begin within 365 days: 1 to 100", .value = "N"}};
constexpr Arg<domain::DaysBetweenLinks> kDaysBetween{
    {.name = "--days-between", .help = "days between the starts of two associations: 0 to 365", .value = "N"}};
constexpr std::array<const ArgSpec*, 2> kArgs = {&kLinksAYear.spec, &kDaysBetween.spec};

constexpr std::array<Example, 1> kExamples = {{
    {"pcadmin cert rules set --links-a-year 3 --days-between 30", "what the vendor demands, which holds by itself"},
}};

bool require_something(Dialog& dialog, const Failure* failure) {
  if (failure == nullptr) check_edits(dialog, kArgs);
  return false;
}

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto [limits, changed] = ops::set_link_limits(
      unit, {.a_year = context.args.find(kLinksAYear), .between = context.args.find(kDaysBetween)});
  Report report{.changed = changed, .undoable = true};
  if (changed) report.said = "the rules are changed; they hold for links from now on";
  report.body = link_limits_record(limits);
  return report;
}

}  // namespace

constinit const Command kCertRulesSet{
    .noun = "cert",
    .verb = "rules set",
    .summary = "Set how often a certification profile may be linked",
    .details =
        "What is not named stays. Profiles that are linked stay linked; the next allowed moment is counted anew.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::set_rules,
    .run = run,
    .columns = kLinkLimitColumns,
    .ask = require_something,
};

}  // namespace pcadmin::cli
