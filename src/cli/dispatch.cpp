#include "dispatch.hpp"

#include "common_args.hpp"
#include "dialog.hpp"
#include "filter_rows.hpp"
#include "parser.hpp"
#include "render/render.hpp"
#include "session_file.hpp"
#include "token_input.hpp"

#include "pcadmin/base/secret.hpp"
#include "pcadmin/ops/identity.hpp"
#include "pcadmin/ops/tokens.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/as_of.hpp"
#include "pcadmin/store/database.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <exception>
#include <optional>
#include <utility>

namespace pcadmin::cli {

namespace {

/// One run of one command against the store.
class Run {
 public:
  Run(const Command& command, Args& args, const std::string& typed, const Output& output, World& world)
      : command_(command),
        args_(args),
        typed_(typed),
        output_(output),
        world_(world),
        context_{.args = args, .world = world, .dry_run = args.on(flags::kDryRun), .own_format = output.own} {}

  int tool() {
    const auto report = std::get<RunTool>(command_.run)(context_);
    return finish(report, std::nullopt);
  }

  int read() {
    token_ = read_token(args_, world_);
    if (command_.prepare != nullptr) command_.prepare(context_);
    auto db = open(store::Access::read);
    if (db.exposed())
      say("warning", fmt::format("others can read the store; chmod 600 \"{}\"", store_file(args_, world_).string()),
          output_, world_);
    int code = 0;
    bool touches = false;
    {
      store::Transaction transaction(db, store::Access::read);
      ops::Unit unit(db, world_.clock.now(), world_.random, world_.hash_cost);
      resume(unit);
      touches = who_ && ops::wants_touch(db, *who_, unit.now());
      if (const auto as_of = args_.find(flags::kAsOf)) unit = look_back(db, unit, *as_of);
      context_.filter = filter_of(command_, args_, unit.now());
      auto report = std::get<RunRead>(command_.run)(std::as_const(unit), context_);
      narrow(report, context_.filter);
      code = finish(report, std::nullopt);  // a list reads while it prints, so it prints inside
      if (world_.ends_with_run && !touches) transaction.leave_to_system();
    }
    if (touches) touch(db);
    return code;
  }

  int write() {
    Answers answers;
    const bool may_ask =
        world_.terminal.can_ask() && !args_.on(flags::kNoInput) && world_.env("PCADMIN_NO_INPUT").value_or("0") == "0";
    Dialog dialog{command_, context_, answers, may_ask};
    if (command_.resumes) token_ = read_token(args_, world_);  // before anybody is asked for anything
    const auto file = store_file(args_, world_);
    if (command_.opens == Opens::created && std::filesystem::exists(std::filesystem::symlink_status(file))) {
      static_cast<void>(store::Database::create(file, world_.random,
                                                options(store::Access::write)));  // says so, before anybody is asked
    }
    if (command_.ask != nullptr) command_.ask(dialog, nullptr);
    check_required(command_, args_);
    auto db = command_.opens == Opens::created
                  ? store::Database::create(store_file(args_, world_), world_.random, options(store::Access::write))
                  : open(store::Access::write);
    if (command_.before != nullptr) run_before(db, answers);
    try {
      for (;;) {
        if (const auto code = attempt(db, dialog)) {
          if (context_.dry_run) forgive_attempt(db);
          return *code;
        }
      }
    } catch (const Error&) {
      forgive_attempt(db);
      throw;
    }
  }

 private:
  store::OpenOptions options(store::Access access) const {
    return {.access = access, .busy_timeout = busy_timeout(world_)};
  }

  store::Database open(store::Access access) const {
    if (output_.verbose) say("store", store_file(args_, world_).string(), output_, world_);
    return store::Database::open(store_file(args_, world_), options(access));
  }

  void resume(ops::Unit& unit) {
    auto who = find_operator(unit.db(), unit.now());
    if (!who) return;
    who_ = *who;
    unit.act_as(std::move(*who));
  }

  /// The store as it was, seen by who is here now, with the rights they have now.
  ops::Unit look_back(store::Database& db, const ops::Unit& now, const domain::AsOf& as_of) {
    auto who = now.who();  // first: nobody else is told when anything happened
    const auto moment = store::get_moment(db, as_of, now.now());
    store::look_back(db, moment);
    ops::Unit then(db, moment.at, world_.random, world_.hash_cost);
    then.act_as(std::move(who));
    return then;
  }

  /// A token that is given decides, good or not; then a session that is not over, then the OS account.
  std::optional<ops::Operator> find_operator(const store::Database& db, Time now) {
    if (token_) {
      trace_ = ops::trace_token(db, *token_);
      return ops::resume_by_token(db, *token_, now);
    }
    const auto session = read_session(session_file(world_, db.uid()));
    auto who = session ? ops::resume(db, *session, now) : std::nullopt;
    return who ? who : ops::resume_by_os_account(db, world_.os_user(), now);
  }

