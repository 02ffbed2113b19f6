#pragma once

#include "engine.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/users.hpp"

#include <string_view>

namespace pcadmin::store {

/// The columns of `user u` in the order `read_user` takes them.
inline constexpr std::string_view kUserColumns =
    "u.id, u.name, u.email, u.given_name, u.family_name, u.kind, u.job_title, u.department, u.phone, u.usage_location, "
    "u.state, u.created_at, u.since, u.os_account";
inline constexpr int kUserColumnCount = 14;

StoredUser read_user(const Query& row, int first = 0);

/// From role, time, giver's address, reason, ticket and number of the giving change-set, and expiry, in this order.
Assignment read_assignment(const Query& row, int first);

}  // namespace pcadmin::store
