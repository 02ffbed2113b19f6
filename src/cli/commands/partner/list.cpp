#include "../../common_args.hpp"
#include "columns.hpp"
#include "partner.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<Word> kState{{.name = "--state",
                            .help = "only those in this state",
                            .value = "STATE",
                            .words = kAssociationStates,
                            .completes = Completes::word}};
constexpr std::array<const ArgSpec*, 2> kArgs = {&kState.spec, &flags::kLimit.spec};

constexpr std::array<Example, 4> kExamples = {{
    {"pcadmin partner list --state requested", "who waits for an answer"},
    {"pcadmin partner list --state invited -o ids", "whom to remind"},
    {"pcadmin partner list --filter \"how = domain\"", "whom no admin has looked at"},
    {"pcadmin partner list -o csv", "all of them, for a spreadsheet"},
}};

Report run(const ops::Unit& unit, Context& context) {
  ops::AssociationQuery query;
  if (const auto state = context.args.find(kState))
    query.state = value_or_throw(domain::parse_association_state(state->text));
  const auto limit = context.args.find(flags::kLimit);
  return {.body = ListBody{.key = "associations",
                           .columns = kListedAssociationColumns,
                           .produce =
                               [&unit, query](const std::function<bool(const Row&)>& each) {
                                 ops::list_associations(unit, query, [&](const store::Association& one) {
                                   return each(association_values(one));
                                 });
                               },
                           .limit = limit ? std::optional(limit->number) : std::nullopt}};
}

}  // namespace

constinit const Command kPartnerList{
    .noun = "partner",
    .verb = "list",
    .summary = "List who is tied to the Partner ID, was invited, asks, or was",
    .details =
        "People by address, then invited addresses that nobody has an account with. Members are associated by being "
        "members (HOW: account) until that is ended; guests are not there until they were invited or asked.\n\n"
        "HOW tells what brought it to its state: account; domain, asked for with an address of the organisation's; "
        "invitation, asked for after one; admin; self, their own doing; denied; offboarded.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::list_people,
    .run = run,
    .columns = kListedAssociationColumns,
    .lists = true,
};

}  // namespace pcadmin::cli
