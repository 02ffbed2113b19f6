#pragma once

#include "engine.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/store/users.hpp"

#include <string_view>

namespace pcadmin::store {

/// The columns of `user u` in the order `read_user` takes them.
inline constexpr std::string_view kUserColumns =
    "u.id, u.name, u.email, u.given_name, u.family_name, u.kind, u.job_title, u.department, u.phone, u.usage_location, "
    "u.state, u.created_at, u.since";
inline constexpr int kUserColumnCount = 13;

StoredUser read_user(const Query& row, int first = 0);

}  // namespace pcadmin::store
