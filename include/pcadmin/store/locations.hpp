#pragma once

#include "pcadmin/domain/organization.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <cstdint>
#include <optional>

/// Table `location`: where the organisation works.
namespace pcadmin::store {

struct LocationId {
  std::int64_t number = 0;
  friend auto operator<=>(LocationId, LocationId) = default;
};

struct StoredLocation {
  LocationId id;
};

std::optional<StoredLocation> find_location(const Database& db, const domain::PartnerId& partner_id);

}  // namespace pcadmin::store