  store::ChangeHeader header(Time now) const {
    const auto text = [&](const Arg<Words>& arg) {
      const auto words = args_.find(arg);
      return words && !words->text.empty() ? std::optional(words->text) : std::nullopt;
    };
    return {.at = now,
            .actor = who_     ? std::optional(who_->id)
                     : trace_ ? std::optional(trace_->owner)
                              : std::nullopt,
            .os_user = world_.os_user(),
            .command = typed_,
            .reason = text(flags::kReason),
            .ticket = text(flags::kTicket),
            .via = who_     ? who_->via
                   : trace_ ? std::optional(trace_->via)
                            : std::nullopt};
  }

  void run_before(store::Database& db, const Answers& answers) {
    store::Transaction transaction(db, store::Access::write);
    ops::Unit unit(db, world_.clock.now(), world_.random, world_.hash_cost);
    if (command_.resumes) resume(unit);
    command_.before(unit, context_, answers);
    transaction.commit();
  }

  /// The password was right, and only what came after it was refused or is rolled back.
  void forgive_attempt(store::Database& db) {
    if (!context_.attempt || !context_.attempt->proved()) return;
    try {
      store::Transaction transaction(db, store::Access::write);
      ops::Unit unit(db, world_.clock.now(), world_.random, world_.hash_cost);
      ops::forgive(unit, *context_.attempt);
      transaction.commit();
    } catch (const Error&) {  // it stays counted: the next success forgives the delay
    }
  }

  /// One try; nullopt when somebody was asked for more and it is worth another.
  std::optional<int> attempt(store::Database& db, Dialog& dialog) {
    const auto ask_again = [&](const Failure& failure) {
      return command_.ask != nullptr && dialog.may_ask && command_.ask(dialog, &failure);
    };
    try {
      store::Transaction transaction(db, store::Access::write);
      ops::Unit unit(db, world_.clock.now(), world_.random, world_.hash_cost);
      if (command_.resumes) resume(unit);
      unit.agree({.yes = args_.on(flags::kYes), .max_removals = args_.find(flags::kMaxRemovals)});
      unit.begin(header(unit.now()));
      auto report = std::get<RunWrite>(command_.run)(unit, context_, dialog.answers);
      if (!report.changed || context_.dry_run) return finish_without_change(unit, report);
      if (report.verdict && ask_again(*report.verdict)) return std::nullopt;
      finish_unit(unit, report);
      return commit(db, transaction, unit, report);
    } catch (const Error& error) {
      if (ask_again(error.failure())) return std::nullopt;
      record_refusal(db, error.failure());
      throw;
    }
  }

  static void finish_unit(ops::Unit& unit, Report& report) {
    try {
      unit.finish();
    } catch (const Error& error) {
      if (!report.tell_refusal) throw;
      throw Error(report.tell_refusal(unit, error.failure()));
    }
    report.warnings.insert(report.warnings.end(), unit.warnings().begin(), unit.warnings().end());
  }

  /// A dry run says what the rules for the whole store would have said; a preview first shows what they would refuse.
  void judge_dry_run(ops::Unit& unit, Report& report) const {
    try {
      finish_unit(unit, report);
    } catch (const Error& error) {
      if (!command_.previews || error.failure().kind != FailureKind::refused) throw;
      report.changed = false;
      report.said.clear();
      report.verdict = error.failure();
    }
  }

  int finish_without_change(ops::Unit& unit, Report& report) {
    if (report.changed) judge_dry_run(unit, report);
    if (context_.dry_run) hide_once(report);
    return finish(report, ChangeInfo{.changed = report.changed, .number = std::nullopt, .dry_run = context_.dry_run});
  }

  int commit(store::Database& db, store::Transaction& transaction, ops::Unit& unit, Report& report) {
    if (report.session) report.files.push_back(stage_session(session_file(world_, db.uid()), *report.session));
    if (who_ && ops::wants_touch(db, *who_, unit.now())) ops::touch(db, *who_, unit.now());
    world_.check_interrupted();
    transaction.commit();
    if (command_.opens == Opens::created) db.publish();
    if (report.ends_session) remove_session(session_file(world_, db.uid()));
    publish(report);
    return finish(report, ChangeInfo{.changed = true, .number = unit.change().number, .dry_run = false});
  }

  /// All of it, whatever becomes of one: what has no name yet would be gone, and the change is made.
  static void publish(Report& report) {
    std::exception_ptr first;
    const auto publish_each = [&](auto& staged) {
      for (auto& each : staged) {
        try {
          each.publish();
        } catch (const Error&) {
          if (!first) first = std::current_exception();
        }
      }
    };
    publish_each(report.files);
    publish_each(report.folders);
    if (first) std::rethrow_exception(first);
  }

