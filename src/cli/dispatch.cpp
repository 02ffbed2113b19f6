#include "dispatch.hpp"

#include "acting.hpp"
#include "batch.hpp"
#include "common_args.hpp"
#include "dialog.hpp"
#include "filter_rows.hpp"
#include "parser.hpp"
#include "perform.hpp"
#include "render/render.hpp"
#include "session_file.hpp"
#include "token_input.hpp"
#include "turn.hpp"
#include "waiting.hpp"

#include "pcadmin/base/secret.hpp"
#include "pcadmin/ops/identity.hpp"
#include "pcadmin/ops/tokens.hpp"
#include "pcadmin/ops/unit.hpp"
#include "pcadmin/store/as_of.hpp"
#include "pcadmin/store/database.hpp"
#include "pcadmin/store/rehearsal.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace pcadmin::cli {

namespace {

/// Where the answer of a command goes that is one of many: not to the terminal.
using Take = std::function<void(Report&, const std::optional<ChangeInfo>&)>;

/// One run of one command against the store.
class Run {
 public:
  Run(const Command& command, Args& args, const std::string& typed, const Output& output, World& world)
      : command_(command),
        args_(args),
        typed_(typed),
        output_(output),
        world_(world),
        context_{.args = args,
                 .world = world,
                 .dry_run = args.on(flags::kDryRun),
                 .own_format = output.own,
                 .progress = {output, world}},
        acting_(args, world),
        waiting_(command, context_.progress, output, world) {
    context_.resume = [this](ops::Unit& unit) { acting_.resume(unit); };
  }

  int tool() {
    auto report = std::get<RunTool>(command_.run)(context_);
    return finish(report, std::nullopt);
  }

  int read() {
    acting_.use(read_token(args_, world_));
    if (command_.prepare != nullptr) command_.prepare(context_);
    auto db = open(store::Access::read);
    if (db.exposed())
      say("warning", fmt::format("others can read the store; chmod 600 \"{}\"", store_file(args_, world_).string()),
          output_, world_);
    bool touches = false;
    const int code = look(db, touches);
    if (touches) acting_.touch(db);
    return code;
  }

  int write() {
    Answers answers;
    const bool may_ask =
        world_.terminal.can_ask() && !args_.on(flags::kNoInput) && world_.env("PCADMIN_NO_INPUT").value_or("0") == "0";
    Dialog dialog{command_, context_, answers, may_ask};
    if (command_.resumes) acting_.use(read_token(args_, world_));  // before anybody is asked for anything
    const auto file = store_file(args_, world_);
    if (command_.opens == Opens::created && std::filesystem::exists(status_of(file))) {
      static_cast<void>(
          store::Database::create(file, world_.random,
                                  waiting_.options(store::Access::write)));  // says so, before anybody is asked
    }
    if (command_.ask != nullptr) command_.ask(dialog, nullptr);
    check_required(command_, args_);
    auto db = command_.opens == Opens::created ? store::Database::create(store_file(args_, world_), world_.random,
                                                                         waiting_.options(store::Access::write))
                                               : open(store::Access::write);
    if (context_.batch && context_.batch->each) return each(db);
    if (command_.before != nullptr) run_before(db, answers);
    return write_in(db, dialog);
  }

