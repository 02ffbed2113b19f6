#include "../../common_args.hpp"
#include "columns.hpp"
#include "partner.hpp"

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<domain::UserRef> kWho{{.name = "USER",
                                     .help = "an e-mail address, also one that was invited, or an id (usr_17)",
                                     .fallback = "yourself",
                                     .completes = Completes::user}};
constexpr std::array<const ArgSpec*, 1> kArgs = {&kWho.spec};

constexpr std::array<Column, kAssociationColumnCount + 3> columns() {
  std::array<Column, kAssociationColumnCount + 3> all{};
  for (std::size_t i = 0; i < kAssociationColumnCount; ++i) all[i] = kAssociationColumns[i];
  all[kAssociationColumnCount] = {.key = "partner_id", .title = "PARTNER ID"};
  all[kAssociationColumnCount + 1] = {.key = "organization", .title = "ORGANISATION"};
  all[kAssociationColumnCount + 2] = {
      .key = "history", .title = "BEFORE AND NOW", .nothing = "nothing but the account"};
  return all;
}
constexpr auto kColumns = columns();

constexpr std::array<Example, 3> kExamples = {{
    {"pcadmin partner show", "how you are tied to the organisation's Partner ID"},
    {"pcadmin partner show ann@contoso.example", "somebody else, with what was before"},
    {"pcadmin partner show usr_7 --field state", "one bare value"},
}};

std::vector<Fields> history_of(const ops::AssociationDetails& details) {
  std::vector<Fields> list;
  for (const auto& [state, way, act] : details.past)
    list.push_back({{"state", std::string(to_string(state))},
                    {"how", std::string(to_string(way))},
                    {"at", to_rfc3339(act.at)},
                    {"by", text_or_nothing(act.by)},
                    {"reason", text_or_nothing(act.reason)},
                    {"ticket", text_or_nothing(act.ticket)},
                    {"change", act.change.number}});
  return list;
}

Report run(const ops::Unit& unit, Context& context) {
  const auto who = context.args.find(kWho);
  const auto shown =
      ops::show_association(unit, who ? *who : value_or_throw(domain::UserRef::parse(unit.who().id.text())));
  auto row = association_values(shown.now);
  row.emplace_back(shown.organization.partner_id.text());
  row.emplace_back(shown.organization.name.text());
  row.emplace_back(history_of(shown));
  return {.body = RecordBody{"association", kColumns, std::move(row)}};
}

}  // namespace

constinit const Command kPartnerShow{
    .noun = "partner",
    .verb = "show",
    .summary = "Show how somebody is tied to the Partner ID, and what was before",
    .details =
        "A member of whom nothing else is known is associated by the account, since it was made. Whoever was ended, "
        "denied or invited shows when, by whom and why.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::see_people,
    .run = run,
    .columns = kColumns,
};

}  // namespace pcadmin::cli
