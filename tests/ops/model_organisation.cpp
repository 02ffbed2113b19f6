#include "ops/house_rules.hpp"
#include "ops/model.hpp"

#include <algorithm>

/// Of the model: the organisation, and where it works.
namespace pcadmin::test {

bool keeps_organisation(const std::set<std::string>& roles) {
  return roles.contains("global-admin") || roles.contains("account-admin");
}

bool keeps_designations(const std::set<std::string>& roles) {
  return roles.contains("global-admin") || roles.contains("mpn-partner-admin");
}

// ---- Places

Verdict Model::no_place(const std::set<std::string>& where) const {
  const auto missing = std::ranges::find_if(where, [&](const auto& place) { return !places.contains(place); });
  if (missing == where.end()) return {};
  return *missing == organisation.partner_id ? "location-is-organization" : "unknown-location";
}

bool Model::is_open(const std::string& key) const {
  const auto at = key.find('@');
  return at == std::string::npos || !closed.contains(key.substr(at + 1));
}

Verdict Model::add_place(const Actor& who, const std::string& place) {
  if (!keeps_organisation(who.roles)) return "not-allowed";
  if (place == organisation.partner_id) return "location-is-organization";
  return places.emplace(place, change).second ? "" : "location-taken";
}

Verdict Model::remove_place(const Actor& who, const std::string& place) {
  if (!keeps_organisation(who.roles)) return "not-allowed";
  if (auto verdict = no_place({place}); !verdict.empty()) return verdict;
  const auto uses = [&](const auto& entry) { return entry.first.ends_with("@" + place); };
  for (const auto& [id, person] : people) {
    const bool used =
        std::ranges::any_of(person.roles, [&](const auto& entry) { return uses(entry) && to_come(entry.second); });
    if (used) return "location-in-use";
  }
  for (auto& [id, person] : people) std::erase_if(person.roles, uses);
  places.erase(place);
  closed.erase(place);
  return {};
}

Verdict Model::set_closed(const Actor& who, const std::string& place, bool shut) {
  if (!keeps_organisation(who.roles)) return "not-allowed";
  if (auto verdict = no_place({place}); !verdict.empty()) return verdict;
  if (shut)
    closed.insert(place);
  else
    closed.erase(place);
  return {};
}

// ---- The organisation

Verdict Model::set_partner_id(const Actor& who, const std::string& id) {
  if (!keeps_organisation(who.roles)) return "not-allowed";
  if (places.contains(id)) return "organization-is-location";
  organisation.partner_id = id;
  return {};
}

Verdict Model::set_contact(const Actor& who, const std::optional<domain::Email>& whom) {
  if (!keeps_organisation(who.roles)) return "not-allowed";
  const auto id = whom ? find(*whom) : std::nullopt;
  if (whom && !id) return "unknown-user";
  organisation.contact = id;
  return {};
}

Verdict Model::add_domain(const Actor& who, const std::string& name) {
  if (!keeps_organisation(who.roles)) return "not-allowed";
  return organisation.domains.insert(name).second ? "" : "domain-taken";
}

Verdict Model::delete_domain(const Actor& who, const std::string& name) {
  if (!keeps_organisation(who.roles)) return "not-allowed";
  auto& domains = organisation.domains;
  if (!domains.contains(name)) return "unknown-domain";
  if (domains.size() == 1) return "last-domain";
  domains.erase(name);
  return {};
}

// ---- Whom to turn to

Verdict Model::set_support(const Actor& who, const std::string& name, const std::string& place) {
  if (!keeps_organisation(who.roles)) return "not-allowed";
  organisation.support[name] = place;
  return {};
}

Verdict Model::unset_support(const Actor& who, const std::string& name) {
  if (!keeps_organisation(who.roles)) return "not-allowed";
  const bool shipped = name == "vendor" || name == "programme";
  return organisation.support.erase(name) > 0 || shipped ? "" : "unknown-support";
}

// ---- Designations, of which none is shipped here

Verdict Model::define_designation(const Actor& who, const std::string& name, const std::string& needs) {
  if (!keeps_designations(who.roles)) return "not-allowed";
  designations[name] = needs;
  return {};
}

Verdict Model::reset_designation(const Actor& who, const std::string& name) {
  if (!keeps_designations(who.roles)) return "not-allowed";
  return designations.erase(name) > 0 ? "" : "unknown-designation";
}

}  // namespace pcadmin::test
