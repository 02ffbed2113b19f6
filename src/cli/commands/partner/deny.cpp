#include "args.hpp"
#include "columns.hpp"
#include "partner.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 1> kArgs = {&flags::kAssociated.spec};

constexpr std::array<Example, 1> kExamples = {{
    {"pcadmin partner deny ian@fabrikam.example --reason \"works for Fabrikam\"", "whoever asked reads the reason"},
}};

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto change = ops::deny_association(unit, context.args.get(flags::kAssociated));
  return association_report(change, "denied " + association_words(change.now) + " to be associated");
}

}  // namespace

constinit const Command kPartnerDeny{
    .noun = "partner",
    .verb = "deny",
    .summary = "Deny somebody to be tied to the Partner ID",
    .details =
        "Whoever asked sees the reason in pcadmin partner show. They may ask again; an admin decides again, whatever "
        "the domain of their address.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::associate_people,
    .run = run,
    .columns = kAssociationColumns,
    .needs_reason = true,
};

}  // namespace pcadmin::cli
