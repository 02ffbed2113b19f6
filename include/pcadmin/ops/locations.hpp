#pragma once

#include "pcadmin/domain/location.hpp"
#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/locations.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

/// Where the organisation works: for a location a role may be given instead of for all of them. Whoever is signed in
/// may see them; changing them takes the right to, and throws `not-allowed`.
namespace pcadmin::ops {

/// Whichever has this Partner ID. Throws `Error` `unknown-location`, kind not_found; `location-is-organization`, kind
/// conflict, for the organisation's own. No rights are asked for.
store::StoredLocation get_location(const Unit& unit, const domain::PartnerId& id);

store::ListedLocation show_location(const Unit& unit, const domain::PartnerId& id);
/// By Partner ID, until `each` says false.
void list_locations(const Unit& unit, const std::function<bool(const store::ListedLocation&)>& each);

/// What may be kept of a location beside its name and country. What is not there stays; an inner nullopt clears.
struct LocationDetails {
  std::optional<std::optional<domain::LegalName>> legal_name{};
  domain::AddressEdit address{};
  std::optional<std::optional<domain::GivenName>> contact_given_name{};
  std::optional<std::optional<domain::FamilyName>> contact_family_name{};
  std::optional<std::optional<domain::Email>> contact_email{};
  std::optional<std::optional<domain::Phone>> contact_phone{};
};

struct NewLocation {
  domain::PartnerId id;
  domain::LocationName name;
  domain::Country country;
  std::optional<domain::PartnerId> parent{};  ///< nullopt: the organisation
  LocationDetails details{};
};
/// What to do where there is one already.
enum class IfThere { refuse, pass };
struct LocationChange {
  domain::Location location;  ///< as it is now
  domain::Location before;    ///< of a new one: the same
  bool changed;
  bool parent_known = true;                     ///< what it belongs to is the organisation, or a location that is there
  std::optional<domain::PartnerId> namesake{};  ///< another location of the same name
};
/// Throws `location-taken` and, where it would belong to one that is closed, `location-closed`, kind conflict;
/// `location-is-organization`; `location-own-parent` and, where the contact's address is not one at work,
/// `personal-address`, kind invalid.
LocationChange add_location(Unit& unit, const NewLocation& wanted, IfThere there = IfThere::refuse);

struct LocationEdit {
  std::optional<domain::LocationName> name{};
  std::optional<domain::Country> country{};
  std::optional<domain::PartnerId> parent{};
  LocationDetails details{};
};
/// Throws as `get_location`, `location-own-parent`, `location-closed` and `personal-address`; nullopt where there is
/// none and `missing` passes it.
std::optional<LocationChange> edit_location(Unit& unit, const domain::PartnerId& id, const LocationEdit& edit,
                                            IfMissing missing = IfMissing::refuse);

struct Closing {
  domain::Location location;  ///< as it is now
  bool changed;
  std::int64_t assignments;  ///< for it alone, in force or to come: they stay as they are
  std::int64_t requests;     ///< open ones for it, which cannot be approved while it is closed
};
/// From now on nothing new is given for them; what is held, and the past, stay. All or none. Throw as `get_location`.
std::vector<Closing> close_locations(Unit& unit, const std::vector<domain::PartnerId>& ids);
std::vector<Closing> reopen_locations(Unit& unit, const std::vector<domain::PartnerId>& ids);
/// Throws `location-closed`, kind conflict; nothing for the whole organisation. No rights are asked for.
void require_open(const Unit& unit, const std::optional<store::LocationId>& id);

/// All or none; those that are not there are left out where `missing` passes them. What has expired or was decided of
/// them goes with them. Throws as `get_location`; `location-in-use`, kind conflict, where assignments in force or to
/// come, or open requests, are for one of them, or a location belongs to one that does not go with it.
std::vector<domain::Location> delete_locations(Unit& unit, const std::vector<domain::PartnerId>& ids,
                                               IfMissing missing = IfMissing::refuse);

}  // namespace pcadmin::ops
