#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/domain/organization.hpp"
#include "pcadmin/domain/request.hpp"
#include "pcadmin/domain/role.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// Table `request`: what people ask for. The words that were said to it are those of its change-sets.
namespace pcadmin::store {

using domain::RequestId;

/// What was done to a request, and what was said.
struct RequestAct {
  ChangeId change;
  Time at;
  std::optional<std::string> by{};  ///< e-mail address; nullopt: somebody who is no more
  std::optional<std::string> reason{};
  std::optional<std::string> ticket{};
};

struct Request {
  RequestId id;
  domain::UserId user;
  domain::PersonName name;
  domain::Email email;
  domain::RoleId role;
  std::optional<AssignedLocation> location{};     ///< nullopt: for the whole organisation
  std::optional<domain::WantedEnd> wanted_end{};  ///< nullopt: never
  domain::RequestState state = domain::RequestState::open;
  RequestAct opened;
  std::optional<RequestAct> decided{};  ///< where it is not open
};

std::optional<Request> find_request(const Database& db, RequestId id);
/// One that is open, of the same person for the same.
std::optional<RequestId> find_open_request(const Database& db, domain::UserId user, domain::RoleId role,
                                           const std::optional<LocationId>& location);
/// The one, of that person for that, which `change` approved.
std::optional<RequestId> find_approved_request(const Database& db, domain::UserId user, domain::RoleId role,
                                               const std::optional<domain::PartnerId>& location, ChangeId change);
struct RequestFilter {
  std::optional<domain::RequestState> state{};  ///< nullopt: any
  std::optional<domain::UserId> user{};         ///< nullopt: anybody's
};
/// In the order in which they were made, until `each` says false.
void list_requests(const Database& db, const RequestFilter& filter, const std::function<bool(const Request&)>& each);
/// How many open ones there are for each role that somebody else than `but` asks for.
std::vector<std::pair<domain::RoleId, std::int64_t>> count_open_requests(const Database& db, domain::UserId but);

struct NewRequest {
  domain::UserId user;
  domain::RoleId role;
  std::optional<LocationId> location{};
  std::optional<domain::WantedEnd> wanted_end{};
};
RequestId insert_request(Database& db, const NewRequest& request, ChangeId change);
void decide_request(Database& db, RequestId id, domain::RequestState state, ChangeId change);

/// The location by its Partner ID.
std::optional<LocationId> find_location_id(const Database& db, const domain::PartnerId& partner_id);

}  // namespace pcadmin::store
