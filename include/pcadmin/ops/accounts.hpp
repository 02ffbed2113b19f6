#pragma once

#include "pcadmin/domain/user.hpp"
#include "pcadmin/domain/user_ref.hpp"
#include "pcadmin/ops/people.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/users.hpp"

#include <cstdint>
#include <optional>
#include <vector>

/// Accounts of people who are there: their records, and whether they may be used.
///
/// Whoever changes or disables an account needs the right to administer users and the right to grant every role the
/// person holds; on their own account the first is enough. Throws `not-allowed`, and `unknown-user` where it says so.
namespace pcadmin::ops {

/// What to do about a person who is not there.
enum class IfMissing { refuse, pass };

/// New values for a record. A field that is absent stays; of those that may be empty, the inner nullopt clears.
struct RecordEdit {
  std::optional<domain::PersonName> name{};
  std::optional<domain::Email> email{};
  std::optional<domain::UserKind> kind{};
  std::optional<std::optional<domain::GivenName>> given_name{};
  std::optional<std::optional<domain::FamilyName>> family_name{};
  std::optional<std::optional<domain::JobTitle>> job_title{};
  std::optional<std::optional<domain::Department>> department{};
  std::optional<std::optional<domain::Phone>> phone{};
  std::optional<std::optional<domain::UsageLocation>> usage_location{};
  std::optional<std::optional<domain::OsAccount>> os_account{};
};

struct EditedUser {
  store::StoredUser user;
  domain::UserRecord before;
  std::vector<domain::RoleId> roles;

  bool changed() const;
};
/// That the operator may attach an OS account to `user`: in person, and to others than themselves with a right of its
/// own. Throws `token-not-enough` and `not-allowed` (kind denied).
void require_attach(const Unit& unit, domain::UserId user);

/// nullopt: there is no such person, and `missing` says that this is no failure. Throws also `email-taken` and
/// `os-account-taken` (kind conflict), and `guest-role` (kind refused) for a guest who would hold what guests may not;
/// `synced-field` (kind refused) for what comes from the directory.
std::optional<EditedUser> edit_user(Unit& unit, const domain::UserRef& ref, const RecordEdit& edit,
                                    IfMissing missing = IfMissing::refuse);

struct AccountChange {
  store::StoredUser user;
  std::vector<domain::RoleId> roles;
  bool changed;                   ///< false: it was so already
  std::int64_t tokens_ended = 0;  ///< expired ones not counted
};
/// People in the order in which they were named, each once.
struct AccountChanges {
  std::vector<AccountChange> people{};
  std::vector<domain::UserRef> missing{};  ///< only with `IfMissing::pass`

  bool changed() const;
};
/// From that moment on the person cannot sign in, their sessions and tokens are gone, and nobody acts as them. They
/// keep record, roles and password. All or none.
AccountChanges disable_users(Unit& unit, const std::vector<domain::UserRef>& refs,
                             IfMissing missing = IfMissing::refuse);
/// They sign in with the password they had; sessions and tokens do not come back. All or none. Throws
/// `synced-field` for somebody who is disabled in the directory.
AccountChanges enable_users(Unit& unit, const std::vector<domain::UserRef>& refs,
                            IfMissing missing = IfMissing::refuse);

/// What else ends when an account is disabled, by whatever act: sessions and tokens. How many tokens it were, expired
/// ones not counted. No rights are asked for.
std::int64_t end_access(Unit& unit, domain::UserId user);

/// Whoever `ref` names, in whatever state, or nullopt. One's own, or with the right to see people.
std::optional<store::StoredUser> user_exists(const Unit& unit, const domain::UserRef& ref);

/// Whoever has the address already, for somebody who is about to add a person with it. Takes the right to.
std::optional<UserDetails> find_namesake(const Unit& unit, const domain::Email& email);

}  // namespace pcadmin::ops
