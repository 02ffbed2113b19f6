#pragma once

#include "pcadmin/domain/email.hpp"
#include "pcadmin/ops/unit.hpp"

#include <string_view>

namespace pcadmin::ops {

/// Throws `personal-address`, kind invalid, with `hint`, for an address of a provider that gives them to anybody,
/// unless its domain is one of the organisation's.
void require_work_address(const Unit& unit, const domain::Email& address, std::string_view hint);

/// Whether its domain is one of the organisation's.
bool is_of_organization(const Unit& unit, const domain::Email& address);

/// Throws `address-elsewhere`, kind refused, where it is not.
void require_own_domain(const Unit& unit, const domain::Email& address);

}  // namespace pcadmin::ops
