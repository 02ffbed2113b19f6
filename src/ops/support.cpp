#include "pcadmin/ops/support.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/support.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace pcadmin::ops {

namespace {

using domain::ShippedSupport;
using domain::Support;

const ShippedSupport* find_shipped(const domain::SupportName& name) {
  const auto all = domain::shipped_support();
  const auto found = std::ranges::find(all, std::string_view(name.text()), &ShippedSupport::name);
  return found == all.end() ? nullptr : &*found;
}

/// What is shipped under the name, as if it had been set.
std::optional<Support> find_shipped_entry(const domain::SupportName& name) {
  const auto* const shipped = find_shipped(name);
  if (shipped == nullptr) return std::nullopt;
  return Support{.name = name,
                 .place = value_or_throw(domain::SupportPlace::parse(shipped->place)),
                 .note = value_or_throw(domain::SupportNote::parse(shipped->note))};
}

[[noreturn]] void refuse_unknown(const domain::SupportName& name, std::string hint) {
  throw Error({.code = "unknown-support",
               .kind = FailureKind::not_found,
               .message = fmt::format("there is no entry {}", name.text()),
               .hint = std::move(hint)});
}

SupportLine line_of(const ShippedSupport& shipped) {
  return {.name = std::string(shipped.name),
          .place = std::string(shipped.place),
          .note = std::string(shipped.note),
          .shipped = true,
          .source = std::string(shipped.source)};
}

SupportLine line_of(const Support& set) {
  return {.name = set.name.text(), .place = set.place.text(), .note = set.note ? set.note->text() : ""};
}

/// Each once, with all of the roles by which they administer.
void add_admins(const Unit& unit, std::vector<SupportLine>& lines) {
  for (const auto role : {domain::global_admin(), domain::account_admin()}) {
    store::list_members(unit.db(), role, unit.now(), [&](const store::Member& member) {
      if (!member.can_sign_in) return true;
      const auto& record = member.user.record;
      const auto known = std::ranges::find(lines, record.email.text(), &SupportLine::place);
      if (known == lines.end())
        lines.push_back({.name = record.name.text(),
                         .place = record.email.text(),
                         .note = std::string(role.text()),
                         .admin = true});
      else if (known->note != role.text())
        known->note += fmt::format(", {}", role.text());
      return true;
    });
  }
}

}  // namespace

bool sees_own_admins(const Unit& unit) {
  const auto* const who = unit.find_who();
  return who != nullptr && !who->must_change_password && domain::may(who->roles, domain::Act::see_admins);
}

std::vector<SupportLine> list_support(const Unit& unit) {
  std::vector<SupportLine> lines;
  if (sees_own_admins(unit)) add_admins(unit, lines);
  const auto set = store::list_support(unit.db());
  for (const auto& entry : set) {
    if (find_shipped(entry.name) == nullptr) lines.push_back(line_of(entry));
  }
  for (const auto& shipped : domain::shipped_support()) {
    const auto own = std::ranges::find_if(set, [&](const Support& entry) { return entry.name.text() == shipped.name; });
    lines.push_back(own == set.end() ? line_of(shipped) : line_of(*own));
  }
  return lines;
}

SupportChange set_support(Unit& unit, const domain::SupportName& name, const std::optional<domain::SupportPlace>& place,
                          const std::optional<std::optional<domain::SupportNote>>& note) {
  require(unit, domain::Act::manage_organization);
  const auto before = store::find_support(unit.db(), name);
  const auto known = before ? before : find_shipped_entry(name);
  if (!known && !place)
    refuse_unknown(name, fmt::format("to add it, say where: pcadmin support set {} PLACE", name.text()));
  const Support wanted{.name = name,
                       .place = place ? *place : known->place,
                       .note = note    ? *note
                               : known ? known->note
                                       : std::nullopt};
  const bool changed = known != wanted || (!before && place);
  if (changed) store::put_support(unit.db(), wanted, unit.change());
  return {.line = line_of(wanted), .changed = changed};
}

SupportChange unset_support(Unit& unit, const domain::SupportName& name) {
  require(unit, domain::Act::manage_organization);
  const auto before = store::find_support(unit.db(), name);
  const auto* const shipped = find_shipped(name);
  if (!before && shipped == nullptr) refuse_unknown(name, "see them all: pcadmin support show");
  const bool changed = store::delete_support(unit.db(), name);
  return {.line = shipped != nullptr ? line_of(*shipped) : line_of(*before), .changed = changed};
}

}  // namespace pcadmin::ops
