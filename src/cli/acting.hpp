#pragma once

#include "args.hpp"

#include "pcadmin/base/secret.hpp"
#include "pcadmin/cli/world.hpp"
#include "pcadmin/ops/tokens.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/changes.hpp"
#include "pcadmin/store/database.hpp"

#include <optional>
#include <string>

namespace pcadmin::cli {

/// Who acts in one run, by whatever means: found anew for each unit of work, with the roles they have then.
class Acting {
 public:
  Acting(const Args& args, World& world) : args_(args), world_(world) {}

  /// From here on a token decides, good or not.
  void use(std::optional<Secret> token) { token_ = std::move(token); }
  /// Takes over the token of a run that this one is part of.
  void use_as(const Acting& other) { token_ = other.token_ ? std::optional(other.token_->copy()) : std::nullopt; }
  /// Whoever acted last in a run that was part of this one.
  void follow(const Acting& other) {
    if (other.who_) who_ = other.who_;
  }

  /// By the token; else a session that is not over, else the OS account; else nobody acts in the unit.
  void resume(ops::Unit& unit);

  /// What the history is told of a change-set of theirs.
  store::ChangeHeader header(Time now, const std::string& typed) const;

  /// Whether the session is to be kept alive.
  bool wants_touch(const store::Database& db, Time now) const;
  /// In the open transaction.
  void touch_within(store::Database& db, Time now) const;
  /// A session in use stays alive. It is written down after the answer, without waiting for anybody, and not at all
  /// where it cannot be.
  void touch(store::Database& db) const;

 private:
  std::optional<ops::Operator> find(const store::Database& db, Time now);

  const Args& args_;
  World& world_;
  std::optional<Secret> token_{};           ///< as it was given, good or not
  std::optional<ops::TokenTrace> trace_{};  ///< whose that is
  std::optional<ops::Operator> who_{};
};

}  // namespace pcadmin::cli
