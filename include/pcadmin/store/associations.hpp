#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/base/random.hpp"
#include "pcadmin/domain/association.hpp"
#include "pcadmin/domain/email.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"
#include "pcadmin/store/requests.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

/// Table `association`: whose account is tied to the organisation's Partner ID, as far as the account does not say it.
/// A member without a row is associated since they were made; a guest is not, unless their address was invited before
/// they had an account.
namespace pcadmin::store {

struct AssociationId {
  std::int64_t number = 0;
  friend auto operator<=>(AssociationId, AssociationId) = default;
};

/// What a row says.
struct AssociationRecord {
  std::optional<domain::UserId> user{};    ///< nullopt: an invitation of an address that nobody had
  std::optional<domain::Email> address{};  ///< at work; nullopt: that of the account
  domain::AssociationState state;
  domain::AssociationWay way;
};

struct Association {
  std::optional<AssociationId> id{};  ///< nullopt: there is no row, the account says it all
  AssociationRecord record;
  std::optional<domain::PersonName> name{};  ///< of whose account it is
  std::optional<domain::Email> account{};    ///< the address of the account
  Time at;                                   ///< since when it is so
  std::optional<RequestAct> act{};           ///< what made it so, where there is a row

  /// The address it is by.
  const domain::Email& address() const { return record.address ? *record.address : *account; }
};

/// Nullopt: a guest of whom nothing is known.
std::optional<Association> find_association(const Database& db, domain::UserId user);
/// The invitation of an address that nobody had when it was made.
std::optional<Association> find_invitation(const Database& db, const domain::Email& address);
/// Somebody other than `but` whose association, which has not ended, is by that address and not by their account's.
std::optional<Association> find_association_by(const Database& db, const domain::Email& address,
                                               const std::optional<domain::UserId>& but);

/// Of people by the address of the account, then invitations that no account answers to by address, until `each` says
/// false.
void list_associations(const Database& db, const std::optional<domain::AssociationState>& state,
                       const std::function<bool(const Association&)>& each);

/// A state an association was in.
struct PastAssociation {
  domain::AssociationState state;
  domain::AssociationWay way;
  RequestAct act;
};
/// All that a row was and is, the first first.
std::vector<PastAssociation> list_past(const Database& db, AssociationId id);

/// Writes the row `id`, or a new one. `random` salts the digest of one with an address.
AssociationId put_association(Database& db, const std::optional<AssociationId>& id, const AssociationRecord& record,
                              ChangeId change, Random& random);
/// Those of somebody who goes: their own, and an invitation of their address.
void delete_associations_of(Database& db, domain::UserId user);

/// Of the associations that `by` wrote, one by an address by which another is that has not ended: that address.
std::optional<std::string> find_address_of_two(const Database& db, ChangeId by);

}  // namespace pcadmin::store
