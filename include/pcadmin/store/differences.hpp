#pragma once

#include "pcadmin/domain/user.hpp"
#include "pcadmin/store/as_of.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

/// Two states of the store, compared: what is different in the end, not what happened in between.
namespace pcadmin::store {

enum class Compared {
  users,        ///< people's records
  roles,        ///< who holds which role at that moment, wherever
  assignments,  ///< each assignment with its terms, and whether it is in force at that moment
};
/// `user`, `role`, `assignment`.
std::string_view to_string(Compared compared);

/// One field that is different.
struct Difference {
  Compared of;
  Effect::What what;  ///< whether the record, holding or assignment was added, changed or removed
  domain::UserId user;
  std::string email;  ///< at the later moment, else at the earlier
  std::optional<std::string> role{};
  std::optional<std::string> location{};  ///< Partner ID, of an assignment for one
  Effect::Field field;
};

/// In the order in which the history went from one moment to the other, until `each` says false. Takes the time of what
/// changed in between, not of what there is, and constant memory. Where `to` is before `from`, everything is told as if
/// the way back was gone.
void list_differences(const Database& db, const Moment& from, const Moment& to, Compared compared,
                      const std::function<bool(const Difference&)>& each);

}  // namespace pcadmin::store
