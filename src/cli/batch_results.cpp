#include "batch.hpp"
#include "common_args.hpp"
#include "render/cells.hpp"

#include "pcadmin/base/text.hpp"

#include <fmt/format.h>

#include <utility>

namespace pcadmin::cli {

namespace {

/// A sink that keeps what is written.
class Kept final : public Sink {
 public:
  void write(std::string_view text) override { text_ += text; }
  void flush() override {}
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

/// What the command prints with `--output json`.
std::string answer_of(const BatchLine& line, const Report& report, const std::optional<ChangeInfo>& change,
                      World& world) {
  if (const auto* const text = std::get_if<TextBody>(&report.body)) {
    std::string json;
    append_json(json, std::string_view(text->text));
    return json;
  }
  Kept kept;
  World page{.out = kept,
             .err = kept,
             .in = world.in,
             .terminal = world.terminal,
             .clock = world.clock,
             .random = world.random,
             .env = world.env,
             .os_user = world.os_user};
  render(report, change, line_output(line.args), page);
  auto text = kept.take();
  if (text.ends_with('\n')) text.pop_back();
  return text.empty() ? "null" : text;
}

std::string counted(std::size_t number, std::string_view what) {
  return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
}

}  // namespace

bool LineResult::failed() const {
  return failure && failure->kind != FailureKind::answer_no && failure->kind != FailureKind::pending;
}

LineResult to_result(const BatchLine& line, Report& report, const std::optional<ChangeInfo>& change, World& world) {
  LineResult result{.line = &line, .failure = std::move(report.verdict)};
  report.verdict.reset();
  if (change) {
    result.changed = change->changed;
    result.change = change->number;
    result.info = *change;
  }
  if (line.command->once.empty())
    result.data = answer_of(line, report, change, world);
  else
    result.unseen = std::move(report);
  return result;
}

LineResult to_result(const BatchLine& line, const Failure& failure) { return {.line = &line, .failure = failure}; }

Row to_row(const LineResult& result, World& world) {
  const auto data = result.unseen ? answer_of(*result.line, *result.unseen, result.info, world) : result.data;
  const auto json = [](const std::string& text) { return text.empty() ? Value() : Value(JsonText{text}); };
  return make_row(static_cast<std::int64_t>(result.line->number), text_or_nothing(result.line->id),
                  result.line->command->words(), !result.failed(),
                  std::int64_t{result.failure ? exit_code(result.failure->kind) : 0}, result.changed,
                  result.change ? Value(*result.change) : Value(), json(data),
                  json(result.failure ? to_json(*result.failure) : std::string()));
}

ListBody results_of_each(Batch& batch, World& world, Progress& progress, std::function<LineResult(BatchLine&)> step) {
  const auto produce = [&batch, &world, &progress,
                        step = std::move(step)](const std::function<bool(const Row&)>& each) {
    for (auto& line : batch.lines) {
      const auto result = step(line);
      ++progress.done;
      if (result.changed) ++progress.changed;
      if (result.failed()) ++progress.failed;
      each(to_row(result, world));
      world.out.flush();  // what is done is told before anything else is begun
    }
  };
  return {.key = "results", .columns = kBatchColumns, .produce = produce, .lines_in_table = true};
}

bool ends_batch(FailureKind kind) {
  using enum FailureKind;
  return kind == busy || kind == store || kind == bug || kind == interrupted || kind == terminated ||
         kind == closed_output;
}

Failure what_ended(Failure failure, const Progress& progress, std::size_t all) {
  if (progress.done == 0 && failure.kind != FailureKind::closed_output) return failure;
  const bool unread = failure.kind == FailureKind::closed_output || failure.code == "output-failed";
  if (unread) {
    failure.code = "output-failed";
    failure.kind = FailureKind::store;
    failure.message = "nobody reads the answers any more";
  }
  const bool stopped = failure.kind == FailureKind::interrupted || failure.kind == FailureKind::terminated;
  if (stopped) failure.message = "interrupted";
  failure.message += fmt::format("; {} of {} {} done, the others were not run", progress.done, counted(all, "command"),
                                 progress.done == 1 ? "was" : "were");
  if (progress.done == all) failure.message = "all commands were run, but nobody reads the answers any more";
  if (unread || stopped) failure.hint = "see what was done: pcadmin audit list";
  return failure;
}

std::string told(const Progress& progress) {
  const auto ran = "ran " + counted(progress.done, "command");
  return progress.changed == 0 ? ran + "; nothing was changed"
                               : fmt::format("{}; {} changed something", ran, progress.changed);
}

std::optional<Failure> verdict_of(const Progress& progress) {
  if (progress.failed == 0) return std::nullopt;
  return Failure{.code = "batch-partial",
                 .kind = FailureKind::partial,
                 .message = fmt::format("{} of {} failed", progress.failed, counted(progress.done, "command")),
                 .hint = "what is wrong stands in the line of each, in the field error",
                 .details = {{"commands", static_cast<std::int64_t>(progress.done)},
                             {"failed", static_cast<std::int64_t>(progress.failed)}}};
}

}  // namespace pcadmin::cli
