#pragma once

#include "../../or_none.hpp"

#include "pcadmin/domain/address.hpp"

#include <array>

/// A postal address, and the legal entity at it, as flags: of the organisation and of its locations.
namespace pcadmin::cli::flags {

inline constexpr Arg<OrNone<domain::LegalName>> kLegalName{
    {.name = "--legal-name", .help = "name of the legal entity, or none", .value = "NAME"}};
inline constexpr Arg<OrNone<domain::AddressLine>> kAddressLine1{
    {.name = "--address-line1", .help = "first line of the address, or none", .value = "TEXT"}};
inline constexpr Arg<OrNone<domain::AddressLine>> kAddressLine2{
    {.name = "--address-line2", .help = "second line of the address, or none", .value = "TEXT"}};
inline constexpr Arg<OrNone<domain::City>> kCity{{.name = "--city", .help = "city, or none", .value = "NAME"}};
inline constexpr Arg<OrNone<domain::StateOrProvince>> kStateOrProvince{
    {.name = "--state-or-province", .help = "state or province, or none", .value = "NAME"}};
inline constexpr Arg<OrNone<domain::PostalCode>> kPostalCode{
    {.name = "--postal-code", .help = "postal code, or none", .value = "CODE"}};

/// All of them, in the order in which they appear.
inline constexpr std::array<const ArgSpec*, 6> kAddressEdits = {
    &kLegalName.spec, &kAddressLine1.spec, &kAddressLine2.spec, &kCity.spec, &kStateOrProvince.spec, &kPostalCode.spec};

}  // namespace pcadmin::cli::flags

namespace pcadmin::cli {

inline domain::AddressEdit address_edit(const Args& args) {
  return {.line1 = find_edit(args, flags::kAddressLine1),
          .line2 = find_edit(args, flags::kAddressLine2),
          .city = find_edit(args, flags::kCity),
          .state_or_province = find_edit(args, flags::kStateOrProvince),
          .postal_code = find_edit(args, flags::kPostalCode)};
}

}  // namespace pcadmin::cli
