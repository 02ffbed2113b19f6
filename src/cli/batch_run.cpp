#include "batch.hpp"
#include "perform.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

namespace pcadmin::cli {

namespace {

/// What the answers may have together before they are printed.
constexpr std::size_t kMostAnswerBytes = std::size_t{64} * 1024 * 1024;

Failure at_line(Failure failure, const BatchLine& line) {
  const auto id = line.id ? fmt::format(" (id {})", *line.id) : "";
  failure.message = fmt::format("line {}{}: {}", line.number, id, failure.message);
  failure.details.emplace_back("line", static_cast<std::int64_t>(line.number));
  if (line.id) failure.details.emplace_back("id", *line.id);
  failure.details.emplace_back("command", line.typed);
  return failure;
}

class Running {
 public:
  Running(ops::Unit& unit, Context& batch)
      : unit_(unit), batch_(batch), who_(unit.find_who() ? std::optional(*unit.find_who()) : std::nullopt) {}

  void run(BatchLine& line) {
    resume();
    Context context{.args = line.args, .world = batch_.world, .dry_run = batch_.dry_run};
    context.input = std::move(line.input);
    auto report = perform(*line.command, unit_, context);
    const bool changed = line.command->writes() && report.changed;
    note(line, report, changed);
    const auto info = ChangeInfo{.changed = changed, .number = number_of(changed), .dry_run = batch_.dry_run};
    results_->push_back(
        to_result(line, report, line.command->writes() ? std::optional(info) : std::nullopt, batch_.world));
    bytes_ += results_->back().data.size();
    if (results_->back().failed()) ++progress_.failed;
    if (bytes_ > kMostAnswerBytes) refuse_bytes();
  }

  Report finish() {
    if (who_) unit_.act_as(*who_);  // guards judge what whoever began has done, to themselves too
    total_.changed = progress_.changed > 0;
    total_.undoable = undoable_;
    total_.said = told(progress_);
    total_.verdict = verdict_of(progress_);
    if (secret_) total_.once = "data";
    total_.body =
        ListBody{.key = "results",
                 .columns = kBatchColumns,
                 .produce =
                     [results = results_, &world = batch_.world](const std::function<bool(const Row&)>& each) {
                       for (const auto& result : *results) each(to_row(result, world));
                     },
                 .lines_in_table = true};
    return std::move(total_);
  }

 private:
  /// As a command of its own would find them. Somebody else's session does not carry on what this one began.
  void resume() {
    batch_.resume(unit_);
    const auto* const now = unit_.find_who();
    if (now != nullptr && (!who_ || now->id != who_->id)) unit_.act_as_nobody();
  }

  std::optional<std::int64_t> number_of(bool changed) const {
    return changed && !batch_.dry_run ? std::optional(unit_.change().number) : std::nullopt;
  }

  /// What is of the change-set, and not of the line alone.
  void note(const BatchLine& line, Report& report, bool changed) {
    ++progress_.done;
    if (changed) ++progress_.changed;
    undoable_ = undoable_ && (!changed || report.undoable);
    secret_ = secret_ || (changed && shows_once(line));
    std::ranges::move(report.files, std::back_inserter(total_.files));
    std::ranges::move(report.folders, std::back_inserter(total_.folders));
    report.files.clear();
    report.folders.clear();
  }

  [[noreturn]] static void refuse_bytes() {
    throw Error({.code = "answers-too-long",
                 .kind = FailureKind::invalid,
                 .message = fmt::format("the answers have more than {} bytes together", kMostAnswerBytes),
                 .hint = "ask for less with --limit or --fields; or print each as it is made: --each"});
  }

  ops::Unit& unit_;
  Context& batch_;
  std::optional<ops::Operator> who_;
  std::shared_ptr<std::vector<LineResult>> results_ = std::make_shared<std::vector<LineResult>>();
  Progress progress_{};
  Report total_{};
  bool undoable_ = true;
  bool secret_ = false;
  std::size_t bytes_ = 0;
};

}  // namespace

Report run_all(ops::Unit& unit, Context& context) {
  context.world.watch_interrupts();
  unit.share();
  Running running(unit, context);
  context.progress.begin({.doing = "running", .unit = "commands", .whole = context.batch->lines.size()});
  for (auto& line : context.batch->lines) {
    context.world.check_interrupted();
    context.progress.step();
    try {
      running.run(line);
    } catch (const Error& error) {
      throw Error(at_line(error.failure(), line));
    }
  }
  return running.finish();
}

}  // namespace pcadmin::cli
