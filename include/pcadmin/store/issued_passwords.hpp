#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"
#include "pcadmin/store/users.hpp"

#include <functional>
#include <optional>

/// Tables `credential` and `credential_history`, as what became of temporary passwords.
namespace pcadmin::store {

/// The last temporary password that somebody was given. Never the password.
struct IssuedPassword {
  StoredUser user;  ///< who, as they are
  Time issued_at;
  ChangeId issued_in;
  Time expires_at;
  std::optional<Time> claimed_at{};  ///< when they chose one of their own with it
};

struct IssuedFilter {
  std::optional<ChangeId> change{};  ///< only people whom it gave one, be it their last or an earlier one
  bool open = false;                 ///< only those that nobody claimed
};

/// Of people who are there, in the order of their ids, until `each` says false; the first row comes at once. What was
/// replaced before the store kept the past of passwords (schema 3) is not known.
void list_issued_passwords(const Database& db, const IssuedFilter& filter,
                           const std::function<bool(const IssuedPassword&)>& each);

}  // namespace pcadmin::store
