#pragma once

#include "support/store_fixture.hpp"

#include "pcadmin/domain/location.hpp"
#include "pcadmin/ops/locations.hpp"

#include <string>
#include <string_view>

/// Contoso's places, for the tests of ops.
namespace pcadmin::test {

inline constexpr std::string_view kBerlin = "4391508";
inline constexpr std::string_view kParis = "4391509";

inline domain::PartnerId partner(std::string_view id) { return value_or_throw(domain::PartnerId::parse(id)); }

inline ops::NewLocation new_place(std::string_view id, std::string_view name, std::string_view country) {
  return {.id = partner(id),
          .name = value_or_throw(domain::LocationName::parse(name)),
          .country = value_or_throw(domain::Country::parse(country))};
}

/// Berlin and Paris, in a change-set of Ada's.
inline void settle_places(House& house) {
  house.by("ada", [](ops::Unit& unit) {
    ops::add_location(unit, new_place(kBerlin, "Berlin", "DE"));
    ops::add_location(unit, new_place(kParis, "Paris", "FR"));
  });
}

inline store::LocationId place_id(const House& house, std::string_view id) {
  return store::find_location(house.db, partner(id)).value().id;
}

}  // namespace pcadmin::test
