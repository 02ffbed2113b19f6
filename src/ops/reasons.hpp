#pragma once

#include "pcadmin/ops/unit.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace pcadmin::ops {

/// That the change-set has a reason. Throws `reason-required`, kind refused; `what` needs it.
void require_reason(const Unit& unit, std::string_view what);

/// The change-set, which has no reason, gets one that was given before, and the ticket if it has none. Throws
/// `one-reason`, kind conflict, where it is shared: others would get that reason too.
void take_over_reason(Unit& unit, const std::string& reason, const std::optional<std::string>& ticket = {});

}  // namespace pcadmin::ops
