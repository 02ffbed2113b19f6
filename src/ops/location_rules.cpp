#include "location_rules.hpp"

#include "work_address.hpp"

#include "pcadmin/base/edit.hpp"
#include "pcadmin/base/text.hpp"
#include "pcadmin/store/organization.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <tuple>

namespace pcadmin::ops {

namespace {

using domain::Location;

constexpr std::int64_t kMostNamed = 3;

std::string count(std::int64_t number, std::string_view what) {
  return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
}

}  // namespace

void require_other_parent(const Unit& unit, const Location& record) {
  std::vector<std::string> way = {record.id.text()};
  for (auto parent = std::optional(record.parent); parent;) {
    const bool again = std::ranges::find(way, parent->text()) != way.end();
    way.push_back(parent->text());
    if (again) break;
    const auto above = store::find_location(unit.db(), *parent);
    parent = above ? std::optional(above->record.parent) : std::nullopt;
  }
  if (way.back() != record.id.text()) return;
  throw Error({.code = "location-own-parent",
               .kind = FailureKind::invalid,
               .message = way.size() == 2 ? fmt::format("{} cannot belong to itself", record.id.text())
                                          : fmt::format("{} would belong to itself: {}", record.id.text(),
                                                        fmt::join(way, " below ")),
               .hint = fmt::format("of the organisation itself: --parent {}",
                                   store::get_organization(unit.db()).partner_id.text())});
}

void refuse_closed(const Location& location, std::string_view because) {
  throw Error({.code = "location-closed",
               .kind = FailureKind::conflict,
               .message = fmt::format("{} ({}) is closed since {}: {}", location.id.text(), location.name.text(),
                                      to_rfc3339(*location.closed_at), because),
               .hint = fmt::format("name a location that is open: pcadmin location list --filter 'state = open'; or "
                                   "open it again: pcadmin location reopen {}",
                                   location.id.text())});
}

void require_open_parent(const Unit& unit, const Location& record) {
  const auto parent = store::find_location(unit.db(), record.parent);
  if (parent && parent->record.closed_at) refuse_closed(parent->record, "nothing new belongs to it");
}

bool knows_parent(const Unit& unit, const Location& record) {
  return record.parent == store::get_organization(unit.db()).partner_id ||
         store::find_location(unit.db(), record.parent);
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
  const auto& [id, name] = std::tie(location.record.id, location.record.name);
  const auto asked = use.requests > 0 ? " and " + count(use.requests, "open request") : std::string();
  throw Error(
      {.code = "location-in-use",
       .kind = FailureKind::conflict,
       .message = fmt::format("{} ({}) is in use by {}{}, of {}{}", id.text(), name.text(),
                              count(use.assignments, "assignment"), asked, fmt::join(use.people, ", "),
                              std::ssize(use.people) == kMostNamed ? " or more" : ""),
       .hint = fmt::format("close it instead, and nothing new is given for it: pcadmin location close {0}; or see them "
                           "with {1} and end them with pcadmin role unassign USER ROLE --location {0}",
                           id.text(), join_words(ways)),
       .details = {
           {"assignments", use.assignments}, {"requests", use.requests}, {"users", use.people}, {"roles", roles}}});
}

void require_childless(const Unit& unit, const Location& location, const std::vector<domain::PartnerId>& going) {
  const auto& id = location.id;
  std::vector<std::string> ids;
  std::vector<std::string> named;
  store::list_locations(unit.db(), unit.now(), [&](const store::ListedLocation& listed) {
    const auto& child = listed.location.record;
    if (child.parent != id || std::ranges::find(going, child.id) != going.end()) return true;
    ids.push_back(child.id.text());
    if (std::ssize(named) < kMostNamed) named.push_back(fmt::format("{} ({})", child.id.text(), child.name.text()));
    return true;
  });
  if (ids.empty()) return;
  const auto more = ids.size() - named.size();
  if (more > 0) named.push_back(fmt::format("{} more", more));
  throw Error(
      {.code = "location-in-use",
       .kind = FailureKind::conflict,
       .message = fmt::format("{} to {} ({}): {}",
                              ids.size() == 1 ? "a location belongs" : count(std::ssize(ids), "location") + " belong",
                              id.text(), location.name.text(), join_words(named)),
       .hint = fmt::format("let it belong to another first: pcadmin location edit {} --parent {}; or close "
                           "{} instead: pcadmin location close {}",
                           ids.front(), store::get_organization(unit.db()).partner_id.text(), id.text(), id.text()),
       .details = {{"locations", ids}}});
}

void require_work_address(const Unit& unit, const domain::Contact& contact) {
  if (contact.email)
    require_work_address(unit, *contact.email, "give an address at work: the programme takes no other");
}

void put_details(Location& record, const LocationDetails& wanted) {
  put(record.legal_name, wanted.legal_name);
  record.address = wanted.address.applied_to(std::move(record.address));
  put(record.contact.given_name, wanted.contact_given_name);
  put(record.contact.family_name, wanted.contact_family_name);
  put(record.contact.email, wanted.contact_email);
  put(record.contact.phone, wanted.contact_phone);
}

}  // namespace pcadmin::ops
