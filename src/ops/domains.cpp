#include "pcadmin/ops/domains.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/ops/rights.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace pcadmin::ops {

namespace {

using domain::DomainName;

DomainChange change_of(const Unit& unit, const DomainName& name) {
  return {.name = name, .people = store::count_people_of(unit.db(), name)};
}

bool names(const std::vector<DomainChange>& changes, const DomainName& name) {
  return std::ranges::find(changes, name, &DomainChange::name) != changes.end();
}

[[noreturn]] void refuse_unknown(const Unit& unit, const DomainName& name) {
  std::vector<std::string> all;
  store::list_domains(unit.db(), [&](const store::ListedDomain& listed) {
    all.push_back(listed.name.text());
    return true;
  });
  const auto near = nearest(name.text(), all);
  throw Error({.code = "unknown-domain",
               .kind = FailureKind::not_found,
               .message = fmt::format("{} is not a domain of the organisation", name.text()),
               .hint = (near.empty() ? "" : "nearest: " + join_words(near) + "; ") + "all: pcadmin domain list"});
}

/// That one would be left without `name` that is not anybody's. Where none was before, the last of all stays.
void require_other_domain(const Unit& unit, const DomainName& name) {
  bool any = false;
  bool own = false;
  store::list_domains(unit.db(), [&](const store::ListedDomain& listed) {
    any |= listed.name != name;
    own |= listed.name != name && !listed.name.anybodys();
    return !own;
  });
  if (own || (any && name.anybodys())) return;
  throw Error(
      {.code = "last-domain",
       .kind = FailureKind::refused,
       .message = any ? fmt::format("refusing to delete {}: no domain would be left that is the organisation's "
                                    "alone, only those of which anybody can have an address",
                                    name.text())
                      : fmt::format("refusing to delete {}: no domain of the organisation would be left", name.text()),
       .hint = "add another first: pcadmin domain add NAME"});
}

}  // namespace

void list_domains(const Unit& unit, const std::function<bool(const store::ListedDomain&)>& each) {
  require(unit, domain::Act::see_organization);
  store::list_domains(unit.db(), each);
}

std::vector<DomainChange> add_domains(Unit& unit, const std::vector<DomainName>& names_wanted, IfThere there) {
  require(unit, domain::Act::manage_organization);
  std::vector<DomainChange> added;
  for (const auto& name : names_wanted) {
    if (names(added, name)) continue;  // named twice, meant once
    if (store::has_domain(unit.db(), name)) {
      if (there == IfThere::pass) continue;
      throw Error({.code = "domain-taken",
                   .kind = FailureKind::conflict,
                   .message = fmt::format("{} is a domain of the organisation already", name.text()),
                   .hint = "see them all: pcadmin domain list"});
    }
    store::insert_domain(unit.db(), name, unit.change());
    added.push_back(change_of(unit, name));
  }
  return added;
}

std::vector<DomainChange> delete_domains(Unit& unit, const std::vector<DomainName>& names_wanted, IfMissing missing) {
  require(unit, domain::Act::manage_organization);
  std::vector<DomainChange> gone;
  for (const auto& name : names_wanted) {
    if (names(gone, name)) continue;
    if (!store::has_domain(unit.db(), name)) {
      if (missing == IfMissing::pass) continue;
      refuse_unknown(unit, name);
    }
    require_other_domain(unit, name);
    store::delete_domain(unit.db(), name);
    gone.push_back(change_of(unit, name));
  }
  return gone;
}

}  // namespace pcadmin::ops