  /// What a dry run made up is no secret of anybody: it is not shown as one.
  void hide_once(Report& report) const {
    auto* const record = std::get_if<RecordBody>(&report.body);
    if (record == nullptr || command_.once.empty()) return;
    for (std::size_t i = 0; i < record->columns.size(); ++i) {
      if (record->columns[i].key == command_.once) record->row[i] = Value();
    }
  }

  int finish(const Report& report, const std::optional<ChangeInfo>& change) {
    show(report, change);
    if (output_.verbose && change && change->number) {
      say("change-set", fmt::format("{}", *change->number), output_, world_);
    }
    if (!report.verdict) return 0;
    render_failure(*report.verdict, output_, world_);
    return exit_code(report.verdict->kind);
  }

  /// A reader that went away ends a run quietly, unless there was something nobody may miss: a verdict, or what is
  /// shown only once.
  void show(const Report& report, const std::optional<ChangeInfo>& change) {
    try {
      render(report, change, output_, world_);
    } catch (const Error& error) {
      const bool gone = error.failure().kind == FailureKind::closed_output;
      if (!gone && error.failure().code != "output-failed") throw;
      const bool was_secret = !command_.once.empty() && change && change->number && !goes_to_file(command_, args_);
      if (was_secret) {
        throw Error({.code = "output-failed",
                     .kind = FailureKind::store,
                     .message = fmt::format("the change is made, but nobody read the {}", command_.once),
                     .hint = std::string(command_.once_again)});
      }
      if (!gone || !report.verdict) throw;
    }
  }

  /// Attempts that rules or rights forbid are history too. If they cannot be written down, the refusal itself is what
  /// matters.
  void record_refusal(store::Database& db, const Failure& failure) {
    const bool forbidden = failure.kind == FailureKind::refused || failure.kind == FailureKind::denied;
    // Guessing a password is an attempt, with --dry-run too: it must not go without a trace.
    const bool guess = failure.code == "sign-in-failed" || failure.code == "wrong-password";
    if (!forbidden || (context_.dry_run && !guess) || command_.opens == Opens::created ||
        failure.code == "not-signed-in" || failure.code == "session-exposed")
      return;
    try {
      store::Transaction transaction(db, store::Access::write);
      store::record_refusal(db, header(world_.clock.now()), failure.code, world_.random);
      transaction.commit();
    } catch (const Error&) {
      say("warning", "the refused attempt could not be written to the history", output_, world_);
    }
  }

  /// A session in use stays alive. It is written down after the answer, without waiting for anybody, and not at all
  /// where it cannot be.
  void touch(store::Database& db) {
    const auto now = world_.clock.now();
    if (!who_ || db.read_only() || db.exposed()) return;
    try {
      db.wait_at_most(std::chrono::milliseconds{0});
      if (!ops::wants_touch(db, *who_, now)) return;
      store::Transaction transaction(db, store::Access::write);
      ops::touch(db, *who_, now);
      transaction.commit();
    } catch (const Error&) {  // the next command will do it
    }
  }

  const Command& command_;
  Args& args_;
  const std::string& typed_;
  const Output& output_;
  World& world_;
  Context context_;
  std::optional<Secret> token_;           ///< as it was given, good or not
  std::optional<ops::TokenTrace> trace_;  ///< whose that is
  std::optional<ops::Operator> who_;
};

}  // namespace

std::filesystem::path store_file(const Args& args, const World& world) {
  if (const auto file = args.find(flags::kStore)) return file->text;
  if (const auto file = world.env("PCADMIN_STORE"); file && !file->empty())
    return value_or_throw(FileName::parse(*file)).text;
  return xdg_folder(world, "XDG_DATA_HOME", ".local/share") / "store.db";
}

std::chrono::milliseconds busy_timeout(const World& world) {
  constexpr double kDefault = 10;
  constexpr double kMost = 3600;
  double seconds = kDefault;
  if (const auto text = world.env("PCADMIN_BUSY_TIMEOUT"); text && !text->empty()) {
    const auto [rest, error] = std::from_chars(text->data(), text->data() + text->size(), seconds);
    if (error != std::errc{} || rest != text->data() + text->size() || !(seconds >= 0) || seconds > kMost) {
      throw Error(
          {.code = "invalid-number",
           .kind = FailureKind::usage,
           .message = fmt::format("PCADMIN_BUSY_TIMEOUT: \"{}\" is not a number of seconds from 0 to 3600", *text),
           .hint = "for example PCADMIN_BUSY_TIMEOUT=30"});
    }
  }
  return std::chrono::milliseconds(std::llround(seconds * 1000));
}

int dispatch(const Command& command, Args& args, const std::string& typed, const Output& output, World& world) {
  check_output(output, command, args, args.on(flags::kDryRun));
  static_cast<void>(filter_of(command, args, world.clock.now()));  // what is wrong with it is said before all else
  start_cryptography();
  Run run(command, args, typed, output, world);
  if (command.writes()) return run.write();
  check_required(command, args);
  return command.is_tool() ? run.tool() : run.read();
}

}  // namespace pcadmin::cli
