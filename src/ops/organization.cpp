#include "pcadmin/ops/organization.hpp"

#include "pcadmin/base/edit.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/store/domains.hpp"
#include "pcadmin/store/locations.hpp"
#include "pcadmin/store/organization.hpp"

#include <fmt/format.h>

namespace pcadmin::ops {

namespace {

domain::Organization edited(const Unit& unit, domain::Organization record, const OrganizationEdit& edit) {
  put(record.name, edit.name);
  put(record.partner_id, edit.partner_id);
  put(record.legal_name, edit.legal_name);
  record.address = edit.address.applied_to(std::move(record.address));
  put(record.country, edit.country);
  if (edit.contact) record.contact = *edit.contact ? std::optional(get_user(unit, **edit.contact).id) : std::nullopt;
  return record;
}

/// The programme tells the two kinds of id apart, and so does everything that names a location.
void require_no_location(const Unit& unit, const domain::PartnerId& id) {
  const auto place = store::find_location(unit.db(), id);
  if (!place) return;
  throw Error({.code = "organization-is-location",
               .kind = FailureKind::conflict,
               .message = fmt::format("{} is the Partner ID of the location {}", id.text(), place->record.name.text()),
               .hint = "give the organisation's global Partner ID; a location's is another one"});
}

/// A rule of the programme: an organisation moves to where it has a location already. What is said for the first time
/// is no move; by way of none, it is one.
void require_location_in(const Unit& unit, const domain::Organization& before, const domain::Organization& after) {
  if (!after.country || before.country == after.country) return;
  const auto last = store::last_country(unit.db());
  if (!last || last == after.country) return;
  if (store::is_open_location_in(unit.db(), *after.country)) return;
  const auto& country = after.country->text();
  throw Error({.code = "country-without-location",
               .kind = FailureKind::conflict,
               .message = fmt::format("the organisation cannot move from {} to {}: it has no open location there",
                                      last->text(), country),
               .hint = fmt::format("add one first: pcadmin location add ID --name NAME --country {}", country)});
}

OrganizationDetails details_of(const Unit& unit, domain::Organization record) {
  OrganizationDetails details{.record = std::move(record), .contact = {}, .domains = {}, .locations = 0};
  if (const auto id = details.record.contact) details.contact = store::find_user(unit.db(), *id);
  store::list_domains(unit.db(), [&](const store::ListedDomain& listed) {
    details.domains.push_back(listed.name.text());
    return true;
  });
  store::list_locations(unit.db(), unit.now(), [&](const store::ListedLocation& listed) {
    if (!listed.location.record.closed_at) ++details.locations;
    return true;
  });
  return details;
}

}  // namespace

OrganizationDetails show_organization(const Unit& unit) {
  require(unit, domain::Act::see_organization);
  return details_of(unit, store::get_organization(unit.db()));
}

OrganizationChange edit_organization(Unit& unit, const OrganizationEdit& edit) {
  require(unit, domain::Act::manage_organization);
  const auto before = store::get_organization(unit.db());
  auto after = edited(unit, before, edit);
  std::int64_t moved = 0;
  if (after.partner_id != before.partner_id) {
    require_no_location(unit, after.partner_id);
    moved = store::move_locations(unit.db(), before.partner_id, after.partner_id, unit.change());
  }
  require_location_in(unit, before, after);
  const bool changed = after != before;
  if (changed) store::update_organization(unit.db(), after, unit.change());
  return {.now = details_of(unit, std::move(after)), .before = before, .moved = moved, .changed = changed};
}

void require_not_contact(const Unit& unit, const store::StoredUser& user) {
  if (store::get_organization(unit.db()).contact != user.id) return;
  throw Error({.code = "primary-contact",
               .kind = FailureKind::conflict,
               .message = fmt::format("{} is the organisation's primary contact", user.record.email.text()),
               .hint = "name another first: pcadmin org edit --contact USER"});
}

}  // namespace pcadmin::ops
