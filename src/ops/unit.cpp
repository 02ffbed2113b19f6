#include "pcadmin/ops/unit.hpp"

#include "pcadmin/ops/guards.hpp"

#include <fmt/format.h>

namespace pcadmin::ops {

const Operator& Unit::who() const {
  if (!who_) {
    throw Error({.code = "not-signed-in",
                 .kind = FailureKind::denied,
                 .message = "nobody is signed in, or the session is over",
                 .hint = "pcadmin sign-in EMAIL"});
  }
  if (who_->must_change_password) {
    throw Error(
        {.code = "password-change-required",
         .kind = FailureKind::denied,
         .message = fmt::format("the password of {} is temporary and has to be changed first", who_->email.text()),
         .hint = "pcadmin password change"});
  }
  return *who_;
}

void Unit::begin(store::ChangeHeader header) {
  if (who_) {
    header.actor = who_->id;
    header.via = who_->via;
  }
  change_ = store::begin_change(*db_, header, *random_);
  shared_ = false;
  before_ = look_at_admins(*this);
}

void Unit::finish() {
  const auto after = look_at_admins(*this);
  check_guards(*this, before_, after);
  if (after.global_admins != before_.global_admins) warnings_ = admin_warnings(*this, after);
  if (!rehearses_) store::close_change(*db_, change_);
}

}  // namespace pcadmin::ops
