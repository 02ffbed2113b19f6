#include "batch.hpp"
#include "common_args.hpp"
#include "dialog.hpp"
#include "filter_rows.hpp"
#include "input_file.hpp"
#include "parser.hpp"
#include "shell_word.hpp"

#include "pcadmin/base/text.hpp"
#include "pcadmin/interchange/command_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace pcadmin::cli {

namespace {

using interchange::CommandFault;
using interchange::CommandLine;
using namespace flags;

constexpr std::size_t kMostFaults = 100;
/// Of longer commands it is not looked up which word is wrong.
constexpr std::size_t kMostWords = 100;

/// What is said to the batch, for all of its commands.
constexpr std::array<const ArgSpec*, 14> kForAll = {
    &kStore.spec, &kTokenFd.spec,    &kOutput.spec,  &kField.spec,     &kNoHeader.spec, &kQuiet.spec, &kVerbose.spec,
    &kColor.spec, &kAccessible.spec, &kNoInput.spec, &kPorcelain.spec, &kDryRun.spec,   &kHelp.spec,  &kVersion.spec};
/// What one change-set has once.
constexpr std::array<const ArgSpec*, 3> kOfChange = {&kReason.spec, &kTicket.spec, &kMaxRemovals.spec};

[[noreturn]] void refuse(std::string code, std::string message, std::string hint) {
  throw Error(
      {.code = std::move(code), .kind = FailureKind::invalid, .message = std::move(message), .hint = std::move(hint)});
}

[[noreturn]] void refuse_flag(const ArgSpec& spec, std::string message, std::string hint) {
  throw Error({.code = "batch-flag",
               .kind = FailureKind::invalid,
               .message = fmt::format("{} {}", spec.name, message),
               .hint = std::move(hint),
               .details = {{"flag", std::string(spec.name)}, {"short", std::string(spec.short_name)}}});
}

std::vector<std::string> texts_of(const CommandLine& line) {
  std::vector<std::string> words;
  std::ranges::transform(line.words, std::back_inserter(words), &CommandLine::Word::text);
  return words;
}

std::uint64_t column_of_flag(const CommandLine& line, const Failure& failure) {
  const auto& name = std::get<std::string>(failure.details.at(0).second);
  const auto& letter = std::get<std::string>(failure.details.at(1).second);
  const auto found = std::ranges::find_if(line.words, [&](const CommandLine::Word& word) {
    return word.text == name || word.text.starts_with(name + "=") || (!letter.empty() && word.text.starts_with(letter));
  });
  return found == line.words.end() ? line.words.front().column : found->column;
}

/// Where the word stands with which it went wrong: the first without which the same is not said. The first of all,
/// where it is about none.
std::uint64_t column_of(const CommandLine& line, const Failure& failure) {
  if (failure.code == "batch-flag") return column_of_flag(line, failure);
  std::vector<std::string> words;
  for (const auto& word : line.words) {
    if (words.size() == kMostWords) break;
    words.push_back(word.text);
    try {
      if (const auto found = find_invocation(words); found.command != nullptr) static_cast<void>(parse_args(found));
    } catch (const Error& error) {
      if (error.failure().code == failure.code && error.failure().message == failure.message) return word.column;
    }
  }
  return line.words.front().column;
}

/// Reads the lines of one file.
class Planner {
 public:
  explicit Planner(Context& batch, bool each) : batch_(batch), each_(each) {}

  Batch plan(interchange::CommandLines& lines) {
    Batch all{.lines = {}, .each = each_};
    while (const auto row = lines.next()) {
      batch_.world.check_interrupted();
      batch_.progress.step();
      if (!*row) {
        add_fault(row->error());
        continue;
      }
      if (++commands_ > kMostBatchCommands)
        refuse("too-many-commands", fmt::format("the file has more than {} commands", kMostBatchCommands),
               "split it; people come in by the million with pcadmin user import");
      try {
        all.lines.push_back(understand(**row));
      } catch (const Error& error) {
        const auto& failure = error.failure();
        if (failure.kind == FailureKind::interrupted || failure.kind == FailureKind::terminated) throw;
        add_fault({.line = (*row)->line,
                   .column = column_of(**row, failure),
                   .code = failure.code,
                   .message = failure.message,
                   .hint = failure.hint});
      }
    }
    throw_faults();
    if (all.lines.empty())
      refuse("empty-file", "there is no command in the file", "a command a line, as you would type it");
    return all;
  }

 private:
  bool dry_run() const { return batch_.dry_run; }

  BatchLine understand(const CommandLine& line) {
    const auto words = texts_of(line);
    const auto invocation = find_invocation(words);
    if (!invocation.wants_help && !invocation.wants_version) require_command(invocation);
    if (invocation.command != nullptr) require_fit(*invocation.command);
    if (invocation.wants_help) refuse_flag(kHelp.spec, "is no command", "ask for help outside of the batch");
    if (invocation.wants_version) refuse_flag(kVersion.spec, "is no command", "write: version");
    BatchLine known{.number = line.line,
                    .id = line.id,
                    .command = invocation.command,
                    .args = parse_args(invocation),
                    .typed = as_typed(words)};
    check_flags(known.args);
    inherit(known.args);
    check_files(known);
    check_output(line_output(known.args), *known.command, known.args, dry_run());
    static_cast<void>(filter_of(*known.command, known.args, batch_.world.clock.now()));
    ask(known);
    check_required(*known.command, known.args);
    return known;
  }

