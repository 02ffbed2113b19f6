#include "args.hpp"
#include "columns.hpp"
#include "partner.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 1> kArgs = {&flags::kAssociated.spec};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin partner approve ian@fabrikam.example", "they count as the organisation's from now on"},
    {"pcadmin partner approve usr_7 --reason \"works for us since May\" --ticket HR-12", "and say why"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto change = ops::approve_association(unit, context.args.get(flags::kAssociated));
  return association_report(change, association_words(change.now) + " is associated");
}

}  // namespace

constinit const Command kPartnerApprove{
    .noun = "partner",
    .verb = "approve",
    .summary = "Tie somebody who asks for it to the Partner ID",
    .details =
        "pcadmin partner list --state requested shows who waits, and by which address: look at it, for nobody has "
        "proved that it is theirs. Somebody whose account is disabled is not associated.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::associate_people,
    .run = run,
    .columns = kAssociationColumns,
};

}  // namespace pcadmin::cli
