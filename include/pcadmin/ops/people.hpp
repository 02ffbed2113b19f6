#pragma once

#include "pcadmin/domain/bundle.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/domain/user_ref.hpp"
#include "pcadmin/ops/identity.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/failed_sign_ins.hpp"
#include "pcadmin/store/users.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

/// Adding people, and finding them again.
namespace pcadmin::ops {

struct AddedUser {
  store::StoredUser user;
  std::vector<domain::RoleId> roles;
  Secret temporary_password;
  Time expires_at;
};
/// With these roles, and those of a bundle. Throws `Error`: `not-allowed`, `guest-role`, each naming every role that
/// stands in the way; `email-taken` (kind conflict); `unknown-bundle`.
AddedUser add_user(Unit& unit, const domain::UserRecord& record, const std::vector<domain::RoleId>& roles,
                   const std::optional<domain::BundleName>& bundle = {});

/// Whoever `ref` names, as `get_user`.
std::optional<store::StoredUser> find_user(const Unit& unit, const domain::UserRef& ref);

/// Whoever `ref` names. Throws `Error` `unknown-user`, kind not_found. No rights are asked for: for acts that ask for
/// their own.
store::StoredUser get_user(const Unit& unit, const domain::UserRef& ref);

/// The address of somebody, deleted or not; their id, where nothing else is left of them.
std::string email_of(const Unit& unit, domain::UserId id);

struct UserDetails {
  store::StoredUser user;
  std::vector<store::Assignment> assignments;
  std::optional<Time> last_sign_in;
  bool password_pending;  ///< has a temporary password they have not changed yet
  store::FailedSignIns failed;
};
/// One's own, or with the right to see people. Throws `not-allowed`, `unknown-user`.
UserDetails show_user(const Unit& unit, const domain::UserRef& ref);

struct PeopleQuery {
  store::UserFilter filter{};
  std::optional<std::string> match{};  ///< glob over name and e-mail address
  std::optional<std::int64_t> limit{};
};
/// Whether name or address match what the query looks for.
bool matches_name(const PeopleQuery& query, std::string_view name, std::string_view email);
bool matches_name(const PeopleQuery& query, const domain::UserRecord& record);
/// Throws `not-allowed`, and `unknown-bundle` where neither is one called so nor anybody holds a role by it.
void list_people(const Unit& unit, const PeopleQuery& query, const std::function<bool(const store::ListedUser&)>& each);
/// The same people, as texts; see `store::export_users`. Throws as `list_people`.
void export_people(const Unit& unit, const PeopleQuery& query, bool with_roles,
                   const std::function<bool(const store::ExportedUser&)>& each);

}  // namespace pcadmin::ops
