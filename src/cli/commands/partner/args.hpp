#pragma once

#include "../../args.hpp"

#include "pcadmin/domain/email.hpp"
#include "pcadmin/domain/organization.hpp"
#include "pcadmin/domain/user_ref.hpp"
#include "pcadmin/ops/associations.hpp"

/// What several commands take about associations.
namespace pcadmin::cli {

namespace flags {

inline constexpr Arg<domain::UserRef> kAssociated{
    {.name = "USER", .help = "an e-mail address or an id (usr_17)", .completes = Completes::user, .required = true}};
inline constexpr Arg<domain::Email> kWorkAddress{
    {.name = "--address", .help = "the address at work", .value = "EMAIL", .fallback = "that of the account"}};
inline constexpr Arg<domain::PartnerId> kPartnerIdMeant{{.name = "--partner-id",
                                                         .help = "refuse it unless this is the organisation's",
                                                         .value = "ID",
                                                         .fallback = "the organisation's"}};
inline constexpr Switch kAnyDomain{
    {.name = "--any-domain", .help = "also with an address of none of the organisation's domains"}};

}  // namespace flags

inline ops::AssociationTerms terms_of(const Args& args) {
  return {.partner_id = args.find(flags::kPartnerIdMeant),
          .address = args.find(flags::kWorkAddress),
          .any_domain = args.on(flags::kAnyDomain)};
}

}  // namespace pcadmin::cli
