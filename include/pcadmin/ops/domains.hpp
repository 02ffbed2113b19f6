#pragma once

#include "pcadmin/domain/domain_name.hpp"
#include "pcadmin/ops/accounts.hpp"
#include "pcadmin/ops/locations.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/domains.hpp"

#include <cstdint>
#include <functional>
#include <vector>

/// The domains whose addresses count as the organisation's: exactly those, not what is below them. Whoever is signed in
/// may see them; changing them takes the right to, and throws `not-allowed`.
namespace pcadmin::ops {

/// By name, until `each` says false.
void list_domains(const Unit& unit, const std::function<bool(const store::ListedDomain&)>& each);

struct DomainChange {
  domain::DomainName name;
  std::int64_t people;  ///< whose address is of it; their accounts stay as they are
};
/// Those that were added. All or none: throws `domain-taken`, kind conflict, unless `there` passes those that are
/// there.
std::vector<DomainChange> add_domains(Unit& unit, const std::vector<domain::DomainName>& names,
                                      IfThere there = IfThere::refuse);
/// Those that were deleted. All or none: throws `unknown-domain`, kind not_found, unless `missing` passes it;
/// `last-domain`, kind refused, where none would be left.
std::vector<DomainChange> delete_domains(Unit& unit, const std::vector<domain::DomainName>& names,
                                         IfMissing missing = IfMissing::refuse);

}  // namespace pcadmin::ops
