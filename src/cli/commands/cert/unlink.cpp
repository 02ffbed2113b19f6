#include "../../designation_impact.hpp"
#include "cert.hpp"
#include "columns.hpp"

#include "pcadmin/ops/profiles.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 1> kArgs = {&flags::kLearner.spec};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin cert unlink", "take off your own"},
    {"pcadmin cert unlink ann@contoso.example --reason \"left the company\"", "off somebody whose account is disabled"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const DesignationImpact impact(unit);
  const auto done = ops::unlink_profile(unit, context.args.find(flags::kLearner));
  auto report = link_report(done, false);
  const auto& email = done.user.record.email.text();
  report.said = done.changed ? fmt::format(
                                   "took the profile {} off {}; what they passed is kept, and another link may begin "
                                   "from {} on",
                                   done.profile->text(), email, to_rfc3339(done.next_link))
                             : fmt::format("{} has no profile linked; nothing was changed", email);
  impact.warn(report, unit);
  return report;
}

}  // namespace

constinit const Command kCertUnlink{
    .noun = "cert",
    .verb = "unlink",
    .summary = "Take a certification profile off",
    .details =
        "Your own; or that of somebody who has left, whose account is disabled. Whoever is offboarded or deleted loses "
        "it by that: pcadmin user restore links it again, unless somebody else has it by then. The profile is free for "
        "whoever it belongs to. The association that ends still counts among those of the year. A warning "
        "names every designation that loses what it needs by it; --dry-run tells it beforehand.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::unlink_profile,
    .run = run,
    .columns = kLinkColumns,
};

}  // namespace pcadmin::cli
