#include "pcadmin/ops/associations.hpp"

#include "association_rules.hpp"
#include "reasons.hpp"
#include "work_address.hpp"

#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/store/organization.hpp"

#include <fmt/format.h>

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace pcadmin::ops {

namespace {

using domain::AssociationState;
using domain::AssociationWay;
using domain::Email;
using store::Association;

constexpr std::string_view kNameWorkAddress = "name the one at work: --address EMAIL";
constexpr std::string_view kInviteAtWork = "invite them by their address at work";

bool is(const std::optional<Association>& known, AssociationState state) {
  return known && known->record.state == state;
}

/// The address a person is to be associated by, as it is kept: nothing, where it is that of the account.
std::optional<Email> kept(const Email& address, const Email& account) {
  return address == account ? std::nullopt : std::optional(address);
}

/// Writes what becomes of somebody's association, whatever was before.
Association put(Unit& unit, const std::optional<Association>& known, store::AssociationRecord record) {
  const auto user = record.user;
  const auto address = record.address;
  store::put_association(unit.db(), known ? known->id : std::nullopt, record, unit.change(), unit.random());
  return user ? store::find_association(unit.db(), *user).value() : store::find_invitation(unit.db(), *address).value();
}

/// The same record, of `user`, in another state.
store::AssociationRecord in_state(const Association& known, AssociationState state, AssociationWay way) {
  return {.user = known.record.user,
          .address = known.account ? kept(known.address(), *known.account) : known.record.address,
          .state = state,
          .way = way};
}

[[noreturn]] void refuse_stranger(const std::string& email, bool own) {
  throw Error({.code = "not-associated",
               .kind = FailureKind::not_found,
               .message = fmt::format("{} is not associated, and neither invited nor asking", email),
               .hint = own ? "ask for it: pcadmin partner request PARTNERID" : "see who is: pcadmin partner list"});
}

/// Somebody's, or the invitation of an address nobody has.
Association get_association(const Unit& unit, const domain::UserRef& ref) {
  const auto* const address = std::get_if<Email>(&ref.value());
  if (address != nullptr && !store::find_user(unit.db(), *address)) {
    if (auto invitation = store::find_invitation(unit.db(), *address)) return std::move(*invitation);
  }
  const auto user = get_user(unit, ref);
  auto known = store::find_association(unit.db(), user.id);
  if (!known) refuse_stranger(user.record.email.text(), user.id == unit.who().id);
  return std::move(*known);
}

void require_active(const store::StoredUser& user) {
  if (user.record.state == domain::UserState::active) return;
  const auto& email = user.record.email.text();
  throw Error({.code = "account-disabled",
               .kind = FailureKind::refused,
               .message = fmt::format("the account of {} is disabled", email),
               .hint = fmt::format("enable it first, if they are to count: pcadmin user enable {}", email)});
}

void require_terms(const Unit& unit, const AssociationTerms& terms) {
  require(unit, domain::Act::associate_people);
  if (terms.partner_id) require_global(unit, *terms.partner_id);
}

void require_address(const Unit& unit, const Email& address, const AssociationTerms& terms,
                     const std::optional<domain::UserId>& user, std::string_view hint) {
  require_work_address(unit, address, hint);
  if (!terms.any_domain) require_own_domain(unit, address);
  require_nobody_elses(unit, address, user);
}

AssociationChange associate(Unit& unit, const store::StoredUser& user, const AssociationTerms& terms) {
  auto known = store::find_association(unit.db(), user.id);
  const auto& account = user.record.email;
  const auto address = terms.address.value_or(known ? known->address() : account);
  if (is(known, AssociationState::associated) && address == known->address())
    return {.now = std::move(*known), .changed = false};
  require_active(user);
  require_address(unit, address, terms, user.id, kNameWorkAddress);
  return {.now = put(unit, known,
                     {.user = user.id,
                      .address = kept(address, account),
                      .state = AssociationState::associated,
                      .way = AssociationWay::admin}),
          .changed = true};
}

/// Where an invitation of an address is to be written, unless there is nothing to do.
struct Invitee {
  std::optional<Association> known;
  store::AssociationRecord record;
};
std::optional<Invitee> invitee_of(const Unit& unit, const Email& address, const AssociationTerms& terms) {
  const auto user = store::find_user(unit.db(), address);
  auto known = user ? store::find_association(unit.db(), user->id) : store::find_invitation(unit.db(), address);
  if (is(known, AssociationState::associated) || is(known, AssociationState::invited)) return std::nullopt;
  if (known) require_not_requested(*known);
  require_address(unit, address, terms, user ? std::optional(user->id) : std::nullopt, kInviteAtWork);
  return Invitee{.known = std::move(known),
                 .record = {.user = user ? std::optional(user->id) : std::nullopt,
                            .address = user ? std::nullopt : std::optional(address),
                            .state = AssociationState::invited,
                            .way = AssociationWay::admin}};
}

AssociationChange decide(Unit& unit, const domain::UserRef& ref, AssociationState state, AssociationWay way) {
  const auto known = get_association(unit, ref);
  if (known.record.state == AssociationState::requested)
    return {.now = put(unit, known, in_state(known, state, way)), .changed = true};
  throw Error({.code = "not-requested",
               .kind = FailureKind::conflict,
               .message = fmt::format("{} waits for no answer: {} since {}", known.address().text(),
                                      to_string(known.record.state), to_rfc3339(known.at)),
               .hint = "see who does: pcadmin partner list --state requested"});
}

AssociationChange end(Unit& unit, Association known) {
  const bool own = known.record.user == unit.who().id;
  if (!own) require_not_requested(known);
  if (known.record.state == AssociationState::ended) return {.now = std::move(known), .changed = false};
  const auto way = own ? AssociationWay::person : AssociationWay::admin;
  return {.now = put(unit, known, in_state(known, AssociationState::ended, way)), .changed = true};
}

/// Whether an admin denied or ended it, or they left, and they have been neither invited nor associated since. What
/// somebody asked for and took back themselves in between makes no difference.
bool was_taken(const Unit& unit, const std::optional<Association>& known) {
  bool taken = false;
  if (!known || !known->id) return taken;
  for (const auto& past : store::list_past(unit.db(), *known->id)) {
    if (past.state == AssociationState::ended && past.way != AssociationWay::person) taken = true;
    if (past.state == AssociationState::invited || past.state == AssociationState::associated) taken = false;
  }
  return taken;
}

/// Whoever asks for what was taken from them does not get it by the domain of their address alone.
std::pair<AssociationState, AssociationWay> answer_to(const Unit& unit, const std::optional<Association>& known,
                                                      const Email& address) {
  if (is(known, AssociationState::invited)) return {AssociationState::associated, AssociationWay::invitation};
  if (!was_taken(unit, known) && is_of_organization(unit, address))
    return {AssociationState::associated, AssociationWay::domain};
  return {AssociationState::requested, AssociationWay::person};
}

void require_not_answered(const Association& known) {
  const bool waits = known.record.state == AssociationState::requested;
  if (!waits && known.record.state != AssociationState::associated) return;
  throw Error({.code = waits ? "already-requested" : "already-associated",
               .kind = FailureKind::conflict,
               .message = fmt::format("your account is {} already, by {}, since {}",
                                      waits ? "waiting for an admin's answer" : "associated", known.address().text(),
                                      to_rfc3339(known.at)),
               .hint = waits ? "see it: pcadmin partner show; take it back: pcadmin partner disassociate " +
                                   known.account->text()
                             : "see it: pcadmin partner show"});
}

}  // namespace

void list_associations(const Unit& unit, const AssociationQuery& query,
                       const std::function<bool(const Association&)>& each) {
  require(unit, domain::Act::list_people);
  store::list_associations(unit.db(), query.state, each);
}

AssociationDetails show_association(const Unit& unit, const domain::UserRef& ref) {
  require_to_see(unit, ref);
  auto known = get_association(unit, ref);
  auto past = known.id ? store::list_past(unit.db(), *known.id) : std::vector<store::PastAssociation>();
  return {.now = std::move(known), .past = std::move(past), .organization = store::get_organization(unit.db())};
}

AssociationChange request_association(Unit& unit, const AssociationWish& wish) {
  require(unit, domain::Act::ask_to_associate);
  const auto& who = unit.who();
  require_global(unit, wish.partner_id);
  const auto known = store::find_association(unit.db(), who.id);
  if (known) require_not_answered(*known);
  const auto address = wish.address.value_or(who.email);
  require_work_address(unit, address, kNameWorkAddress);
  require_nobody_elses(unit, address, who.id);
  const auto [state, way] = answer_to(unit, known, address);
  return {.now = put(unit, known, {.user = who.id, .address = kept(address, who.email), .state = state, .way = way}),
          .changed = true};
}

std::vector<AssociationChange> associate_users(Unit& unit, const std::vector<domain::UserRef>& refs,
                                               const AssociationTerms& terms) {
  require_terms(unit, terms);
  std::vector<AssociationChange> done;
  std::set<domain::UserId> seen;
  for (const auto& ref : refs) {
    const auto user = get_user(unit, ref);
    if (seen.insert(user.id).second) done.push_back(associate(unit, user, terms));
  }
  return done;
}

Invitations invite(Unit& unit, const std::vector<Email>& addresses, const AssociationTerms& terms) {
  require_terms(unit, terms);
  Invitations done;
  std::vector<Invitee> wanted;
  std::set<std::string> seen;
  for (std::size_t place = 0; place < addresses.size(); ++place) {
    if (!seen.insert(addresses[place].key()).second) continue;  // named twice, meant once
    try {
      auto invitee = invitee_of(unit, addresses[place], terms);
      if (!invitee) ++done.already;
      if (invitee) wanted.push_back(std::move(*invitee));
    } catch (const Error& error) {
      done.faults.push_back({.place = place, .failure = error.failure()});
    }
  }
  if (!done.faults.empty()) return done;
  for (auto& invitee : wanted) done.invited.push_back(put(unit, invitee.known, std::move(invitee.record)));
  return done;
}

AssociationChange approve_association(Unit& unit, const domain::UserRef& ref) {
  require(unit, domain::Act::associate_people);
  if (const auto user = find_user(unit, ref)) require_active(*user);
  return decide(unit, ref, AssociationState::associated, AssociationWay::admin);
}

AssociationChange deny_association(Unit& unit, const domain::UserRef& ref) {
  require(unit, domain::Act::associate_people);
  require_reason(unit, "denying what somebody asks for");
  return decide(unit, ref, AssociationState::ended, AssociationWay::denied);
}

std::vector<AssociationChange> disassociate(Unit& unit, const std::vector<domain::UserRef>& refs) {
  std::vector<AssociationChange> done;
  std::set<std::string> seen;
  for (const auto& ref : refs) {
    const auto user = find_user(unit, ref);
    if (!user || user->id != unit.who().id) require(unit, domain::Act::end_associations);
    if (user) require_manage(unit, *user);
    auto known = get_association(unit, ref);
    if (seen.insert(known.address().key()).second) done.push_back(end(unit, std::move(known)));
  }
  return done;
}

bool leave_association(Unit& unit, domain::UserId user) {
  const auto known = store::find_association(unit.db(), user);
  if (!known || is(known, AssociationState::ended)) return false;
  put(unit, known, in_state(*known, AssociationState::ended, AssociationWay::offboarded));
  return true;
}

}  // namespace pcadmin::ops
