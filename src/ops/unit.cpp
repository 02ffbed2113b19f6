#include "pcadmin/ops/unit.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/store/assignments.hpp"

#include <fmt/format.h>

namespace pcadmin::ops {

namespace {

/// What would make it possible: that somebody who holds the role can sign in, or that somebody else gets it.
std::string hint_for_last_admin(const store::Database& db) {
  std::string hint = "assign another first: pcadmin role assign USER global-admin";
  store::list_members(db, domain::global_admin(), [&](const store::Member& member) {
    const auto& email = member.user.record.email.text();
    if (member.user.record.state != domain::UserState::active) return true;
    hint = fmt::format("{0} holds the role but has no password of their own yet; first: pcadmin sign-in {0}", email);
    return false;
  });
  return hint;
}

}  // namespace

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
  if (who_) header.actor = who_->id;
  change_ = store::begin_change(*db_, header, *random_);
}

void Unit::finish() {
  if (!store::has_able_member(*db_, domain::global_admin())) {
    const auto losers = store::list_losers(*db_, domain::global_admin(), change_);
    throw Error({.code = "last-global-admin",
                 .kind = FailureKind::refused,
                 .message = fmt::format("refusing to remove global-admin from {}: no active global admin would be left",
                                        losers.empty() ? std::string("the last who can sign in") : join_words(losers)),
                 .hint = hint_for_last_admin(*db_),
                 .details = {{"users", losers}}});
  }
  store::close_change(*db_, change_);
}

}  // namespace pcadmin::ops
