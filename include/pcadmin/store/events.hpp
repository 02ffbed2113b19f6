#pragma once

#include "pcadmin/domain/email.hpp"
#include "pcadmin/domain/role.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What happened to one person, or around one role, read from the rows the history keeps.
namespace pcadmin::store {

/// One thing a change-set did.
struct Event {
  enum class What {
    user_added,
    user_restored,
    user_changed,
    user_disabled,
    user_enabled,
    user_deleted,
    user_purged,
    role_given,
    role_restored,  ///< back with a person who was deleted
    role_changed,   ///< other terms
    role_taken,
    token_created,
    token_changed,
    token_ended,
    password_issued,  ///< a temporary one
    password_chosen,
  };
  ChangeId change;
  What what;
  domain::UserId user;
  std::optional<std::string> subject;     ///< id of the role, or name of the token
  std::optional<std::string> location{};  ///< Partner ID of the one a role is for, in the end
  std::vector<Effect::Field> fields;      ///< that differ; of locations the Partner ID
};
/// `role-given`.
std::string_view to_string(Event::What what);

/// What happened to somebody, also after they were deleted: newest first. Of passwords, as far as the history tells.
std::vector<Event> list_events(const Database& db, domain::UserId user);

/// Who got the role and who lost it, newest first, of one person or of all, until `each` says false. Memory does not
/// grow with the number of people.
void list_role_events(const Database& db, domain::RoleId role, std::optional<domain::UserId> user,
                      const std::function<bool(const Event&)>& each);

/// Whoever has the id, is there or was once; nullopt when nobody ever had it.
std::optional<domain::UserId> find_person_ever(const Database& db, domain::UserId id);
/// Whoever has the address, else who had it last.
std::optional<domain::UserId> find_person_ever(const Database& db, const domain::Email& email);
/// The address somebody has, or had last.
std::string last_email(const Database& db, domain::UserId user);

}  // namespace pcadmin::store
