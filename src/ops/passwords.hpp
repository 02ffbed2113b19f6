#pragma once

#include "pcadmin/base/secret.hpp"
#include "pcadmin/domain/password_hash.hpp"
#include "pcadmin/ops/identity.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/credentials.hpp"
#include "pcadmin/store/users.hpp"

#include <optional>
#include <string_view>

namespace pcadmin::ops {

/// What somebody is told who did not prove who they are.
inline constexpr std::string_view kWaitingHint =
    "after five failures an account waits 30 seconds, then twice as long each time, up to 15 minutes; an administrator "
    "can help: pcadmin user unlock EMAIL, or pcadmin password reset EMAIL";

/// Whether `password` is what `credential` knows. One slow hash is computed in every case, whether there is such a user
/// or not and whatever kind of password they have, so that the time taken tells nothing.
bool proves(const Secret& password, const std::optional<store::Credential>& credential, domain::HashCost cost);

/// Checks `fresh` against the policy and the password it replaces, stores it, ends all sessions of the person and
/// forgets their failed sign-ins.
void choose_password(Unit& unit, const store::StoredUser& user, const std::optional<store::Credential>& old,
                     const Secret& fresh);

/// That the operator may give `user` a new temporary password. Throws as `reset_password`.
void require_reset(const Unit& unit, const store::StoredUser& user);
/// Gives it, with all that comes with it: tokens and the OS account go, failed sign-ins are forgotten.
Temporary renew_password(Unit& unit, const store::StoredUser& user, Time expires_at);

void store_chosen_password(Unit& unit, domain::UserId user, const Secret& password);

}  // namespace pcadmin::ops
