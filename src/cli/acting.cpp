#include "acting.hpp"

#include "common_args.hpp"
#include "session_file.hpp"

#include "pcadmin/ops/identity.hpp"

#include <utility>

namespace pcadmin::cli {

void Acting::resume(ops::Unit& unit) {
  auto who = find(unit.db(), unit.now());
  if (!who) return unit.act_as_nobody();
  who_ = *who;
  unit.act_as(std::move(*who));
}

std::optional<ops::Operator> Acting::find(const store::Database& db, Time now) {
  if (token_) {
    trace_ = ops::trace_token(db, *token_);
    return ops::resume_by_token(db, *token_, now);
  }
  const auto session = read_session(session_file(world_, db.uid()));
  auto who = session ? ops::resume(db, *session, now) : std::nullopt;
  return who ? who : ops::resume_by_os_account(db, world_.os_user(), now);
}

store::ChangeHeader Acting::header(Time now, const std::string& typed) const {
  const auto text = [&](const Arg<Words>& arg) {
    const auto words = args_.find(arg);
    return words && !words->text.empty() ? std::optional(words->text) : std::nullopt;
  };
  return {.at = now,
          .actor = who_     ? std::optional(who_->id)
                   : trace_ ? std::optional(trace_->owner)
                            : std::nullopt,
          .os_user = world_.os_user(),
          .command = typed,
          .reason = text(flags::kReason),
          .ticket = text(flags::kTicket),
          .via = who_     ? who_->via
                 : trace_ ? std::optional(trace_->via)
                          : std::nullopt};
}

bool Acting::wants_touch(const store::Database& db, Time now) const { return who_ && ops::wants_touch(db, *who_, now); }

void Acting::touch_within(store::Database& db, Time now) const {
  if (wants_touch(db, now)) ops::touch(db, *who_, now);
}

void Acting::touch(store::Database& db) const {
  const auto now = world_.clock.now();
  if (!who_ || db.read_only() || db.exposed()) return;
  try {
    db.wait_at_most(std::chrono::milliseconds{0});
    if (!wants_touch(db, now)) return;
    store::Transaction transaction(db, store::Access::write);
    ops::touch(db, *who_, now);
    transaction.commit();
  } catch (const Error&) {  // the next command will do it
  }
}

}  // namespace pcadmin::cli
