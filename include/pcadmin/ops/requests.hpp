#pragma once

#include "pcadmin/domain/expiry.hpp"
#include "pcadmin/domain/organization.hpp"
#include "pcadmin/domain/request.hpp"
#include "pcadmin/domain/role.hpp"
#include "pcadmin/ops/rights.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/requests.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

/// Requests: who may not give a role to themselves asks for it, and who may grant it decides. The reasons are those of
/// the change-sets.
namespace pcadmin::ops {

struct Wish {
  domain::RoleId role;
  std::optional<domain::PartnerId> location{};  ///< nullopt: for the whole organisation
  std::optional<domain::WantedEnd> end{};       ///< nullopt: never
};
struct OpenedRequest {
  store::Request request;
  std::vector<Holder> contacts;  ///< a few who can decide it
};
/// Whoever is signed in may ask, for themselves. Throws `Error`: `reason-required` (kind refused) where the change-set
/// has none; `guest-role`; `role-not-scoped` (kind refused), `unknown-location`; `expiry-past`; kind conflict:
/// `already-held`, `request-open`.
OpenedRequest open_request(Unit& unit, const Wish& wish);

/// One's own, and those one may decide; others are `unknown-request`, kind not_found.
store::Request show_request(const Unit& unit, domain::RequestId id);

struct RequestQuery {
  std::optional<domain::RequestState> state{};  ///< nullopt: any
  bool mine = false;                            ///< only one's own
};
/// One's own, and those one may decide, in the order in which they were made.
void list_requests(const Unit& unit, const RequestQuery& query, const std::function<bool(const store::Request&)>& each);
/// How many of other people are open that the operator may decide.
std::int64_t count_waiting_requests(const Unit& unit);

struct Decision {
  store::Request request;                         ///< as it is now
  bool given = false;                             ///< approved, and they did not hold it already
  std::optional<Time> expires_at{};               ///< when the role ends, where it was approved
  std::optional<domain::OsAccount> os_account{};  ///< of whoever got it
  std::int64_t tokens = 0;                        ///< of theirs that are good
};
/// Gives the role that is asked for, in the same change-set and by the rules of `assign_role`, until `expiry`, else as
/// was wished. The assignment's reason is that of the change-set, else the request's. A role they hold by now stays as
/// it is, unless `expiry` is given. Throws `not-allowed`, `unknown-request`; kind conflict: `request-decided`, and
/// `one-reason` where the change-set is shared and has none, `role-to-come` where they will hold it later, which the
/// approval would replace; `account-disabled` (kind refused);
/// `guest-role`; `expiry-past`; and `Unit::finish` throws what guards forbid.
Decision approve_request(Unit& unit, domain::RequestId id, const std::optional<domain::Expiry>& expiry = {});
/// Throws `not-allowed`, `unknown-request`, `request-decided`; `reason-required`.
Decision deny_request(Unit& unit, domain::RequestId id);
/// Whoever asked takes it back. Throws `unknown-request`, `request-decided`; `not-allowed` to anybody else who may see
/// it.
Decision withdraw_request(Unit& unit, domain::RequestId id);

}  // namespace pcadmin::ops
