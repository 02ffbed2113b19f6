#include "grant_rules.hpp"

#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/requests.hpp"
#include "pcadmin/store/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace pcadmin::ops {

namespace {

using domain::Guard;
using store::BareGrant;

constexpr std::int64_t kMostNamed = 3;
constexpr std::int64_t kMostTold = 100;  // to programs, and to whoever can say where they stand

/// The roles a rule is about; none where it is not set.
std::vector<domain::RoleId> guarded(const Unit& unit, Guard guard) {
  const auto value = store::find_setting(unit.db(), domain::info_of(guard).name);
  return value ? value_or_throw(domain::GuardedRoles::parse(*value)).roles() : std::vector<domain::RoleId>{};
}

std::string words_of(const BareGrant& grant) {
  return fmt::format("{}{} for {}", grant.role.text(), grant.location ? " at " + grant.location->text() : "",
                     grant.email);
}

std::string names(const std::vector<BareGrant>& grants) {
  std::string text;
  for (std::size_t i = 0; i < grants.size() && i < static_cast<std::size_t>(kMostNamed); ++i)
    text += (i == 0 ? "" : ", ") + words_of(grants.at(i));
  return text + (std::ssize(grants) > kMostNamed ? " and others" : "");
}

/// What is to be done where an assignment cannot be put back as it was.
std::string way_back(const Unit& unit, const BareGrant& grant) {
  const auto way = GrantRules(unit).way(grant.email, grant.role, grant.location);
  return grant.came ? fmt::format("bring them back without it: pcadmin user restore {}; then give it anew: {}",
                                  grant.email, way)
                    : "give it anew: " + way;
}

decltype(Failure::details) details_of(std::string_view rule, const std::vector<BareGrant>& grants) {
  std::vector<std::string> users;
  std::vector<std::string> roles;
  for (const auto& grant : grants) {
    users.push_back(grant.email);
    roles.emplace_back(grant.role.text());
  }
  return {{"rule", std::string(rule)}, {"users", users}, {"roles", roles}};
}

/// The command that approves the request it was given by: giving the role by another leaves that open. Empty: there is
/// none.
std::string approval_of(const Unit& unit, const BareGrant& grant) {
  const auto request = store::find_approved_request(unit.db(), grant.user, grant.role, grant.location, unit.change());
  return request ? "pcadmin request approve " + request->text() : std::string();
}

std::string way_to_end(const Unit& unit, const BareGrant& grant) {
  const auto approval = approval_of(unit, grant);
  if (!approval.empty()) return fmt::format("give it an end: {} --expires 90d", approval);
  if (grant.back) return way_back(unit, grant);
  const auto way = fmt::format("pcadmin role assign {} {}{} --expires 90d", grant.email, grant.role.text(),
                               grant.location ? " --location " + grant.location->text() : "");
  return grant.fresh ? "leave the role out here, then give it with an end: " + way : "give it an end: " + way;
}

std::string way_to_reason(const Unit& unit, const BareGrant& grant) {
  const auto approval = approval_of(unit, grant);
  if (grant.back && approval.empty()) return way_back(unit, grant);
  return fmt::format("say why: {} --reason TEXT", approval.empty() ? "the same command with" : approval);
}

void check_ends(const Unit& unit) {
  const auto roles = guarded(unit, Guard::expiry_required);
  if (roles.empty()) return;
  const auto grants = store::list_endless_grants(unit.db(), unit.change(), roles, kMostTold);
  if (grants.empty()) return;
  throw Error(
      {.code = "expiry-required",
       .kind = FailureKind::refused,
       .message = fmt::format("refusing {}: the role has to end one day (guard expiry-required)", names(grants)),
       .hint = way_to_end(unit, grants.front()),
       .details = details_of("expiry-required", grants)});
}

void check_reasons(const Unit& unit) {
  const auto roles = guarded(unit, Guard::reason_required);
  if (roles.empty()) return;
  const auto grants = store::list_unreasoned_grants(unit.db(), unit.change(), roles, kMostTold);
  if (grants.empty()) return;
  throw Error({.code = "reason-required",
               .kind = FailureKind::refused,
               .message = fmt::format("refusing {}: the role takes a reason (guard reason-required)", names(grants)),
               .hint = way_to_reason(unit, grants.front()),
               .details = details_of("reason-required", grants)});
}

}  // namespace

domain::RoleSet roles_with_demands(const Unit& unit) {
  domain::RoleSet roles;
  for (const auto guard : {Guard::expiry_required, Guard::reason_required}) {
    for (const auto role : guarded(unit, guard)) roles.insert(role);
  }
  return roles;
}

GrantRules::GrantRules(const Unit& unit)
    : ending_(guarded(unit, Guard::expiry_required)), reasoned_(guarded(unit, Guard::reason_required)) {}

std::optional<Guard> GrantRules::against(const store::Assignment& given) const {
  const auto guards = [&](const auto& roles) { return std::ranges::find(roles, given.role) != roles.end(); };
  if (!given.expires_at && guards(ending_)) return Guard::expiry_required;
  if (given.reason.value_or("").empty() && guards(reasoned_)) return Guard::reason_required;
  return std::nullopt;
}

std::string GrantRules::way(const std::string& email, domain::RoleId role,
                            const std::optional<domain::PartnerId>& location) const {
  const auto guards = [&](const auto& roles) { return std::ranges::find(roles, role) != roles.end(); };
  return fmt::format("pcadmin role assign {} {}{}{}{}", email, role.text(),
                     location ? " --location " + location->text() : "", guards(ending_) ? " --expires 90d" : "",
                     guards(reasoned_) ? " --reason TEXT" : "");
}

void check_grant_rules(const Unit& unit) {
  check_ends(unit);
  check_reasons(unit);
}

bool demands(const Unit& unit, Guard guard, domain::RoleId role) {
  const auto roles = guarded(unit, guard);
  return std::ranges::find(roles, role) != roles.end();
}

std::string state_of_grant_rule(const Unit& unit, Guard guard, const std::string& value) {
  const auto roles = value_or_throw(domain::GuardedRoles::parse(value)).roles();
  const bool ends = guard == Guard::expiry_required;
  const auto bare =
      ends ? store::count_endless(unit.db(), roles) : store::count_unreasoned(unit.db(), roles, unit.now());
  const std::string_view what = ends ? "end" : "reason";
  if (bare == 0) return fmt::format("all have {} {}", ends ? "an" : "a", what);
  return fmt::format("{} from before {} no {}", bare, bare == 1 ? "has" : "have", what);
}

}  // namespace pcadmin::ops
