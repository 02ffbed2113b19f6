#pragma once

#include "pcadmin/domain/bundle.hpp"
#include "pcadmin/domain/role.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// Table `bundle`: roles that are given together. What a bundle gave is an assignment like any other, which remembers
/// the bundle's name.
namespace pcadmin::store {

struct BundleId {
  std::int64_t number = 0;
  friend auto operator<=>(BundleId, BundleId) = default;
};

struct BundleRecord {
  domain::BundleName name;
  std::optional<domain::BundleSummary> summary{};
  domain::RoleSet roles;  ///< at least one
};
struct Bundle {
  BundleId id;
  BundleRecord record;
  ChangeId since;
};

/// Names are compared without letter case.
std::optional<Bundle> find_bundle(const Database& db, const domain::BundleName& name);
/// By name, until `each` says false.
void list_bundles(const Database& db, const std::function<bool(const Bundle&)>& each);

/// The name must be free.
void insert_bundle(Database& db, const BundleRecord& record, ChangeId change);
void update_bundle(Database& db, BundleId id, const BundleRecord& record, ChangeId change);
void delete_bundle(Database& db, BundleId id);

/// How many assignments that have not ended at `now` came by a bundle of that name.
std::int64_t count_assignments_by(const Database& db, const domain::BundleName& bundle, Time now);
/// Those of one person, in the order of `before`.
std::vector<Assignment> list_assignments_by(const Database& db, domain::UserId user, const domain::BundleName& bundle,
                                            Time now);

}  // namespace pcadmin::store
