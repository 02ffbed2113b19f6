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

}  // namespace pcadmin::store
