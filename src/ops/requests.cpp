#include "pcadmin/ops/requests.hpp"

#include "reasons.hpp"

#include "pcadmin/domain/authority.hpp"
#include "pcadmin/ops/locations.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/roles.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/tokens.hpp"

#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace pcadmin::ops {

namespace {

using domain::RequestId;
using domain::RequestState;

std::optional<store::LocationId> location_of(const Unit& unit, const Wish& wish) {
  if (!wish.location) return std::nullopt;
  if (!wish.role.role().location_scoped) {
    throw Error(
        {.code = "role-not-scoped",
         .kind = FailureKind::refused,
         .message = fmt::format("{} cannot be held for a location: it is for the whole organisation", wish.role.text()),
         .hint = "leave --location out; see pcadmin role show " + std::string(wish.role.text())});
  }
  if (const auto found = store::find_location_id(unit.db(), *wish.location)) return found;
  throw Error({.code = "unknown-location",
               .kind = FailureKind::not_found,
               .message = fmt::format("there is no location \"{}\"", wish.location->text()),
               .hint = "see them all: pcadmin location list"});
}

/// What somebody has of a role already: for the whole organisation, or for that location.
std::optional<store::Assignment> find_held(const Unit& unit, domain::UserId user, domain::RoleId role,
                                           const std::optional<store::LocationId>& location) {
  for (const auto& scope : {std::optional<store::LocationId>(), location}) {
    auto held = store::find_assignment(unit.db(), user, role, scope);
    if (held && held->holds_at(unit.now())) return held;
  }
  return std::nullopt;
}

void require_not_held(const Unit& unit, domain::RoleId role, const std::optional<store::LocationId>& location) {
  const auto held = find_held(unit, unit.who().id, role, location);
  if (!held) return;
  throw Error({.code = "already-held",
               .kind = FailureKind::conflict,
               .message = fmt::format("you hold {} already{}{}", role.text(),
                                      held->location ? " for " + held->location->partner_id.text() : "",
                                      held->expires_at ? ", until " + to_rfc3339(*held->expires_at) : ""),
               .hint = "see how you came by it: pcadmin user show " + unit.who().email.text()});
}

void require_not_open(const Unit& unit, domain::RoleId role, const std::optional<store::LocationId>& location) {
  const auto open = store::find_open_request(unit.db(), unit.who().id, role, location);
  if (!open) return;
  throw Error({.code = "request-open",
               .kind = FailureKind::conflict,
               .message = fmt::format("you have asked for {} already: {} is open", role.text(), open->text()),
               .hint = fmt::format("see it: pcadmin request show {0}; take it back: pcadmin request withdraw {0}",
                                   open->text()),
               .details = {{"request", open->text()}}});
}

/// Whether the operator may decide on requests for a role, asked once for each.
class Rights {
 public:
  explicit Rights(const Unit& unit) : unit_(unit) {}
  bool may_decide(domain::RoleId role) {
    const auto known = answers_.find(role);
    return known != answers_.end() ? known->second : answers_.emplace(role, may_grant(unit_, role)).first->second;
  }
  bool may_see(const store::Request& request) { return request.user == unit_.who().id || may_decide(request.role); }

 private:
  const Unit& unit_;
  std::map<domain::RoleId, bool> answers_;
};

store::Request get_open(const Unit& unit, RequestId id) {
  auto request = show_request(unit, id);
  if (request.state == RequestState::open) return request;
  throw Error({.code = "request-decided",
               .kind = FailureKind::conflict,
               .message = fmt::format("{} is {} already, since {}", id.text(), to_string(request.state),
                                      to_rfc3339(request.decided->at)),
               .hint = "see it: pcadmin request show " + id.text(),
               .details = {{"state", std::string(to_string(request.state))}}});
}

void require_active(const store::StoredUser& user) {
  if (user.record.state == domain::UserState::active) return;
  const auto& email = user.record.email.text();
  throw Error({.code = "account-disabled",
               .kind = FailureKind::refused,
               .message = fmt::format("the account of {}, who asks, is disabled", email),
               .hint = fmt::format("enable it first, if they are to have the role: pcadmin user enable {}", email)});
}

std::optional<Time> end_of(const Unit& unit, const store::Request& request,
                           const std::optional<domain::Expiry>& expiry) {
  if (expiry) return expiry->from(unit.now());
  if (!request.wanted_end) return std::nullopt;
  try {
    return request.wanted_end->expiry().from(unit.now());
  } catch (const Error& error) {
    auto failure = error.failure();
    failure.message =
        fmt::format("{} is wished until {}: {}", request.id.text(), request.wanted_end->text(), failure.message);
    failure.hint = fmt::format("give it another end: pcadmin request approve {} --expires 30d", request.id.text());
    throw Error(std::move(failure));
  }
}

/// What is given by a request holds from now on and ends when it says: what somebody was to get later would be lost in
/// it without a word.
void require_nothing_to_come(const Unit& unit, const store::Request& request,
                             const std::optional<store::LocationId>& location) {
  const auto there = store::find_assignment(unit.db(), request.user, request.role, location);
  if (!there || there->expired_at(unit.now()) || there->holds_at(unit.now())) return;
  const auto place = request.location ? request.location->partner_id.text() : std::string();
  const auto& email = request.email.text();
  const auto begins = to_rfc3339(*there->starts_at);
  throw Error(
      {.code = "role-to-come",
       .kind = FailureKind::conflict,
       .message = fmt::format("{} will hold {}{} from {} on, {}: approving {} would replace that", email,
                              request.role.text(), place.empty() ? "" : " for " + place, begins,
                              there->expires_at ? "until " + to_rfc3339(*there->expires_at) : "without an end",
                              request.id.text()),
       .hint = fmt::format("let that begin now, then approve: pcadmin role assign {0} {1}{2} --starts now; or deny the "
                           "request: pcadmin request deny {3} --reason TEXT",
                           email, request.role.text(), place.empty() ? "" : " --location " + place, request.id.text()),
       .details = {{"starts_at", begins}}});
}

Decision decide(Unit& unit, RequestId id, RequestState state) {
  store::decide_request(unit.db(), id, state, unit.change());
  return {.request = store::find_request(unit.db(), id).value()};
}

}  // namespace

