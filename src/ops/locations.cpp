#include "pcadmin/ops/locations.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/store/organization.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace pcadmin::ops {

namespace {

using domain::Location;
using domain::PartnerId;

constexpr std::int64_t kMostNamed = 3;

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

std::optional<store::StoredLocation> find(const Unit& unit, const PartnerId& id, IfMissing missing) {
  auto found = store::find_location(unit.db(), id);
  return found || missing == IfMissing::pass ? found : get_location(unit, id);
}

/// No place belongs to itself, by whatever way round.
void require_other_parent(const Unit& unit, const Location& record) {
  std::vector<std::string> way = {record.id.text()};
  for (auto parent = std::optional(record.parent); parent;) {
    const bool again = std::ranges::find(way, parent->text()) != way.end();
    way.push_back(parent->text());
    if (again) break;
    const auto above = store::find_location(unit.db(), *parent);
    parent = above ? std::optional(above->record.parent) : std::nullopt;
  }
  if (way.size() == 1 || way.back() != record.id.text()) return;
  throw Error({.code = "location-own-parent",
               .kind = FailureKind::invalid,
               .message = way.size() == 2 ? fmt::format("{} cannot belong to itself", record.id.text())
                                          : fmt::format("{} would belong to itself: {}", record.id.text(),
                                                        fmt::join(way, " below ")),
               .hint = fmt::format("of the organisation itself: --parent {}",
                                   store::get_organization(unit.db()).partner_id.text())});
}

bool knows_parent(const Unit& unit, const Location& record) {
  return record.parent == store::get_organization(unit.db()).partner_id ||
         store::find_location(unit.db(), record.parent);
}

std::string count(std::int64_t number, std::string_view what) {
  return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
}

void require_unused(const Unit& unit, const store::StoredLocation& location) {
  const auto use = store::use_of_location(unit.db(), location.id, unit.now(), kMostNamed);
  if (use.assignments + use.requests == 0) return;
  std::vector<std::string> roles;
  std::vector<std::string> ways;
  for (const auto role : use.roles) {
    roles.emplace_back(role.text());
    ways.push_back(fmt::format("pcadmin role members {} --all", role.text()));
  }
  if (use.requests > 0) ways.emplace_back("pcadmin request list");
  const auto& [id, name, country, parent] = location.record;
  const auto asked = use.requests > 0 ? " and " + count(use.requests, "open request") : std::string();
  throw Error(
      {.code = "location-in-use",
       .kind = FailureKind::conflict,
       .message = fmt::format("{} ({}) is in use by {}{}, of {}{}", id.text(), name.text(),
                              count(use.assignments, "assignment"), asked, fmt::join(use.people, ", "),
                              std::ssize(use.people) == kMostNamed ? " or more" : ""),
       .hint = fmt::format("see them with {}; end them with pcadmin role unassign USER ROLE --location {}",
                           join_words(ways), id.text()),
       .details = {
           {"assignments", use.assignments}, {"requests", use.requests}, {"users", use.people}, {"roles", roles}}});
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
  const Location record{.id = wanted.id,
                        .name = wanted.name,
                        .country = wanted.country,
                        .parent = wanted.parent.value_or(store::get_organization(unit.db()).partner_id)};
  require_other_parent(unit, record);
  store::insert_location(unit.db(), record, unit.change());
  return {.location = record, .before = record, .changed = true, .parent_known = knows_parent(unit, record)};
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
  require_other_parent(unit, record);
  const bool changed = record != known->record;
  if (changed) store::update_location(unit.db(), known->id, record, unit.change());
  return LocationChange{
      .location = record, .before = known->record, .changed = changed, .parent_known = knows_parent(unit, record)};
}

std::vector<Location> delete_locations(Unit& unit, const std::vector<PartnerId>& ids, IfMissing missing) {
  require(unit, domain::Act::manage_locations);
  std::vector<Location> gone;
  for (const auto& id : ids) {
    if (std::ranges::find(gone, id, &Location::id) != gone.end()) continue;  // named twice, meant once
    const auto known = find(unit, id, missing);
    if (!known) continue;
    require_unused(unit, *known);
    store::delete_location(unit.db(), known->id);
    gone.push_back(known->record);
  }
  return gone;
}

}  // namespace pcadmin::ops
