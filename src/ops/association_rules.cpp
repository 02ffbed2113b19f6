#include "association_rules.hpp"

#include "pcadmin/store/locations.hpp"
#include "pcadmin/store/organization.hpp"
#include "pcadmin/store/users.hpp"

#include <fmt/format.h>

namespace pcadmin::ops {

void require_global(const Unit& unit, const domain::PartnerId& id) {
  const auto organization = store::get_organization(unit.db());
  if (organization.partner_id == id) return;
  const auto& global = organization.partner_id.text();
  if (const auto place = store::find_location(unit.db(), id)) {
    throw Error({.code = "location-not-global",
                 .kind = FailureKind::invalid,
                 .message = fmt::format("{} is the Partner ID of the location {}: accounts are tied to the global one",
                                        id.text(), place->record.name.text()),
                 .hint = fmt::format("give the organisation's: {}", global),
                 .details = {{"global", global}}});
  }
  throw Error({.code = "unknown-partner-id",
               .kind = FailureKind::not_found,
               .message = fmt::format("{} is not the Partner ID of {}", id.text(), organization.name.text()),
               .hint = fmt::format("its global Partner ID is {}: pcadmin org show", global),
               .details = {{"global", global}}});
}

void require_nobody_elses(const Unit& unit, const domain::Email& address, const std::optional<domain::UserId>& but) {
  const auto refuse = [&](const std::string& message, const std::string& who) {
    throw Error({.code = "associated-elsewhere",
                 .kind = FailureKind::conflict,
                 .message = message,
                 .hint = "whoever has two accounts is associated by one of them; an admin sees which: pcadmin partner "
                         "show " +
                         who,
                 .details = {{"user", who}}});
  };
  const auto owner = store::find_user(unit.db(), address);
  if (owner && owner->id != but)
    refuse(fmt::format("{} is the address of another account here, {}", address.text(), owner->id.text()),
           owner->id.text());
  if (const auto other = store::find_association_by(unit.db(), address, but)) {
    const auto who = other->record.user->text();
    refuse(fmt::format("another account here, {}, is {} by {} already", who, to_string(other->record.state),
                       address.text()),
           who);
  }
}

void require_not_requested(const store::Association& known) {
  if (known.record.state != domain::AssociationState::requested) return;
  const auto& email = known.account->text();
  throw Error({.code = "already-requested",
               .kind = FailureKind::conflict,
               .message = fmt::format("{} has asked to be associated, and waits for an answer", email),
               .hint = fmt::format("pcadmin partner approve {0}, or pcadmin partner deny {0} --reason TEXT", email)});
}

}  // namespace pcadmin::ops
