#include "../../designation_impact.hpp"
#include "../user/account_args.hpp"
#include "columns.hpp"
#include "partner.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 1> kArgs = {&flags::kUsers.spec};

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin partner disassociate ann@contoso.example --reason \"moved to Fabrikam\"", "they count no more"},
    {"pcadmin partner disassociate eve@contoso.example", "take an invitation back"},
    {"pcadmin partner disassociate usr_7 usr_9 --dry-run", "several in one change; only look"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const DesignationImpact impact(unit);
  auto report = associations_report(ops::disassociate(unit, context.args.all(flags::kUsers)),
                                    "ended the association of", "it has ended already");
  impact.warn(report, unit);
  return report;
}

}  // namespace

constinit const Command kPartnerDisassociate{
    .noun = "partner",
    .verb = "disassociate",
    .summary = "End that people's accounts are tied to the Partner ID",
    .details =
        "The account, its roles and its record stay. An invitation is taken back the same way, and so is what you "
        "asked for yourself; what others ask for is denied with pcadmin partner deny. All or none. On people all of "
        "whose "
        "roles you may assign. Their certifications count no more: a warning names every designation that loses what "
        "it needs by it.\n\n"
        "Whoever was ended by an admin may ask again, and an admin decides. pcadmin user offboard ends it too.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::end_associations,
    .run = run,
    .columns = kAssociationColumns,
};

}  // namespace pcadmin::cli
