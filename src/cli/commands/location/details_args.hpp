#pragma once

#include "../../joined_args.hpp"
#include "../org/address_args.hpp"

#include "pcadmin/domain/location.hpp"
#include "pcadmin/ops/locations.hpp"

#include <array>

/// What may be kept of a location beside its name and country, as flags.
namespace pcadmin::cli {

namespace flags {

inline constexpr Arg<OrNone<domain::GivenName>> kContactGivenName{
    {.name = "--contact-given-name", .help = "given name of the contact, or none", .value = "NAME"}};
inline constexpr Arg<OrNone<domain::FamilyName>> kContactFamilyName{
    {.name = "--contact-family-name", .help = "family name of the contact, or none", .value = "NAME"}};
inline constexpr Arg<OrNone<domain::Email>> kContactEmail{
    {.name = "--contact-email", .help = "the contact's e-mail address at work, or none", .value = "EMAIL"}};
inline constexpr Arg<OrNone<domain::Phone>> kContactPhone{
    {.name = "--contact-phone", .help = "the contact's telephone number, or none", .value = "NUMBER"}};

/// All of them, in the order in which they appear.
inline constexpr auto kDetailEdits = joined(kAddressEdits, std::array{&kContactGivenName.spec, &kContactFamilyName.spec,
                                                                      &kContactEmail.spec, &kContactPhone.spec});

}  // namespace flags

inline ops::LocationDetails details_of(const Args& args) {
  return {.legal_name = find_edit(args, flags::kLegalName),
          .address = address_edit(args),
          .contact_given_name = find_edit(args, flags::kContactGivenName),
          .contact_family_name = find_edit(args, flags::kContactFamilyName),
          .contact_email = find_edit(args, flags::kContactEmail),
          .contact_phone = find_edit(args, flags::kContactPhone)};
}

}  // namespace pcadmin::cli