 private:
  int write_in(store::Database& db, Dialog& dialog) {
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

  /// A reading command. `touches`: the session is to be kept alive.
  int look(store::Database& db, bool& touches) {
    Turn turn(db, store::Access::read, within_);
    ops::Unit unit(db, world_.clock.now(), world_.random, world_.hash_cost);
    acting_.resume(unit);  // reads: from here on it is our turn
    waiting_.over();
    touches = acting_.wants_touch(db, unit.now());
    if (const auto as_of = args_.find(flags::kAsOf)) unit = look_back(db, unit, *as_of);
    auto report = perform(command_, unit, context_);
    const int code = finish(report, std::nullopt);  // a list reads while it prints, so it prints inside
    if (world_.ends_with_run && !touches && !take_) turn.leave_to_system();
    return code;
  }

  /// The commands of a batch, each in a unit of work of its own; what a dry run does goes when all have been tried.
  int each(store::Database& db) {
    world_.watch_interrupts();
    std::optional<store::Transaction> rehearsal;
    if (context_.dry_run) rehearsal.emplace(db, store::Access::write);
    Progress progress;
    const Report report{
        .body = results_of_each(*context_.batch, world_, progress, [&](BatchLine& line) { return step(db, line); })};
    try {
      show(report, std::nullopt);
    } catch (const Error& error) {
      throw Error(what_ended(error.failure(), progress, context_.batch->lines.size()));
    }
    if (!context_.dry_run) acting_.touch(db);
    if (!output_.json()) say(context_.dry_run ? "dry run" : "", told(progress), output_, world_);
    const auto verdict = verdict_of(progress);
    if (!verdict) return 0;
    render_failure(*verdict, output_, world_);
    return exit_code(verdict->kind);
  }

  /// One of them. What is wrong with the store, and not with the command, ends the batch.
  LineResult step(store::Database& db, BatchLine& line) {
    world_.check_interrupted();
    Run one(*line.command, line.args, line.typed, output_, world_);
    LineResult result;
    one.take_ = [&](Report& report, const std::optional<ChangeInfo>& change) {
      result = to_result(line, report, change, world_);
    };
    if (context_.dry_run) one.within_ = Within::transaction;
    one.context_.input = std::move(line.input);
    one.acting_.use_as(acting_);
    try {
      one.run_in(db);
    } catch (const Error& error) {
      if (ends_batch(error.failure().kind)) throw;
      result = to_result(line, error.failure());
    }
    acting_.follow(one.acting_);
    return result;
  }

  void run_in(store::Database& db) {
    Answers answers;
    Dialog dialog{command_, context_, answers, false};
    bool touches = false;
    if (command_.is_tool())
      tool();
    else if (command_.writes())
      write_in(db, dialog);
    else
      look(db, touches);
  }

  store::Database open(store::Access access) {
    if (output_.verbose) say("store", store_file(args_, world_).string(), output_, world_);
    return store::Database::open(store_file(args_, world_), waiting_.options(access));
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

  void run_before(store::Database& db, const Answers& answers) {
    store::Transaction transaction(db, store::Access::write);
    ops::Unit unit(db, world_.clock.now(), world_.random, world_.hash_cost);
    if (command_.resumes) acting_.resume(unit);
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
      Turn turn(db, store::Access::write, within_);
      waiting_.over();
      if (command_.patient) begin_long_work();
      ops::Unit unit(db, world_.clock.now(), world_.random, world_.hash_cost);
      if (command_.resumes) acting_.resume(unit);
      unit.agree({.yes = args_.on(flags::kYes), .max_removals = args_.find(flags::kMaxRemovals)});
      if (context_.dry_run && within_ == Within::nothing) unit.rehearse();
      unit.begin(acting_.header(unit.now(), typed_));
      auto report = perform(command_, unit, context_, dialog.answers);
      if (!report.changed || context_.dry_run) return finish_without_change(turn, unit, report);
      if (report.verdict && ask_again(*report.verdict)) return std::nullopt;
      finish_unit(unit, report);
      return commit(db, turn, unit, report);
    } catch (const Error& error) {
      context_.progress.hide();
      if (ask_again(error.failure())) return std::nullopt;
      record_refusal(db, error.failure());
      throw;
    }
  }

  void begin_long_work() {
    world_.watch_interrupts();
    context_.progress.begin({.doing = command_.verb});
  }

  void finish_unit(ops::Unit& unit, Report& report) {
    context_.progress.then("checking");
    try {
      unit.finish();
    } catch (const Error& error) {
      if (!report.tell_refusal) throw;
      throw Error(report.tell_refusal(unit, report, error.failure()));
    }
    report.warnings.insert(report.warnings.end(), unit.warnings().begin(), unit.warnings().end());
  }

  /// A dry run says what the rules for the whole store would have said; a preview first shows what they would refuse.
  void judge_dry_run(ops::Unit& unit, Report& report) {
    try {
      finish_unit(unit, report);
    } catch (const Error& error) {
      if (!command_.previews || error.failure().kind != FailureKind::refused) throw;
      report.changed = false;
      report.said.clear();
      report.verdict = error.failure();
    }
  }

  int finish_without_change(Turn& turn, ops::Unit& unit, Report& report) {
    if (report.changed) judge_dry_run(unit, report);
    if (report.changed && within_ == Within::transaction) turn.commit();  // for those that come after
    return finish(report, ChangeInfo{.changed = report.changed, .number = std::nullopt, .dry_run = context_.dry_run});
  }

  int commit(store::Database& db, Turn& turn, ops::Unit& unit, Report& report) {
    if (report.session) report.files.push_back(stage_session(session_file(world_, db.uid()), *report.session));
    acting_.touch_within(db, unit.now());
    context_.progress.then("committing");
    world_.check_interrupted();
    waiting_.for_readers();
    turn.commit();
    if (command_.opens == Opens::created) db.publish();
    if (report.ends_session) remove_session(session_file(world_, db.uid()));
    if (report.refused) record_refusal(db, *report.refused);
    publish(report);
    return finish(report, ChangeInfo{.changed = true, .number = unit.change().number, .dry_run = false});
  }

  /// All of it, whatever becomes of one: what has no name yet would be gone, and the change is made.
  static void publish(Report& report) {
    std::optional<Failure> first;
    const auto publish_each = [&](auto& staged) {
      for (auto& each : staged) {
        try {
          each.publish();
        } catch (const Error& error) {
          if (!first) first = error.failure();
        }
      }
    };
    publish_each(report.files);
    publish_each(report.folders);
    if (!first) return;
    throw Error({.code = "output-failed",
                 .kind = FailureKind::store,
                 .message = "the change is made, but " + first->message,
                 .hint = first->hint});
  }

  int finish(Report& report, const std::optional<ChangeInfo>& change) {
    context_.progress.hide();
    if (take_) {
      take_(report, change);
      return 0;
    }
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
      const auto once = command_.once.empty() ? report.once : command_.once;
      const bool was_secret = !once.empty() && change && change->number && !goes_to_file(command_, args_);
      if (was_secret) {
        throw Error({.code = "output-failed",
                     .kind = FailureKind::store,
                     .message = fmt::format("the change is made, but nobody read the {}", once),
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
      store::record_refusal(db, acting_.header(world_.clock.now(), typed_), failure.code, world_.random);
      transaction.commit();
    } catch (const Error&) {
      say("warning", "the refused attempt could not be written to the history", output_, world_);
    }
  }

  const Command& command_;
  Args& args_;
  const std::string& typed_;
  const Output& output_;
  World& world_;
  Context context_;
  Acting acting_;
  Waiting waiting_;
  Take take_{};                      ///< of one of many
  Within within_ = Within::nothing;  ///< of a dry run of many
};

}  // namespace

std::filesystem::path store_file(const Args& args, const World& world) {
  if (const auto file = args.find(flags::kStore)) return file->text;
  if (const auto file = world.env("PCADMIN_STORE"); file && !file->empty())
    return value_or_throw(FileName::parse(*file)).text;
  return xdg_folder(world, "XDG_DATA_HOME", ".local/share") / "store.db";
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
