#pragma once

#include "pcadmin/base/clock.hpp"
#include "pcadmin/base/random.hpp"
#include "pcadmin/domain/guards.hpp"
#include "pcadmin/domain/password_hash.hpp"
#include "pcadmin/domain/role.hpp"
#include "pcadmin/domain/user.hpp"
#include "pcadmin/store/assignments.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/credentials.hpp"
#include "pcadmin/store/database.hpp"
#include "pcadmin/store/tokens.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What an administrator can do: one function an act. Each checks the operator's rights and the rules inside the
/// transaction it is called in, and throws `Error` where they forbid it.
namespace pcadmin::ops {

/// Who is acting: a person, by their session, by a token of theirs, or by the OS account attached to them; with the
/// roles they may use at this moment.
struct Operator {
  domain::UserId id;
  domain::PersonName name;
  domain::Email email;
  domain::RoleSet roles;                      ///< those they hold; with a token, at most those it is for
  std::optional<store::TokenHash> session{};  ///< nullopt: not by a session
  std::optional<std::string> via{};           ///< how else: `token NAME`, `os-account NAME`
  std::optional<store::TokenId> token{};      ///< that token
  domain::RoleSet roles_at_locations{};       ///< of `roles`, those they hold for single locations only
  bool must_change_password = false;          ///< signed in with a temporary password: may do nothing but set a new one
};

/// What whoever runs a command has agreed to beforehand.
struct Consent {
  bool yes = false;                             ///< --yes
  std::optional<domain::Limit> max_removals{};  ///< --max-removals
};

/// Who administers the organisation at one moment, as far as the guards look.
struct AdminState {
  /// Global admins who can sign in, as many as any rule counts, those whose role never ends first.
  std::vector<store::AbleMember> global_admins{};
  std::int64_t minimum = 1;                        ///< that the organisation demands
  std::vector<domain::UserId> required_missing{};  ///< of the required admins, those who are no able global admins
  bool operator_administers = false;               ///< whoever acts holds an administrative role, by whatever means
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
  /// From here on nobody is.
  void act_as_nobody() { who_.reset(); }

  /// Begins the change-set that everything written belongs to.
  void begin(store::ChangeHeader header);
  /// Its number. Only between `begin` and `finish`.
  store::ChangeId change() const { return change_; }
  /// Several acts of a batch share the change-set that has begun: what is said of it, is said of every one of them. So
  /// none of them may give it a reason of its own, and what the history can keep of a change-set only once is refused.
  void share() { shared_ = true; }
  bool is_shared() const { return shared_; }
  /// Nothing of it will stay, and nothing comes after it: what only the time to come needs, passwords and digests, is
  /// left out.
  void rehearse() { rehearses_ = true; }
  bool rehearses() const { return rehearses_; }
  /// The guards (see guards.hpp), judged by what the change-set has done, whatever command it was; then its digest.
  /// Throws what they throw. The caller commits.
  void finish();
  /// What to tell about the organisation's admins after `finish`: too few, too many, or too few one day.
  const std::vector<std::string>& warnings() const { return warnings_; }

  void agree(Consent consent) { consent_ = consent; }
  const Consent& consent() const { return consent_; }

 private:
  store::Database* db_;
  Time now_;
  Random* random_;
  domain::HashCost cost_;
  std::optional<Operator> who_;
  Consent consent_{};
  store::ChangeId change_;
  bool shared_ = false;
  bool rehearses_ = false;
  AdminState before_{};
  std::vector<std::string> warnings_{};
};

}  // namespace pcadmin::ops
