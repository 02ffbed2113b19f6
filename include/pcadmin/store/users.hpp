#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/base/random.hpp"
#include "pcadmin/domain/bundle.hpp"
#include "pcadmin/domain/filter.hpp"
#include "pcadmin/domain/person_texts.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// Table `user`.
namespace pcadmin::store {

/// A person as kept, with when they were added and when the row was last written.
struct StoredUser {
  domain::UserId id;
  domain::UserRecord record;
  Time created_at;
  ChangeId since;
};

std::optional<StoredUser> find_user(const Database& db, domain::UserId id);
std::optional<StoredUser> find_user(const Database& db, const domain::Email& email);
std::optional<StoredUser> find_user(const Database& db, const domain::OsAccount& account);

/// The address must be free; see `find_user`.
domain::UserId insert_user(Database& db, const domain::UserRecord& record, Time created_at, ChangeId change,
                           Random& random);
void update_user(Database& db, domain::UserId id, const domain::UserRecord& record, ChangeId change);

enum class UserSort { email, name, id, created };

struct UserFilter {
  std::optional<domain::RoleId> role{};
  std::optional<domain::BundleName> bundle{};  ///< they hold a role that came by it
  std::optional<domain::UserState> state{};
  std::optional<domain::UserKind> kind{};
  bool without_role = false;
  std::optional<domain::Filter> where{};  ///< one for which `filters_users`
  UserSort sort = UserSort::email;
  bool descending = false;
};

/// A person in a list.
struct ListedUser {
  StoredUser user;
  std::vector<domain::RoleId> roles;  ///< held at that moment, in catalogue order
  std::optional<Time> last_sign_in;
};

/// Whether a filter can be the `where` of a list: not one that is very deep or long, or asks for what is not a column
/// of people; that must be judged row by row.
bool filters_users(const domain::Filter& filter);

/// Until `each` says false. By e-mail address and by id the first row comes at once, whatever the size of the store.
void list_users(const Database& db, const UserFilter& filter, Time now,
                const std::function<bool(const ListedUser&)>& each);

/// Of an export: a person, and how many of the roles they hold at that moment are not among their texts, because they
/// hold for one location only or have an end, which a file of people cannot say.
struct ExportedUser {
  domain::PersonTexts texts;  ///< good until the next one
  std::int64_t roles_left_out = 0;
};
/// The same people in the same order, as texts that are not read as what they mean; `roles` only where they are wanted.
/// Throws `store-damaged` for a text no pcadmin has written.
void export_users(const Database& db, const UserFilter& filter, bool with_roles, Time now,
                  const std::function<bool(const ExportedUser&)>& each);

/// E-mail addresses that begin with `prefix` in their key form, at most `limit`; for completion.
std::vector<std::string> list_emails_with_prefix(const Database& db, const std::string& prefix, std::int64_t limit);

}  // namespace pcadmin::store
