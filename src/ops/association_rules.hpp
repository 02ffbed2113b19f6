#pragma once

#include "pcadmin/base/result.hpp"
#include "pcadmin/domain/email.hpp"
#include "pcadmin/domain/organization.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/associations.hpp"

#include <optional>

/// What must be true of an association that is asked for or made.
namespace pcadmin::ops {

/// Throws `unknown-partner-id` and `location-not-global` where it is not the organisation's own.
void require_global(const Unit& unit, const domain::PartnerId& id);

/// Throws `associated-elsewhere`, kind conflict, where another account than `but` has the address, or is associated by
/// it.
void require_nobody_elses(const Unit& unit, const domain::Email& address, const std::optional<domain::UserId>& but);

/// Throws `already-requested`, kind conflict, where somebody waits for an answer.
void require_not_requested(const store::Association& known);

}  // namespace pcadmin::ops
