#pragma once

#include "pcadmin/domain/bundle.hpp"
#include "pcadmin/domain/expiry.hpp"
#include "pcadmin/domain/role.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/domain/user_ref.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/bundles.hpp"
#include "pcadmin/store/users.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

/// Bundles: roles that are given together. A bundle gives nobody anything by itself, and whoever gives it needs the
/// right to grant every role in it. What it gave are assignments like any other, which remember its name; changing or
/// deleting a bundle changes none of them.
namespace pcadmin::ops {

/// Whoever is signed in may see bundles. Throws `Error` `unknown-bundle`, kind not_found.
store::Bundle get_bundle(const Unit& unit, const domain::BundleName& name);
/// By name.
void list_bundles(const Unit& unit, const std::function<bool(const store::Bundle&)>& each);

struct BundleDetails {
  store::Bundle bundle;
  std::int64_t assignments;  ///< that came by it and have not ended
};
BundleDetails show_bundle(const Unit& unit, const domain::BundleName& name);

/// Throws `not-allowed`, `bundle-taken` (kind conflict).
store::Bundle add_bundle(Unit& unit, const store::BundleRecord& record);

struct BundleEdit {
  std::optional<domain::BundleName> name{};
  std::optional<domain::RoleSet> roles{};                         ///< these instead of those it has
  std::optional<std::optional<domain::BundleSummary>> summary{};  ///< nullopt in it: none
};
struct BundleChange {
  bool changed;
  store::Bundle bundle;      ///< as it is now; of a deleted one, as it was
  std::int64_t assignments;  ///< that came by it and stay as they are
};
/// Takes the right to grant the roles it has and those it will have. Throws `not-allowed`, `unknown-bundle`,
/// `bundle-taken`; `bundle-in-use`, kind conflict, for another name when something came by it.
BundleChange edit_bundle(Unit& unit, const domain::BundleName& name, const BundleEdit& edit);
/// Throws `not-allowed`, `unknown-bundle`.
BundleChange delete_bundle(Unit& unit, const domain::BundleName& name);

struct BundleGift {
  store::StoredUser user;
  domain::BundleName bundle;
  std::vector<domain::RoleId> moved;             ///< given, or taken
  std::vector<domain::RoleId> kept;              ///< held already, or to come, and left alone
  std::vector<store::Assignment> to_come;        ///< of those, the ones that have not begun
  std::vector<domain::RoleId> held;              ///< what they hold now
  std::vector<store::Assignment> assignments{};  ///< that were given, as they are; or taken, as they were
  std::optional<Time> expires_at{};              ///< when what was given ends
  std::int64_t tokens = 0;                       ///< of theirs that are good
};
/// Gives all roles of a bundle, or none. Throws as `assign_role`, naming every role that stands in the way;
/// `unknown-bundle`.
BundleGift assign_bundle(Unit& unit, const domain::UserRef& user, const domain::BundleName& name,
                         const std::optional<domain::Expiry>& expiry = {});
/// Takes what came by a bundle of that name, also one that is no more. Throws as `unassign_role`; `unknown-bundle`
/// where there is no such bundle and nothing came by it.
BundleGift unassign_bundle(Unit& unit, const domain::UserRef& user, const domain::BundleName& name);

}  // namespace pcadmin::ops
