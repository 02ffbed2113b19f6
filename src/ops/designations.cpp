#include "pcadmin/ops/designations.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/store/designations.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pcadmin::ops {

namespace {

using domain::Designation;
using domain::RequirementName;

const Designation* find_shipped(ShippedDesignations shipped, const RequirementName& name) {
  const auto found = std::ranges::find(shipped, name, &Designation::name);
  return found == shipped.end() ? nullptr : &*found;
}

[[noreturn]] void refuse_unknown(const Unit& unit, ShippedDesignations shipped, const RequirementName& name) {
  std::vector<std::string> names;
  for (const auto& known : list_designations(unit, shipped)) names.push_back(known.designation.name.text());
  const auto near = nearest(name.text(), names);
  throw Error(
      {.code = "unknown-designation",
       .kind = FailureKind::not_found,
       .message = fmt::format("there is no designation {}", name.text()),
       .hint = (near.empty() ? "" : "nearest: " + join_words(near) + "; ") + "see them all: pcadmin designation list"});
}

}  // namespace

std::vector<KnownDesignation> list_designations(const Unit& unit, ShippedDesignations shipped) {
  require(unit, domain::Act::see_known_skills);
  auto own = store::list_designations(unit.db());
  std::vector<KnownDesignation> all;
  for (const auto& designation : shipped) {
    const auto found = std::ranges::find(own, designation.name, &Designation::name);
    if (found == own.end()) {
      all.push_back({designation, false});
    } else {
      all.push_back({std::move(*found), true});
      own.erase(found);
    }
  }
  for (auto& designation : own) all.push_back({std::move(designation), true});
  return all;
}

KnownDesignation show_designation(const Unit& unit, ShippedDesignations shipped, const RequirementName& name) {
  require(unit, domain::Act::see_known_skills);
  if (auto own = store::find_designation(unit.db(), name)) return {std::move(*own), true};
  if (const auto* const found = find_shipped(shipped, name)) return {*found, false};
  refuse_unknown(unit, shipped, name);
}

std::vector<DefinedDesignation> define_designations(Unit& unit, const std::vector<Designation>& wanted) {
  require(unit, domain::Act::keep_designations);
  std::vector<DefinedDesignation> done;
  for (const auto& designation : wanted) {
    const bool changed = store::find_designation(unit.db(), designation.name) != designation;
    if (changed) store::put_designation(unit.db(), designation, unit.change());
    done.push_back({designation, changed});
  }
  return done;
}

DesignationReset reset_designation(Unit& unit, ShippedDesignations shipped, const RequirementName& name) {
  require(unit, domain::Act::keep_designations);
  const auto* const found = find_shipped(shipped, name);
  const bool changed = store::delete_designation(unit.db(), name);
  if (!changed && found == nullptr) refuse_unknown(unit, shipped, name);
  return {.left = found == nullptr ? std::nullopt : std::optional(*found), .changed = changed};
}

}  // namespace pcadmin::ops
