#include "pcadmin/ops/locations.hpp"

#include "location_rules.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/store/organization.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pcadmin::ops {

namespace {

using domain::Location;
using domain::PartnerId;

void require_not_the_organization(const Unit& unit, const PartnerId& id) {
  const auto organization = store::get_organization(unit.db());
  if (organization.partner_id != id) return;
  throw Error({.code = "location-is-organization",
               .kind = FailureKind::conflict,
               .message = fmt::format("{} is the Partner ID of {} itself, the whole organisation", id.text(),
                                      organization.name.text()),
               .hint = "a location has a Partner ID of its own; what is for the whole organisation names no location"});
}

/// `4391508 (Berlin)`, of those whose Partner ID is nearest.
std::string hint_for_unknown(const Unit& unit, const PartnerId& id) {
  std::vector<std::string> ids;
  std::vector<std::string> words;
  store::list_locations(unit.db(), unit.now(), [&](const store::ListedLocation& listed) {
    const auto& known = listed.location.record;
    ids.push_back(known.id.text());
    words.push_back(fmt::format("{} ({})", known.id.text(), known.name.text()));
    return true;
  });
  if (ids.empty()) return "there are none yet: pcadmin location add ID --name NAME --country CC";
  std::vector<std::string> near;
  for (const auto& one : nearest(id.text(), ids))
    near.push_back(words.at(static_cast<std::size_t>(std::ranges::find(ids, one) - ids.begin())));
  return (near.empty() ? "" : "nearest: " + join_words(near) + "; ") + "all: pcadmin location list";
}

LocationChange told(const Unit& unit, const Location& now, const Location& before, bool changed) {
  return {.location = now,
          .before = before,
          .changed = changed,
          .parent_known = knows_parent(unit, now),
          .namesake = store::find_namesake(unit.db(), now)};
}

std::optional<store::StoredLocation> find(const Unit& unit, const PartnerId& id, IfMissing missing) {
  auto found = store::find_location(unit.db(), id);
  return found || missing == IfMissing::pass ? found : get_location(unit, id);
}

/// Each once. One that is closed already stays closed since then.
std::vector<Closing> set_closed(Unit& unit, const std::vector<PartnerId>& ids, const std::optional<Time>& since) {
  require(unit, domain::Act::manage_locations);
  std::vector<Closing> done;
  for (const auto& id : ids) {
    const auto known = get_location(unit, id);
    if (std::ranges::any_of(done, [&](const Closing& one) { return one.location.id == id; })) continue;
    auto record = known.record;
    const bool changed = record.closed_at.has_value() != since.has_value();
    if (changed) record.closed_at = since;
    if (changed) store::update_location(unit.db(), known.id, record, unit.change(), unit.random());
    const auto use = store::use_of_location(unit.db(), known.id, unit.now(), 0);
    done.push_back({.location = record, .changed = changed, .assignments = use.assignments, .requests = use.requests});
  }
  return done;
}

}  // namespace

store::StoredLocation get_location(const Unit& unit, const PartnerId& id) {
  if (auto found = store::find_location(unit.db(), id)) return std::move(*found);
  require_not_the_organization(unit, id);
  throw Error({.code = "unknown-location",
               .kind = FailureKind::not_found,
               .message = fmt::format("there is no location {}", id.text()),
               .hint = hint_for_unknown(unit, id)});
}

store::ListedLocation show_location(const Unit& unit, const PartnerId& id) {
  require(unit, domain::Act::see_locations);
  auto location = get_location(unit, id);
  const auto use = store::use_of_location(unit.db(), location.id, unit.now(), 0);
  return {.location = std::move(location), .assignments = use.assignments};
}

void list_locations(const Unit& unit, const std::function<bool(const store::ListedLocation&)>& each) {
  require(unit, domain::Act::see_locations);
  store::list_locations(unit.db(), unit.now(), each);
}

LocationChange add_location(Unit& unit, const NewLocation& wanted, IfThere there) {
  require(unit, domain::Act::manage_locations);
  require_not_the_organization(unit, wanted.id);
  if (const auto known = store::find_location(unit.db(), wanted.id)) {
    if (there == IfThere::pass) return {.location = known->record, .before = known->record, .changed = false};
    throw Error({.code = "location-taken",
                 .kind = FailureKind::conflict,
                 .message = fmt::format("{} is {} already", wanted.id.text(), known->record.name.text()),
                 .hint = "see it: pcadmin location show " + wanted.id.text()});
  }
  Location record{.id = wanted.id,
                  .name = wanted.name,
                  .country = wanted.country,
                  .parent = wanted.parent.value_or(store::get_organization(unit.db()).partner_id)};
  put_details(record, wanted.details);
  require_other_parent(unit, record);
  require_open_parent(unit, record);
  require_work_address(unit, record.contact);
  store::insert_location(unit.db(), record, unit.change(), unit.random());
  return told(unit, record, record, true);
}

std::optional<LocationChange> edit_location(Unit& unit, const PartnerId& id, const LocationEdit& edit,
                                            IfMissing missing) {
  require(unit, domain::Act::manage_locations);
  const auto known = find(unit, id, missing);
  if (!known) return std::nullopt;
  auto record = known->record;
  if (edit.name) record.name = *edit.name;
  if (edit.country) record.country = *edit.country;
  if (edit.parent) record.parent = *edit.parent;
  put_details(record, edit.details);
  require_other_parent(unit, record);
  if (record.parent != known->record.parent) require_open_parent(unit, record);
  if (record.contact != known->record.contact) require_work_address(unit, record.contact);
  const bool changed = record != known->record;
  if (changed) store::update_location(unit.db(), known->id, record, unit.change(), unit.random());
  return told(unit, record, known->record, changed);
}

std::vector<Closing> close_locations(Unit& unit, const std::vector<PartnerId>& ids) {
  return set_closed(unit, ids, unit.now());
}

std::vector<Closing> reopen_locations(Unit& unit, const std::vector<PartnerId>& ids) {
  return set_closed(unit, ids, std::nullopt);
}

void require_open(const Unit& unit, const std::optional<store::LocationId>& id) {
  const auto location = id ? store::find_location(unit.db(), *id) : std::nullopt;
  if (location && location->record.closed_at) refuse_closed(location->record, "nothing new is given for it");
}

std::vector<Location> delete_locations(Unit& unit, const std::vector<PartnerId>& ids, IfMissing missing) {
  require(unit, domain::Act::manage_locations);
  std::vector<Location> gone;
  for (const auto& id : ids) {
    if (std::ranges::find(gone, id, &Location::id) != gone.end()) continue;  // named twice, meant once
    const auto known = find(unit, id, missing);
    if (!known) continue;
    require_unused(unit, *known);
    require_childless(unit, known->record, ids);
    store::delete_location(unit.db(), known->id);
    gone.push_back(known->record);
  }
  return gone;
}

}  // namespace pcadmin::ops
