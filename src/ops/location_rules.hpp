#pragma once

#include "pcadmin/domain/location.hpp"
#include "pcadmin/ops/locations.hpp"
#include "pcadmin/ops/unit.hpp"

#include <string_view>
#include <vector>

/// What must be true of a location that is added or changed.
namespace pcadmin::ops {

/// Throws `location-own-parent`, kind invalid: no place belongs to itself, by whatever way round.
void require_other_parent(const Unit& unit, const domain::Location& record);

/// Throws `location-closed`, kind conflict; `because` says what does not go with that.
[[noreturn]] void refuse_closed(const domain::Location& location, std::string_view because);

/// The same, where what it belongs to is a location that is closed.
void require_open_parent(const Unit& unit, const domain::Location& record);

/// Throws `personal-address` as the function of work_address.hpp does.
void require_work_address(const Unit& unit, const domain::Contact& contact);

/// Throws `location-in-use`, kind conflict.
void require_unused(const Unit& unit, const store::StoredLocation& location);

/// The same, where locations belong to it that are not among those that go with it.
void require_childless(const Unit& unit, const domain::Location& location, const std::vector<domain::PartnerId>& going);

/// Whether what it belongs to is the organisation, or a location that is there.
bool knows_parent(const Unit& unit, const domain::Location& record);

/// What is wanted, put into the record.
void put_details(domain::Location& record, const LocationDetails& wanted);

}  // namespace pcadmin::ops