OpenedRequest open_request(Unit& unit, const Wish& wish) {
  require(unit, domain::Act::ask_for_roles);
  require_reason(unit, "a request");
  const auto& who = unit.who();
  require_holdable(store::find_user(unit.db(), who.id).value().record.kind, wish.role);
  const auto location = location_of(unit, wish);
  require_open(unit, location);
  // Judged again when it is granted; what is past already is a slip that is best told now.
  const bool ends = wish.end && wish.end->expiry().from(unit.now());
  require_not_held(unit, wish.role, location);
  require_not_open(unit, wish.role, location);
  const auto id = store::insert_request(
      unit.db(),
      {.user = who.id, .role = wish.role, .location = location, .wanted_end = ends ? wish.end : std::nullopt},
      unit.change());
  return {.request = store::find_request(unit.db(), id).value(), .contacts = list_granters(unit, wish.role)};
}

store::Request show_request(const Unit& unit, RequestId id) {
  static_cast<void>(unit.who());
  if (auto request = store::find_request(unit.db(), id); request && Rights(unit).may_see(*request))
    return std::move(*request);
  throw Error({.code = "unknown-request",
               .kind = FailureKind::not_found,
               .message = fmt::format("there is no request {} of yours, or that you may decide", id.text()),
               .hint = "see them: pcadmin request list --state all"});
}

void list_requests(const Unit& unit, const RequestQuery& query,
                   const std::function<bool(const store::Request&)>& each) {
  store::RequestFilter filter{.state = query.state};
  if (query.mine) filter.user = unit.who().id;
  Rights rights(unit);
  static_cast<void>(unit.who());
  store::list_requests(unit.db(), filter,
                       [&](const store::Request& request) { return !rights.may_see(request) || each(request); });
}

std::int64_t count_waiting_requests(const Unit& unit) {
  Rights rights(unit);
  std::int64_t waiting = 0;
  for (const auto& [role, count] : store::count_open_requests(unit.db(), unit.who().id))
    waiting += rights.may_decide(role) ? count : 0;
  return waiting;
}

Decision approve_request(Unit& unit, RequestId id, const std::optional<domain::Expiry>& expiry) {
  const auto request = show_request(unit, id);
  require_grant(unit, request.role);
  static_cast<void>(get_open(unit, id));
  const auto user = store::find_user(unit.db(), request.user).value();
  require_active(user);
  require_holdable(user.record.kind, request.role);
  const auto end = end_of(unit, request, expiry);
  const auto& reason = request.opened.reason;
  if (reason && !store::get_change(unit.db(), unit.change()).reason) take_over_reason(unit, *reason);
  const auto location = request.location ? std::optional(request.location->id) : std::nullopt;
  const auto held = find_held(unit, request.user, request.role, location);
  const bool given = !held || (expiry && held->expires_at != end);
  if (given) require_open(unit, location);
  if (given) require_nothing_to_come(unit, request, location);
  if (given) give_role(unit, request.user, request.role, store::Terms{.location = location, .expires_at = end});
  auto decision = decide(unit, id, RequestState::approved);
  decision.given = given;
  decision.expires_at = given ? end : held->expires_at;
  decision.os_account = user.record.os_account;
  decision.tokens = store::count_tokens_of(unit.db(), user.id, unit.now());
  return decision;
}

Decision deny_request(Unit& unit, RequestId id) {
  const auto request = show_request(unit, id);
  require_grant(unit, request.role);
  require_reason(unit, "denying a request");
  static_cast<void>(get_open(unit, id));
  return decide(unit, id, RequestState::denied);
}

Decision withdraw_request(Unit& unit, RequestId id) {
  const auto request = show_request(unit, id);
  if (request.user != unit.who().id) {
    throw Error({.code = "not-allowed",
                 .kind = FailureKind::denied,
                 .message = fmt::format("only {}, who asked, may withdraw {}", request.email.text(), id.text()),
                 .hint = fmt::format("deny it instead: pcadmin request deny {} --reason TEXT", id.text())});
  }
  static_cast<void>(get_open(unit, id));
  return decide(unit, id, RequestState::withdrawn);
}

}  // namespace pcadmin::ops
