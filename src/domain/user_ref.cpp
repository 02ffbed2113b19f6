#include "pcadmin/domain/user_ref.hpp"

namespace pcadmin::domain {

Result<UserRef> UserRef::parse(std::string_view text) {
  if (text.starts_with("usr_") && text.find('@') == std::string_view::npos) {
    return UserId::parse(text).map([](UserId id) { return UserRef(id); });
  }
  return Email::parse(text).map([](Email email) { return UserRef(std::move(email)); });
}

std::string UserRef::text() const {
  if (const auto* const id = std::get_if<UserId>(&value_)) return id->text();
  return std::get<Email>(value_).text();
}

}  // namespace pcadmin::domain
