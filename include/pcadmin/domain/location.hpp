#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/domain/address.hpp"
#include "pcadmin/domain/email.hpp"
#include "pcadmin/domain/organization.hpp"
#include "pcadmin/domain/user.hpp"

#include <optional>

namespace pcadmin::domain {

struct LocationNameField;
/// A location's name: 256 code points.
using LocationName = Line<LocationNameField>;

/// Whom to write to about a location: somebody who need not have an account.
struct Contact {
  std::optional<GivenName> given_name{};
  std::optional<FamilyName> family_name{};
  std::optional<Email> email{};
  std::optional<Phone> phone{};

  friend bool operator==(const Contact&, const Contact&) = default;
};

/// Whether the vendor's form takes a location's telephone number: at most 10 digits, without blanks, signs or country
/// code.
bool fits_portal(const Phone& phone);

/// Where an organisation works: an account of its own in the partner programme, below the organisation's.
struct Location {
  PartnerId id;
  LocationName name;
  Country country;
  PartnerId parent;                       ///< the organisation it belongs to
  std::optional<LegalName> legal_name{};  ///< where it is a legal entity of its own
  Address address{};
  Contact contact{};
  std::optional<Time> closed_at{};  ///< from then on nothing new is given for it

  friend bool operator==(const Location&, const Location&) = default;
};

}  // namespace pcadmin::domain