  void require_fit(const Command& command) const {
    if (command.in_batch == InBatch::no)
      refuse("not-in-batch", fmt::format("pcadmin {} cannot stand in a batch", command.words()),
             "run it by itself, before or after");
    if (command.in_batch == InBatch::each && !each_)
      refuse("not-in-batch", fmt::format("pcadmin {} cannot share a change-set with other commands", command.words()),
             "run it by itself; or give each line a change-set of its own: --each");
  }

  void check_flags(const Args& args) const {
    for (const auto* const spec : kForAll) {
      if (args.has(*spec)) refuse_flag(*spec, "is for the whole batch", "give it to pcadmin batch, or leave it out");
    }
    if (args.has(kAsOf.spec) && (!each_ || dry_run()))
      refuse_flag(kAsOf.spec, "cannot be asked in the middle of other commands",
                  "ask before or after; or give each line a unit of work of its own: --each");
    if (each_) return;
    for (const auto* const spec : kOfChange) {
      if (args.has(*spec))
        refuse_flag(*spec, "is for the whole change-set", "give it to pcadmin batch; or each line its own: --each");
    }
  }

  /// What the batch was told holds for each of its commands that is not told otherwise.
  void inherit(Args& args) const {
    const auto pass = [&](const auto& arg) {
      const auto value = batch_.args.find(arg);
      if (value && !args.has(arg.spec)) args.put(arg, *value);
    };
    pass(kStore);
    pass(kReason);
    pass(kTicket);
    pass(kMaxRemovals);
    for (const auto* const flag : {&kYes, &kDryRun}) {
      if (batch_.args.on(*flag) && !args.on(*flag)) args.add(flag->spec, true);
    }
  }

  /// Standard input is nobody's, and no two write the same file.
  void check_files(const BatchLine& line) {
    for (const auto* const spec : line.command->args) {
      const auto file = line.args.find_as<FileName>(*spec);
      if (!file) continue;
      if (file->text == "-")
        refuse("batch-input", fmt::format("{}: no command of a batch reads standard input", spec->name), "name a file");
      const bool written = spec == &file_flag_of(*line.command) || spec == &kCredentials.spec || spec == &kLetters.spec;
      if (!written) continue;
      const auto [first, fresh] = files_.emplace(file->text, line.number);
      if (!fresh)
        refuse("file-exists", fmt::format("\"{}\" is what line {} writes already", file->text, first->second),
               "name a file of its own for each line");
    }
  }

  /// Opens what it reads; nobody is asked for anything.
  void ask(BatchLine& line) const {
    Context context{.args = line.args, .world = batch_.world, .dry_run = dry_run()};
    Answers answers;
    Dialog dialog{*line.command, context, answers, false};
    if (line.command->ask != nullptr) line.command->ask(dialog, nullptr);
    if (line.command->prepare != nullptr) line.command->prepare(context);
    line.input = std::move(context.input);
  }

  void add_fault(const CommandFault& fault) {
    if (++faults_ > kMostFaults) return;
    told_.push_back({{"line", static_cast<std::int64_t>(fault.line)},
                     {"column", static_cast<std::int64_t>(fault.column)},
                     {"code", fault.code},
                     {"value", fault.value},
                     {"message", fault.message},
                     {"hint", fault.hint}});
  }

  void throw_faults() {
    if (faults_ == 0) return;
    const auto more = faults_ - told_.size();
    throw Error({.code = "batch-faults",
                 .kind = FailureKind::invalid,
                 .message = fmt::format("{} thing{} wrong with the batch: nothing was run", faults_,
                                        faults_ == 1 ? " is" : "s are"),
                 .hint = more == 0 ? "mend the lines above" : fmt::format("mend the lines above; {} more follow", more),
                 .details = {{"count", static_cast<std::int64_t>(faults_)}, {"faults", std::move(told_)}}});
  }

  Context& batch_;
  bool each_;
  std::size_t commands_ = 0;
  std::size_t faults_ = 0;
  std::vector<DetailRow> told_{};
  std::map<std::string, std::uint64_t> files_{};  ///< that are written, and by which line
};

}  // namespace

bool shows_once(const BatchLine& line) {
  return !line.command->once.empty() && !goes_to_file(*line.command, line.args);
}

Output line_output(const Args& args) {
  Output output{.format = Format::json};
  for (const auto& field : args.all(kFields)) output.fields.push_back(to_ascii_lower(field.text));
  return output;
}

Batch read_batch(const FileName& file, bool each, Context& batch) {
  batch.world.watch_interrupts();
  const auto input = open_input(file, batch.world);
  batch.progress.begin({.doing = "checking", .unit = "lines", .whole = input->size()});
  CountedSource counted(*input, batch.progress);
  interchange::CommandLines lines(counted);
  return Planner(batch, each).plan(lines);
}

}  // namespace pcadmin::cli
