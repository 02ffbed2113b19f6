#pragma once

#include "../../joined_args.hpp"
#include "address_args.hpp"

#include "pcadmin/ops/organization.hpp"

#include <array>

/// What is kept of the organisation, as flags that change it.
namespace pcadmin::cli {

namespace flags {

inline constexpr Arg<NeverNone<domain::OrganizationName>> kOrgName{
    {.name = "--name", .help = "the organisation's name", .value = "NAME"}};
inline constexpr Arg<domain::PartnerId> kOrgPartnerId{
    {.name = "--partner-id",
     .help = "its global Partner ID: 4 to 10 digits, not beginning with 0; usually 7",
     .value = "ID"}};
inline constexpr Arg<OrNone<domain::Country>> kOrgCountry{
    {.name = "--country", .help = "country, two letters of ISO 3166-1, or none", .value = "CC"}};
inline constexpr Arg<OrNone<domain::UserRef>> kOrgContact{{.name = "--contact",
                                                           .help = "the primary contact, a user of the store; or none",
                                                           .value = "USER",
                                                           .completes = Completes::user}};

}  // namespace flags

/// All of them, in the order in which they appear.
inline constexpr auto kOrgEdits =
    joined(std::array{&flags::kOrgName.spec, &flags::kOrgPartnerId.spec}, flags::kAddressEdits,
           std::array{&flags::kOrgCountry.spec, &flags::kOrgContact.spec});

inline ops::OrganizationEdit org_edit(const Args& args) {
  return {.name = find_edit(args, flags::kOrgName),
          .partner_id = args.find(flags::kOrgPartnerId),
          .legal_name = find_edit(args, flags::kLegalName),
          .address = address_edit(args),
          .country = find_edit(args, flags::kOrgCountry),
          .contact = find_edit(args, flags::kOrgContact)};
}

}  // namespace pcadmin::cli
