#pragma once

#include "../org/address_args.hpp"

#include "pcadmin/domain/location.hpp"
#include "pcadmin/ops/locations.hpp"

#include <algorithm>
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
inline constexpr auto kDetailEdits = [] {
  std::array<const ArgSpec*, kAddressEdits.size() + 4> all{};
  std::ranges::copy(kAddressEdits, all.begin());
  std::ranges::copy(
      std::array{&kContactGivenName.spec, &kContactFamilyName.spec, &kContactEmail.spec, &kContactPhone.spec},
      all.begin() + kAddressEdits.size());
  return all;
}();

}  // namespace flags

inline ops::LocationDetails details_of(const Args& args) {
  return {.legal_name = find_edit(args, flags::kLegalName),
          .line1 = find_edit(args, flags::kAddressLine1),
          .line2 = find_edit(args, flags::kAddressLine2),
          .city = find_edit(args, flags::kCity),
          .state_or_province = find_edit(args, flags::kStateOrProvince),
          .postal_code = find_edit(args, flags::kPostalCode),
          .contact_given_name = find_edit(args, flags::kContactGivenName),
          .contact_family_name = find_edit(args, flags::kContactFamilyName),
          .contact_email = find_edit(args, flags::kContactEmail),
          .contact_phone = find_edit(args, flags::kContactPhone)};
}

}  // namespace pcadmin::cli
