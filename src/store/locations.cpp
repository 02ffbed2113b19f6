#include "pcadmin/store/locations.hpp"

#include "engine.hpp"

namespace pcadmin::store {

std::optional<StoredLocation> find_location(const Database& db, const domain::PartnerId& partner_id) {
  Query query(db, "SELECT l.id FROM location l WHERE l.partner_id = ?1");
  query.bind(partner_id.text());
  return query.step() ? std::optional(StoredLocation{.id = {query.integer(0)}}) : std::nullopt;
}

}  // namespace pcadmin::store
