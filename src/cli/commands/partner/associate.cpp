#include "../user/account_args.hpp"
#include "args.hpp"
#include "columns.hpp"
#include "partner.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr std::array<const ArgSpec*, 4> kArgs = {&flags::kUsers.spec, &flags::kWorkAddress.spec,
                                                 &flags::kPartnerIdMeant.spec, &flags::kAnyDomain.spec};

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin partner associate ian@contoso.example", "a guest who works for the organisation"},
    {"pcadmin partner associate ian@fabrikam.example --any-domain --reason \"on loan until May\"",
     "by an address of another organisation"},
    {"pcadmin partner associate usr_7 --address ian@contoso.example", "by another address than the sign-in name"},
}};

/// One address is one person's.
void require_one(const Args& args) {
  if (!args.has(flags::kWorkAddress.spec) || args.all(flags::kUsers).size() == 1) return;
  throw Error({.code = "not-both",
               .kind = FailureKind::usage,
               .message = "one --address cannot be that of several people",
               .hint = "give one USER with it"});
}

Report run(ops::Unit& unit, Context& context, const Answers&) {
  require_one(context.args);
  return associations_report(ops::associate_users(unit, context.args.all(flags::kUsers), terms_of(context.args)),
                             "associated", "they are associated already");
}

}  // namespace

constinit const Command kPartnerAssociate{
    .noun = "partner",
    .verb = "associate",
    .summary = "Tie people's accounts to the Partner ID",
    .details =
        "Members are already, by being members; this is for guests, and for whoever was. Whatever they asked for is "
        "approved by it. All or none. It gives no right in pcadmin: it says whose certifications may count for the "
        "organisation.\n\n"
        "The address has to be one at work, of one of the organisation's domains unless --any-domain is given, and of "
        "no other account here.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::associate_people,
    .run = run,
    .columns = kAssociationColumns,
};

}  // namespace pcadmin::cli
