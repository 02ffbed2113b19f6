#pragma once

#include "pcadmin/domain/user.hpp"
#include "pcadmin/domain/user_ref.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/failed_sign_ins.hpp"
#include "pcadmin/store/users.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

/// What slows down whoever guesses passwords. After `kFreeFailures` failures in a row an account waits, twice as long
/// each time; after `store::kLockingFailures` in all it is locked until an administrator unlocks it, or gives a new
/// password. The last global admin for good who can sign in is never locked, only made to wait: otherwise anybody could
/// lock out the whole organisation.
namespace pcadmin::ops {

inline constexpr std::int64_t kFreeFailures = 4;  ///< that cost no time
inline constexpr std::chrono::seconds kFirstDelay{30};
inline constexpr std::chrono::seconds kLongestDelay{15 * 60};

/// How long an account waits after so many failures in a row: 0, and from the fifth on 30 s, 60 s, ... 900 s.
std::chrono::seconds delay_after(std::int64_t failures);

/// When the account may be tried again; nullopt when it may be now, or only once it is unlocked.
std::optional<Time> retry_at(const store::FailedSignIns& failed, Time now);

/// A guess at somebody's password, counted as a failure before it is judged. What judges a password takes one, so none
/// can forget to count.
class Attempt {
 public:
  /// Whether the right password of `user` may be recognised. Not when the attempt was made at another account, during a
  /// delay or under a lock.
  bool may_succeed(domain::UserId user) const { return allowed_ && user == user_; }
  /// The password was right, whatever becomes of what it was given for: then the attempt was no failure, and is to be
  /// forgiven even where everything else is rolled back.
  void prove() const { proved_ = true; }
  bool proved() const { return proved_; }

 private:
  friend Attempt count_attempt(Unit& unit, const domain::Email& email);
  friend Attempt count_own_attempt(Unit& unit);
  friend void forgive(Unit& unit, const Attempt& attempt);
  Attempt(domain::UserId user, bool allowed, std::int64_t added) : user_(user), allowed_(allowed), added_(added) {}
  static Attempt count(Unit& unit, domain::UserId user);

  domain::UserId user_;
  bool allowed_;
  std::int64_t added_;  ///< to the failures in all
  mutable bool proved_ = false;
};

/// Counts an attempt at the account with this address; or, so that the same is written, at nobody's. To be committed
/// before the password is looked at: then ending the program in between gains nothing. An attempt during a delay or
/// under a lock is noted and not counted. Belongs to no change-set.
Attempt count_attempt(Unit& unit, const domain::Email& email);
/// The same for the password of whoever is signed in. Counts nothing when nobody is.
Attempt count_own_attempt(Unit& unit);

/// The attempt was a success: the next failure is the first in a row, and this one none at all.
void forgive(Unit& unit, const Attempt& attempt);

struct Unlocked {
  store::StoredUser user;
  store::FailedSignIns before;
  bool changed;  ///< false: there was nothing to forget
};
/// Forgets somebody's failed sign-ins, one's own too. Throws `not-allowed`, `unknown-user`.
Unlocked unlock_user(Unit& unit, const domain::UserRef& user);

}  // namespace pcadmin::ops
