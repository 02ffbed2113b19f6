#include "pcadmin/ops/rights.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/store/assignments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <variant>
#include <vector>

namespace pcadmin::ops {

namespace {

using domain::RoleId;

constexpr std::size_t kMostNamed = 3;

/// Some of those who could do it, `but` left out: active people who can sign in, at most `kMostNamed`.
std::vector<Holder> holders(const Unit& unit, const std::vector<RoleId>& roles, std::string_view but = {}) {
  std::vector<Holder> found;
  for (const auto role : roles) {
    store::list_members(unit.db(), role, unit.now(), [&](const store::Member& member) {
      const auto& email = member.user.record.email.text();
      if (email != but && member.can_sign_in &&
          std::ranges::none_of(found, [&](const Holder& known) { return known.email == email; }))
        found.push_back({email, role});
      return found.size() < kMostNamed;
    });
    if (found.size() >= kMostNamed) break;
  }
  return found;
}

std::vector<std::string> words(const std::vector<RoleId>& roles) {
  std::vector<std::string> ids;
  std::ranges::transform(roles, std::back_inserter(ids), [](RoleId role) { return std::string(role.text()); });
  return ids;
}

std::string or_list(const std::vector<std::string>& ids) {
  std::string list;
  for (std::size_t i = 0; i < ids.size(); ++i) list += (i == 0 ? "" : i + 1 == ids.size() ? " or " : ", ") + ids[i];
  return list;
}

Failure refusal(const Unit& unit, const std::string& what, const std::vector<RoleId>& needed) {
  std::vector<std::string> people;
  std::string ask;
  for (const auto& [email, role] : holders(unit, needed)) {
    people.push_back(email);
    ask += fmt::format("{}{} ({})", ask.empty() ? "ask " : ", ", email, role.text());
  }
  const auto roles = words(needed);
  return {.code = "not-allowed",
          .kind = FailureKind::denied,
          .message = fmt::format("{}{} may not {}: that takes {}", unit.who().email.text(),
                                 unit.who().via ? ", by " + *unit.who().via + "," : "", what,
                                 roles.empty() ? "a role nobody can hold" : or_list(roles)),
          .hint = ask.empty() ? "see whom to ask: pcadmin admins list" : ask + "; all of them: pcadmin admins list",
          .details = {{"needed_roles", roles}, {"holders", people}}};
}

[[noreturn]] void refuse(const Unit& unit, const std::string& what, const std::vector<RoleId>& needed) {
  throw Error(refusal(unit, what, needed));
}

std::optional<Failure> fault_of_grant(const Unit& unit, RoleId role) {
  if (may_grant(unit, role)) return std::nullopt;
  return refusal(unit, fmt::format("give or take {}", role.text()), domain::granters_of(role, vacant(unit, role)));
}

std::optional<Failure> fault_of_holding(domain::UserKind kind, RoleId role) {
  if (kind != domain::UserKind::guest || role.role().guest_assignable) return std::nullopt;
  std::vector<std::string> allowed;
  for (const auto& candidate : domain::Catalogue::roles()) {
    if (candidate.guest_assignable) allowed.emplace_back(candidate.id);
  }
  return Failure{.code = "guest-role",
                 .kind = FailureKind::refused,
                 .message = fmt::format("a guest may not hold {}", role.text()),
                 .hint = "guests may hold " + join_words(allowed)};
}

/// Throws what `fault_of` finds wrong with any of them: one fault as it is, several in one.
template <class FaultOf>
void require_all(const domain::RoleSet& roles, FaultOf fault_of) {
  std::vector<Failure> faults;
  for (const auto role : roles) {
    if (auto fault = fault_of(role)) faults.push_back(std::move(*fault));
  }
  if (faults.empty()) return;
  auto all = faults.front();
  if (faults.size() == 1) throw Error(std::move(all));
  std::vector<std::string> messages;
  all.message.clear();
  for (const auto& fault : faults) {
    all.message += (all.message.empty() ? "" : "; ") + fault.message;
    messages.push_back(fault.message);
  }
  all.details = {{"refusals", std::move(messages)}};
  throw Error(std::move(all));
}

std::string_view doing(domain::Act act) {
  switch (act) {
    case domain::Act::see_people:
    case domain::Act::list_people:
    case domain::Act::see_members:
      return "see other people's records";
    case domain::Act::see_history:
    case domain::Act::see_person_past:
      return "read the history";
    case domain::Act::manage_tokens:
      return "see or revoke other people's tokens";
    case domain::Act::administer_users:
    case domain::Act::manage_people:
      return "administer users";
    case domain::Act::erase_people:
      return "erase people";
    case domain::Act::attach_accounts:
      return "attach an OS account to somebody else";
    case domain::Act::set_rules:
      return "see or set guards and the password policy, nor set other rules";
    case domain::Act::grant_roles:
      return "give or take roles";
    case domain::Act::undo_anything:
      return "take that back";
    case domain::Act::manage_locations:
      return "add, change or delete locations";
    case domain::Act::manage_organization:
      return "change what is kept of the organisation";
    case domain::Act::manage_bundles:
      return "make or change bundles of roles";
    case domain::Act::unlink_profile:
      return "take a certification profile off somebody else";
    case domain::Act::see_skills:
      return "see what others have passed";
    case domain::Act::keep_skills:
      return "put down what people have passed";
    case domain::Act::associate_people:
    case domain::Act::end_associations:
      return "tie other people's accounts to the Partner ID";
    case domain::Act::keep_designations:
      return "put down what a designation needs";
    default:
      return "do that";
  }
}

void require_of(const Unit& unit, domain::Act act, const domain::RoleSet& held) {
  const auto& rule = domain::rule_of(act);
  if (domain::may(held, act)) return;
  std::vector<RoleId> needed;
  for (const auto role : domain::Catalogue::role_ids()) {
    if (std::ranges::find(rule.roles, role.text()) != rule.roles.end()) needed.push_back(role);
  }
  refuse(unit, std::string(doing(act)), needed);
}

domain::RoleSet held_everywhere(const Unit& unit) {
  const auto& who = unit.who();
  domain::RoleSet held;
  std::ranges::set_difference(who.roles, who.roles_at_locations, std::inserter(held, held.end()));
  return held;
}

}  // namespace

void require(const Unit& unit, domain::Act act) {
  if (domain::rule_of(act).signed_in) require_of(unit, act, unit.who().roles);
}

void require_everywhere(const Unit& unit, domain::Act act) { require_of(unit, act, held_everywhere(unit)); }

bool may_everywhere(const Unit& unit, domain::Act act) { return domain::may(held_everywhere(unit), act); }

domain::Vacant vacant(const Unit& unit, RoleId role) {
  return store::list_able_members(unit.db(), role, unit.now(), 1).empty() ? domain::Vacant::yes : domain::Vacant::no;
}

void require_grant(const Unit& unit, RoleId role) {
  if (auto fault = fault_of_grant(unit, role)) throw Error(std::move(*fault));
}

void require_grant(const Unit& unit, const domain::RoleSet& roles) {
  require_all(roles, [&](RoleId role) { return fault_of_grant(unit, role); });
}

bool may_grant(const Unit& unit, RoleId role) {
  // Whether the role is vacant is asked last: it may mean looking at every member.
  if (domain::may_grant(unit.who().roles, role, domain::Vacant::no)) return true;
  return domain::may_grant(unit.who().roles, role, vacant(unit, role));
}

void require_manage_bundle(const Unit& unit, const domain::RoleSet& roles) {
  require(unit, domain::Act::manage_bundles);
  const auto high = domain::above(unit.who().roles, roles);
  if (high.empty()) return;
  std::vector<RoleId> enough;
  std::ranges::copy_if(domain::Catalogue::role_ids(), std::back_inserter(enough),
                       [&](RoleId role) { return domain::above({role}, roles).empty(); });
  refuse(unit, fmt::format("make or change a bundle with {}", or_list(words(high))), enough);
}

std::vector<Holder> list_granters(const Unit& unit, RoleId role) {
  return holders(unit, domain::granters_of(role, vacant(unit, role)), unit.who().email.text());
}

void require_manage(const Unit& unit, const domain::RoleSet& theirs, const domain::Email& email) {
  const auto high = domain::above(unit.who().roles, theirs);
  if (high.empty()) return;
  std::vector<RoleId> enough;
  std::ranges::copy_if(domain::Catalogue::role_ids(), std::back_inserter(enough), [&](RoleId role) {
    return domain::may({role}, domain::Act::administer_users) && domain::may_manage({role}, theirs);
  });
  refuse(unit, fmt::format("act on the account of {}, who holds {}", email.text(), join_words(words(high))), enough);
}

void require_manage(const Unit& unit, const store::StoredUser& user) {
  const auto held = store::roles_of(unit.db(), user.id, unit.now());
  if (user.id == unit.who().id && unit.who().roles == held) return;
  // What they will hold counts too: whoever can act on the account before can act as them after.
  require_manage(unit, store::roles_to_come_of(unit.db(), user.id, unit.now()), user.record.email);
}

void require_to_see(const Unit& unit, const domain::UserRef& ref) {
  using Key = std::variant<domain::UserId, domain::Email>;
  const auto& who = unit.who();
  if (ref.value() == Key(who.id)) return;
  if (ref.value() == Key(who.email)) {
    const auto then = store::find_user(unit.db(), who.email);  // in the past it may have been somebody else's address
    if (!then || then->id == who.id) return;
  }
  require(unit, domain::Act::see_people);
}

void require_holdable(domain::UserKind kind, RoleId role) {
  if (auto fault = fault_of_holding(kind, role)) throw Error(std::move(*fault));
}

void require_holdable(domain::UserKind kind, const domain::RoleSet& roles) {
  require_all(roles, [&](RoleId role) { return fault_of_holding(kind, role); });
}

}  // namespace pcadmin::ops
