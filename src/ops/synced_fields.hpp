#pragma once

#include "pcadmin/base/result.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/ops/unit.hpp"

#include <optional>

namespace pcadmin::ops {

/// What the directory has against a change by hand to somebody's record: `synced-field`, kind refused, for a field it
/// gives, and for opening an account that is disabled there. nullopt: nothing.
std::optional<Failure> obstacle_by_directory(const Unit& unit, domain::UserId user, const domain::UserRecord& before,
                                             const domain::UserRecord& after);
/// The same, thrown.
void require_not_synced(const Unit& unit, domain::UserId user, const domain::UserRecord& before,
                        const domain::UserRecord& after);

}  // namespace pcadmin::ops
