#pragma once

#include "pcadmin/base/secret.hpp"
#include "pcadmin/domain/organization.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/ops/identity.hpp"
#include "pcadmin/ops/unit.hpp"

namespace pcadmin::ops {

/// Fills an empty store: the organisation, its first domain (that of the address), its first person with global-admin
/// and account-admin, and a session for them. Throws as `check_new_password`.
SignedIn init_organization(Unit& unit, const domain::Organization& organization, const domain::UserRecord& first,
                           const Secret& password);

}  // namespace pcadmin::ops
