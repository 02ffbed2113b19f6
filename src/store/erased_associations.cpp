#include "erased_associations.hpp"

#include "engine.hpp"
#include "erased_rows.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace pcadmin::store {

namespace {

std::int64_t erase_where(Database& db, std::string_view which, std::int64_t value, ChangeId change) {
  const auto condition = fmt::format("address IS NOT NULL AND {}", which);
  return erase_rows(db, "association", condition,
                    fmt::format("UPDATE association_history SET address = 'erased_' || id || '@erased.invalid', "
                                "address_key = 'erased_' || id || '@erased.invalid', salt = x'' WHERE {}",
                                condition),
                    value, change);
}

bool is_theirs(const std::vector<Address>& addresses, const std::string& key, std::int64_t since) {
  return std::ranges::any_of(addresses, [&](const Address& address) {
    return since < address.until && std::ranges::find(address.keys, key) != address.keys.end();
  });
}

}  // namespace

std::vector<InvitationRow> invitations_of(const Database& db, const std::vector<Address>& addresses) {
  Query query(db,
              "SELECT id, since, address_key FROM association WHERE user_id IS NULL UNION ALL "
              "SELECT id, since, address_key FROM association_history WHERE user_id IS NULL ORDER BY 1, 2");
  std::vector<InvitationRow> found;
  while (query.step()) {
    if (is_theirs(addresses, to_fold_key(query.text(2)), query.integer(1)))
      found.push_back({.id = query.integer(0), .since = query.integer(1)});
  }
  return found;
}

std::int64_t erase_associations(Database& db, domain::UserId user, const std::vector<InvitationRow>& invitations,
                                ChangeId change) {
  auto rows = erase_where(db, "user_id = ?1", user.number(), change);
  for (const auto& one : invitations) {
    Query(db, "DELETE FROM association WHERE id = ?1 AND since = ?2").bind(one.id).bind(one.since).run();
    rows += erase_where(db, fmt::format("id = ?1 AND since = {}", one.since), one.id, change);
  }
  return rows;
}

}  // namespace pcadmin::store
