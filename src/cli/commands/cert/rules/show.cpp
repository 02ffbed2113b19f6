#include "columns.hpp"
#include "rules.hpp"

#include "pcadmin/ops/profiles.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin cert rules show", "how often a profile may be linked"},
    {"pcadmin cert rules show --field days_between", "one bare value"},
}};

Report run(const ops::Unit& unit, Context&) { return {.body = link_limits_record(ops::show_link_limits(unit))}; }

}  // namespace

constinit const Command kCertRulesShow{
    .noun = "cert",
    .verb = "rules show",
    .summary = "Show how often a certification profile may be linked",
    .details =
        "By itself the vendor's rule: at most 3 associations a year, 30 days between, counted from the start of the "
        "association. Which year is meant is not published: it is taken as the last 365 days.",
    .examples = kExamples,
    .args = {},
    .act = domain::Act::see_known_skills,
    .run = run,
    .columns = kLinkLimitColumns,
};

}  // namespace pcadmin::cli
