#include "args.hpp"
#include "columns.hpp"
#include "partner.hpp"

#include <fmt/format.h>

#include <array>

namespace pcadmin::cli {

namespace {

constexpr Arg<domain::PartnerId> kPartnerId{
    {.name = "PARTNERID", .help = "the organisation's global Partner ID (formerly MPN ID)", .required = true}};
constexpr std::array<const ArgSpec*, 2> kArgs = {&kPartnerId.spec, &flags::kWorkAddress.spec};

constexpr std::array<Example, 2> kExamples = {{
    {"pcadmin partner request 4391507", "ask for your account to be tied to it"},
    {"pcadmin partner request 4391507 --address ann@contoso.example", "by an address that is not your sign-in name"},
}};

std::string sentence(const store::Association& now) {
  const auto& address = now.address().text();
  if (now.record.state == domain::AssociationState::associated)
    return fmt::format("you are associated, by {}", address);
  return fmt::format(
      "asked to be associated, by {}: an admin decides; nothing is sent, so tell one of them: pcadmin admins list",
      address);
}

Report run(ops::Unit& unit, Context& context, const Answers&) {
  const auto change = ops::request_association(
      unit, {.partner_id = context.args.get(kPartnerId), .address = context.args.find(flags::kWorkAddress)});
  return association_report(change, sentence(change.now));
}

}  // namespace

constinit const Command kPartnerRequest{
    .noun = "partner",
    .verb = "request",
    .summary = "Ask for your account to be tied to the Partner ID",
    .details =
        "Members are by being members; this is for guests, and for whoever was. It is so at once where you were "
        "invited, or where the address is of one of the organisation's domains (pcadmin domain list) and no admin has "
        "ended or denied it before. Otherwise an admin decides, and pcadmin partner show tells how far it is.\n\n"
        "The Partner ID is the organisation's own, not that of one of its locations. The address is one at work, of "
        "nobody else here; pcadmin believes it and sends nothing to it.",
    .examples = kExamples,
    .args = kArgs,
    .act = domain::Act::ask_to_associate,
    .run = run,
    .columns = kAssociationColumns,
};

}  // namespace pcadmin::cli
