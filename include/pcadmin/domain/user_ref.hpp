#pragma once

#include "pcadmin/base/result.hpp"
#include "pcadmin/domain/user.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace pcadmin::domain {

/// How a command names a person: by e-mail address or by id (`usr_17`), never by an abbreviation.
class UserRef {
 public:
  /// Fails as `Email::parse` does, or as `UserId::parse` for what begins with `usr_` and has no `@`.
  static Result<UserRef> parse(std::string_view text);
  const std::variant<UserId, Email>& value() const { return value_; }
  std::string text() const;

 private:
  explicit UserRef(std::variant<UserId, Email> value) : value_(std::move(value)) {}
  std::variant<UserId, Email> value_;
};

}  // namespace pcadmin::domain
