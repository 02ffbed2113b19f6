#pragma once

#include "pcadmin/base/secret.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/domain/user_ref.hpp"
#include "pcadmin/ops/lockout.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/assignments.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Proving who somebody is: sessions and passwords.
namespace pcadmin::ops {

inline constexpr std::chrono::minutes kSessionIdle{30};
inline constexpr std::chrono::hours kSessionLife{8};
/// How exactly "last used" is kept: a session in use is written down at most this often.
inline constexpr std::chrono::minutes kSessionGrain{1};

/// The operator behind a session's token, or nullopt when the session is over, unknown, or its person's account is not
/// active.
std::optional<Operator> resume(const store::Database& db, const Secret& token, Time now);

/// Whether the session was last written down long enough ago to write it down again.
bool wants_touch(const store::Database& db, const Operator& who, Time now);
void touch(store::Database& db, const Operator& who, Time now);

struct SignedIn {
  Secret token;  ///< for the operator's session file
  domain::UserId id;
  domain::Email email;
  bool must_change_password;  ///< a session that is good for nothing but setting a new one
  bool has_role;              ///< without one, somebody can do nothing but ask for one
};

/// Proves who somebody is, and starts a session. With a temporary password, `new_password` becomes theirs; without it
/// the session is limited to setting one.
///
/// Throws `Error`, kind denied: `sign-in-failed` for an unknown address, a wrong password and an attempt that may not
/// succeed (see lockout.hpp) alike, in the same words and time; and to those who proved themselves `account-disabled`,
/// `temporary-password-expired`. Kind conflict: `password-not-temporary`, for a new password where none is due. Kind
/// invalid: as `check_new_password`; `password-reused`.
SignedIn sign_in(Unit& unit, const domain::Email& email, const Secret& password, const Secret* new_password,
                 const Attempt& attempt);

/// Ends the operator's session; false when there was none.
bool sign_out(Unit& unit);

struct Myself {
  Operator who;
  std::vector<store::Assignment> assignments;
  std::string organization;
  std::string partner_id;
  std::optional<Time> session_began;  ///< nullopt: by a token, or by the OS account
  std::optional<Time> session_ends;   ///< at the latest; sooner when idle
  std::optional<Time> token_ends;     ///< by a token
  std::vector<std::string> warnings;  ///< what an administrator should know; see guards.hpp
  std::int64_t waiting_requests = 0;  ///< of others, for roles they may grant
};
/// Throws `not-signed-in`, or `password-change-required`.
Myself who_am_i(const Unit& unit);

/// The domains of the organisation's addresses, in their lower-case ASCII form.
std::vector<std::string> organization_domains(const Unit& unit);

/// Somebody as they were.
struct PastSelf {
  store::StoredUser user;
  std::vector<store::Assignment> assignments;
  std::string organization;
  std::string partner_id;
  std::vector<std::string> warnings;  ///< as of then, to who was an administrator and still is
};
/// The operator, asked of a unit that looks back: nothing of how they are here now. Throws as `who_am_i`; and
/// `unknown-user`, kind not_found, where they had no account then.
PastSelf who_was_i(const Unit& unit);

/// Throws `Error`, kind denied, `wrong-password`, also for an attempt that may not succeed, and `token-not-enough` to
/// who acts by a token; and as `check_new_password`; `password-reused`. The operator's other sessions end.
void change_password(Unit& unit, const Secret& current, const Secret& fresh, const Attempt& attempt);

/// A temporary password on its way to whom it is for.
struct Temporary {
  domain::UserId id;
  std::string name;   ///< as `PersonName::text`
  std::string email;  ///< as `Email::text`
  Secret password;
  Time expires_at;
};
/// Gives somebody a new temporary password, and makes their sessions worthless. Throws `not-allowed`; `own-password`
/// (kind refused) for oneself.
Temporary reset_password(Unit& unit, const domain::UserRef& user);

/// When a temporary password issued now expires, by the organisation's policy.
Time temporary_end(const Unit& unit);
/// A new temporary password for `user`, put in the store. For whoever adds people.
Secret issue_temporary_password(Unit& unit, domain::UserId user, Time expires_at);

}  // namespace pcadmin::ops
