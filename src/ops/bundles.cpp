#include "pcadmin/ops/bundles.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/tokens.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace pcadmin::ops {

namespace {

[[noreturn]] void throw_unknown(const Unit& unit, const domain::BundleName& name) {
  std::vector<std::string> known;
  store::list_bundles(unit.db(), [&](const store::Bundle& bundle) {
    known.push_back(bundle.record.name.text());
    return true;
  });
  const auto near = nearest(name.text(), known);
  throw Error(
      {.code = "unknown-bundle",
       .kind = FailureKind::not_found,
       .message = fmt::format("there is no bundle \"{}\"", name.text()),
       .hint = (near.empty() ? "" : "nearest: " + join_words(near) + "; ") + "all bundles: pcadmin role bundle list"});
}

/// What a bundle gave remembers it by its name, which is then not to become another's, nor nobody's.
void require_unremembered(const Unit& unit, const domain::BundleName& name) {
  const auto assignments = store::count_assignments_by(unit.db(), name, unit.now());
  if (assignments == 0) return;
  throw Error(
      {.code = "bundle-in-use",
       .kind = FailureKind::conflict,
       .message = fmt::format("{} assignment{} came by the bundle {} and remember{} it by that name", assignments,
                              assignments == 1 ? "" : "s", name.text(), assignments == 1 ? "s" : ""),
       .hint = "make one by a name nothing came by; who they are: pcadmin user list --bundle " + name.text(),
       .details = {{"assignments", assignments}}});
}

/// What a role is called is no bundle's name, either: nobody is to take one for the other.
void require_free(const Unit& unit, const domain::BundleName& name) {
  const auto role = domain::RoleId::parse(name.text());
  if (role || role.error().code == "implicit-role") {
    throw Error({.code = "bundle-taken",
                 .kind = FailureKind::conflict,
                 .message = fmt::format("\"{}\" is what the role {} is called", name.text(),
                                        role ? role->text() : domain::Catalogue::default_user().id),
                 .hint = "choose another name, such as newcomer-sales"});
  }
  const auto other = store::find_bundle(unit.db(), name);
  if (!other) return require_unremembered(unit, name);
  throw Error({.code = "bundle-taken",
               .kind = FailureKind::conflict,
               .message = fmt::format("there is a bundle \"{}\" already", other->record.name.text()),
               .hint = "see it: pcadmin role bundle show " + other->record.name.text()});
}

BundleGift tell(const Unit& unit, store::StoredUser user, domain::BundleName name) {
  const auto held = store::roles_of(unit.db(), user.id, unit.now());
  const auto id = user.id;
  return {.user = std::move(user),
          .bundle = std::move(name),
          .moved = {},
          .kept = {},
          .to_come = {},
          .held = {held.begin(), held.end()},
          .tokens = store::count_tokens_of(unit.db(), id, unit.now())};
}

}  // namespace

store::Bundle get_bundle(const Unit& unit, const domain::BundleName& name) {
  require(unit, domain::Act::see_admins);
  if (auto bundle = store::find_bundle(unit.db(), name)) return std::move(*bundle);
  throw_unknown(unit, name);
}

void list_bundles(const Unit& unit, const std::function<bool(const store::Bundle&)>& each) {
  require(unit, domain::Act::see_admins);
  store::list_bundles(unit.db(), each);
}

BundleDetails show_bundle(const Unit& unit, const domain::BundleName& name) {
  auto bundle = get_bundle(unit, name);
  const auto assignments = store::count_assignments_by(unit.db(), bundle.record.name, unit.now());
  return {.bundle = std::move(bundle), .assignments = assignments};
}

store::Bundle add_bundle(Unit& unit, const store::BundleRecord& record) {
  require_manage_bundle(unit, record.roles);
  require_free(unit, record.name);
  store::insert_bundle(unit.db(), record, unit.change());
  return get_bundle(unit, record.name);
}

BundleChange edit_bundle(Unit& unit, const domain::BundleName& name, const BundleEdit& edit) {
  require(unit, domain::Act::manage_bundles);
  const auto [before, assignments] = show_bundle(unit, name);
  auto record = before.record;
  if (edit.name) record.name = *edit.name;
  if (edit.roles) record.roles = *edit.roles;
  if (edit.summary) record.summary = *edit.summary;
  require_manage_bundle(unit, before.record.roles);
  require_manage_bundle(unit, record.roles);
  if (record.name != before.record.name) {
    require_free(unit, record.name);
    require_unremembered(unit, before.record.name);
  }
  const bool changed = record.name.text() != before.record.name.text() || record.roles != before.record.roles ||
                       record.summary != before.record.summary;
  if (changed) store::update_bundle(unit.db(), before.id, record, unit.change());
  return {.changed = changed, .bundle = get_bundle(unit, record.name), .assignments = assignments};
}

BundleChange delete_bundle(Unit& unit, const domain::BundleName& name) {
  require(unit, domain::Act::manage_bundles);
  auto [bundle, assignments] = show_bundle(unit, name);
  require_manage_bundle(unit, bundle.record.roles);
  store::delete_bundle(unit.db(), bundle.id);
  return {.changed = true, .bundle = std::move(bundle), .assignments = assignments};
}

BundleGift assign_bundle(Unit& unit, const domain::UserRef& ref, const domain::BundleName& name,
                         const std::optional<domain::Expiry>& expiry) {
  const auto bundle = get_bundle(unit, name);
  require_grant(unit, bundle.record.roles);
  auto user = get_user(unit, ref);
  require_holdable(user.record.kind, bundle.record.roles);
  const store::Terms terms{.expires_at = expiry ? expiry->from(unit.now()) : std::nullopt,
                           .bundle = bundle.record.name.text()};
  std::vector<domain::RoleId> given;
  std::vector<domain::RoleId> kept;
  std::vector<store::Assignment> to_come;
  for (const auto role : bundle.record.roles) {
    const auto there = store::find_assignment(unit.db(), user.id, role);
    const bool lasts = there && !there->expired_at(unit.now());
    (lasts ? kept : given).push_back(role);
    if (!lasts) give_role(unit, user.id, role, terms);
    if (lasts && !there->holds_at(unit.now())) to_come.push_back(*there);
  }
  auto gift = tell(unit, std::move(user), bundle.record.name);
  if (!given.empty())
    gift.assignments = store::list_assignments_by(unit.db(), gift.user.id, bundle.record.name, unit.now());
  gift.moved = std::move(given);
  gift.kept = std::move(kept);
  gift.to_come = std::move(to_come);
  gift.expires_at = terms.expires_at;
  return gift;
}

BundleGift unassign_bundle(Unit& unit, const domain::UserRef& ref, const domain::BundleName& name) {
  require(unit, domain::Act::grant_roles);
  const auto bundle = store::find_bundle(unit.db(), name);
  auto user = get_user(unit, ref);
  const auto there = store::list_assignments_by(unit.db(), user.id, name, unit.now());
  if (there.empty() && !bundle) throw_unknown(unit, name);
  domain::RoleSet taken;
  for (const auto& assignment : there) taken.insert(assignment.role);
  require_grant(unit, there.empty() ? bundle->record.roles : taken);
  for (const auto& assignment : there) store::delete_assignment(unit.db(), assignment.id);
  auto gift = tell(unit, std::move(user), bundle ? bundle->record.name : name);
  gift.moved = {taken.begin(), taken.end()};
  gift.assignments = there;
  return gift;
}

}  // namespace pcadmin::ops
