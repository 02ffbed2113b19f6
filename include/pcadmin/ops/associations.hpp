#pragma once

#include "pcadmin/base/result.hpp"
#include "pcadmin/domain/association.hpp"
#include "pcadmin/domain/email.hpp"
#include "pcadmin/domain/organization.hpp"
#include "pcadmin/domain/user_ref.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/associations.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

/// Associations: whose account is tied to the organisation's Partner ID. A member is, by having been made one, until an
/// admin ends it; a guest is only when they ask, or an admin does it. It gives no right in pcadmin: it says whose
/// certifications may count.
///
/// What several of these throw:
///  - by a Partner ID that is given: `unknown-partner-id` (kind not_found); `location-not-global` (kind invalid) for
///    that of a location
///  - by an address at work: `personal-address` (kind invalid) where a provider gives such addresses to anybody;
///    `address-elsewhere` (kind refused) where it is of none of the organisation's domains and only those are taken;
///    `associated-elsewhere` (kind conflict) where another account in this store has it, or is associated by it
namespace pcadmin::ops {

struct AssociationQuery {
  std::optional<domain::AssociationState> state{};  ///< nullopt: any
};
/// As `store::list_associations`. Takes the right to list people.
void list_associations(const Unit& unit, const AssociationQuery& query,
                       const std::function<bool(const store::Association&)>& each);

struct AssociationDetails {
  store::Association now;
  std::vector<store::PastAssociation> past;  ///< the first first; without what the account alone says
  domain::Organization organization;         ///< with whose Partner ID
};
/// One's own, or with the right to see people; an address nobody has, that was invited, too. Throws `not-allowed`,
/// `unknown-user`; `not-associated` (kind not_found) for a guest who never was anything.
AssociationDetails show_association(const Unit& unit, const domain::UserRef& ref);

struct AssociationChange {
  store::Association now;
  bool changed;
};

struct AssociationWish {
  domain::PartnerId partner_id;
  std::optional<domain::Email> address{};  ///< at work; nullopt: that of the account
};
/// Whoever is signed in asks for themselves. They are associated at once where they were invited, or where the address
/// is of the organisation's domain and no admin has denied or ended it before; else an admin decides. Throws by the
/// Partner ID and the address, but not `address-elsewhere`; kind conflict: `already-associated`, `already-requested`.
AssociationChange request_association(Unit& unit, const AssociationWish& wish);

struct AssociationTerms {
  std::optional<domain::PartnerId> partner_id{};  ///< to make sure of it; nullopt: the organisation's
  std::optional<domain::Email> address{};         ///< at work; nullopt: that of the account
  bool any_domain = false;                        ///< also an address that is of no domain of the organisation's
};
/// An admin does it, whatever was before; what they asked for is approved by it. All or none. Throws `not-allowed`,
/// `unknown-user`, by the Partner ID and the address; `account-disabled` (kind refused).
std::vector<AssociationChange> associate_users(Unit& unit, const std::vector<domain::UserRef>& refs,
                                               const AssociationTerms& terms);

struct InvitationFault {
  std::size_t place;  ///< among the addresses, from 0
  Failure failure;
};
struct Invitations {
  std::vector<store::Association> invited{};
  std::int64_t already = 0;               ///< invited or associated before
  std::vector<InvitationFault> faults{};  ///< where there are any, nothing was written
};
/// Each address once. Whoever has one, or comes to have an account with it, is associated on asking. Throws
/// `not-allowed` and by the Partner ID; faults are what there is by an address, and `already-requested` for somebody
/// who waits for an answer. `terms.address` is not looked at.
Invitations invite(Unit& unit, const std::vector<domain::Email>& addresses, const AssociationTerms& terms);

/// What somebody asked for. Throws `not-allowed`, `unknown-user`, `not-requested` (kind conflict); `approve` also
/// `account-disabled` (kind refused), and `deny` `reason-required` (kind refused).
AssociationChange approve_association(Unit& unit, const domain::UserRef& ref);
AssociationChange deny_association(Unit& unit, const domain::UserRef& ref);

/// Ends it, or takes an invitation back, also of an address nobody has; whoever asked takes that back so. An admin
/// denies instead: `already-requested`, kind conflict. All or none. Throws `not-allowed`, `unknown-user`,
/// `not-associated`.
std::vector<AssociationChange> disassociate(Unit& unit, const std::vector<domain::UserRef>& refs);

/// Of somebody who leaves: ended, and what they asked for or were invited to with it. Whether there was any. No rights
/// are asked for.
bool leave_association(Unit& unit, domain::UserId user);

}  // namespace pcadmin::ops
