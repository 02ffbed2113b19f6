#include "../../common_args.hpp"
#include "../../designation_impact.hpp"
#include "account_args.hpp"
#include "switch_report.hpp"
#include "user.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

using namespace flags;

constexpr std::array<const ArgSpec*, 3> kArgs = {&kUsers.spec, &kIfExists.spec, &kMaxRemovals.spec};

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin user disable ann@contoso.example --reason \"left the company\"", "at once: sessions and tokens end"},
    {"pcadmin user disable ann@contoso.example usr_3 --if-exists",
     "several, all or none, in a script that may run twice"},
    {"pcadmin user disable ann@contoso.example bob@contoso.example --max-removals 5%",
     "a script that must never disable many"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const DesignationImpact impact(unit);
  const auto changes = ops::disable_users(unit, context.args.all(kUsers), if_missing(context.args));
  auto report = switch_report(changes, domain::UserState::disabled);
  impact.warn(report, unit);
  return report;
}

}  // namespace

constinit const Command kUserDisable{
    .noun = "user",
    .verb = "disable",
    .summary = "Disable accounts: nobody signs in or acts with them",
    .details =
        "Sessions and tokens of the person end at once and for good; record, roles and password stay. Several people "
        "are one change: all or none. Who is disabled already stays so, and the command succeeds. A warning names "
        "every designation that loses what it needs by it; --dry-run tells it beforehand.\n\n"
        "It takes the right to assign every role they hold. The last global admin who can sign in is not disabled, "
        "and yourself, if you could not take it back, only with --yes.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::manage_people,
    .run = run,
    .columns = kSwitchColumns,
};

}  // namespace pcadmin::cli
