#pragma once

#include "pcadmin/domain/user_ref.hpp"
#include "pcadmin/ops/identity.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/issued_passwords.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

/// What became of temporary passwords, and new ones for those who never used theirs.
namespace pcadmin::ops {

enum class CredentialState {
  unclaimed,  ///< still good
  claimed,    ///< they chose a password of their own with it
  expired,    ///< nobody used it in time
};

struct ListedCredential {
  store::IssuedPassword issued;
  CredentialState state;
};

struct CredentialQuery {
  std::optional<CredentialState> state{};
  std::optional<store::ChangeId> change{};  ///< only people whom it gave one, be it their last or an earlier one
};
/// The last temporary password of everybody, in the order of the people's ids, until `each` says false. Throws
/// `not-allowed`; `unknown-change`, kind not_found.
void list_credentials(const Unit& unit, const CredentialQuery& query,
                      const std::function<bool(const ListedCredential&)>& each);

/// For each of these people a new temporary password; the one they have is worth nothing any more. Throws as
/// `reset_password`; `already-claimed`, kind conflict, for somebody who chose a password of their own. How many.
std::uint64_t reissue_credentials(Unit& unit, const std::vector<domain::UserRef>& users,
                                  const std::function<void(const Temporary&)>& credential);

struct Reissued {
  std::uint64_t reissued = 0;
  std::uint64_t claimed = 0;   ///< left out; counted for a change-set only, where it is who has come
  std::uint64_t disabled = 0;  ///< left out: nobody can sign in to these accounts
};
/// The same for all whose temporary password is unclaimed or expired, or only what `query.state` says of the two. All
/// or nobody: throws `not-allowed` where the operator may not act on one of them; `unknown-change`.
Reissued reissue_credentials(Unit& unit, const CredentialQuery& query,
                             const std::function<void(const Temporary&)>& credential);

}  // namespace pcadmin::ops
