#pragma once

#include "pcadmin/domain/organization.hpp"
#include "pcadmin/domain/user_ref.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/users.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// The organisation as the programme knows it. Whoever is signed in may see it; changing it takes the right to, and
/// throws `not-allowed`.
namespace pcadmin::ops {

struct OrganizationDetails {
  domain::Organization record;
  std::optional<store::StoredUser> contact;  ///< its primary contact
  std::vector<std::string> domains;          ///< as people write them
  std::int64_t locations;                    ///< that are open
};
OrganizationDetails show_organization(const Unit& unit);

/// What is not there stays; an inner nullopt clears.
struct OrganizationEdit {
  std::optional<domain::OrganizationName> name{};
  std::optional<domain::PartnerId> partner_id{};
  std::optional<std::optional<domain::LegalName>> legal_name{};
  domain::AddressEdit address{};
  std::optional<std::optional<domain::Country>> country{};
  std::optional<std::optional<domain::UserRef>> contact{};
};
struct OrganizationChange {
  OrganizationDetails now;
  domain::Organization before;
  std::int64_t moved;  ///< locations that belong to its new Partner ID with it
  bool changed;
};
/// Throws `unknown-user` for the contact; `organization-is-location`, kind conflict, for a Partner ID that a location
/// has; `country-without-location`, kind conflict, for another country in which no location is open.
OrganizationChange edit_organization(Unit& unit, const OrganizationEdit& edit);

/// Throws `primary-contact`, kind conflict, for whoever is the organisation's.
void require_not_contact(const Unit& unit, const store::StoredUser& user);

}  // namespace pcadmin::ops
