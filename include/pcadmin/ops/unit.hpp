#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/base/random.hpp"
#include "pcadmin/domain/password_hash.hpp"
#include "pcadmin/domain/role.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/credentials.hpp"
#include "pcadmin/store/database.hpp"

#include <optional>
#include <string>

/// What an administrator can do: one function an act. Each checks the operator's rights and the rules inside the
/// transaction it is called in, and throws `Error` where they forbid it.
namespace pcadmin::ops {

/// Who is acting: the person a session belongs to, with the roles they hold at this moment.
struct Operator {
  domain::UserId id;
  domain::PersonName name;
  domain::Email email;
  domain::RoleSet roles;
  store::TokenHash session;
  bool must_change_password = false;  ///< signed in with a temporary password: may do nothing but set a new one
};

/// One unit of work: one transaction, one `now`, one operator, one change-set. Acts that read take it const; acts that
/// write do not.
class Unit {
 public:
  Unit(store::Database& db, Time now, Random& random, domain::HashCost cost)
      : db_(&db), now_(now), random_(&random), cost_(cost) {}

  const store::Database& db() const { return *db_; }
  store::Database& db() { return *db_; }
  Time now() const { return now_; }
  Random& random() { return *random_; }
  domain::HashCost hash_cost() const { return cost_; }

  /// Who is acting. Throws `Error`, kind denied: `not-signed-in`, or `password-change-required`.
  const Operator& who() const;
  /// The same without the questions; nullptr when nobody is.
  const Operator* find_who() const { return who_ ? &*who_ : nullptr; }
  void act_as(Operator who) { who_ = std::move(who); }

  /// Begins the change-set that everything written belongs to.
  void begin(store::ChangeHeader header);
  /// Its number. Only between `begin` and `finish`.
  store::ChangeId change() const { return change_; }
  /// The last check of the rules that hold for the store as a whole (there is a global admin who can sign in), then the
  /// change-set's digest. Throws `Error` `last-global-admin`, kind refused. The caller commits.
  void finish();

 private:
  store::Database* db_;
  Time now_;
  Random* random_;
  domain::HashCost cost_;
  std::optional<Operator> who_;
  store::ChangeId change_;
};

}  // namespace pcadmin::ops
