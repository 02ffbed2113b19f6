#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/store/database.hpp"

#include <cstdint>
#include <optional>

/// Table `failed_sign_in`. It keeps no history.
namespace pcadmin::store {

/// So many failures in all lock an account until an administrator unlocks it.
inline constexpr std::int64_t kLockingFailures = 100;

struct FailedSignIns {
  std::int64_t recent = 0;  ///< since the last success
  std::int64_t total = 0;   ///< since somebody unlocked the account, or it got a new password
  Time retry_at{};          ///< no attempt counts, and none succeeds, before
  Time tried_at{};

  bool locked() const { return total >= kLockingFailures; }
};

/// User 0 stands for all addresses nobody has.
inline constexpr domain::UserId kNobodysAddress{0};

/// All zero for somebody who never failed.
FailedSignIns get_failed_sign_ins(const Database& db, domain::UserId user);
void put_failed_sign_ins(Database& db, domain::UserId user, const FailedSignIns& failed);
/// Whether there was anything to forget.
bool delete_failed_sign_ins(Database& db, domain::UserId user);

}  // namespace pcadmin::store
