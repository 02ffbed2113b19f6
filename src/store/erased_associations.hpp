#pragma once

#include "erased_contacts.hpp"

#include "pcadmin/domain/user.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <cstdint>
#include <vector>

/// Addresses of associations, as far as they are somebody's whose data is to be erased.
namespace pcadmin::store {

/// A state of an invitation, now or in the past, that is nobody's and is of an address of theirs.
struct InvitationRow {
  std::int64_t id;
  std::int64_t since;
};
/// Those made before somebody else had the address.
std::vector<InvitationRow> invitations_of(const Database& db, const std::vector<Address>& addresses);

/// Ends those that are open, and takes the addresses out of them and out of every past state of `user`'s association.
/// How many past states were erased.
std::int64_t erase_associations(Database& db, domain::UserId user, const std::vector<InvitationRow>& invitations,
                                ChangeId change);

}  // namespace pcadmin::store
